//! Reading a map: every mistake is noted with its place, and nothing is used if there was one.

use super::pointer::Place;
use super::{Leaf, Node, Values};
use contract::json::Json;
use std::borrow::Cow;
use std::rc::Rc;

/// A place in a map that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its JSON Pointer; empty is the whole.
    pub at: String,
    /// What should be there, or why what is there cannot be.
    pub what: &'static str,
}

/// So many mistakes are named; who has made more is helped by these first.
const MAX_MISTAKES: usize = 64;
/// How deep one part of a map may be in another: recursion has an end.
const DEEPEST: u8 = 24;

/// Where the reading is, and what was wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    at: String,
    deep: u8,
    /// What was wrong.
    pub(crate) wrong: Vec<Wrong>,
    /// What a pointer here may look at.
    pub(crate) place: Place,
    /// How many exchanges have gone before.
    pub(crate) before: usize,
    /// The tables of the map, by name.
    pub(crate) tables: Vec<(String, Rc<Values>)>,
    /// Its shapes, by name, as far as they have been read: one can hold those, and never itself.
    pub(crate) shapes: Vec<(String, Rc<Node>)>,
}

/// A member of an object: its name, and its value.
pub(crate) type Field<'t, 'a> = (Cow<'a, str>, &'t Json<'a>);

/// The members of an object, none of them twice.
pub(crate) struct Fields<'t, 'a>(Vec<Field<'t, 'a>>);

impl<'t, 'a> Fields<'t, 'a> {
    /// A member.
    pub(crate) fn get(&self, name: &str) -> Option<&'t Json<'a>> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// All of them, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Field<'t, 'a>> {
        self.0.iter()
    }
}

/// Writes a part of a JSON Pointer (RFC 6901, 3).
#[inline(never)]
fn escape(at: &mut String, name: &str) {
    for c in name.chars() {
        match c {
            '~' => at.push_str("~0"),
            '/' => at.push_str("~1"),
            c => at.push(c),
        }
    }
}

impl Reader {
    /// Notes that what is here is wrong.
    #[inline(never)]
    pub(crate) fn wrong(&mut self, what: &'static str) {
        if self.wrong.len() < MAX_MISTAKES {
            self.wrong.push(Wrong { at: self.at.clone(), what });
        }
    }

    /// What was read, or `None` and a note.
    pub(crate) fn need<T>(&mut self, value: Option<T>, what: &'static str) -> Option<T> {
        if value.is_none() {
            self.wrong(what);
        }
        value
    }

    /// Reads what is under a name.
    pub(crate) fn under<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.at.len();
        self.at.push('/');
        escape(&mut self.at, name);
        let read = read(self);
        self.at.truncate(before);
        read
    }

    /// Goes one level down; `None` and a note where it is too deep.
    pub(crate) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.deep == DEEPEST {
            self.wrong("too deep");
            return None;
        }
        self.deep += 1;
        let read = read(self);
        self.deep -= 1;
        read
    }

    /// The members of an object, whatever their names; nothing and a note where it is none.
    #[inline(never)]
    pub(crate) fn members<'t, 'a>(&mut self, json: &'t Json<'a>) -> Fields<'t, 'a> {
        let mut all = Vec::<Field<'t, 'a>>::new();
        for (name, value) in self.need(json.members(), "an object").unwrap_or_default() {
            match Json::Text(name).text() {
                Some(name) if all.iter().any(|(before, _)| *before == name) => {
                    self.under(&name, |reader| reader.wrong("a member that is there once"));
                }
                Some(name) => all.push((name, value)),
                None => self.wrong("names that are Unicode"),
            }
        }
        Fields(all)
    }

    /// The members of an object by their names, each read with its place.
    pub(crate) fn by_name<'t, 'a, T>(
        &mut self,
        json: &'t Json<'a>,
        mut read: impl FnMut(&mut Self, &'t Json<'a>) -> Option<T>,
    ) -> Vec<(String, T)> {
        let mut all = Vec::new();
        for (name, json) in self.members(json).iter() {
            let value = self.under(name, |reader| read(reader, json));
            all.extend(value.map(|value| (name.to_string(), value)));
        }
        all
    }

    /// The members of an object that has these and no others.
    pub(crate) fn object<'t, 'a>(&mut self, json: &'t Json<'a>, known: &[&str]) -> Fields<'t, 'a> {
        let fields = self.members(json);
        for (name, _) in fields.iter().filter(|(name, _)| !known.contains(&&**name)) {
            self.under(name, |reader| reader.wrong("a member that nobody knows"));
        }
        fields
    }

    /// Reads a member, if it is there.
    pub(crate) fn may<'t, 'a, T>(
        &mut self,
        fields: &Fields<'t, 'a>,
        name: &str,
        read: impl FnOnce(&mut Self, &'t Json<'a>) -> Option<T>,
    ) -> Option<T> {
        let json = fields.get(name)?;
        self.under(name, |reader| read(reader, json))
    }

    /// Reads a member that has to be there.
    pub(crate) fn must<'t, 'a, T>(
        &mut self,
        fields: &Fields<'t, 'a>,
        name: &str,
        read: impl FnOnce(&mut Self, &'t Json<'a>) -> Option<T>,
    ) -> Option<T> {
        if fields.get(name).is_none() {
            self.under(name, |reader| reader.wrong("a member that has to be there"));
        }
        self.may(fields, name, read)
    }

    /// A text.
    pub(crate) fn text<'a>(&mut self, json: &Json<'a>) -> Option<Cow<'a, str>> {
        self.need(json.text(), "a text")
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, json: &Json<'_>) -> Option<bool> {
        let flag = if let Json::Bool(flag) = json { Some(*flag) } else { None };
        self.need(flag, "true or false")
    }

    /// A number of that range.
    pub(crate) fn number(&mut self, json: &Json<'_>, from: i64, to: i64) -> Option<u32> {
        let number = json.integer().filter(|number| (from..=to).contains(number));
        self.need(number.and_then(|number| u32::try_from(number).ok()), "a whole number within its range")
    }

    /// A list, each item read with its place. `None` and a note where it is none.
    pub(crate) fn list<'t, 'a, T>(
        &mut self,
        json: &'t Json<'a>,
        mut read: impl FnMut(&mut Self, &'t Json<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.need(json.items(), "a list")?;
        let mut all = Vec::with_capacity(items.len());
        for (n, item) in items.iter().enumerate() {
            all.extend(self.under(&n.to_string(), |reader| read(reader, item)));
        }
        Some(all)
    }

    /// A scalar, as the text it is compared and written by.
    pub(crate) fn scalar(&mut self, json: &Json<'_>) -> Option<Leaf> {
        self.need(Leaf::of(json), "a text, a number, true or false")
    }
}
