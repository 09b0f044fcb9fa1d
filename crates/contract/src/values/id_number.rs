//! The citizen ID number, which is also the social security number (SIL 58).

use super::Date;
use std::fmt;

/// A number that has the form GB 11643-1999 gives: region, calendar date, and a right check digit.
/// That it has the form does not mean that somebody has it.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(String);

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdNumberError {
    /// Nothing was typed.
    Empty,
    /// 15 digits: the first generation's, no longer accepted.
    OldLength,
    /// Not 18 characters; how many there are.
    Length(usize),
    /// Something other than 17 digits and a digit or X.
    Characters,
    /// The first two digits are no region.
    Region,
    /// Digits 7 to 14 are no day of the calendar, or one to come.
    BirthDate,
    /// The last character does not fit the others: a slip of the finger.
    CheckDigit,
}

/// Weights of GB 11643-1999 (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

impl IdNumber {
    /// Reads a number as people type it: spaces are left out, a small x is taken.
    ///
    /// # Errors
    /// Says which part is wrong.
    pub fn parse(text: &str, today: Date) -> Result<Self, IdNumberError> {
        let number: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let t = number.as_bytes();
        match number.chars().count() {
            0 => return Err(IdNumberError::Empty),
            15 if t.iter().all(u8::is_ascii_digit) => return Err(IdNumberError::OldLength),
            18 => {}
            n => return Err(IdNumberError::Length(n)),
        }
        if t.len() != 18 || !t[..17].iter().all(u8::is_ascii_digit) || !(t[17].is_ascii_digit() || t[17] == b'X') {
            return Err(IdNumberError::Characters);
        }
        if !region_exists(&t[..2]) {
            return Err(IdNumberError::Region);
        }
        let n = |at, len| super::digits(t, at, len).unwrap_or(0);
        match Date::new(n(6, 4), n(10, 2), n(12, 2)) {
            Some(born) if born <= today => {}
            _ => return Err(IdNumberError::BirthDate),
        }
        if check_digit(t) != t[17] {
            return Err(IdNumberError::CheckDigit);
        }
        Ok(Self(number))
    }

    /// The number, with a capital X.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Does not show the number: it must not reach a log.
impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(..)")
    }
}

/// The check character over the first 17 digits.
fn check_digit(t: &[u8]) -> u8 {
    let sum: u32 = WEIGHTS.iter().zip(t).map(|(w, b)| w * u32::from(b - b'0')).sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// 11 to 65 by province, 81 to 83 for residents of Hong Kong, Macao and Taiwan,
/// 9 first for the permanent residence permit of 2023.
fn region_exists(t: &[u8]) -> bool {
    let n = (t[0] - b'0') * 10 + (t[1] - b'0');
    matches!(n, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 90..=99)
}

#[cfg(test)]
mod tests {
    use super::{IdNumber, IdNumberError};
    use crate::values::Date;

    fn parse(text: &str) -> Result<String, IdNumberError> {
        IdNumber::parse(text, Date::new(2026, 11, 23).unwrap()).map(|n| n.as_str().to_owned())
    }

    #[test]
    fn published_numbers_are_right() {
        for n in ["11010519491231002X", "440524188001010014", "34052419800101001X"] {
            let got = parse(n);
            // One of the published vectors was born in 1880, before the calendar of this crate.
            if n.contains("1880") {
                assert_eq!(got, Err(IdNumberError::BirthDate));
            } else {
                assert_eq!(got.as_deref(), Ok(n));
            }
        }
        assert_eq!(parse(" 110105 19491231 002x ").as_deref(), Ok("11010519491231002X"));
    }

    #[test]
    fn each_part_is_named_when_wrong() {
        for (n, e) in [
            ("", IdNumberError::Empty),
            ("110105491231002", IdNumberError::OldLength),
            ("1101051949123100", IdNumberError::Length(16)),
            ("1101051949123100AX", IdNumberError::Characters),
            ("00010519491231002X", IdNumberError::Region),
            ("11010519490231002X", IdNumberError::BirthDate),
            ("11010529491231002X", IdNumberError::BirthDate),
            ("110105194912310021", IdNumberError::CheckDigit),
        ] {
            assert_eq!(parse(n), Err(e), "{n}");
        }
    }
}
