//! That each part comes with the rules of whatever it draws.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Home, MAIN, Sources, absolute, classes, homes, imports, items, literals, words};
use crate::finish::sheets;
use crate::run;

const PARTS: [&str; 5] = ["account", "card", "apply", "guide", "demo"];

#[test]
fn a_source_is_read_as_the_compiler_reads_it() {
    let text = "use a::b::{self, c as d, e::{f, g}};\npub(super) fn one() { two(\"x y\") }\nconst TWO: u8 = 1;\n";
    let imports = imports(text);
    let named: Vec<_> = imports.iter().map(|(name, path)| format!("{name}={}", path.join("::"))).collect();
    assert_eq!(named, ["b=a::b", "d=a::b::c", "f=a::b::e::f", "g=a::b::e::g"]);
    assert_eq!(items(text).keys().collect::<Vec<_>>(), [&"TWO", &"one"]);
    assert_eq!(literals(text).collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(words("a::b (c)").collect::<Vec<_>>(), ["a", "::", "b", "c"]);
    let up = |file, path: &[&str]| absolute(file, &path.iter().map(ToString::to_string).collect::<Vec<_>>()).join("/");
    assert_eq!(up("pages/apply/receipt", &["super", "help"]), "pages/apply/help");
    assert_eq!(up("pages/wording/effect", &["super", "super", "common", "days"]), "pages/common/days");
    assert_eq!(classes(".a > .b--c:not(.d), e.f { g: .5s } /* .h */").len(), 4);
}

#[test]
fn a_build_of_one_piece_has_one_sheet() {
    run::at_root().unwrap();
    assert!(homes(sheets(), &[]).unwrap().iter().all(|(_, home)| *home == Home::Main));
}

#[test]
fn a_sheet_that_only_one_part_needs_comes_with_it() {
    run::at_root().unwrap();
    let all: BTreeMap<_, _> = homes(sheets(), &PARTS).unwrap().into_iter().collect();
    let home = |sheet: &str| &all[Path::new(sheet)];
    assert_eq!(*home("style/components/button.css"), Home::Main);
    assert_eq!(*home("style/components/qr.css"), Home::Part("card".to_owned()));
    assert_eq!(*home("style/pages/receipt.css"), Home::Part("apply".to_owned()));
    assert!(matches!(home("style/components/choice.css"), Home::Shared(users) if users.len() > 1));
}

/// The classes that a source writes: what stands where a class does, or can only be one.
fn written(code: &str) -> Vec<&str> {
    let calls = [".class(\"", " div(\"", " span(\"", "(div(\"", "(span(\""];
    let starts = calls.iter().flat_map(|call| code.match_indices(call).map(|(at, call)| at + call.len()));
    let in_calls = starts.flat_map(|at| code[at..].split('"').next().unwrap_or_default().split_whitespace());
    let looks = |word: &&str| word.contains("__") || word.trim_start_matches('-').contains("--");
    in_calls.chain(literals(code).filter(looks)).collect()
}

#[test]
fn nothing_is_drawn_without_its_rules() {
    run::at_root().unwrap();
    let sources = Sources::read(&PARTS).unwrap();
    let reached = sources.reached();
    let mut homes_of: BTreeMap<String, Vec<Home>> = BTreeMap::new();
    let all: BTreeMap<_, _> = homes(sheets(), &PARTS).unwrap().into_iter().collect();
    for (sheet, home) in &all {
        for class in classes(&run::read(sheet).unwrap()) {
            homes_of.entry(class).or_default().push(home.clone());
        }
    }
    let is_here = |part: &str, home: &Home| match home {
        Home::Main => true,
        Home::Part(other) => other == part,
        Home::Shared(users) => users.contains(part),
    };
    let mut seen = 0;
    for (part, reached) in &reached {
        for (file, item) in reached {
            let text = sources.text(file, item.as_deref());
            for class in written(&text) {
                let Some(homes) = homes_of.get(class) else { continue };
                seen += 1;
                assert!(homes.iter().any(|home| is_here(part, home)), "{part}: {file} writes `{class}`: {homes:?}");
            }
        }
        // Whatever a page of the part imports, by a plain reading.
        for (file, text) in sources.files.iter().filter(|(file, _)| sources.part_of(file) == Some(part)) {
            for name in imports(text).into_values().filter(|path| path.iter().any(|name| name == "components")) {
                let Some(of) = name.last().and_then(|name| sources.components.get(name)) else { continue };
                let sheet = format!("style/{of}.css");
                assert!(is_here(part, &all[Path::new(&sheet)]), "{part}: {file} needs {sheet}");
            }
        }
    }
    assert!(seen > 300, "{seen}");
    // What stands in the page before the app, and what the loader shows, is Home's.
    for path in ["index.html", "web/first/home.html", "web/first/page.html"] {
        let text = run::read(path).unwrap();
        for class in text.split("class=\"").skip(1).flat_map(|rest| rest.split('"').next().unwrap().split(' ')) {
            let homes = homes_of.get(class).map_or(&[][..], Vec::as_slice);
            assert!(homes.is_empty() || homes.iter().any(|home| is_here(MAIN, home)), "{path}: `{class}`: {homes:?}");
        }
    }
}
