//! Reading JSON (RFC 8259) in little code: first into a tree, then from the tree into a type. And writing it.
//!
//! serde's readers are made anew for every type and every list of it, which is a fifth of what the app would weigh.
//! Here one parser makes the tree, a few shared functions look into it, and a type adds one line for each member.
//! What is accepted is what serde accepts (`tests/json.rs` compares the two), but for three spellings that no schema
//! of the contract allows: a list in place of an object, `{"name": null}` in place of `"name"`, and more than
//! [`DEEPEST`] levels.

mod parse;
mod write;

pub use contract_derive::{FromJson, ToJson};
pub use parse::DEEPEST;
pub(crate) use write::separate;
pub use write::{ToJson, member, text, write};

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
///
/// A reader does not stop at what it cannot read: it notes that in `wrong`, goes on with any value in its place, and
/// [`read`] throws away the whole. So no reader has a way out, with what it has read so far to be cleaned up, after
/// each member; that was half of the code of all readers.
pub trait FromJson: Sized {
    /// Reads it; where it is something else, sets `wrong` and gives any value. `null` is something else for every type
    /// but `Option`.
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self;
}

/// Reads a type from a whole JSON text; `None` if it is none, or not of that type.
pub fn read<T: FromJson>(text: &[u8]) -> Option<T> {
    from_tree(&tree(text)?)
}

/// The tree of a whole JSON text. By itself, so that it is not in the code of every type that is read.
#[inline(never)]
fn tree(text: &[u8]) -> Option<Json<'_>> {
    Json::parse(str::from_utf8(text).ok()?).ok()
}

/// Reads a type from a tree; `None` if it is something else.
pub fn from_tree<T: FromJson>(json: &Json<'_>) -> Option<T> {
    let mut wrong = false;
    let read = T::from_json(json, &mut wrong);
    (!wrong).then_some(read)
}

/// The value, or in its place another, with `wrong` set.
pub fn or_mark<T>(value: Option<T>, otherwise: T, wrong: &mut bool) -> T {
    value.unwrap_or_else(|| {
        *wrong = true;
        otherwise
    })
}

/// The value under a key of an object; `None` if it is no object, has no such key, or has it twice.
pub fn find<'t, 'a>(json: &'t Json<'a>, key: &str) -> Option<&'t Json<'a>> {
    let mut wrong = false;
    let found = find_in(json.members()?, key, &mut wrong);
    if wrong { None } else { found }
}

/// The value under a key. One that is there twice is wrong: different readers would read different things out of
/// such an object (RFC 8259, 4).
#[inline(never)]
fn find_in<'t, 'a>(members: &'t [Member<'a>], key: &str, wrong: &mut bool) -> Option<&'t Json<'a>> {
    let mut found = None;
    for (name, value) in members {
        let same = if name.contains('\\') { parse::unescape(name).is_some_and(|n| n == key) } else { *name == key };
        if same && found.replace(value).is_some() {
            *wrong = true;
        }
    }
    found
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

/// The members of an object, to be read one by one.
pub struct Members<'t, 'a> {
    members: &'t [Member<'a>],
    wrong: &'t mut bool,
}

impl<'t, 'a> Members<'t, 'a> {
    /// The members of an object; none, and `wrong` set, if it is no object.
    pub fn of(json: &'t Json<'a>, wrong: &'t mut bool) -> Self {
        Self { members: or_mark(json.members(), &[], wrong), wrong }
    }

    fn find(&mut self, key: &str) -> Option<&'t Json<'a>> {
        find_in(self.members, key, self.wrong)
    }

    /// Reads a member. An absent one is read as `null`, which only an `Option` takes.
    #[inline(never)]
    pub fn member<T: FromJson>(&mut self, key: &str) -> T {
        T::from_json(self.find(key).unwrap_or(&Json::Null), self.wrong)
    }

    /// Reads a member that has a default where it is absent; `null` is not absent.
    #[inline(never)]
    pub fn member_or<T: FromJson>(&mut self, key: &str, default: T) -> T {
        match self.find(key) {
            None => default,
            Some(json) => T::from_json(json, self.wrong),
        }
    }
}

/// The place of a string in a list of names; the one after them if it is not among them and there is one, as `places`
/// says how many there are. 0 if it has no place, or is no string, with `wrong` set.
#[inline(never)]
pub fn position(json: &Json<'_>, names: &[&str], places: usize, wrong: &mut bool) -> usize {
    let at = json.text().map(|text| names.iter().position(|name| *name == text).unwrap_or(names.len()));
    or_mark(at.filter(|at| *at < places), 0, wrong)
}

impl FromJson for bool {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        or_mark(if let Json::Bool(value) = json { Some(*value) } else { None }, false, wrong)
    }
}

impl FromJson for String {
    #[inline(never)]
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        or_mark(json.text(), Cow::Borrowed(""), wrong).into_owned()
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl FromJson for $type {
            fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
                or_mark(json.integer().and_then(|it| it.try_into().ok()), 0, wrong)
            }
        }
    )*};
}
integers!(u8, u16, u32, i32, i64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        if matches!(json, Json::Null) { None } else { Some(T::from_json(json, wrong)) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        let items = or_mark(json.items(), &[], wrong);
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::from_json(item, wrong));
        }
        all
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        let both = if let Some([a, b]) = json.items() { Some((a, b)) } else { None };
        let (a, b) = or_mark(both, (&Json::Null, &Json::Null), wrong);
        (A::from_json(a, wrong), B::from_json(b, wrong))
    }
}
