//! What a person sees: `parts` is the design system, `pages` has one file per step of
//! the journey, and [`Ui`] is what the shell hands to every page.

pub mod el;
#[cfg(any(debug_assertions, feature = "gallery"))]
pub mod gallery;
pub mod parts;

use leptos::prelude::{GetUntracked, LocalStorage, RwSignal, Set, With};

use crate::words::{Key, Plural, Words};

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
    /// The moment, in whole seconds since 1970-01-01T00:00Z; the shell moves it.
    pub clock: RwSignal<i64>,
}

impl Ui {
    /// A door with its first language, opened at `now` (seconds since 1970).
    pub fn new(language: Language, now: i64) -> Self {
        Self { language: RwSignal::new_local(language), clock: RwSignal::new(now) }
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
