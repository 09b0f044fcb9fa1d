//! Tells whoever embeds the app what has happened: an event or the name of a page, and nothing about the person.
//!
//! Finding the embedder and speaking with it is the work of `web/boot` and `web/embedder`, which are scripts and so not in
//! the wasm.

use crate::platform::start;
use journey::EmbedderEvent;

/// Tells what has happened.
pub fn tell(event: EmbedderEvent) {
    start::tell(match event {
        EmbedderEvent::Submitted => "submitted",
        EmbedderEvent::Withdrawn => "withdrawn",
    });
}

/// Tells which page is there now.
pub fn at(page: &'static str) {
    start::at(page);
}
