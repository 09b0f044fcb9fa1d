//! The look, measured: contrast of every pair of text and ground that the parts use, in
//! both looks, and that the styles keep to what the oldest engine we support knows.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

type Tokens = BTreeMap<String, String>;

/// The properties of the block that begins after `start`.
fn block(start: &str) -> Tokens {
    let (_, rest) = TOKENS.split_once(start).unwrap();
    let (inside, _) = rest.split_once('}').unwrap();
    inside
        .split(';')
        .filter_map(|line| {
            let line = line.rsplit("*/").next()?;
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

fn light() -> Tokens {
    block("\n:root {")
}

fn dark() -> Tokens {
    let mut all = light();
    all.extend(block(":root[data-theme=\"dark\"] {"));
    all
}

/// WCAG's relative luminance of `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Text and the grounds it stands on: 4.5 to 1.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "--text",
        &[
            "--ground",
            "--surface",
            "--sunken",
            "--raised",
            "--plain-soft",
            "--info-soft",
            "--waiting-soft",
            "--success-soft",
            "--warning-soft",
            "--danger-soft",
        ],
    ),
    ("--text-quiet", &["--ground", "--surface", "--sunken", "--raised", "--plain-soft"]),
    (
        "--brand-text",
        &[
            "--ground",
            "--surface",
            "--sunken",
            "--raised",
            "--brand-soft",
            "--info-soft",
            "--warning-soft",
            "--plain-soft",
        ],
    ),
    ("--on-brand", &["--brand", "--brand-deep"]),
    ("--on-brand-quiet", &["--brand", "--brand-deep"]),
    ("--on-danger", &["--danger"]),
    ("--on-toast", &["--toast"]),
    ("--success", &["--surface", "--success-soft", "--raised"]),
    ("--warning", &["--surface", "--warning-soft", "--raised"]),
    ("--danger", &["--surface", "--danger-soft", "--raised", "--ground"]),
    ("--info", &["--surface", "--info-soft", "--raised"]),
    ("--waiting", &["--surface", "--waiting-soft", "--raised"]),
];

/// Marks and edges that tell something: 3 to 1.
const MARKS: &[(&str, &[&str])] = &[
    ("--line-strong", &["--surface", "--ground", "--raised"]),
    ("--focus", &["--surface", "--ground", "--raised", "--sunken"]),
    ("--guide", &["--surface", "--ground"]),
    ("--brand-text", &["--plain-soft"]),
];

fn measure(look: &Tokens, name: &str, pairs: &[(&str, &[&str])], least: f64) {
    for (text, grounds) in pairs {
        for ground in *grounds {
            let ratio = contrast(&look[*text], &look[*ground]);
            assert!(ratio >= least, "{name}: {text} on {ground} is {ratio:.2}, not {least}");
        }
    }
}

#[test]
fn text_and_marks_stand_out_in_both_looks() {
    for (name, look) in [("light", light()), ("dark", dark())] {
        measure(&look, name, TEXTS, 4.5);
        measure(&look, name, MARKS, 3.0);
    }
}

#[test]
fn paper_is_always_light() {
    // Nothing dark outside of `@media screen`: neither in the sheets, nor of a city's own colours.
    let colours = include_str!("../../web/first/colours.mjs");
    for text in [TOKENS, colours] {
        for line in text.lines().filter(|line| line.contains("prefers-color-scheme")) {
            assert!(line.contains("@media screen and (prefers-color-scheme: dark)"), "{line}");
        }
    }
    for (before, _) in TOKENS.match_indices(":root[data-theme=\"dark\"]").map(|(at, _)| TOKENS.split_at(at)) {
        assert!(before.trim_end().ends_with("@media screen {"), "{before}");
    }
    let chosen = colours.lines().find(|line| line.contains("data-theme=\"dark\"")).unwrap();
    assert!(chosen.contains("'@media screen'"), "{chosen}");
}

#[test]
fn the_dark_look_is_the_same_by_wish_and_by_choice() {
    let by_wish = block(":root:not([data-theme=\"light\"]) {");
    let by_choice = block(":root[data-theme=\"dark\"] {");
    assert_eq!(by_wish, by_choice);
    let colours = light().into_iter().filter(|(_, value)| value.starts_with('#'));
    for (name, _) in colours {
        assert!(by_choice.contains_key(&name), "{name} has no dark value");
    }
}

#[test]
fn the_styles_keep_to_the_oldest_engine() {
    let folder = "style";
    let banned = [
        "@layer",
        ":is(",
        ":where(",
        ":has(",
        "inset:",
        "clamp(",
        "color-mix(",
        "min(",
        "max(",
        "aspect-ratio",
        "@container",
        "&",
        "oklch(",
    ];
    let mut places = vec![std::path::PathBuf::from(folder)];
    while let Some(path) = places.pop() {
        if path.is_dir() {
            places.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() < 400, "{name} is too long");
        for rule in text.split('}') {
            let code: String = rule.split("/*").map(|part| part.rsplit("*/").next().unwrap()).collect();
            let code = code.replace("minmax(", "");
            for word in banned {
                assert!(!code.contains(word), "{name}: {word} in {rule}");
            }
            let gap = code.contains("\n  gap:") || code.contains("\n    gap:");
            assert!(!gap || code.contains("display: grid"), "{name}: a flex gap in {rule}");
        }
    }
}
