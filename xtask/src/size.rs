//! Bytes of each file of the release, raw and compressed, against the budgets.

use std::path::Path;

use crate::Failure;
use crate::build::DIST;
use crate::run;

/// What a first visit has to load before the app is there, in bytes as sent (brotli): more fails. The limits here follow the
/// sizes down: docs/decisions/parts.md.
const FIRST_VISIT: u64 = 111_600;
/// Of that, the app's main wasm.
const MAIN: u64 = 88_900;
/// What is loaded later, each by itself: a part of the app has its wasm, its style sheet and the words of one language;
/// `ahead` is what a page looks like before it is gone to, `channel` what speaks to a worker, `shared` what parts share, `offline` what keeps the files on the device, `drawn` what is
/// of use once the app is drawn.
const LATER: [(&str, u64); 12] = [
    ("ahead", 2_900),
    ("channel", 5_000),
    ("shared", 15_400),
    ("account", 16_400),
    ("card", 29_900),
    ("apply", 35_500),
    ("guide", 9_100),
    ("demo", 5_100),
    ("worker", 110_900),
    ("adapter-worker", 58_500),
    ("offline", 4_000),
    ("drawn", 1_150),
];

/// What a file is loaded for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// The first visit.
    First,
    /// The first visit: the main wasm.
    Main,
    /// The first visit: the words of one language.
    Words,
    /// One of [`LATER`].
    Later(String),
    /// One of [`LATER`]: its words in one language.
    LaterWords(String),
    /// Only where somebody embeds the app, or by no page at all.
    Other,
}

fn part(name: &str) -> Part {
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    if let Some(locale) = stem.strip_prefix("locales/") {
        return locale.split_once('.').map_or(Part::Words, |(_, part)| Part::LaterWords(part.to_owned()));
    }
    let later = LATER.iter().map(|(part, _)| *part).find(|part| {
        stem.strip_prefix(part)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()))
    });
    if let "drawn.js" | "offline.js" = name {
        return Part::Later(stem.to_owned());
    }
    // What stands in index.html, as a file for whoever has another page.
    if stem.starts_with("first-") {
        return Part::Other;
    }
    match (later, kind) {
        (Some(part), _) => Part::Later(part.to_owned()),
        (None, "wasm") => Part::Main,
        (None, "html" | "css" | "js" | "json") if name != "embedder.js" => Part::First,
        (None, _) => Part::Other,
    }
}

/// Prints the sizes.
///
/// # Errors
/// When a budget is exceeded.
pub fn report() -> Result<(), Failure> {
    let mut rows = Vec::new();
    for path in run::files(Path::new(DIST)) {
        let name = path.strip_prefix(DIST).unwrap_or(&path).to_string_lossy().into_owned();
        if path.extension().is_some_and(|kind| kind == "br") {
            continue;
        }
        let length = |path: &Path| std::fs::metadata(path).map(|meta| meta.len());
        let raw = length(&path).map_err(|why| format!("{name}: {why}"))?;
        let sent = length(Path::new(&format!("{}.br", path.display()))).unwrap_or(raw);
        rows.push((part(&name), name, raw, sent));
    }
    println!("{:>10} {:>9}  file", "bytes", "brotli");
    for (_, name, raw, sent) in &rows {
        println!("{raw:>10} {sent:>9}  {name}");
    }
    let of = |wanted: &Part| rows.iter().filter(|row| row.0 == *wanted).map(|row| row.3).collect::<Vec<_>>();
    let sum = |wanted: Part| of(&wanted).iter().sum::<u64>();
    let most = |wanted: Part| of(&wanted).into_iter().max().unwrap_or_default();
    let main = sum(Part::Main);
    if main == 0 {
        return Err("there is no wasm".to_owned());
    }
    let first = sum(Part::First) + main + most(Part::Words);
    let mut sizes = vec![("first visit", first, FIRST_VISIT), ("main wasm", main, MAIN)];
    for (part, limit) in LATER {
        let size = sum(Part::Later(part.to_owned())) + most(Part::LaterWords(part.to_owned()));
        sizes.push((part, size, limit));
    }
    for (what, size, limit) in &sizes {
        println!("{what:<15} {size:>7} of {limit} bytes");
    }
    match sizes.iter().find(|(_, size, limit)| size > limit) {
        Some((what, ..)) => Err(format!("{what} is over its budget")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn each_file_has_its_part() {
        let later = |part: &str| Part::Later(part.to_owned());
        let later_words = |part: &str| Part::LaterWords(part.to_owned());
        for (name, expected) in [
            ("index.html", Part::First),
            ("boot.js", Part::First),
            ("app-0123456789abcdef.css", Part::First),
            ("config.json", Part::First),
            ("citizen-center-0123456789abcdef.js", Part::First),
            ("citizen-center-0123456789abcdef_bg.wasm", Part::Main),
            ("locales/en.json", Part::Words),
            ("locales/zh-CN.card.json", later_words("card")),
            ("card-0123456789abcdef.wasm", later("card")),
            ("card-0123456789abcdef.css", later("card")),
            ("shared-0123456789abcdef.wasm", later("shared")),
            ("shared-0123456789abcdef.css", later("shared")),
            ("worker-0123456789abcdef_bg.wasm", later("worker")),
            ("adapter-worker-0123456789abcdef_loader.js", later("adapter-worker")),
            ("offline.js", later("offline")),
            ("drawn.js", later("drawn")),
            ("offline-0123456789abcdef.js", later("offline")),
            ("old.js", Part::First),
            ("embedder.js", Part::Other),
            ("_headers", Part::Other),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }
}
