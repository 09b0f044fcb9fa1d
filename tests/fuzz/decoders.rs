//! Every decoder of the contract, without an end: `cd fuzz && cargo run --release -- corpus -max_total_time=300`, with a
//! C++ compiler at hand. What it finds is written to a file beside it, and found again with the name of that file in the place
//! of `corpus`. What was found once belongs into `crates/contract/tests`.
#![no_main]

#[path = "../../crates/contract/tests/support/decoders.rs"]
mod decoders;

use contract_document::Document;
use decoders::{Decode, TOKENS, decoders};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<(&str, Decode)>> = LazyLock::new(|| decoders().into_iter().collect());

/// A byte that names the decoder, and the text: every example of the contract, and for every decoder what is at the edge.
fn seeds() -> impl Iterator<Item = Vec<u8>> {
    let seed = |at: usize, text: String| [&[u8::try_from(at).expect("few decoders")], text.as_bytes()].concat();
    let examples = Document::load().examples().into_iter().filter_map(move |example| {
        let name = Document::component_of(&example.schema)?;
        let at = ALL.iter().position(|(other, _)| *other == name)?;
        Some(seed(at, example.value.to_string()))
    });
    examples.chain((0..ALL.len()).flat_map(move |at| TOKENS.into_iter().map(move |text| seed(at, text.to_owned()))))
}

fuzz_target!(
    init: {
        // Where nothing is known yet, there is something to begin with.
        if std::fs::create_dir("corpus").is_ok() {
            for (n, seed) in seeds().enumerate() {
                std::fs::write(format!("corpus/seed-{n}"), seed).expect("a file in corpus");
            }
        }
    },
    |data: &[u8]| {
        if let [which, text @ ..] = data {
            ALL[usize::from(*which) % ALL.len()].1(text);
        }
    }
);
