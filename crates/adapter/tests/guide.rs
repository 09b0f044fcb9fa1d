//! The example of the guide is a map of this project, and does what the guide says.

use std::process::Command;

const GUIDE: &str = include_str!("../../../docs/adapter.md");

fn between(name: &str) -> &'static str {
    let (_, after) = GUIDE.split_once(&format!("<!-- {name} -->\n```")).unwrap();
    let (block, _) = after.split_once(&format!("\n```\n<!-- end of {name} -->")).unwrap();
    block.split_once('\n').unwrap().1
}

fn check(path: &str) -> (Option<i32>, String) {
    let made = Command::new(std::env::var("CARGO_BIN_EXE_adapter").unwrap()).args(["check", path]).output().unwrap();
    (made.status.code(), String::from_utf8(made.stdout).unwrap())
}

#[test]
fn the_example_is_the_file_and_does_what_the_guide_says() {
    assert_eq!(between("example"), include_str!("../maps/minimal.json").trim_end());
    let (code, out) = check("maps/minimal.json");
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains(between("output")), "{out}");
    assert!(out.ends_with(" as the contract has it, 0 wrong, 2 without a sample\n"), "{out}");
    // What the map does not name is listed, and nothing else is.
    let names = out.lines().find_map(|line| line.strip_prefix("not supported, as the map does not name them: "));
    let map = adapter::Map::parse(include_str!("../maps/minimal.json")).unwrap();
    let unsupported: Vec<_> = map.unsupported().map(|row| row.name).collect();
    assert!(unsupported.contains(&"getAccessLog") && !unsupported.contains(&"signIn"));
    assert_eq!(names, Some(&*unsupported.join(", ")), "{out}");
}

#[test]
fn the_other_maps_make_of_their_samples_what_the_contract_has() {
    for name in ["envelope", "coded", "snake"] {
        let (code, out) = check(&format!("maps/{name}.json"));
        assert_eq!(code, Some(0), "{name}: {out}");
    }
}

#[test]
fn a_map_that_is_wrong_is_named_by_its_places() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let path = format!("{folder}/wrong.json");
    let text = include_str!("../maps/minimal.json");
    std::fs::write(&path, text.replace("\"page\", \"first\"", "\"pages\", \"first\"")).unwrap();
    let (code, out) = check(&path);
    assert_eq!(code, Some(1));
    assert!(out.contains("/operations/listContributions/paging/style: not page, offset or cursor"), "{out}");
    // One that can be used, and makes something else than the contract has.
    std::fs::write(&path, text.replace("\"popular\"", "\"popular_\"")).unwrap();
    let (code, out) = check(&path);
    assert!(code == Some(1) && out.contains("WRONG"), "{out}");
    assert_eq!(check("maps/nowhere.json").0, Some(2));
}
