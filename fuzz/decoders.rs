//! Every decoder of the contract, without an end: `cd fuzz && cargo run --release -- corpus -max_total_time=300`, with a
//! C++ compiler at hand. What it finds is written to a file beside it, and found again with the name of that file in the place
//! of `corpus`. What was found once belongs into `contract/tests`.
#![no_main]

#[path = "../contract/tests/support/decoders.rs"]
mod decoders;

use contract_document::Document;
use decoders::{Decode, decoders};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<(&str, Decode)>> = LazyLock::new(|| decoders().into_iter().collect());

/// A byte that names the decoder, and the text.
fn seeds() -> impl Iterator<Item = Vec<u8>> {
    Document::load().examples().into_iter().filter_map(|example| {
        let name = Document::component_of(&example.schema)?;
        let at = ALL.iter().position(|(other, _)| *other == name)?;
        let mut seed = vec![u8::try_from(at).ok()?];
        seed.extend(example.value.to_string().into_bytes());
        Some(seed)
    })
}

fuzz_target!(
    init: {
        // Where nothing is known yet, the examples of the contract are what to begin with.
        if std::fs::create_dir("corpus").is_ok() {
            for (n, seed) in seeds().enumerate() {
                std::fs::write(format!("corpus/example-{n}"), seed).expect("a file in corpus");
            }
        }
    },
    |data: &[u8]| {
        if let [which, text @ ..] = data {
            ALL[usize::from(*which) % ALL.len()].1(text);
        }
    }
);
