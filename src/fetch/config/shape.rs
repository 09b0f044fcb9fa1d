//! What a JSON text may look like, as data, and one walk that compares. Every place that is wrong is named with its
//! JSON Pointer (RFC 6901), all of them at once: whoever writes a config does not want to learn of them one by one.

use contract::json::{Json, Member};

/// What may stand at a place.
pub(super) enum Shape {
    /// `true` or `false`.
    Flag,
    /// An integer of this range, both ends included.
    Integer(i64, i64),
    /// One of these texts.
    Name(&'static [&'static str]),
    /// A text that passes, and what it has to be.
    Text(fn(&str) -> bool, &'static str),
    /// A list, not empty, of such values.
    List(&'static Self),
    /// An object with keys that pass (and what they have to be), and such values.
    Map(fn(&str) -> bool, &'static str, &'static Self),
    /// An object with these members and no others.
    Object(&'static [Entry]),
    /// An object whose `kind` says which members it has besides.
    Kinds(&'static [(&'static str, &'static [Entry])]),
    /// `null`, or that.
    OrNull(&'static Self),
}

/// A member that an object may have.
pub(super) struct Entry {
    pub(super) key: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
}

/// A member that may be left out.
pub(super) const fn may(key: &'static str, shape: Shape) -> Entry {
    Entry { key, required: false, shape }
}

/// A member that must be there.
pub(super) const fn must(key: &'static str, shape: Shape) -> Entry {
    Entry { key, required: true, shape }
}

/// Compares a text with its shape.
#[derive(Default)]
pub(super) struct Check {
    pointer: String,
    /// What is wrong: the pointer, and why.
    pub(super) wrong: Vec<(String, String)>,
}

impl Check {
    /// Compares what stands at the present place.
    pub(super) fn value(&mut self, json: &Json<'_>, shape: &Shape) {
        match shape {
            Shape::Flag => self.unless(matches!(json, Json::Bool(_)), &["neither true nor false"]),
            Shape::Integer(least, most) => {
                let fits = json.integer().is_some_and(|n| (*least..=*most).contains(&n));
                self.unless(fits, &["not an integer from ", &least.to_string(), " to ", &most.to_string()]);
            }
            Shape::Name(names) => {
                let fits = json.text().is_some_and(|text| names.contains(&&*text));
                self.unless(fits, &["none of ", &names.join(", ")]);
            }
            Shape::Text(passes, what) => {
                self.unless(json.text().is_some_and(|text| passes(&text)), &["not ", what]);
            }
            Shape::List(inner) => match json.items() {
                Some(items) if !items.is_empty() => {
                    for (at, item) in items.iter().enumerate() {
                        self.below(&at.to_string(), |check| check.value(item, inner));
                    }
                }
                _ => self.unless(false, &["not a list with something in it"]),
            },
            Shape::Map(passes, what, inner) => {
                for (key, value) in self.members(json) {
                    self.below(&key, |check| {
                        check.unless(passes(&key), &["the name is not ", what]);
                        check.value(value, inner);
                    });
                }
            }
            Shape::Object(entries) => self.object(json, entries, None),
            Shape::Kinds(kinds) => {
                let kind = json.members().and_then(|members| contract::json::find(members, "kind")?);
                let kind = kind.and_then(Json::text);
                let known = kinds.iter().find(|(name, _)| kind.as_deref() == Some(name));
                if let Some((_, entries)) = known {
                    self.object(json, entries, Some("kind"));
                } else {
                    let names: Vec<_> = kinds.iter().map(|(name, _)| *name).collect();
                    self.below("kind", |check| check.unless(false, &["none of ", &names.join(", ")]));
                }
            }
            Shape::OrNull(inner) => {
                if !matches!(json, Json::Null) {
                    self.value(json, inner);
                }
            }
        }
    }

    fn object(&mut self, json: &Json<'_>, entries: &[Entry], and: Option<&str>) {
        let members = self.members(json);
        if json.members().is_none() {
            // Nothing is missing in what is no object.
            return;
        }
        for (key, value) in &members {
            self.below(key, |check| match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => check.value(value, &entry.shape),
                None => check.unless(and == Some(&**key), &["there is no such member"]),
            });
        }
        for entry in entries.iter().filter(|entry| entry.required) {
            let there = members.iter().any(|(key, _)| *key == entry.key);
            self.below(entry.key, |check| check.unless(there, &["is missing"]));
        }
    }

    /// The members of an object with their keys resolved; a key that is there twice is wrong, as different readers
    /// read different things then (RFC 8259, 4).
    fn members<'t, 'a>(&mut self, json: &'t Json<'a>) -> Vec<(String, &'t Json<'a>)> {
        let resolved = |(key, value): &'t Member<'a>| (Json::Text(key).text().unwrap_or_default().into_owned(), value);
        let all: Vec<_> = json.members().unwrap_or_default().iter().map(resolved).collect();
        self.unless(json.members().is_some(), &["not an object"]);
        for (at, (key, _)) in all.iter().enumerate() {
            if all[..at].iter().any(|(before, _)| before == key) {
                self.below(key, |check| check.unless(false, &["is there twice"]));
            }
        }
        all
    }

    fn below(&mut self, name: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        walk(self);
        self.pointer.truncate(length);
    }

    #[inline(never)]
    fn unless(&mut self, fits: bool, why: &[&str]) {
        if !fits {
            self.wrong.push((self.pointer.clone(), why.concat()));
        }
    }
}
