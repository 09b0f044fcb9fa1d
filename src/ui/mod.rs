//! What a person sees: `parts` is the design system, `pages` has one file per step of
//! the journey, and [`Ui`] is what the shell hands to every page.

pub mod el;
#[cfg(any(debug_assertions, feature = "gallery"))]
pub mod gallery;
#[cfg(test)]
mod look;
pub mod pages;
pub mod parts;

use std::rc::Rc;

use journey::{Event, Route};
use leptos::prelude::{GetUntracked, LocalStorage, RwSignal, Set, StoredValue, With, WithValue};

use crate::words::{Key, Plural, Words};
use parts::{Act, Go, act};

/// One language, as loaded: its words, and its rule for plurals.
pub struct Language {
    /// The BCP 47 tag, for `lang` and for `Intl`.
    pub tag: String,
    /// Its words.
    pub words: Words,
    /// The plural category of a number (`Intl.PluralRules`).
    pub category: Box<dyn Fn(u32) -> String>,
}

/// The door from a page to the shell: words, and the clock. `Copy`, so that any
/// callback can hold one. Reading a word tracks the language: a page that is drawn in
/// an effect is drawn again when the language changes.
#[derive(Clone, Copy)]
pub struct Ui {
    language: RwSignal<Language, LocalStorage>,
    send: StoredValue<Rc<dyn Fn(Event)>, LocalStorage>,
    href: fn(&Route) -> String,
    /// The moment, in whole seconds since 1970-01-01T00:00Z; the shell moves it.
    pub clock: RwSignal<i64>,
}

impl Ui {
    /// A door with its first language, opened at `now` (seconds since 1970); `send` takes
    /// what happens on a page, `href` writes the address of a route.
    pub fn new(language: Language, now: i64, send: Rc<dyn Fn(Event)>, href: fn(&Route) -> String) -> Self {
        Self {
            language: RwSignal::new_local(language),
            send: StoredValue::new_local(send),
            href,
            clock: RwSignal::new(now),
        }
    }

    /// Tells what happened.
    pub fn send(self, event: Event) {
        // Out of the store first: what is told may draw everything anew, and ask the store again.
        if let Some(send) = self.send.try_with_value(Rc::clone) {
            send(event);
        }
    }

    /// A tap that tells this.
    pub fn on(self, event: Event) -> Act {
        act(move || self.send(event.clone()))
    }

    /// The address of a route, for a real link.
    pub fn href(self, route: &Route) -> String {
        (self.href)(route)
    }

    /// A link to a route.
    pub fn to(self, route: &Route) -> Go {
        Go::To(self.href(route))
    }

    /// Speaks another language from now on.
    pub fn speak(self, language: Language) {
        self.language.set(language);
    }

    /// The tag of the language spoken.
    pub fn tag(self) -> String {
        self.language.with(|language| language.tag.clone())
    }

    /// The text of a key.
    pub fn t(self, key: Key) -> String {
        self.language.with(|language| language.words.text(key).to_owned())
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        self.language.with(|language| language.words.fill(key, values))
    }

    /// Whether the language has a text for a key whose name came as data.
    pub fn has(self, key: Key) -> bool {
        self.language.with(|language| language.words.has(key))
    }

    /// The plural form that fits `n`, with `{n}` replaced by it.
    pub fn plural(self, plural: Plural, n: u32) -> String {
        self.language.with(|language| {
            let category = (language.category)(n);
            language.words.plural(plural, &category, &[("n", &n.to_string())])
        })
    }

    /// The moment without following it: for a deadline that is reckoned once.
    pub fn now(self) -> i64 {
        self.clock.get_untracked()
    }
}
