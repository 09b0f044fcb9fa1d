//! Every article that is cited is explained in the app.

use super::{code, files, read};
use std::collections::BTreeSet;

/// The numbers after each of these words.
fn numbers<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = u16> + 'a {
    text.match_indices(before).filter_map(move |(at, _)| {
        let rest = &text[at + before.len()..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

/// The articles that the sheet and the page of the legal ground explain.
fn explained() -> BTreeSet<(&'static str, u16)> {
    let table = code("src/ui/pages/guide/articles.rs");
    let of =
        |law: &'static str, before: &'static str| numbers(&table, before).map(move |n| (law, n)).collect::<Vec<_>>();
    [of("SIL", "(Law::Sil, "), of("REG", "(Law::Reg, "), of("NPC", "(Law::Npc2024, ")].concat().into_iter().collect()
}

#[test]
fn every_article_that_is_cited_is_explained() {
    let mut cited: BTreeSet<(&str, u16)> = BTreeSet::from([("NPC", 0)]);
    for path in files("crates/backend/src/rules", ".rs") {
        let text = code(&path);
        for (law, before) in
            [("SIL", "sil("), ("REG", "reg("), ("SIL", "Law::Sil, article: "), ("REG", "Law::Reg, article: ")]
        {
            cited.extend(numbers(&text, before).map(|n| (law, n)));
        }
    }
    for path in files("src/ui/pages", ".rs") {
        let text = code(&path);
        for (law, before) in [("SIL", "Law::Sil, article: "), ("REG", "Law::Reg, article: ")] {
            cited.extend(numbers(&text, before).map(|n| (law, n)));
        }
    }
    let contract = read("crates/contract/openapi.yaml");
    for (law, before) in [("SIL", "law: SIL, article: "), ("REG", "law: REG, article: ")] {
        cited.extend(numbers(&contract, before).map(|n| (law, n)));
    }
    for path in files("tests/foreign", ".mjs") {
        cited.extend(numbers(&read(path), "['SIL', ").map(|n| ("SIL", n)));
    }
    // What the app itself says in running text is of the Social Insurance Law.
    for (path, before) in
        [("locales/zh-CN.json", "第"), ("locales/en.json", "article "), ("locales/en.json", "articles ")]
    {
        let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read(path)).unwrap();
        for text in words.iter().filter(|(key, _)| !key.starts_with("law.")).filter_map(|(_, word)| word.as_str()) {
            let text = text.replace(" and ", " article ");
            let is_article = |n: &u16| path.ends_with("en.json") || text.contains(&format!("第{n}条"));
            cited.extend(numbers(&text, before).filter(is_article).map(|n| ("SIL", n)));
        }
    }
    assert!(cited.len() > 15, "{cited:?}");
    let missing: Vec<_> = cited.difference(&explained()).copied().collect();
    assert!(missing.is_empty(), "cited, and explained nowhere: {missing:?}");
}
