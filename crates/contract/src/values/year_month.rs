//! A month of contributions.

use super::{Date, Malformed, digits, push_padded, string_on_the_wire};
use std::fmt;

/// A month, `YYYY-MM` on the wire, 1900-01 to 2199-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    /// Months since 0000-01, so that arithmetic is plain.
    index: u32,
}

impl YearMonth {
    /// The month, if `year` is 1900 to 2199 and `month` 1 to 12.
    pub const fn new(year: u32, month: u32) -> Option<Self> {
        if year < 1900 || year > 2199 || month < 1 || month > 12 {
            return None;
        }
        Some(Self { index: year * 12 + month - 1 })
    }

    /// The year.
    pub const fn year(self) -> u32 {
        self.index / 12
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u32 {
        self.index % 12 + 1
    }

    /// The month so many months later (earlier, if negative); at the ends of the range it stays.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        let index = self.index.saturating_add_signed(months);
        let (first, last) = (1900 * 12, 2199 * 12 + 11);
        Self {
            index: if index < first {
                first
            } else if index > last {
                last
            } else {
                index
            },
        }
    }

    /// How many months `self` is after `other`; negative if before.
    pub const fn since(self, other: Self) -> i32 {
        self.index.cast_signed() - other.index.cast_signed()
    }

    /// The first day of the month.
    pub const fn first_day(self) -> Date {
        Date::first_of(self)
    }

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    /// For anything else.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let t = text.as_bytes();
        if t.len() != 7 || t[4] != b'-' {
            return Err(Malformed);
        }
        match (digits(t, 0, 4), digits(t, 5, 2)) {
            (Some(y), Some(m)) => Self::new(y, m).ok_or(Malformed),
            _ => Err(Malformed),
        }
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::with_capacity(7);
        push_padded(&mut out, self.year(), 4);
        out.push('-');
        push_padded(&mut out, self.month(), 2);
        f.write_str(&out)
    }
}

string_on_the_wire!(YearMonth, any: Date::EPOCH.year_month());
