//! The citizen ID number, which is also the social security number (SIL 58).

use super::{Date, Typed};
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
    /// Not 18 characters; how many are left once what was typed is cleaned.
    Length(usize),
    /// Something other than 17 digits and a digit or X: the first such character.
    Characters(char),
    /// The first two digits are no region.
    Region,
    /// Digits 7 to 14 are no day of the calendar, or one to come.
    BirthDate,
    /// Not the form of a number of that kind of document.
    Form,
    /// The last character does not fit the others: a slip of the finger.
    CheckDigit,
}

/// Weights of GB 11643-1999 (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

impl IdNumber {
    /// Reads a number as people type and paste it: it is cleaned ([`Typed`]), a text around it is left out, a small x is taken.
    ///
    /// # Errors
    /// Says which part is wrong of what is left.
    pub fn parse(text: &str, today: Date) -> Result<Self, IdNumberError> {
        let typed = Typed::clean(text);
        let mut number =
            typed.within(&|c| c.is_ascii_digit() || c == 'X', &has_form).unwrap_or_else(|| typed.core().to_owned());
        // What looks like an X at the end is one; whatever else stands there is what is wrong.
        if let Some(end) = typed.text.strip_prefix(&*number).filter(|_| number.len() == 17)
            && let (Some(c), true) = (end.chars().next(), number.bytes().all(|b| b.is_ascii_digit()))
        {
            number.push(if matches!(c, '×' | 'Х' | 'х' | 'Χ' | 'χ') { 'X' } else { c });
        }
        let t = number.as_bytes();
        match number.chars().count() {
            0 => return Err(IdNumberError::Empty),
            15 if t.iter().all(u8::is_ascii_digit) => return Err(IdNumberError::OldLength),
            18 => {}
            n => return Err(IdNumberError::Length(n)),
        }
        let other = |(at, c): &(usize, char)| !(c.is_ascii_digit() || *at == 17 && *c == 'X');
        if let Some((_, c)) = number.chars().enumerate().find(other) {
            return Err(IdNumberError::Characters(c));
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

/// Whether the text is 17 digits and a digit or X.
fn has_form(text: &str) -> bool {
    let last = text.strip_suffix('X').map_or(18, |_| 17);
    text.len() == 18 && text.bytes().take(last).all(|b| b.is_ascii_digit())
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
        for x in ["×", "Х", "х", "Χ", "χ"] {
            assert_eq!(parse(&["11010519491231002", x, "。"].concat()).as_deref(), Ok("11010519491231002X"), "{x}");
        }
        assert_eq!(parse("11010519491231002*"), Err(IdNumberError::Characters('*')));
    }

    #[test]
    fn a_number_is_cleaned_before_it_is_checked() {
        for typed in [
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105-19491231-002ｘ",
            "\u{202a}110105\u{a0}1949\u{2009}1231\u{3000}002Ⅹ\u{202c}",
            "身份证号：110105 19491231 002X（张三）",
            "ID 11010519491231002x, 12333",
            "姓名Max 110105—1949—1231—002X。",
            "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐𝐗",
        ] {
            assert_eq!(parse(typed).as_deref(), Ok("11010519491231002X"), "{typed}");
        }
        // Of two numbers, or of a number with something at its end that was typed, none is guessed.
        assert_eq!(parse("11010519491231002X 5"), Err(IdNumberError::Length(19)));
        assert!(parse("11010519491231002X 或 440524198001010014").is_err());
    }

    #[test]
    fn what_is_wrong_is_said_of_what_is_left() {
        for (typed, error) in [
            (" － \u{200b} ", IdNumberError::Empty),
            ("身份证号：", IdNumberError::Empty),
            ("１１０１０５－４９１２３１－００２", IdNumberError::OldLength),
            ("身份证 1101 0519 4912 3100。", IdNumberError::Length(16)),
            ("11010５1949123100２Ｏ", IdNumberError::Characters('O')),
        ] {
            assert_eq!(parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn each_part_is_named_when_wrong() {
        for (n, e) in [
            ("", IdNumberError::Empty),
            ("110105491231002", IdNumberError::OldLength),
            ("1101051949123100", IdNumberError::Length(16)),
            ("1101051949123100AX", IdNumberError::Characters('A')),
            ("00010519491231002X", IdNumberError::Region),
            ("11010519490231002X", IdNumberError::BirthDate),
            ("11010529491231002X", IdNumberError::BirthDate),
            ("110105194912310021", IdNumberError::CheckDigit),
        ] {
            assert_eq!(parse(n), Err(e), "{n}");
        }
    }
}
