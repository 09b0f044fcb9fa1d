//! Speaking another language.

use std::cell::RefCell;

use futures_util::future::{AbortHandle, abortable};
use journey::Event;
use journey::steps::home::settings;

use super::Send;
use crate::platform::{location, plural, spawn, start, storage};
use crate::ui::{Language, Ui};
use crate::words::Words;

/// Where the loader finds the language chosen, without having to understand the settings.
const LANG: &str = "citizen.lang";

/// The words of another language, on their way.
pub struct Languages {
    ui: Ui,
    send: Send,
    loading: RefCell<Option<AbortHandle>>,
}

impl Languages {
    /// None on its way yet.
    pub fn new(ui: Ui, send: Send) -> Self {
        Self { ui, send, loading: RefCell::default() }
    }

    /// Speaks another language once its words are here; says so when they do not come. One that is still loading is
    /// given up.
    pub fn speak(&self, lang: String) {
        let (ui, send) = (self.ui, self.send.clone());
        let (load, handle) = abortable(async move {
            let known = *lang == *ui.tag();
            let text = if known { None } else { start::speak(&lang).await };
            let words = text.and_then(|text| Words::parse(&text).ok());
            if !known && words.is_none() {
                send(Event::Settings(settings::Event::LanguageFailed));
                return;
            }
            storage::write(LANG, Some(&lang));
            location::drop_parameter("lang");
            if let Some(words) = words {
                start::mark_language(&lang);
                ui.speak(spoken(lang.clone(), words));
            }
            send(Event::Settings(settings::Event::LanguageSpoken(lang)));
        });
        if let Some(before) = self.loading.replace(Some(handle)) {
            before.abort();
        }
        spawn(Box::pin(async move {
            let _ = load.await;
        }));
    }
}

/// A language with its rule for plurals.
pub fn spoken(tag: String, words: Words) -> Language {
    Language { category: plural::rule(&tag), tag: tag.into(), words }
}
