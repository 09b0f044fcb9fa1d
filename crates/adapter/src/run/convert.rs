//! From one way to write a value to the other. Nothing here is a float.

use crate::map::{Convert, Format, Leaf, When};
use contract::json;
use contract::values::{Date, Instant, YearMonth};

/// The largest amount that every JSON reader holds exactly.
const MAX_SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// Writes a value as JSON; `None` if it is nothing of that kind. `inward`: towards the contract.
pub(super) fn convert(leaf: &Leaf, convert: Option<&Convert>, inward: bool, now: Instant) -> Option<String> {
    let text = leaf.text();
    match convert {
        None => Some(plain(leaf)),
        Some(Convert::Text) => Some(json::write(&text)),
        Some(Convert::Integer) => integer(text).map(|number| number.to_string()),
        Some(Convert::Flag) => flag(text).map(|flag| flag.to_string()),
        Some(Convert::Yuan) => fen(text).map(|fen| fen.to_string()),
        Some(Convert::Month(format)) if inward => month(format, text).map(|month| json::write(&month.to_string())),
        Some(Convert::Month(format)) => {
            let month = YearMonth::parse(text).ok()?;
            let mut figures = [None; 6];
            (figures[0], figures[1]) = (Some(month.year()), Some(month.month()));
            Some(json::write(&format.write(figures)))
        }
        Some(Convert::Day(format)) => {
            let [year, month, day, ..] = format.read(text)?;
            Date::new(year?, month?, day?).map(|day| json::write(&day.to_string()))
        }
        Some(Convert::Instant(when)) => instant(when, text, now).map(|at| json::write(&at.to_string())),
        Some(Convert::Mask(first, last)) => Some(json::write(&masked(text, *first, *last))),
    }
}

/// As it is.
pub(super) fn plain(leaf: &Leaf) -> String {
    if let Leaf::Text(text) = leaf { json::write(text) } else { leaf.text().to_owned() }
}

/// A whole number, also where a database has written it with decimals that say nothing: `12.00`.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let nothing = !rest.is_empty() && rest.bytes().all(|b| b == b'0');
    let number = whole.parse::<i64>().ok()?;
    (nothing && (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&number)).then_some(number)
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "1" | "Y" | "是" => Some(true),
        "false" | "0" | "N" | "否" => Some(false),
        _ => None,
    }
}

/// Yuan with decimals, as whole fen: `4312`, `862.4`, `-1,234.5600`, `100元`. What is no whole fen is none.
fn fen(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix('元').unwrap_or(text).trim_end();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let grouped =
        |whole: &str| whole.split(',').enumerate().all(|(n, group)| group.len() == 3 || (n == 0 && group.len() < 3));
    if whole.is_empty() || part.is_empty() || (whole.contains(',') && !grouped(whole)) {
        return None;
    }
    let mut fen = 0_i64;
    for digit in whole.chars().filter(|c| *c != ',') {
        fen = fen.checked_mul(10)?.checked_add(i64::from(digit.to_digit(10)?))?;
    }
    for (n, digit) in part.chars().enumerate() {
        let digit = i64::from(digit.to_digit(10)?);
        if n < 2 {
            fen = fen.checked_mul(10)?.checked_add(digit)?;
        } else if digit != 0 {
            return None;
        }
    }
    if part.len() == 1 {
        fen = fen.checked_mul(10)?;
    }
    (fen <= MAX_SAFE_INTEGER).then_some(sign * fen)
}

fn month(format: &Format, text: &str) -> Option<YearMonth> {
    let [year, month, ..] = format.read(text)?;
    YearMonth::new(year?, month?)
}

