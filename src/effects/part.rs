//! Loading a part of the app, with its words.

use journey::{Event, Part};
use leptos::prelude::untrack;

use super::Send;
use crate::platform::{spawn, start};
use crate::ui::Ui;
use crate::words::Words;

/// Loads a part, and tells whether it came.
pub fn load(ui: Ui, send: Send, part: Part) {
    spawn(Box::pin(async move {
        let came = loop {
            let lang = untrack(|| ui.tag());
            let words = start::part(part.name(), &lang).await.map(|text| Words::parse(&text));
            let Some(Ok(words)) = words else { break false };
            // Another language may have been chosen meanwhile: then the words are asked for in that one.
            if untrack(|| ui.tag()) == lang {
                ui.learn(words);
                break true;
            }
        };
        send(Event::PartSettled { part, came });
    }));
}
