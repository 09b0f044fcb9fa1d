//! Writing JSON, addresses and dates.

use contract::json::Json;
use contract::values::{Date, Instant};

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

/// Percent-encodes a text.
pub(crate) fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if unreserved(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            push_hex(out, byte);
        }
    }
}

/// Undoes that; `None` where it is no UTF-8, or no encoding at all.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut half = || char::from(rest.next()?).to_digit(16);
                u8::try_from(half()? * 16 + half()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The one form of a date that HTTP sends (RFC 9110, 5.6.7).
pub(crate) fn http_date(at: Instant) -> String {
    // `2026-11-23T01:30:00Z`: its parts in another order.
    let text = at.to_string();
    let days = i32::try_from(at.ms().div_euclid(86_400_000)).unwrap_or(0);
    // 1970-01-01 was a Thursday.
    let weekday = usize::try_from((days + 4).rem_euclid(7)).unwrap_or(0);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().unwrap_or(1).saturating_sub(1);
    [DAYS[weekday], ", ", part(8, 10), " ", MONTHS[month.min(11)], " ", part(0, 4), " ", part(11, 19), " GMT"].concat()
}

/// Reads it.
pub(crate) fn from_http_date(text: &str) -> Option<Instant> {
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = u32::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?)?;
    Instant::parse(&[&date.to_string(), "T", words.next()?, "Z"].concat()).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, from_http_date, http_date, json_text, quote};
    use contract::json::Json;
    use contract::values::Instant;

    #[test]
    fn dates_are_those_of_http() {
        let at = Instant::parse("1994-11-06T08:49:37Z").unwrap();
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(from_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(at));
        assert_eq!(from_http_date("yesterday"), None);
    }

    #[test]
    fn texts_are_quoted_and_encoded_so_that_they_come_back() {
        for text in ["", "a\"b\\c\n\t\u{1}\u{7f}", "示例 /?&%+"] {
            let (mut quoted, mut encoded) = (String::new(), String::new());
            quote(&mut quoted, text);
            encode(&mut encoded, text);
            assert_eq!(Json::parse(&quoted).unwrap().text().as_deref(), Some(text));
            assert_eq!(decode(&encoded).as_deref(), Some(text));
        }
        for wrong in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_copy_has_no_nulls() {
        let json = Json::parse(r#"{"a": null, "b": [1, null, "\u4e2d", {"c": null}], "d": true}"#).unwrap();
        assert_eq!(json_text(&json), r#"{"b":[1,"\u4e2d",{}],"d":true}"#);
    }
}
