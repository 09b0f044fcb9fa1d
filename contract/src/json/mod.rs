//! Reading JSON (RFC 8259) in little code: first into a tree, then from the tree into a type.
//!
//! serde's readers are made anew for every type and every list of it, which is a fifth of what the app would weigh.
//! Here one parser makes the tree, a few shared functions look into it, and a type adds one line for each member.
//! What is accepted is what serde accepts (`tests/json.rs` compares the two), but for three spellings that no schema
//! of the contract allows: a list in place of an object, `{"name": null}` in place of `"name"`, and more than
//! [`DEEPEST`] levels.

mod parse;

pub use contract_derive::FromJson;
pub use parse::DEEPEST;

use std::borrow::Cow;

/// A value of a JSON text, with its parts as they stand there: a number or a string is looked into when it is asked
/// for, so one that nobody asks for need not fit any type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(&'a str),
    /// A string without its quotes, escapes as written.
    Text(&'a str),
    /// An array.
    List(Vec<Self>),
    /// An object: keys as written, in their order, as often as they are there.
    Object(Vec<Member<'a>>),
}

/// A member of an object: key as written, and value.
pub type Member<'a> = (&'a str, Json<'a>);

/// A type that can be read from a JSON tree.
pub trait FromJson: Sized {
    /// Reads it; `None` if it is something else.
    fn from_json(json: &Json<'_>) -> Option<Self>;
}

/// Reads a type from a whole JSON text; `None` if it is none, or not of that type.
pub fn read<T: FromJson>(text: &[u8]) -> Option<T> {
    T::from_json(&Json::parse(str::from_utf8(text).ok()?).ok()?)
}

impl<'a> Json<'a> {
    /// The members, if it is an object.
    pub fn members(&self) -> Option<&[Member<'a>]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The values, if it is an array.
    pub fn items(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The text, if it is a string of Unicode (no half of a surrogate pair).
    pub fn text(&self) -> Option<Cow<'a, str>> {
        if let Self::Text(raw) = self { parse::unescape(raw) } else { None }
    }

    /// The number, if it is an integer of that range and written as one: `1.0` and `1e2` are none.
    pub fn integer(&self) -> Option<i64> {
        match self {
            // serde takes -0 for a float.
            Self::Number(raw) if *raw != "-0" => raw.parse().ok(),
            _ => None,
        }
    }
}

/// The value under a key: `Some(None)` where there is none, `None` where it is there twice.
///
/// # Errors
/// A key that is there twice makes an object that different readers read differently (RFC 8259, 4).
#[inline(never)]
pub fn find<'t, 'a>(members: &'t [Member<'a>], key: &str) -> Option<Option<&'t Json<'a>>> {
    let mut found = None;
    for (name, value) in members {
        let same = if name.contains('\\') { parse::unescape(name).is_some_and(|n| n == key) } else { *name == key };
        if same && found.replace(value).is_some() {
            return None;
        }
    }
    Some(found)
}

/// Reads a member that must be there.
pub fn member<T: FromJson>(members: &[Member<'_>], key: &str) -> Option<T> {
    T::from_json(find(members, key)??)
}

/// Reads a member that may be absent or `null`.
#[allow(clippy::option_option, reason = "outside: whether it can be read; inside: whether it is there")]
pub fn optional<T: FromJson>(members: &[Member<'_>], key: &str) -> Option<Option<T>> {
    match find(members, key)? {
        None | Some(Json::Null) => Some(None),
        Some(json) => T::from_json(json).map(Some),
    }
}

/// Reads a member that has a default where it is absent; `null` is not absent.
pub fn member_or<T: FromJson>(members: &[Member<'_>], key: &str, default: T) -> Option<T> {
    match find(members, key)? {
        None => Some(default),
        Some(json) => T::from_json(json),
    }
}

/// The place of a string in a list of names; the list's length if it is not among them. `None` if it is no string.
#[inline(never)]
pub fn position(json: &Json<'_>, names: &[&str]) -> Option<usize> {
    let text = json.text()?;
    Some(names.iter().position(|name| *name == text).unwrap_or(names.len()))
}

impl FromJson for bool {
    fn from_json(json: &Json<'_>) -> Option<Self> {
        if let Json::Bool(value) = json { Some(*value) } else { None }
    }
}

impl FromJson for String {
    fn from_json(json: &Json<'_>) -> Option<Self> {
        json.text().map(Cow::into_owned)
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl FromJson for $type {
            fn from_json(json: &Json<'_>) -> Option<Self> {
                json.integer()?.try_into().ok()
            }
        }
    )*};
}
integers!(u8, u16, u32, i32, i64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json<'_>) -> Option<Self> {
        if matches!(json, Json::Null) { Some(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json<'_>) -> Option<Self> {
        let items = json.items()?;
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::from_json(item)?);
        }
        Some(all)
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: &Json<'_>) -> Option<Self> {
        let [a, b] = json.items()? else { return None };
        Some((A::from_json(a)?, B::from_json(b)?))
    }
}
