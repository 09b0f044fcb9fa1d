//! Values both sides share; each is made by parsing and cannot hold a wrong one.

mod date;
mod fen;
mod http_date;
mod id_number;
mod instant;
mod steady;
mod typed;
mod year_month;

pub use date::Date;
pub use fen::Fen;
pub use id_number::{IdNumber, IdNumberError};
pub use instant::Instant;
pub use steady::Steady;
pub use typed::{Typed, is_invisible, plain};
pub use year_month::YearMonth;

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// A text that is not a value of the type asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("malformed value")
    }
}

impl std::error::Error for Malformed {}

/// The five insurances (SIL 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Insurance {
    /// 基本养老保险.
    Pension,
    /// 基本医疗保险（含生育保险）.
    Medical,
    /// 失业保险.
    Unemployment,
    /// 工伤保险.
    WorkInjury,
    /// 生育保险, where it is kept apart.
    Maternity,
}

impl Insurance {
    /// All five, in the order of the law.
    pub const ALL: [Self; 5] = [Self::Pension, Self::Medical, Self::WorkInjury, Self::Unemployment, Self::Maternity];

    /// The name on the wire and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pension => "pension",
            Self::Medical => "medical",
            Self::Unemployment => "unemployment",
            Self::WorkInjury => "work_injury",
            Self::Maternity => "maternity",
        }
    }

    /// The insurance of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.as_str() == name)
    }
}

/// Who did something, or does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person.
    Citizen,
    /// 社会保险经办机构.
    Agency,
    /// 社会保险费征收机构.
    Collector,
    /// The bank of the card.
    Bank,
    /// The system, by itself.
    System,
    /// Somebody this side does not know.
    #[serde(other)]
    Unknown,
}

/// Whether a text can be an id: 1 to 128 characters of any kind, but neither `.` nor `..`, which no path can hold as a part
/// of its own, however they are encoded (RFC 3986, 5.2.4; URL standard, "dot segment").
pub fn is_id(text: &str) -> bool {
    // Counted by what begins a character in UTF-8: `chars().count()` is ten times the code.
    let characters = text.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
    !matches!(text, "" | "." | "..") && characters <= 128
}

/// Reads `len` ASCII digits at `at`.
fn digits(text: &[u8], at: usize, len: usize) -> Option<u32> {
    let part = text.get(at..at + len)?;
    part.iter().try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

/// Writes `n` with at least `width` digits.
fn push_padded(out: &mut String, n: u32, width: usize) {
    let text = n.to_string();
    for _ in text.len()..width {
        out.push('0');
    }
    out.push_str(&text);
}

/// Implements both ways of reading, and writing, by way of `parse` and `Display` for a value that is a string on the wire; `any`
/// is one of the values.
macro_rules! string_on_the_wire {
    ($type:ty, any: $any:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.to_string())
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                <$type>::parse(&text).map_err(serde::de::Error::custom)
            }
        }
        impl crate::json::ToJson for $type {
            fn to_json(&self, out: &mut String) {
                crate::json::text(out, &self.to_string());
            }
        }
        impl crate::json::FromJson for $type {
            fn from_json(json: &crate::json::Json<'_>, wrong: &mut bool) -> Self {
                crate::json::or_mark(json.text().and_then(|text| Self::parse(&text).ok()), $any, wrong)
            }
        }
    };
}
use string_on_the_wire;
