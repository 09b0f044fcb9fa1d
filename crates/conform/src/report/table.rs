//! The table in the terminal: a line for each case as it ends, and one that counts.

use crate::case::Case;
use crate::run::{Count, Outcome, Verdict};

const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";
const YELLOW: &str = "\u{1b}[33m";
const PLAIN: &str = "\u{1b}[0m";

/// The widths of its columns, and whether it is in colour.
pub struct Table {
    group: usize,
    name: usize,
    colour: bool,
}

impl Table {
    /// A table for these cases.
    pub fn new(cases: impl Iterator<Item = &'static Case>, colour: bool) -> Self {
        let (mut group, mut name) = (0, 0);
        for case in cases {
            group = group.max(case.group.chars().count());
            name = name.max(case.name.chars().count());
        }
        Self { group, name, colour }
    }

    /// The line of a case: group, case, result, milliseconds, reason.
    pub fn line(&self, outcome: &Outcome) -> String {
        let (word, colour, reason) = match &outcome.verdict {
            Verdict::Passed => ("pass", GREEN, ""),
            Verdict::Failed(why) => ("FAIL", RED, why.as_str()),
            Verdict::Skipped(why) => ("skip", YELLOW, why.as_str()),
        };
        let word = if self.colour { format!("{colour}{word}{PLAIN}") } else { word.to_owned() };
        let (group, name) = (outcome.case.group, outcome.case.name);
        let line = format!(
            "{group:<g$}  {name:<n$}  {word}  {ms:>6} ms  {reason}",
            g = self.group,
            n = self.name,
            ms = outcome.took.as_millis(),
            reason = one_line(reason),
        );
        line.trim_end().to_owned()
    }

    /// The line that closes it: `N passed, N failed`, and how many were skipped, where some were.
    pub fn close(count: Count) -> String {
        let Count { passed, failed, skipped } = count;
        let rest = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
        format!("{passed} passed, {failed} failed{rest}")
    }
}

/// A reason without line breaks and without what would steer a terminal: part of it came from the backend.
fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::cases;
    use crate::run::{Count, Outcome, Verdict};
    use std::time::Duration;

    #[test]
    fn columns_are_aligned_and_a_reason_is_one_line() {
        let table = Table::new(cases::all(), false);
        let outcome = |verdict| Outcome { case: cases::all().next().unwrap(), verdict, took: Duration::from_millis(7) };
        let (passed, failed) = (
            table.line(&outcome(Verdict::Passed)),
            table.line(&outcome(Verdict::Failed("a\n  b\u{1b}[2J".to_owned()))),
        );
        assert!(passed.ends_with("pass       7 ms"), "{passed}");
        assert!(failed.ends_with("FAIL       7 ms  a b[2J"), "{failed}");
        assert_eq!(passed.find("pass"), failed.find("FAIL"));
        assert!(Table::new(cases::all(), true).line(&outcome(Verdict::Passed)).contains("\u{1b}[32mpass"));
    }

    #[test]
    fn the_last_line_counts() {
        let count = |passed, failed, skipped| Table::close(Count { passed, failed, skipped });
        assert_eq!(count(3, 1, 0), "3 passed, 1 failed");
        assert_eq!(count(3, 0, 2), "3 passed, 0 failed, 2 skipped");
    }
}
