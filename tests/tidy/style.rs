//! Sheets and sources: each sheet has its source, and each class its definition.

use super::{boot, code, files, is_test, literals, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The text of a style sheet, without its comments.
fn bare(sheet: &str) -> String {
    let text = read(sheet);
    let parts = text.split("/*").enumerate();
    parts.map(|(n, part)| if n == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) }).collect()
}

/// The selectors of a style sheet, a list of them as one each.
fn selectors(sheet: &str) -> Vec<String> {
    let bare = bare(sheet);
    let before_blocks = bare.split('}').filter_map(|rule| rule.rsplit_once('{')?.0.rsplit('{').next());
    before_blocks.flat_map(|list| list.split(',')).map(|selector| selector.trim().to_owned()).collect()
}

/// The classes that a selector names, in their order.
fn classes(selector: &str) -> impl Iterator<Item = &str> {
    selector.split('.').skip(1).filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic())).map(|part| {
        &part[..part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(part.len())]
    })
}

/// The classes that the style sheets define.
fn defined() -> BTreeSet<String> {
    let all: Vec<_> = files("style", ".css").iter().flat_map(|sheet| selectors(sheet)).collect();
    all.iter().flat_map(|selector| classes(selector)).map(str::to_owned).collect()
}

/// The rules of a sheet: selectors and declarations.
fn rules(sheet: &str) -> Vec<(String, Vec<(String, String)>)> {
    let bare = bare(sheet);
    let rules = bare.split('}').filter_map(|rule| {
        let (before, body) = rule.rsplit_once('{')?;
        let declarations = body.split(';').filter_map(|one| one.split_once(':'));
        let declarations =
            declarations.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        Some((before.rsplit('{').next()?.split_whitespace().collect::<Vec<_>>().join(" "), declarations))
    });
    rules.collect()
}

