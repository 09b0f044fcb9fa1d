//! Codes and passwords of six digits.

use contract::values::Typed;
use std::fmt;

/// Six digits: an SMS code, or the password of the electronic card.
#[derive(Clone, PartialEq, Eq)]
pub struct SixDigits(String);

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Nothing was typed.
    Empty,
    /// Not six; how many are left once what was typed is cleaned.
    Length(usize),
    /// Something that is no digit: the first such character.
    Characters(char),
}

impl SixDigits {
    /// Reads a code as people type or paste it: it is cleaned ([`Typed`]), and the message around it is left out.
    ///
    /// # Errors
    /// Says what is wrong of what is left.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let typed = Typed::clean(text);
        let six = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        let code = typed.within(&|c| c.is_ascii_digit(), &six).unwrap_or_else(|| typed.core().to_owned());
        match code.chars().find(|c| !c.is_ascii_digit()) {
            Some(other) => Err(CodeError::Characters(other)),
            None if code.is_empty() => Err(CodeError::Empty),
            None if code.len() == 6 => Ok(Self(code)),
            None => Err(CodeError::Length(code.len())),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Does not show the digits: they must not reach a log.
impl fmt::Debug for SixDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SixDigits(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeError, SixDigits};

    fn parse(text: &str) -> Result<String, CodeError> {
        SixDigits::parse(text).map(|code| code.as_str().to_owned())
    }

    #[test]
    fn six_digits_and_nothing_else() {
        assert_eq!(parse(" 123 456 ").as_deref(), Ok("123456"));
        assert_eq!(parse(""), Err(CodeError::Empty));
        assert_eq!(parse("12345"), Err(CodeError::Length(5)));
        assert_eq!(parse("12345a"), Err(CodeError::Characters('A')));
        assert_eq!(format!("{:?}", SixDigits::parse("123456").unwrap()), "SixDigits(..)");
    }

    #[test]
    fn a_code_is_cleaned_before_it_is_checked() {
        for typed in [
            "204 816",
            "204-816",
            "204．816",
            "204＿816",
            "204\u{2011}816",
            "２０４８１６",
            "２０４　８１６",
            "\u{feff}2\u{200b}04\u{ad}816\u{200f}\n",
            "2️⃣0️⃣4️⃣8️⃣1️⃣6️⃣",
            "②⓪④⑧①⑥",
            "٢٠٤٨١٦",
            "༢༠༤༨༡༦",
            "𝟚𝟘𝟜𝟠𝟙𝟞",
            "G-204816",
            "204816.",
            "【示例市人社局】验证码：204816，5分钟内有效，请勿告诉他人。客服12333",
            "【12333】您的验证码是204 816",
            "Your code is 204816. It is valid for 5 minutes.",
            "验证码 204816 5 分钟内有效",
            "验证码204816，11-23 14:10前有效",
            "11-23 14:05 【示例市人社局】验证码204816",
            "204816 valid until 23-11-26",
            "Your code: 204816. Ref 12-3456",
        ] {
            assert_eq!(parse(typed).as_deref(), Ok("204816"), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_code_is_said_of_what_is_left() {
        for (typed, error) in [
            (" \u{3000}- \u{200b}", CodeError::Empty),
            ("验证码：", CodeError::Empty),
            ("２０４－８１", CodeError::Length(5)),
            ("验证码：20481。", CodeError::Length(5)),
            ("204816 7", CodeError::Length(7)),
            ("2O4816", CodeError::Characters('O')),
            ("验证码204816或204817", CodeError::Characters('或')),
        ] {
            assert_eq!(parse(typed), Err(error), "{typed}");
        }
    }
}
