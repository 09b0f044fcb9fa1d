//! The table of medians, in Markdown: README's is a part of one.

use std::fmt::Write as _;

use super::numbers::{BUILD, Numbers, Spread};
use super::{Contestant, Side};

/// What a number counts.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    /// Of 1,000 bytes.
    Kilobytes,
    Pieces,
    /// Layout shift.
    Score,
}

use Unit::{Kilobytes, Milliseconds, Pieces, Score};

/// The rows: the name of a number, what it is, and its unit.
const ROWS: [(&str, &str, Unit); 25] = [
    (BUILD, "the whole build", Kilobytes),
    ("first.bytes", "first visit: over the network", Kilobytes),
    ("first.requests", "requests", Pieces),
    ("first.fp", "first paint", Milliseconds),
    ("first.fcp", "first contentful paint", Milliseconds),
    ("first.lcp", "largest contentful paint", Milliseconds),
    ("first.drawn", "Home complete", Milliseconds),
    ("first.usable", "Home usable", Milliseconds),
    ("first.shift", "layout shift", Score),
    ("first.longest", "longest task", Milliseconds),
    ("second.bytes", "second visit: over the network", Kilobytes),
    ("second.requests", "requests", Pieces),
    ("second.fcp", "first contentful paint", Milliseconds),
    ("second.lcp", "largest contentful paint", Milliseconds),
    ("second.drawn", "Home complete", Milliseconds),
    ("second.usable", "Home usable", Milliseconds),
    ("second.longest", "longest task", Milliseconds),
    ("taps.pressed", "a tap: pressed", Milliseconds),
    ("taps.title", "title", Milliseconds),
    ("taps.complete", "complete", Milliseconds),
    ("taps.longest", "longest task", Milliseconds),
    ("near.pressed", "a tap, network not slowed: pressed", Milliseconds),
    ("near.title", "title", Milliseconds),
    ("near.complete", "complete", Milliseconds),
    ("near.longest", "longest task", Milliseconds),
];

/// One number in its unit.
fn shown(value: f64, unit: Unit) -> String {
    match unit {
        Milliseconds | Pieces => format!("{value:.0}"),
        Kilobytes => format!("{:.1}", value / 1000.0),
        Score => format!("{value:.3}"),
    }
}

/// A median, with its spread where there is one.
fn cell(spread: Option<Spread>, unit: Unit) -> String {
    let Some(Spread { low, median, high }) = spread else { return "–".to_owned() };
    let [low, median, high] = [low, median, high].map(|value| shown(value, unit));
    if low == high { median } else { format!("{median} ({low}–{high})") }
}

/// The rows of all contestants, then the ratios of ours to what they are measured against.
pub fn markdown(numbers: &Numbers, all: &[Contestant]) -> String {
    let sides = [(Side::Before, "before"), (Side::Peer, "better peer")];
    let sides = sides.into_iter().filter(|(side, _)| all.iter().any(|one| one.side == *side));
    let ours = || all.iter().filter(|one| one.side == Side::Ours);
    let ratios: Vec<_> = sides.flat_map(|(side, name)| ours().map(move |one| (one, side, name))).collect();
    let mut out = "| |".to_owned();
    for one in all {
        let _ = write!(out, " {} |", one.name);
    }
    for (one, _, name) in &ratios {
        let _ = write!(out, " {} / {name} |", one.name);
    }
    let _ = write!(out, "\n|---|{}\n", "---|".repeat(all.len() + ratios.len()));
    for (name, what, unit) in ROWS {
        let unit_name = match unit {
            Milliseconds => ", ms",
            Kilobytes => ", KB",
            Pieces | Score => "",
        };
        let _ = write!(out, "| {what}{unit_name} |");
        for one in all {
            let _ = write!(out, " {} |", cell(numbers.spread(&one.name, name), unit));
        }
        for (one, side, _) in &ratios {
            let ratio = numbers.ratio(one, *side, all, name).map(|ratio| format!("{ratio:.2}"));
            let _ = write!(out, " {} |", ratio.as_deref().unwrap_or("–"));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::numbers::tests::four;
    use super::{Kilobytes, Milliseconds, ROWS, Score, Spread, cell, markdown};

    #[test]
    fn a_cell_has_its_spread_in_its_unit() {
        let of = |low, median, high, unit| cell(Some(Spread { low, median, high }), unit);
        assert_eq!(of(1.4, 2.6, 30.0, Milliseconds), "3 (1–30)");
        assert_eq!(of(164_032.0, 164_040.0, 164_049.0, Kilobytes), "164.0");
        assert_eq!(of(0.0, 0.0, 0.0512, Score), "0.000 (0.000–0.051)");
        assert_eq!(cell(None, Milliseconds), "–");
    }

    #[test]
    fn a_table_has_a_column_for_each_and_the_ratios_of_ours() {
        let (all, numbers) = four();
        let table = markdown(&numbers, &all);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[0], "| | server | before, server | React | Vue | server / before | server / better peer |");
        assert_eq!(lines[1], "|---|---|---|---|---|---|---|");
        assert_eq!(lines.len(), 2 + ROWS.len());
        let row =
            "| first contentful paint, ms | 600 (500–700) | 1200 (1000–1400) | 1500 | 1000 (900–2000) | 0.50 | 0.60 |";
        assert!(lines.contains(&row), "{table}");
        // A ratio to nothing is none.
        assert!(
            lines.contains(&"| longest task, ms | 0 | 0 (0–80) | 60 (60–90) | 90 (90–100) | – | 0.00 |"),
            "{table}"
        );
    }
}
