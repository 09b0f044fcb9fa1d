//! The guide names every case, and no other.

use conform::cases;

const BEGIN: &str = "<!-- cases: written by `conform --list --markdown` -->\n";
const END: &str = "<!-- end of cases -->";

#[test]
fn the_guide_lists_the_cases_there_are() {
    let guide = include_str!("../../../docs/conformance.md");
    let (_, rest) = guide.split_once(BEGIN).expect("the guide has a list");
    let (list, _) = rest.split_once(END).expect("the list ends");
    assert_eq!(list.trim(), conform::report::markdown().trim(), "`conform --list --markdown` writes it");
}

#[test]
fn every_case_has_a_name_of_its_own_and_a_group_that_is_explained() {
    let guide = include_str!("../../../docs/conformance.md");
    let names: std::collections::BTreeSet<_> = cases::all().map(|case| case.name).collect();
    assert_eq!(names.len(), cases::all().count());
    assert!(names.len() >= 60);
    for case in cases::all() {
        let sentence = case.name.starts_with(|c: char| c.is_uppercase() || c == '`') && !case.name.ends_with('.');
        assert!(sentence, "{}", case.name);
        assert!(guide.contains(&format!("| `{}` |", case.group.name())), "{} is not explained", case.group.name());
    }
}