fn instant(when: &When, text: &str, now: Instant) -> Option<Instant> {
    let in_range = |ms: i64| (-2_208_988_800_000..7_258_118_400_000).contains(&ms).then(|| Instant::from_ms(ms));
    match when {
        When::Rfc3339 => Instant::parse(text).ok().and_then(|at| in_range(at.ms())),
        When::Seconds => in_range(integer(text)?.checked_mul(1000)?),
        When::Milliseconds => in_range(integer(text)?),
        // Whole seconds, as the `Date` that it is reckoned from has no more.
        When::FromNow => in_range(now.ms().div_euclid(1000).checked_add(integer(text)?)?.checked_mul(1000)?),
        When::Format(format) => {
            let [year, month, day, hour, minute, second] = format.read(text)?;
            let date = Date::new(year?, month?, day?)?;
            let (hour, minute, second) = (hour.unwrap_or(0), minute.unwrap_or(0), second.unwrap_or(0));
            let seconds = i64::from(hour * 3600 + minute * 60 + second);
            (hour < 24 && minute < 60 && second < 60).then(|| Instant::china_midnight(date).plus_seconds(seconds))
        }
    }
}

/// All but so many characters at either end are stars; at least one is.
fn masked(text: &str, first: u32, last: u32) -> String {
    let length = text.chars().count();
    let (first, last) = (first as usize, last as usize);
    let fits = first + last < length;
    let shown = |n: usize| fits && (n < first || n + last >= length);
    let hidden: String = text.chars().enumerate().map(|(n, c)| if shown(n) { c } else { '*' }).collect();
    // A mask that has nothing to hide behind must not look like a text that is not hidden.
    if hidden.contains('*') { hidden } else { "*".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{fen, instant, integer, masked};
    use crate::map::{Format, When};
    use contract::values::Instant;

    #[test]
    fn yuan_become_fen_exactly_or_not_at_all() {
        for (text, is) in [
            ("862.4", Some(86_240)),
            ("4312", Some(431_200)),
            ("4312.00", Some(431_200)),
            ("0.07", Some(7)),
            ("-1,234.5600", Some(-123_456)),
            ("100元", Some(10_000)),
            ("90071992547409.91", Some(9_007_199_254_740_991)),
            ("90071992547409.92", None),
            ("99999999999999999999", None),
            ("0.001", None),
            ("1e3", None),
            ("12,34.00", None),
            (".5", None),
            ("5.", None),
            ("", None),
            ("--1", None),
            ("１", None),
        ] {
            assert_eq!(fen(text), is, "{text}");
        }
    }

    #[test]
    fn numbers_and_masks_are_what_they_say() {
        assert_eq!((integer("12.00"), integer("12.5"), integer("1e2"), integer("")), (Some(12), None, None, None));
        assert_eq!(masked("990000198506010034", 4, 4), "9900**********0034");
        assert_eq!(
            (masked("王", 1, 0), masked("", 0, 0), masked("示例", 1, 0)),
            ("*".into(), "*".into(), "示*".into())
        );
    }

    #[test]
    fn times_in_china_are_eight_hours_ahead() {
        let now = Instant::parse("2026-11-23T01:30:00.5Z").unwrap();
        let read = |when: When, text| instant(&when, text, now).map(|at| at.to_string());
        let format = |text| When::Format(Format::parse(text, 3, 6).unwrap());
        assert_eq!(read(format("YYYYMMDDhhmmss"), "20261123093000").as_deref(), Some("2026-11-23T01:30:00Z"));
        assert_eq!(read(format("YYYYMMDD"), "20261123").as_deref(), Some("2026-11-22T16:00:00Z"));
        assert_eq!(read(When::FromNow, "60").as_deref(), Some("2026-11-23T01:31:00Z"));
        assert_eq!(read(When::Seconds, "1795397400").as_deref(), Some("2026-11-23T01:30:00Z"));
        assert_eq!(read(When::Milliseconds, "1795397400001").as_deref(), Some("2026-11-23T01:30:00.001Z"));
        assert_eq!(read(When::Rfc3339, "2026-11-23T09:30:00+08:00").as_deref(), Some("2026-11-23T01:30:00Z"));
        assert_eq!(read(format("YYYYMMDDhhmmss"), "20261123243000"), None);
        assert_eq!(read(When::Seconds, "9223372036854775807"), None);
    }
}
