//! A point in time.

use super::{Date, Malformed, digits, push_padded, string_on_the_wire};
use std::fmt;

/// A point in time in whole milliseconds since 1970-01-01T00:00:00Z; RFC 3339 on the wire, in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// China Standard Time is UTC+8 all year; contributions and deadlines are counted in it.
const CHINA_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

impl Instant {
    /// So many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// So many seconds later (earlier, if negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `self` until `other`, rounded up; 0 if `other` has passed.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within range by the test before")]
    #[allow(clippy::cast_lossless, reason = "`i64::from` is not const")]
    pub const fn seconds_until(self, other: Self) -> u32 {
        let ms = other.0.saturating_sub(self.0);
        if ms <= 0 {
            return 0;
        }
        let s = ms / 1000 + (ms % 1000 > 0) as i64;
        if s > 0xFFFF_FFFF { u32::MAX } else { s as u32 }
    }

    /// The day it is in China at that time.
    pub fn china_date(self) -> Date {
        self.plus_seconds(CHINA_MS / 1000).utc().0
    }

    /// Midnight in China at the start of that day.
    pub fn china_midnight(date: Date) -> Self {
        Self(i64::from(date.days_since_epoch()) * DAY_MS - CHINA_MS)
    }

    /// The day in UTC, and the milliseconds of that day. What is kept must be readable again, also after a broken clock,
    /// which alone can be out of the calendar's range: the nearest day there is.
    pub(super) fn utc(self) -> (Date, u32) {
        let days = self.0.div_euclid(DAY_MS).clamp(Date::MIN_DAYS, Date::MAX_DAYS);
        let day = i32::try_from(days).ok().and_then(Date::from_days_since_epoch).unwrap_or(Date::EPOCH);
        (day, u32::try_from(self.0.rem_euclid(DAY_MS)).unwrap_or(0))
    }

    /// Reads RFC 3339 (any offset, any fraction, 1900 to 2199).
    ///
    /// # Errors
    /// For anything else.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        Self::read(text.as_bytes()).ok_or(Malformed)
    }

    fn read(t: &[u8]) -> Option<Self> {
        let date = Date::parse(std::str::from_utf8(t.get(..10)?).ok()?).ok()?;
        if !matches!(t.get(10)?, b'T' | b't') || *t.get(13)? != b':' || *t.get(16)? != b':' {
            return None;
        }
        let (h, m, s) = (digits(t, 11, 2)?, digits(t, 14, 2)?, digits(t, 17, 2)?);
        if h > 23 || m > 59 || s > 60 {
            return None;
        }
        let mut at = 19;
        let mut ms = 0;
        if t.get(at) == Some(&b'.') {
            at += 1;
            let start = at;
            while t.get(at).is_some_and(u8::is_ascii_digit) {
                if at - start < 3 {
                    ms += i64::from(t[at] - b'0') * [100, 10, 1][at - start];
                }
                at += 1;
            }
            if at == start {
                return None;
            }
        }
        let offset = match *t.get(at)? {
            b'Z' | b'z' if t.len() == at + 1 => 0,
            sign @ (b'+' | b'-') if t.len() == at + 6 && t[at + 3] == b':' => {
                let (oh, om) = (digits(t, at + 1, 2)?, digits(t, at + 4, 2)?);
                if oh > 23 || om > 59 {
                    return None;
                }
                let minutes = i64::from(oh * 60 + om);
                if sign == b'+' { minutes } else { -minutes }
            }
            _ => return None,
        };
        let of_day = i64::from(h * 3600 + m * 60 + s) * 1000 + ms;
        let ms = i64::from(date.days_since_epoch()) * DAY_MS + of_day - offset * 60_000;
        // An offset or a leap second at the end of the range can lead out of it.
        (Date::MIN_DAYS..=Date::MAX_DAYS).contains(&ms.div_euclid(DAY_MS)).then_some(Self(ms))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, ms) = self.utc();
        let mut out = day.to_string();
        for (sep, n) in [('T', ms / 3_600_000), (':', ms / 60_000 % 60), (':', ms / 1000 % 60)] {
            out.push(sep);
            push_padded(&mut out, n, 2);
        }
        if !ms.is_multiple_of(1000) {
            out.push('.');
            push_padded(&mut out, ms % 1000, 3);
        }
        out.push('Z');
        f.write_str(&out)
    }
}

string_on_the_wire!(Instant, any: Self::default());
