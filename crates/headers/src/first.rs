//! What `index.html` knows of the deployment before `config.json` has come: `web/first/paint.mjs` reads it. A build is made with
//! what its own config says; where another takes its place, the page is to say so too.

use serde_json::{Map, Value, json};

/// What stands in the page before what is known, and between that and the words.
const KNOWN: &str = "{\"known\":";
const WORDS: &str = ",\"words\":{";

/// What a page has for the script: what is known by that config, and the words of each language, `"en":[…]`.
///
/// # Errors
/// When the config is no JSON.
pub fn data(config: &str, words: &[String]) -> Result<String, String> {
    Ok(format!("{KNOWN}{}{WORDS}{}}}}}", known(config)?, safe(&words.join(","))))
}

/// The page of a build, which says of the deployment what that config does.
///
/// # Errors
/// When the page has no place for that, or the config is no JSON.
pub fn refresh(page: &str, config: &str) -> Result<String, String> {
    let wrong = "index.html: not a page of this build";
    let (before, rest) = page.split_once(KNOWN).ok_or(wrong)?;
    let (_, after) = rest.rsplit_once(WORDS).ok_or(wrong)?;
    Ok([before, KNOWN, &known(config)?, WORDS, after].concat())
}

/// What a config says of the deployment, as far as `web/first/known.mjs` reads it.
fn known(config: &str) -> Result<String, String> {
    let config: Value = serde_json::from_str(config).map_err(|why| format!("config.json: {why}"))?;
    let kind = config.pointer("/backend/kind").and_then(Value::as_str).unwrap_or("embedded");
    let mut known = Map::from_iter([("demo".to_owned(), json!(kind == "embedded"))]);
    for name in ["brand", "language_fallback", "routes"] {
        if let Some(value) = config.get(name) {
            known.insert(name.to_owned(), value.clone());
        }
    }
    Ok(safe(&json!(known).to_string()))
}

/// In an element of a page only this sign could be the end of it.
fn safe(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::{data, refresh};

    #[test]
    fn a_page_says_what_the_config_does() {
        let words = ["\"zh-CN\":[\"a<b\"]".to_owned(), "\"en\":[\"b\"]".to_owned()];
        let page = |config| data(config, &words).map(|data| format!("<i>{data}</i>"));
        let demo = "<i>{\"known\":{\"demo\":true},\"words\":{\"zh-CN\":[\"a\\u003cb\"],\"en\":[\"b\"]}}</i>".to_owned();
        assert_eq!(page("{}"), Ok(demo.clone()));
        let city = r#"{"backend":{"kind":"http"},"brand":{"name":{"en":"A</i>,\"words\":{"}},"help_lines":{}}"#;
        let of_city = page(city).unwrap();
        assert!(
            of_city.contains(r#"{"known":{"brand":{"name":{"en":"A\u003c/i>,\"words\":{"}},"demo":false},"words""#)
        );
        // There and back.
        assert_eq!(refresh(&demo, city), Ok(of_city.clone()));
        assert_eq!(refresh(&of_city, "{}"), Ok(demo.clone()));
        assert!(refresh("<p>", "{}").is_err() && refresh(&demo, "?").is_err() && page("?").is_err());
    }
}
