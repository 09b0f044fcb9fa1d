//! `JUnit` XML, as test reports of build servers read it: a suite for each group.

use crate::run::{Outcome, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

/// The report. `backend` names what was tested.
///
/// # Errors
/// Says why it could not be written.
pub fn junit(backend: &str, all: &[Outcome]) -> Result<String, String> {
    let mut report = Report::new(said(backend));
    for group in all.chunk_by(|a, b| a.case.group == b.case.group) {
        let name = group.first().map_or("", |outcome| outcome.case.group);
        let mut suite = TestSuite::new(name);
        suite.set_time(group.iter().map(|outcome| outcome.took).sum::<Duration>());
        for outcome in group {
            let status = match &outcome.verdict {
                Verdict::Passed => TestCaseStatus::success(),
                Verdict::Failed(why) => because(TestCaseStatus::non_success(NonSuccessKind::Failure), why),
                Verdict::Skipped(why) => because(TestCaseStatus::skipped(), why),
            };
            let mut case = TestCase::new(outcome.case.name, status);
            case.set_classname(format!("conform.{name}")).set_time(outcome.took);
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    report.to_string().map_err(|why| why.to_string())
}

fn because(mut status: TestCaseStatus, why: &str) -> TestCaseStatus {
    status.set_message(said(why));
    status
}

/// A text without the two characters that XML 1.0 cannot say and `quick_junit` lets through: part of it came from the
/// backend.
fn said(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}

#[cfg(test)]
mod tests {
    use super::junit;
    use crate::cases;
    use crate::run::{Outcome, Verdict};
    use std::time::Duration;

    fn report(verdicts: Vec<Verdict>) -> String {
        let outcome = |(case, verdict)| Outcome { case, verdict, took: Duration::from_millis(12) };
        let all: Vec<_> = cases::all().zip(verdicts).map(outcome).collect();
        junit("https://api.example.gov", &all).unwrap()
    }

    #[test]
    fn a_report_has_a_suite_for_each_group_and_says_why() {
        let xml = report(vec![
            Verdict::Passed,
            Verdict::Failed("<b> & \"c\"".to_owned()),
            Verdict::Skipped("no payer".to_owned()),
        ]);
        assert!(xml.contains(
            "<testsuites name=\"https://api.example.gov\" tests=\"3\" skipped=\"1\" failures=\"1\" errors=\"0\">"
        ));
        assert!(xml.contains("<failure message=\"&lt;b&gt; &amp; &quot;c&quot;\"/>"), "{xml}");
        assert!(xml.contains("<skipped message=\"no payer\"/>"));
        assert!(xml.contains("time=\"0.012\"/>"));
        assert_eq!(xml.matches("<testsuite ").count(), xml.matches("</testsuite>").count());
    }

    #[test]
    fn what_xml_cannot_say_is_left_out() {
        let xml = report(vec![Verdict::Failed("a\u{0}\u{fffe}\u{ffff}b\u{1b}[2J".to_owned())]);
        assert!(xml.contains("<failure message=\"ab\"/>"), "{xml}");
    }
}
