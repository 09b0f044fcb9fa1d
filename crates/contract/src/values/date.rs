//! A day of the calendar.

use super::{Malformed, YearMonth, digits, push_padded, string_on_the_wire};
use std::fmt;

/// A day, `YYYY-MM-DD` on the wire, in the proleptic Gregorian calendar, 1900-01-01 to 2199-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    month: YearMonth,
    day: u32,
}

impl Date {
    /// 1900-01-01 in days since 1970-01-01.
    pub(super) const MIN_DAYS: i64 = -25_567;
    /// 2199-12-31 in days since 1970-01-01.
    pub(super) const MAX_DAYS: i64 = 84_005;
    /// 1970-01-01.
    pub(super) const EPOCH: Self = match Self::new(1970, 1, 1) {
        Some(d) => d,
        None => unreachable!(),
    };

    /// The day, if there is one.
    pub const fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        match YearMonth::new(year, month) {
            Some(ym) if day >= 1 && day <= days_in(year, month) => Some(Self { month: ym, day }),
            _ => None,
        }
    }

    pub(super) const fn first_of(month: YearMonth) -> Self {
        Self { month, day: 1 }
    }

    /// The month it is in.
    pub const fn year_month(self) -> YearMonth {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u32 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    pub const fn days_since_epoch(self) -> i32 {
        let (y, m, d) = (self.month.year().cast_signed(), self.month.month().cast_signed(), self.day.cast_signed());
        let y = if m <= 2 { y - 1 } else { y };
        let era = y / 400;
        let yoe = y - era * 400;
        let mp = (m + 9) % 12;
        let doy = (153 * mp + 2) / 5 + d - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The day so many days after 1970-01-01, if it is in range.
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        let z = days.checked_add(719_468)?;
        if z < 0 {
            return None;
        }
        let era = z / 146_097;
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i32::from(month <= 2);
        Self::new(year.cast_unsigned(), month.cast_unsigned(), day.cast_unsigned())
    }

    /// The day so many days later (earlier, if negative), if it is in range.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::from_days_since_epoch(self.days_since_epoch().checked_add(days)?)
    }

    /// Monday = 0 … Sunday = 6.
    pub const fn weekday(self) -> u32 {
        (self.days_since_epoch() + 3).rem_euclid(7).cast_unsigned()
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// For anything else, a day that is not in the calendar included.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let t = text.as_bytes();
        if t.len() != 10 || t[4] != b'-' || t[7] != b'-' {
            return Err(Malformed);
        }
        match (digits(t, 0, 4), digits(t, 5, 2), digits(t, 8, 2)) {
            (Some(y), Some(m), Some(d)) => Self::new(y, m, d).ok_or(Malformed),
            _ => Err(Malformed),
        }
    }
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = self.month.to_string();
        out.push('-');
        push_padded(&mut out, self.day, 2);
        f.write_str(&out)
    }
}

string_on_the_wire!(Date, any: Self::EPOCH);