/// The values of a shorthand of four sides.
fn sides(value: &str) -> Vec<String> {
    let (mut depth, mut all) = (0, vec![String::new()]);
    for c in value.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == ' ' && depth == 0 {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

/// Decoration, which may lie anywhere, and what is as wide as what it lies in.
const EITHER_WAY: [&str; 2] = [".card-face::after", ".tick__input"];

#[test]
fn sheets_follow_the_direction_of_the_text() {
    for sheet in files("style", ".css") {
        let all = rules(&sheet);
        let of = |selector: &str, name: &str| {
            let rule = all.iter().find(|(own, _)| own == selector)?;
            rule.1.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
        };
        for (selector, declarations) in &all {
            for (name, value) in declarations {
                let place = format!("{sheet}: `{selector}` has `{name}: {value}`");
                let side = ["left", "right"].iter().any(|side| {
                    name.ends_with(&format!("-{side}")) && !name.starts_with("border-") && !name.contains("inset-")
                        || *name == format!("border-{side}")
                        || matches!(&**name, "text-align" | "float" | "clear") && value == side
                });
                assert!(!side, "{place}: say start or end");
                if matches!(&**name, "margin" | "padding") {
                    let sides = sides(value);
                    assert!(sides.len() < 4 || sides[1] == sides[3], "{place}: its sides differ");
                }
                // `inset-inline-start` is younger than the engine floor: the other direction has a rule of its own.
                if matches!(&**name, "left" | "right") && !selector.starts_with(":root[dir=") {
                    let other = if name == "left" { "right" } else { "left" };
                    let same = of(selector, other).as_ref() == Some(value);
                    let mirrored = of(&format!(":root[dir=\"rtl\"] {selector}"), other).as_ref() == Some(value);
                    assert!(same || mirrored || EITHER_WAY.contains(&&**selector), "{place}: only in one direction");
                }
            }
        }
    }
}

/// The source that a sheet of `style/components` or `style/pages` is named like; a `mod.rs` has the name of its folder.
fn source_of(sheet: &str) -> Option<String> {
    let name = Path::new(sheet).file_stem()?;
    let all = files(if sheet.starts_with("style/components/") { "src/ui/components" } else { "src/ui/pages" }, ".rs");
    let mut like = all.into_iter().filter(|path| {
        let path = Path::new(path);
        let helper =
            path.components().any(|part| ["wording", "gallery"].iter().any(|folder| part.as_os_str() == *folder));
        let own = if path.ends_with("mod.rs") { path.parent().and_then(Path::file_name) } else { path.file_stem() };
        !helper && own == Some(name)
    });
    like.next().filter(|_| like.next().is_none())
}

#[test]
fn each_style_sheet_belongs_to_the_source_it_is_named_like() {
    let sheets = files("style", ".css");
    let of_source = |sheet: &str| sheet.matches('/').count() > 1;
    // A block is defined where one of its classes stands alone.
    let block =
        |class: &str| class.split("__").next().and_then(|rest| rest.split("--").next()).unwrap_or("").to_owned();
    let mut homes: BTreeMap<String, &str> = BTreeMap::new();
    for sheet in &sheets {
        for selector in selectors(sheet) {
            let plain = selector.split(' ').filter(|part| !part.starts_with(":root")).count() == 1;
            let Some(class) = classes(&selector).next().filter(|_| plain) else { continue };
            let home = *homes.entry(block(class)).or_insert(sheet);
            assert!(home == sheet, "{sheet}: `{selector}` is of a block that {home} defines");
        }
    }
    for sheet in sheets.iter().filter(|sheet| of_source(sheet)) {
        let source = source_of(sheet).unwrap_or_else(|| panic!("{sheet}: no source, or several, of that name"));
        let texts = literals(&code(&source));
        let written: BTreeSet<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
        for selector in selectors(sheet) {
            let all: Vec<_> = classes(&selector).collect();
            // Of several classes, the first is the block that adapts what is in it, or the last is what stands there.
            let own = [all.first(), all.last()].into_iter().flatten().any(|class| written.contains(class));
            let step = selector.is_empty() || ["from", "to"].contains(&&*selector);
            assert!(own || step, "{sheet}: `{selector}` neither begins nor ends with a class of {source}");
            for class in all.iter().filter(|class| homes.get(&block(class)) == Some(&sheet.as_str())) {
                assert!(written.contains(class), "{sheet}: {source} does not write the class `{class}`");
            }
        }
    }
}

/// Names of things that need no look of their own yet: a city's own sheet may give them one.
const UNSTYLED: [&str; 18] = [
    "cells__list",
    "citizen__here",
    "effect--know",
    "effect--lost",
    "effect--stays",
    "error-summary__list",
    "home-found",
    "group--error",
    "index__group",
    "index__groups",
    "more__text",
    "page--actions",
    "qr__frame",
    "sign-in__said",
    "tag__text",
    "tick--radio",
    "toast__text",
    "live",
];

#[test]
fn every_class_is_defined_and_every_definition_is_used() {
    let defined = defined();
    let known = |defined: &BTreeSet<String>, word: &str| {
        // A block may leave all of its look to its parts.
        let block = |name: &String| name.strip_prefix(word).is_some_and(|rest| rest.starts_with("__"));
        UNSTYLED.contains(&word) || defined.contains(word) || defined.iter().any(block)
    };
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for path in files("src", ".rs").iter().filter(|path| !is_test(path)) {
        let code = code(path);
        for text in literals(&code) {
            for word in text.split_whitespace() {
                used.insert(word.to_owned());
                // A name with a part or a variant in it is a class wherever it stands.
                let looks = word.contains("__") || word.trim_start_matches("--").contains("--");
                let plain = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
                if looks && plain && !word.starts_with('-') && !known(&defined, word) {
                    wrong.push(format!("{path}: {word}"));
                }
            }
        }
        for call in [".class(\"", " div(\"", " span(\"", "(div(\"", "(span(\""] {
            for (at, _) in code.match_indices(call) {
                let text = code[at + call.len()..].split('"').next().unwrap_or_default();
                let unknown = text.split_whitespace().filter(|word| !known(&defined, word));
                wrong.extend(unknown.map(|word| format!("{path}: {word}")));
            }
        }
    }
    for path in ["index.html".to_owned()].into_iter().chain(boot()).chain(files("web/first", ".html")) {
        for text in literals(&read(path).replace('\'', "\"")) {
            used.extend(text.split_whitespace().map(str::to_owned));
        }
    }
    // Made from a stem and a code.
    used.extend(["boot-panel--old", "boot-panel--crash", "boot-panel--config"].map(str::to_owned));
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "not defined in style/: {wrong:#?}");
    let idle: Vec<_> = defined.difference(&used).collect();
    assert!(idle.is_empty(), "nobody uses {idle:#?}");
}
