//! The guide names every case, and no other. A list that is out of date is written anew, and its test fails once.

use conform::cases;

const BEGIN: &str = "<!-- cases: written by the tests of crates/conform -->\n";
const END: &str = "<!-- end of cases -->";

#[test]
fn the_guide_lists_the_cases_there_are() {
    let path = "../../docs/conformance.md";
    let guide = std::fs::read_to_string(path).unwrap();
    let (before, rest) = guide.split_once(BEGIN).expect("the guide has a list");
    let (_, after) = rest.split_once(END).expect("the list ends");
    let fresh = [before, BEGIN, "\n", conform::report::markdown().trim(), "\n\n", END, after].concat();
    if guide != fresh {
        std::fs::write(path, fresh).unwrap();
        panic!("the list in docs/conformance.md was out of date and has been written anew: commit it");
    }
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
        assert!(guide.contains(&format!("| `{}` |", case.group)), "{} is not explained", case.group);
    }
}
