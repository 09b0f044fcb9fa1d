//! Bytes of each file of the release, raw and compressed, against the budget.

use std::path::Path;

use crate::Failure;
use crate::build::DIST;
use crate::run;

/// What a first visit has to load before the app is there, in bytes as sent (brotli): more fails.
const CRITICAL: u64 = 164_000;
/// Of that, the app's wasm: more fails.
const WASM: u64 = 136_500;
/// What the two are to come down to next. The limits above follow the size down; they never go up.
const GOALS: (u64, u64) = (150_000, 120_000);

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Critical,
    Wasm,
    /// Only one of them is loaded.
    Locale,
    /// The embedded backend: after the first paint, and only if it is chosen.
    Worker,
    /// The adapter: the same.
    Adapter,
    /// What is loaded where somebody embeds the app only.
    Embedder,
    Other,
}

fn part(name: &str) -> Part {
    let kind = Path::new(name).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    match (name, kind) {
        _ if name.starts_with("worker-") => Part::Worker,
        _ if name.starts_with("adapter-worker-") => Part::Adapter,
        _ if name.starts_with("locales/") => Part::Locale,
        ("embedder.js", _) => Part::Embedder,
        (_, "wasm") => Part::Wasm,
        (_, "html" | "css" | "js" | "json") => Part::Critical,
        _ => Part::Other,
    }
}

/// Prints the sizes.
///
/// # Errors
/// When the budget is exceeded.
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
    for (part, name, raw, sent) in &rows {
        let note = match part {
            Part::Worker => "  (embedded backend, not critical)",
            Part::Adapter => "  (adapter, not critical)",
            Part::Locale => "  (one of them is critical)",
            Part::Embedder => "  (where somebody embeds the app only, not critical)",
            Part::Other => "  (not critical)",
            Part::Critical | Part::Wasm => "",
        };
        println!("{raw:>10} {sent:>9}  {name}{note}");
    }
    let of = |wanted: Part| rows.iter().filter(move |row| row.0 == wanted).map(|row| row.3);
    let wasm: u64 = of(Part::Wasm).sum();
    let critical = of(Part::Critical).sum::<u64>() + wasm + of(Part::Locale).max().unwrap_or(0);
    let worker: u64 = of(Part::Worker).sum();
    println!("wasm of the app: {wasm} of {WASM} bytes");
    println!("first visit:     {critical} of {CRITICAL} bytes");
    println!("worker:          {worker} bytes, after the first paint");
    println!("adapter:         {} bytes, the same", of(Part::Adapter).sum::<u64>());
    for (what, size, goal) in [("first visit", critical, GOALS.0), ("wasm", wasm, GOALS.1)] {
        if size > goal {
            println!("next goal:       {what} is {} bytes above {goal}", size - goal);
        }
    }
    if wasm == 0 {
        return Err("there is no wasm".to_owned());
    }
    if wasm > WASM || critical > CRITICAL {
        return Err("over the size budget".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn each_file_has_its_part() {
        for (name, expected) in [
            ("index.html", Part::Critical),
            ("boot.js", Part::Critical),
            ("app-0123456789abcdef.css", Part::Critical),
            ("config.json", Part::Critical),
            ("citizen-center-0123456789abcdef.js", Part::Critical),
            ("citizen-center-0123456789abcdef_bg.wasm", Part::Wasm),
            ("locales/en.json", Part::Locale),
            ("worker-0123456789abcdef_bg.wasm", Part::Worker),
            ("adapter-worker-0123456789abcdef_bg.wasm", Part::Adapter),
            ("old.js", Part::Critical),
            ("embedder.js", Part::Embedder),
            ("_headers", Part::Other),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }
}
