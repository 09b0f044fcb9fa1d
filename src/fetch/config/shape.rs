//! What a JSON text may look like, as data, and one walk that compares. Every place that is wrong is named with its
//! JSON Pointer (RFC 6901), all of them at once: whoever writes a config does not want to learn of them one by one.

use contract::json::Json;

/// What may stand at a place.
pub(super) enum Shape {
    /// `true` or `false`.
    Flag,
    /// An integer of this range, both ends included, and what it has to be.
    Integer(i64, i64, &'static str),
    /// One of these texts, and what it has to be.
    Name(&'static [&'static str], &'static str),
    /// A text that passes, and what it has to be.
    Text(fn(&str) -> bool, &'static str),
    /// An object with keys that pass (and what they have to be), and such values.
    Map(fn(&str) -> bool, &'static str, &'static Self),
    /// An object with these members and no others.
    Object(&'static [Entry]),
    /// An object whose `kind` says which members it has besides, and what that has to be.
    Kinds(&'static [(&'static str, &'static [Entry])], &'static str),
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
    /// What is wrong: the pointer, and what should be there.
    pub(super) wrong: Vec<(String, &'static str)>,
}

impl Check {
    /// Compares what stands at the present place.
    pub(super) fn value(&mut self, json: &Json<'_>, shape: &Shape) {
        match shape {
            Shape::Flag => self.unless(matches!(json, Json::Bool(_)), "true or false"),
            Shape::Integer(least, most, what) => {
                self.unless(json.integer().is_some_and(|n| (*least..=*most).contains(&n)), what);
            }
            Shape::Name(names, what) => {
                self.unless(json.text().is_some_and(|text| names.contains(&&*text)), what);
            }
            Shape::Text(passes, what) => self.unless(json.text().is_some_and(|text| passes(&text)), what),
            Shape::Map(passes, what, inner) => {
                for (key, value) in self.members(json) {
                    let before = self.enter(&key);
                    self.unless(passes(&key), what);
                    self.value(value, inner);
                    self.pointer.truncate(before);
                }
            }
            Shape::Object(entries) => self.object(json, entries, ""),
            Shape::Kinds(kinds, what) => {
                let kind = contract::json::find(json, "kind");
                let kind = kind.and_then(Json::text).unwrap_or_default();
                match kinds.iter().find(|(name, _)| *name == kind) {
                    Some((_, entries)) => self.object(json, entries, "kind"),
                    None => self.wrong_at("kind", what),
                }
            }
            Shape::OrNull(inner) => {
                if !matches!(json, Json::Null) {
                    self.value(json, inner);
                }
            }
        }
    }

    /// An object with these members, and `besides`.
    fn object(&mut self, json: &Json<'_>, entries: &[Entry], besides: &str) {
        let members = self.members(json);
        for (key, value) in &members {
            match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => {
                    let before = self.enter(key);
                    self.value(value, &entry.shape);
                    self.pointer.truncate(before);
                }
                None if key == besides => {}
                None => self.wrong_at(key, "a member that there is"),
            }
        }
        // Nothing is missing in what is no object.
        for entry in entries.iter().filter(|entry| entry.required && json.members().is_some()) {
            if !members.iter().any(|(key, _)| key == entry.key) {
                self.wrong_at(entry.key, "there");
            }
        }
    }

    /// The members of an object with their keys resolved; a key that is there twice is wrong, as different readers
    /// read different things then (RFC 8259, 4).
    #[inline(never)]
    fn members<'t, 'a>(&mut self, json: &'t Json<'a>) -> Vec<(String, &'t Json<'a>)> {
        self.unless(json.members().is_some(), "an object");
        let mut all: Vec<(String, &Json<'_>)> = Vec::new();
        for (key, value) in json.members().unwrap_or_default() {
            let key = Json::Text(key).text().unwrap_or_default().into_owned();
            if all.iter().any(|(before, _)| *before == key) {
                self.wrong_at(&key, "there once");
            }
            all.push((key, value));
        }
        all
    }

    /// Goes to a part of the present place; gives the length of the pointer to come back to.
    #[inline(never)]
    fn enter(&mut self, name: &str) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        for c in name.chars() {
            match c {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                c => self.pointer.push(c),
            }
        }
        length
    }

    fn wrong_at(&mut self, name: &str, what: &'static str) {
        let before = self.enter(name);
        self.unless(false, what);
        self.pointer.truncate(before);
    }

    #[inline(never)]
    fn unless(&mut self, fits: bool, what: &'static str) {
        if !fits {
            self.wrong.push((self.pointer.clone(), what));
        }
    }
}
