//! The form of a point in time that HTTP has in its headers.

use super::{Instant, push_padded};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Instant {
    /// Reads an `IMF-fixdate`, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), as in `Date` and `Retry-After`.
    ///
    /// The two obsolete forms are refused: no backend that keeps the contract sends one, and a date that is not read
    /// costs nothing. The name of the day is not compared with the date.
    pub fn from_http_date(text: &str) -> Option<Self> {
        let part = |from: usize, to: usize| text.get(from..to);
        let month = MONTHS.iter().position(|name| part(8, 11) == Some(*name))?;
        let fixed = [(3, ", "), (7, " "), (11, " "), (16, " "), (25, " GMT")];
        let laid_out = fixed.iter().all(|(at, mark)| part(*at, at + mark.len()) == Some(*mark));
        if text.len() != 29 || !laid_out || !DAYS.contains(&part(0, 3)?) {
            return None;
        }
        let mut number = String::new();
        push_padded(&mut number, u32::try_from(month).ok()? + 1, 2);
        Self::parse(&[part(12, 16)?, "-", &number, "-", part(5, 7)?, "T", part(17, 25)?, "Z"].concat()).ok()
    }

    /// Writes that form; what is less than a second is cut off.
    pub fn to_http_date(self) -> String {
        let (day, ms) = self.utc();
        let name = |names: &[&'static str], at: u32| usize::try_from(at).ok().and_then(|at| names.get(at).copied());
        let mut out = [name(&DAYS, day.weekday()).unwrap_or_default(), ", "].concat();
        push_padded(&mut out, day.day(), 2);
        out.push(' ');
        out.push_str(name(&MONTHS, day.year_month().month() - 1).unwrap_or_default());
        out.push(' ');
        push_padded(&mut out, day.year_month().year(), 4);
        for (mark, n) in [(' ', ms / 3_600_000), (':', ms / 60_000 % 60), (':', ms / 1000 % 60)] {
            out.push(mark);
            push_padded(&mut out, n, 2);
        }
        out.push_str(" GMT");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn dates_are_in_the_fixed_form() {
        for (at, text) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2026-11-23T13:25:14.999Z", "Mon, 23 Nov 2026 13:25:14 GMT"),
            ("2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("1900-01-01T23:59:59Z", "Mon, 01 Jan 1900 23:59:59 GMT"),
            ("2199-12-31T23:59:59Z", "Tue, 31 Dec 2199 23:59:59 GMT"),
        ] {
            let at = Instant::parse(at).unwrap();
            assert_eq!(at.to_http_date(), text);
            let second = Instant::from_ms(at.ms().div_euclid(1000) * 1000);
            assert_eq!(Instant::from_http_date(text), Some(second));
        }
        // A broken clock: the nearest day there is, as in RFC 3339.
        assert!(Instant::from_ms(i64::MAX).to_http_date().starts_with("Tue, 31 Dec 2199 "));
        assert!(Instant::from_ms(i64::MIN).to_http_date().starts_with("Mon, 01 Jan 1900 "));
    }

    #[test]
    fn every_other_form_is_refused() {
        for text in [
            "",
            "yesterday",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            " Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:3Z GMT",
            "Sun, 06 Nov 94 008:49:37 GMT",
            "Sun, 06 Nov 1894 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
            "Sün, 06 Nov 994 08:49:37 GMT",
        ] {
            assert_eq!(Instant::from_http_date(text), None, "{text}");
        }
    }
}
