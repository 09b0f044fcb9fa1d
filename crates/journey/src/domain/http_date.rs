//! The `Date` header (RFC 9110, 5.6.7): how the app learns the backend's clock.

use contract::values::{Date, Instant};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`. The two obsolete forms are not sent by any
/// backend the contract allows, and a date that is not read costs nothing.
pub fn parse_http_date(text: &str) -> Option<Instant> {
    let mut parts = text.split(' ').skip(1);
    let day = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|m| *m == name)?;
    let year = parts.next()?.parse().ok()?;
    let time = parts.next()?;
    if parts.next()? != "GMT" {
        return None;
    }
    let date = Date::new(year, u32::try_from(month).ok()? + 1, day)?;
    Instant::parse(&format!("{date}T{time}Z")).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_http_date;

    #[test]
    fn the_example_of_the_rfc() {
        assert_eq!(
            parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").map(|i| i.to_string()).as_deref(),
            Some("1994-11-06T08:49:37Z")
        );
        for bad in
            ["", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT"]
        {
            assert_eq!(parse_http_date(bad), None, "{bad}");
        }
    }
}
