//! What a person sees: `components` is the design system, `pages` has one file per step of
//! the journey, and [`Ui`] is what the shell hands to every page.

pub mod vdom;

pub mod pages;

pub mod components;

pub mod watched;

#[cfg(test)]
mod first_tests;
#[cfg(test)]
mod heard_tests;
#[cfg(test)]
mod look;
#[cfg(test)]
mod testing;

use std::rc::Rc;

use journey::{Event, Route};

use crate::words::{Key, Plural, SharedString, Words, key};
use components::{Action, OnClick, on_click};
use watched::Watched;

/// One language, as loaded: its words, and its rule for plurals.
pub struct Language {
    /// The BCP 47 tag, for `lang` and for `Intl`.
    pub tag: SharedString,
    /// Its words.
    pub words: Words,
    /// The plural category of a number (`Intl.PluralRules`).
    pub category: Box<dyn Fn(u32) -> String>,
}

/// What differs from one deployment to another.
#[derive(Debug, Default)]
pub struct Deployment {
    /// The languages to choose from: the tag, and what each calls itself.
    pub languages: Vec<(SharedString, SharedString)>,
    /// The telephone number for social insurance; `None`: the city's.
    pub help_line: Option<SharedString>,
    /// The one for medical insurance; `None`: the city's.
    pub medical_help_line: Option<SharedString>,
    /// The languages to fall back to, in their order, with blanks between: tags.
    pub fallback: SharedString,
}

impl Deployment {
    /// `languages` is a list of `tag=name` with `|` between.
    pub fn new(
        languages: &str,
        help_line: Option<String>,
        medical_help_line: Option<String>,
        fallback: String,
    ) -> Self {
        let named = languages.split('|').filter_map(|one| one.split_once('='));
        Self {
            languages: named.map(|(tag, name)| (tag.into(), name.into())).collect(),
            help_line: help_line.map(Into::into),
            medical_help_line: medical_help_line.map(Into::into),
            fallback: fallback.into(),
        }
    }
}

/// The door from a page to the shell: words, and the clock. `Copy` and one word wide, so that
/// any callback can hold one and handing it on costs next to nothing. Reading a word tracks the
/// language: a page that is drawn in an effect is drawn again when the language changes.
#[derive(Clone, Copy)]
pub struct Ui(&'static Door);

/// What is behind the door. It is as long there as the document is.
struct Door {
    language: Watched<Language>,
    send: Rc<dyn Fn(Event)>,
    href: fn(&Route) -> SharedString,
    /// The moment, in whole seconds since 1970-01-01T00:00Z; the shell moves it.
    clock: Watched<i64>,
    deployment: Deployment,
}

impl Ui {
    /// A door with its first language, opened at `now` (seconds since 1970); `send` takes
    /// what happens on a page, `href` writes the address of a route.
    pub fn new(
        language: Language,
        now: i64,
        send: Rc<dyn Fn(Event)>,
        href: fn(&Route) -> SharedString,
        deployment: Deployment,
    ) -> Self {
        let (language, clock) = (Watched::new(language), Watched::new(now));
        Self(Box::leak(Box::new(Door { language, send, href, clock, deployment })))
    }

    /// What differs from one deployment to another.
    pub fn deployment(self) -> &'static Deployment {
        &self.0.deployment
    }

    /// Tells what happened.
    pub fn send(self, event: Event) {
        (self.0.send)(event);
    }

    /// A tap that tells this.
    pub fn on(self, event: Event) -> OnClick {
        on_click(move || self.send(event.clone()))
    }

    /// The address of a route, for a real link.
    pub fn href(self, route: &Route) -> SharedString {
        (self.0.href)(route)
    }

    /// A link to a route.
    pub fn link(self, route: &Route) -> Action {
        Action::link(self.href(route))
    }

    /// Speaks another language from now on.
    pub fn speak(self, language: Language) {
        self.0.language.set(language);
    }

    /// Learns the words of a part in the language spoken.
    pub fn learn(self, more: Words) {
        self.0.language.update(|language| language.words.add(more));
    }

    /// The tag of the language spoken.
    pub fn tag(self) -> SharedString {
        self.0.language.with(|language| language.tag.clone())
    }

    /// The text of a key.
    pub fn t(self, key: Key) -> SharedString {
        self.0.language.with(|language| language.words.text(key))
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> SharedString {
        self.0.language.with(|language| language.words.fill(key, values))
    }

    /// Two sentences, the second of which may be empty, as the language puts them one after the other.
    pub fn sentences(self, first: SharedString, second: &str) -> SharedString {
        if second.is_empty() {
            return first;
        }
        self.fill(key::COMMON_SENTENCES, &[("first", &first), ("second", second)])
    }

    /// What stands between two sentences.
    pub fn gap(self) -> SharedString {
        self.fill(key::COMMON_SENTENCES, &[("first", ""), ("second", "")])
    }

    /// Whether the language has a text for a key whose name came as data.
    pub fn has(self, key: Key) -> bool {
        self.0.language.with(|language| language.words.has(key))
    }

    /// The plural form that fits `n`, with `{n}` replaced by it.
    pub fn plural(self, plural: Plural, n: u32) -> SharedString {
        self.0.language.with(|language| {
            let category = (language.category)(n);
            language.words.plural(plural, &category, &[("n", &n.to_string())])
        })
    }

    /// The moment, in whole seconds since 1970; whoever reads it follows it.
    pub fn clock(self) -> i64 {
        self.0.clock.with(|now| *now)
    }

    /// Moves the clock.
    pub fn set_clock(self, seconds: i64) {
        self.0.clock.set(seconds);
    }

    /// The moment without following it: for a deadline that is reckoned once.
    pub fn now(self) -> i64 {
        self.0.clock.peek(|now| *now)
    }
}
