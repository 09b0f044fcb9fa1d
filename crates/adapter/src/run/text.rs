//! Writing JSON.

use contract::json::Json;

/// A tree as JSON again, without its nulls, which the contract does not send.
pub(crate) fn json_text(json: &Json<'_>) -> String {
    let mut out = String::new();
    copy(json, &mut out, &mut u32::MAX.clone());
    out
}

/// Writes a tree; stops where `steps` are used up, and says so.
pub(crate) fn copy(json: &Json<'_>, out: &mut String, steps: &mut u32) -> Option<()> {
    *steps = steps.checked_sub(1)?;
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Number(raw) => out.push_str(raw),
        Json::Text(raw) => {
            // As it stands there, with its escapes.
            out.push('"');
            out.push_str(raw);
            out.push('"');
        }
        Json::List(items) => {
            out.push('[');
            for (n, item) in items.iter().filter(|item| **item != Json::Null).enumerate() {
                if n > 0 {
                    out.push(',');
                }
                copy(item, out, steps)?;
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (n, (name, value)) in members.iter().filter(|(_, value)| *value != Json::Null).enumerate() {
                if n > 0 {
                    out.push(',');
                }
                copy(&Json::Text(name), out, steps)?;
                out.push(':');
                copy(value, out, steps)?;
            }
            out.push('}');
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::json_text;
    use contract::json::Json;

    #[test]
    fn a_copy_has_no_nulls() {
        let json = Json::parse(r#"{"a": null, "b": [1, null, "\u4e2d", {"c": null}], "d": true}"#).unwrap();
        assert_eq!(json_text(&json), r#"{"b":[1,"\u4e2d",{}],"d":true}"#);
    }
}
