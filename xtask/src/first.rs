//! What is painted before the app is there: the style sheet, the script, the templates and their words, put into
//! `index.html`. `web/first/paint.mjs` reads them.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::Failure;
use crate::finish::put;
use crate::run::{self, hash};

/// The templates, by their names: `src/ui/first_tests.rs` draws them.
const TEMPLATES: [&str; 2] = ["home", "page"];
/// The word for the title of the document: the first of all.
const NAME: &str = "app.name";

/// A page with all of it. `languages` are tags, the reference first.
///
/// # Errors
/// What is not there, or not as it should be.
pub fn fill(page: &str, staged: &Path, languages: &[String]) -> Result<String, Failure> {
    let mut keys = vec![NAME.to_owned()];
    let meta = format!("http-equiv=\"{}\" content=\"", headers::CSP);
    let mut page = put(page, &format!("{meta}\""), &format!("{meta}{}\"", headers::page_policy(&[])))?;
    for name in TEMPLATES {
        let path = format!("web/first/{name}.html");
        let place = format!("<template id=\"first-{name}\">");
        let drawn = numbered(run::read(&path)?.trim_end(), &mut keys);
        page = put(&page, &place, &format!("{place}{drawn}"))?;
    }
    let place = "id=\"first-data\">";
    page = put(&page, place, &format!("{place}{}", data(staged, languages, &keys)?))?;
    let style = headers::inline::style();
    // Whose page has another policy links the file.
    let file = format!("first-{:016x}.css", hash(&[style.as_bytes()]));
    run::write(staged.join(&file), &style)?;
    page = put(&page, "<style></style>", &format!("<style data-href=\"{file}\">{style}</style>"))?;
    put(&page, "<script></script>", &format!("<script>{}</script>", headers::inline::script()))
}

/// A template with the places of words in the list of their keys, `{3}`, instead of the keys.
fn numbered(template: &str, keys: &mut Vec<String>) -> String {
    let mut parts = template.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once('}').unwrap_or((part, ""));
        // A fact, or the end of what it decides.
        if name.starts_with(['?', '/']) {
            let _ = write!(out, "{{{name}}}{after}");
            continue;
        }
        let at = keys.iter().position(|key| key == name).unwrap_or_else(|| {
            keys.push(name.to_owned());
            keys.len() - 1
        });
        let _ = write!(out, "{{{at}}}{after}");
    }
    out
}

/// What the script reads: the words of each language in the order of the keys, and what the build knows of the deployment.
fn data(staged: &Path, languages: &[String], keys: &[String]) -> Result<String, Failure> {
    let words = languages.iter().map(|tag| {
        let path = format!("locales/{tag}.json");
        let words: Map<String, Value> =
            serde_json::from_str(&run::read(&path)?).map_err(|why| format!("{path}: {why}"))?;
        let word =
            |key: &String| words.get(key).filter(|word| word.is_string()).ok_or_else(|| format!("{path}: no {key}"));
        let words: Vec<_> = keys.iter().map(word).collect::<Result<_, Failure>>()?;
        Ok(format!("{}:{}", json!(tag), json!(words)))
    });
    headers::first::data(&run::read(staged.join("config.json"))?, &words.collect::<Result<Vec<_>, Failure>>()?)
}

#[cfg(test)]
mod tests {
    use super::{fill, numbered};
    use crate::finish::{languages, put};
    use crate::run;

    #[test]
    fn words_are_named_by_their_place() {
        let mut keys = vec!["a".to_owned()];
        assert_eq!(numbered("<p>{b.c}{?d}{a}{/}</p>{b.c}", &mut keys), "<p>{1}{?d}{0}{/}</p>{1}");
        assert_eq!(keys, ["a", "b.c"]);
    }

    #[test]
    fn the_page_has_the_words_of_the_locales_and_what_the_policy_allows() {
        run::at_root().unwrap();
        let folder = std::env::temp_dir().join(format!("citizen-center-first-{}", std::process::id()));
        let source = run::read("index.html").unwrap();
        let made = |config: &str| {
            run::write(folder.join("config.json"), config).unwrap();
            fill(&source, &folder, &languages().unwrap())
        };
        let page = made("{}").unwrap();
        for language in ["zh-CN", "en"] {
            let words: serde_json::Value =
                serde_json::from_str(&run::read(format!("locales/{language}.json")).unwrap()).unwrap();
            for key in
                ["app.name", "home.search", "tab.home", "tab.me", "center.title", "common.demo", "settings.title"]
            {
                assert!(page.contains(&words[key].to_string()), "{language}: {key}");
            }
        }
        // The reference is first: it is for everybody whose language is not there.
        assert!(page.contains("\"known\":{\"demo\":true},\"words\":{\"zh-CN\":["), "{page}");
        assert!(made("?").is_err());
        // What stands in the page is, to the letter, what the policy in it names.
        let between = |start: &str, end: &str| {
            let (_, rest) = page.split_once(start).unwrap();
            rest.split_once(end).unwrap().0
        };
        let (_, sheet) = between("<style data-href=", "</style>").split_once('>').unwrap();
        let policy = between("http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        for (text, directive) in [(between("<script>", "</script>"), "script-src 'self'"), (sheet, "style-src 'self'")]
        {
            let stated = policy.split("; ").find(|stated| stated.starts_with(directive)).unwrap();
            assert!(stated.contains(&headers::inline::source(text)), "{directive}: {policy}");
        }
        assert!(put(&page, "<style data-href=", "").is_ok(), "one sheet, one script");
        assert!(fill(&page, &folder, &[]).is_err(), "it is filled once");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
