//! Running cases, one after another, and what came of each.

use crate::case::Case;
use crate::cases;
use crate::kit::Kit;
use crate::roles::Role;
use crate::verdict::Stop;
use std::time::{Duration, Instant};

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The backend keeps this promise.
    Passed,
    /// It does not, and what was seen.
    Failed(String),
    /// It was not asked, and why.
    Skipped(String),
}

/// A case, and what came of it.
pub struct Outcome {
    /// Which.
    pub case: &'static Case,
    /// What came of it.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

/// Which cases are run.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Leaves out what writes.
    pub read_only: bool,
    /// Only those whose group is one of these, or whose name has it in it; all, where there is none.
    pub only: Vec<String>,
}

impl Choice {
    /// The cases that are chosen. Those that write are among them: they are reported as left out.
    pub fn cases(&self) -> impl Iterator<Item = &'static Case> {
        let wanted = |case: &Case, word: &String| {
            let of_group = cases::all().any(|case| case.group == word);
            let named = || case.name.to_lowercase().contains(&word.to_lowercase());
            if of_group { case.group == word } else { named() }
        };
        cases::all().filter(move |case| self.only.is_empty() || self.only.iter().any(|word| wanted(case, word)))
    }
}

/// Runs the chosen cases; `seen` is told of each as it ends. At the end, what was filed is taken back.
pub async fn run(kit: &Kit, choice: &Choice, mut seen: impl FnMut(&Outcome)) -> Vec<Outcome> {
    let mut all = Vec::new();
    for case in choice.cases() {
        let began = Instant::now();
        let verdict = if choice.read_only && case.writes {
            Verdict::Skipped("it writes, and only reading was asked for".to_owned())
        } else {
            match (case.run)(kit).await {
                Ok(()) => Verdict::Passed,
                Err(Stop::Failed(why)) => Verdict::Failed(why),
                Err(Stop::Skipped(why)) => Verdict::Skipped(why),
                Err(Stop::Unsupported(name)) => Verdict::Skipped(format!("{name} is not supported by the backend")),
            }
        };
        let outcome = Outcome { case, verdict, took: began.elapsed() };
        seen(&outcome);
        all.push(outcome);
    }
    if !choice.read_only
        && let Ok(payer) = kit.of(Role::Payer).await
    {
        // A case that failed may have left something under way; that it cannot be taken back was said by a case.
        let _ = payer.clear().await;
    }
    all
}

/// How many passed, failed, were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
    /// Skipped.
    pub skipped: usize,
}

impl Count {
    /// Counts.
    pub fn of(all: &[Outcome]) -> Self {
        let mut count = Self::default();
        for outcome in all {
            match outcome.verdict {
                Verdict::Passed => count.passed += 1,
                Verdict::Failed(_) => count.failed += 1,
                Verdict::Skipped(_) => count.skipped += 1,
            }
        }
        count
    }
}
