//! Writing JSON.

use contract::json::Json;

/// Writes a JSON string.
pub(crate) fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                out.push_str("\\u00");
                push_hex(out, c as u8);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn push_hex(out: &mut String, byte: u8) {
    for half in [byte >> 4, byte & 15] {
        out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
    }
}

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

/// Whether a character stands for itself anywhere in an address (RFC 3986, 2.3).
pub(crate) const fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::{json_text, quote};
    use contract::json::Json;

    #[test]
    fn texts_are_quoted_so_that_they_come_back() {
        for text in ["", "a\"b\\c\n\t\u{1}\u{7f}", "示例 /?&%+"] {
            let mut quoted = String::new();
            quote(&mut quoted, text);
            assert_eq!(Json::parse(&quoted).unwrap().text().as_deref(), Some(text));
        }
    }

    #[test]
    fn a_copy_has_no_nulls() {
        let json = Json::parse(r#"{"a": null, "b": [1, null, "\u4e2d", {"c": null}], "d": true}"#).unwrap();
        assert_eq!(json_text(&json), r#"{"b":[1,"\u4e2d",{}],"d":true}"#);
    }
}
