//! What was measured: samples, their medians and spreads, and ratios of medians.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{Contestant, Side};
use crate::Failure;
use crate::run;

/// The name of the one number that is not measured but counted: the bytes of all files of a build, as they are sent.
pub const BUILD: &str = "build.bytes";

/// The middle of some samples, and their ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// The spread of some samples; none where there are none.
pub fn spread(samples: &[f64]) -> Option<Spread> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (*sorted.first()?, *sorted.last()?);
    let half = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) };
    Some(Spread { low, median, high })
}

/// Of each contestant, by its name, the samples of each number, by its name.
#[derive(Debug, Default)]
pub struct Numbers {
    pub of: BTreeMap<String, BTreeMap<String, Vec<f64>>>,
    /// How it was measured, as the script says.
    conditions: Value,
}

impl Numbers {
    /// Reads what the script has written, and adds the bytes of each build.
    ///
    /// # Errors
    /// When something is not there, or is no number.
    pub fn read(raw: &Value, all: &[Contestant]) -> Result<Self, Failure> {
        let mut numbers = Self { conditions: raw["conditions"].clone(), ..Self::default() };
        for one in all {
            let measured =
                raw["samples"][&one.name].as_object().ok_or_else(|| format!("{}: not measured", one.name))?;
            let mut of = BTreeMap::new();
            for (name, samples) in measured {
                let samples = samples.as_array().into_iter().flatten().map(Value::as_f64).collect::<Option<Vec<_>>>();
                let samples = samples.filter(|samples| !samples.is_empty());
                of.insert(name.clone(), samples.ok_or_else(|| format!("{}, {name}: no numbers", one.name))?);
            }
            of.insert(BUILD.to_owned(), vec![bytes(&one.folder)]);
            numbers.of.insert(one.name.clone(), of);
        }
        Ok(numbers)
    }

    /// The spread of one number of one contestant.
    pub fn spread(&self, contestant: &str, name: &str) -> Option<Spread> {
        spread(self.of.get(contestant)?.get(name)?)
    }

    /// The median of one of ours, divided by the least median of those that it is measured against; none where there is
    /// nothing to divide by.
    pub fn ratio(&self, ours: &Contestant, side: Side, all: &[Contestant], name: &str) -> Option<f64> {
        let against = all.iter().filter(|one| one.side == side && (side == Side::Peer || one.way == ours.way));
        let medians = against.filter_map(|one| Some(self.spread(&one.name, name)?.median));
        let least = medians.min_by(f64::total_cmp).filter(|least| *least > 0.0)?;
        Some(self.spread(&ours.name, name)?.median / least)
    }

    /// Everything, for a program to read.
    pub fn json(&self) -> Value {
        let number = |samples: &Vec<f64>| {
            let Spread { low, median, high } = spread(samples)?;
            Some(json!({ "median": median, "low": low, "high": high, "samples": samples }))
        };
        let of = |numbers: &BTreeMap<String, Vec<f64>>| {
            numbers.iter().map(|(name, samples)| (name.clone(), number(samples))).collect::<BTreeMap<_, _>>()
        };
        let contestants: BTreeMap<_, _> = self.of.iter().map(|(name, numbers)| (name.clone(), of(numbers))).collect();
        json!({ "conditions": self.conditions, "contestants": contestants })
    }
}

/// The bytes of a build as they are sent: of each file its compressed copy, where it has one.
#[allow(clippy::cast_precision_loss, reason = "a build has fewer bytes than an f64 can count")]
fn bytes(folder: &Path) -> f64 {
    let compressed = |path: &Path| path.extension().is_some_and(|kind| kind == "br");
    let length = |path: &Path| std::fs::metadata(path).map(|meta| meta.len());
    let files = run::files(folder).into_iter();
    let files = files.filter(|path| !compressed(path) && path.file_name().is_some_and(|name| name != headers::FILE));
    let sent = files.map(|path| {
        let mut copy = path.clone().into_os_string();
        copy.push(".br");
        length(Path::new(&copy)).or_else(|_| length(&path)).unwrap_or(0)
    });
    sent.sum::<u64>() as f64
}

#[cfg(test)]
pub mod tests {
    use super::{BUILD, Numbers, Spread, spread};
    use crate::bench::{Contestant, Side, Way};
    use serde_json::json;

    pub fn contestant(name: &str, side: Side, way: Way) -> Contestant {
        Contestant { name: name.to_owned(), side, way, folder: "no-such-folder".into() }
    }

    /// One of ours, the same before, and two peers.
    pub fn four() -> (Vec<Contestant>, Numbers) {
        let all = vec![
            contestant("server", Side::Ours, Way::Server),
            contestant("before, server", Side::Before, Way::Server),
            contestant("React", Side::Peer, Way::Server),
            contestant("Vue", Side::Peer, Way::Server),
        ];
        let raw = json!({
            "conditions": { "cpu": 4 },
            "samples": {
                "server": { "first.fcp": [500, 700, 600], "taps.longest": [0, 0, 0] },
                "before, server": { "first.fcp": [1200, 1000, 1400], "taps.longest": [0, 80, 0] },
                "React": { "first.fcp": [1500, 1500, 1500], "taps.longest": [60, 60, 90] },
                "Vue": { "first.fcp": [1000, 900, 2000], "taps.longest": [100, 90, 90] },
            },
        });
        let numbers = Numbers::read(&raw, &all).unwrap();
        (all, numbers)
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[3.0]), Some(Spread { low: 3.0, median: 3.0, high: 3.0 }));
        // As numbers: as texts, 10 would come before 9.
        assert_eq!(spread(&[10.0, 9.0, 200.0]), Some(Spread { low: 9.0, median: 10.0, high: 200.0 }));
        assert_eq!(spread(&[4.0, 1.0, 2.0, 9.0]), Some(Spread { low: 1.0, median: 3.0, high: 9.0 }));
    }

    #[test]
    fn a_ratio_is_to_the_better_one() {
        let (all, numbers) = four();
        let ratio = |side, name| numbers.ratio(&all[0], side, &all, name);
        assert_eq!(ratio(Side::Before, "first.fcp"), Some(0.5));
        assert_eq!(ratio(Side::Peer, "first.fcp"), Some(0.6));
        assert_eq!(ratio(Side::Peer, "taps.longest"), Some(0.0));
        // Nothing is no measure for anything.
        assert_eq!(ratio(Side::Before, "taps.longest"), None);
        assert_eq!(ratio(Side::Peer, "no.such"), None);
        // Another way to a backend is another thing.
        let embedded = contestant("embedded", Side::Ours, Way::Embedded);
        assert_eq!(numbers.ratio(&embedded, Side::Before, &all, "first.fcp"), None);
    }

    #[test]
    fn what_was_not_measured_is_named() {
        let (all, numbers) = four();
        assert_eq!(numbers.of["Vue"][BUILD], [0.0]);
        let read = |samples| Numbers::read(&json!({ "samples": { "server": samples } }), &all[..1]).unwrap_err();
        assert!(read(json!({ "first.fcp": [1, null] })).contains("first.fcp"));
        assert!(read(json!({ "first.fcp": [] })).contains("first.fcp"));
        assert!(read(json!(null)).contains("server"));
    }

    #[test]
    fn every_sample_is_kept() {
        let all = four().1.json();
        assert_eq!(all["conditions"]["cpu"], 4);
        let number = &all["contestants"]["before, server"]["first.fcp"];
        assert_eq!(
            *number,
            json!({ "median": 1200.0, "low": 1000.0, "high": 1400.0, "samples": [1200.0, 1000.0, 1400.0] })
        );
    }
}
