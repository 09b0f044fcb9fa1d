//! Money.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan). Integer on the wire; never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many fen.
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount in fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum; an amount past the range of the type stays at its end.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The amount in yuan with two decimals and separators: `1,234.56`. The currency sign is the caller's.
    pub fn to_yuan(self) -> String {
        let cents = self.0.unsigned_abs();
        let whole = (cents / 100).to_string();
        let mut out = String::new();
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        let rest = cents % 100;
        out.push('.');
        if rest < 10 {
            out.push('0');
        }
        out.push_str(&rest.to_string());
        out
    }
}

impl ToJson for Fen {
    fn to_json(&self, out: &mut String) {
        self.0.to_json(out);
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::Fen;

    #[test]
    fn yuan_has_two_decimals_and_separators() {
        for (fen, yuan) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (123_456, "1,234.56"),
            (100_000_000, "1,000,000.00"),
            (i64::MIN, "-92,233,720,368,547,758.08"),
        ] {
            assert_eq!(Fen::new(fen).to_yuan(), yuan);
        }
    }
}
