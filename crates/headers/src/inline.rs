//! The style sheet and the script that stand in `index.html` itself, so that the first answer paints a page. Their text as it
//! ships is made here of their sources, and so is its hash, by which the policy allows it: `xtask` puts the text into a build,
//! and the headers everywhere name the hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A source, by its path.
type Source = (&'static str, &'static str);

macro_rules! sources {
    ($($path:literal),* $(,)?) => { [$(($path, include_str!(concat!("../../../", $path)))),*] };
}

/// The sheets that are in the page: the look, plain elements, the panels of the loader, and what Home and the frame of every
/// page are made of. All others are in one file, which may come later.
pub const SHEETS: [Source; 13] = sources![
    "style/tokens.css",
    "style/base.css",
    "style/shell.css",
    "style/components/banner.css",
    "style/components/bars.css",
    "style/components/cell.css",
    "style/components/icon.css",
    "style/components/page.css",
    "style/components/search.css",
    "style/components/states.css",
    "style/components/text.css",
    "style/components/tile.css",
    "style/pages/home.css",
];

/// The modules of the script, each before those that import it.
const SCRIPTS: [Source; 4] =
    sources!["web/first/language.mjs", "web/first/known.mjs", "web/first/colours.mjs", "web/first/paint.mjs",];

/// The style sheet, as it stands in the page.
pub fn style() -> String {
    SHEETS.iter().map(|(_, text)| squeeze(text)).collect()
}

/// The script, as it stands in the page: what the modules say, in one function, as names there are nobody else's.
pub fn script() -> String {
    let mut all = "(function(){'use strict';\n".to_owned();
    for line in SCRIPTS.iter().flat_map(|(_, text)| text.lines()).map(str::trim) {
        let comment = ["//", "/*", "*"].iter().any(|start| line.starts_with(start));
        if !line.is_empty() && !comment && !line.starts_with("import ") {
            all.push_str(line.strip_prefix("export ").unwrap_or(line));
            all.push('\n');
        }
    }
    all + "})()"
}

/// How a policy allows this text to stand in the page.
pub fn source(text: &str) -> String {
    format!("'{}'", integrity(text))
}

/// What a file has to be, as whoever loads it says (Subresource Integrity, 3.1).
pub fn integrity(bytes: impl AsRef<[u8]>) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// A style sheet without its comments, and without spaces that nobody reads.
pub fn squeeze(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut out = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        // Around these a space says nothing, unlike around `+`, which may be in a sum, and before a colon.
        let joins = |c: char| "{};,>".contains(c);
        if !(out.is_empty() || out.ends_with(joins) || out.ends_with(':') || word.starts_with(joins)) {
            out.push(' ');
        }
        if word.starts_with('}') && out.ends_with(';') {
            out.pop();
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{script, source, squeeze, style};

    #[test]
    fn a_sheet_loses_only_what_nobody_needs() {
        for (sheet, squeezed) in [
            ("/* a */\n.b,\n.c > d {\n  e: f; /* e\n f */\n}\n\n", ".b,.c>d{e:f}"),
            ("a :hover {\n  b: c d;\n  e: calc(1px + 2px);\n}", "a :hover{b:c d;e:calc(1px + 2px)}"),
            ("@media (a: b) {\n  .c + d {\n    e: \"\";\n  }\n}", "@media (a:b){.c + d{e:\"\"}}"),
        ] {
            assert_eq!(squeeze(sheet), squeezed);
        }
    }

    #[test]
    fn a_text_is_named_by_its_hash() {
        // From CSP Level 3, 2.3.1: alert('Hello, world.');
        assert_eq!(source("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn what_is_in_the_page_cannot_end_its_element() {
        for text in [style(), script()] {
            assert!(!text.contains("</") && !text.contains("<!--"), "{text}");
        }
        assert!(!script().contains("import") && !script().contains("export"), "{}", script());
    }
}
