//! `JUnit` XML, as test reports of build servers read it: a suite for each group.

use crate::run::{Count, Outcome, Verdict};
use std::fmt::Write;

/// The report. `backend` names what was tested.
pub fn junit(backend: &str, all: &[Outcome]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let head = |count: Count| {
        let tests = count.passed + count.failed + count.skipped;
        format!("tests=\"{tests}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"", count.failed, count.skipped)
    };
    // Writing to a `String` does not fail.
    let _ = writeln!(out, "<testsuites name=\"{}\" {}>", escaped(backend), head(Count::of(all)));
    for group in all.chunk_by(|a, b| a.case.group == b.case.group) {
        let name = group.first().map_or("", |outcome| outcome.case.group.name());
        let took: f64 = group.iter().map(|outcome| outcome.took.as_secs_f64()).sum();
        let _ = writeln!(out, "  <testsuite name=\"{name}\" {} time=\"{took:.3}\">", head(Count::of(group)));
        for outcome in group {
            let took = outcome.took.as_secs_f64();
            let case = escaped(outcome.case.name);
            let _ = write!(out, "    <testcase classname=\"conform.{name}\" name=\"{case}\" time=\"{took:.3}\"");
            let _ = match &outcome.verdict {
                Verdict::Passed => writeln!(out, "/>"),
                Verdict::Failed(why) => writeln!(out, "><failure message=\"{}\"/></testcase>", escaped(why)),
                Verdict::Skipped(why) => writeln!(out, "><skipped message=\"{}\"/></testcase>", escaped(why)),
            };
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// A text as the value of an attribute. What XML 1.0 cannot say at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, junit};
    use crate::cases;
    use crate::run::{Outcome, Verdict};
    use std::time::Duration;

    #[test]
    fn a_report_has_a_suite_for_each_group_and_says_why() {
        let verdicts =
            [Verdict::Passed, Verdict::Failed("<b> & \"c\"".to_owned()), Verdict::Skipped("no payer".to_owned())];
        let all: Vec<_> = cases::all()
            .zip(verdicts)
            .map(|(case, verdict)| Outcome { case, verdict, took: Duration::from_millis(12) })
            .collect();
        let xml = junit("https://api.example.gov", &all);
        assert!(xml.contains(
            "<testsuites name=\"https://api.example.gov\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">"
        ));
        assert!(xml.contains("<failure message=\"&lt;b&gt; &amp; &quot;c&quot;\"/>"));
        assert!(xml.contains("<skipped message=\"no payer\"/>"));
        assert!(xml.contains("time=\"0.012\"/>"));
        assert_eq!(xml.matches("<testsuite ").count(), xml.matches("</testsuite>").count());
    }

    #[test]
    fn what_xml_cannot_say_is_left_out() {
        assert_eq!(escaped("a\u{0}\u{1b}\u{ffff}\nb"), "a b");
    }
}
