//! Codes and passwords of six digits.

use std::fmt;

/// Six digits: an SMS code, or the password of the electronic card.
#[derive(Clone, PartialEq, Eq)]
pub struct SixDigits(String);

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Nothing was typed.
    Empty,
    /// Not six; how many there are.
    Length(usize),
    /// Something that is no digit.
    Characters,
}

impl SixDigits {
    /// Reads a code as people type or paste it: spaces are left out.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match code.chars().count() {
            0 => Err(CodeError::Empty),
            _ if !code.bytes().all(|b| b.is_ascii_digit()) => Err(CodeError::Characters),
            6 => Ok(Self(code)),
            n => Err(CodeError::Length(n)),
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

    #[test]
    fn six_digits_and_nothing_else() {
        assert_eq!(SixDigits::parse(" 123 456 ").map(|c| c.as_str().to_owned()), Ok("123456".to_owned()));
        assert_eq!(SixDigits::parse(""), Err(CodeError::Empty));
        assert_eq!(SixDigits::parse("12345"), Err(CodeError::Length(5)));
        assert_eq!(SixDigits::parse("12345a"), Err(CodeError::Characters));
        assert_eq!(SixDigits::parse("１２３４５６"), Err(CodeError::Characters));
        assert_eq!(format!("{:?}", SixDigits::parse("123456").unwrap()), "SixDigits(..)");
    }
}
