//! Tells whoever embeds the app what has happened: an event or the name of a page, and nothing about the person.
//!
//! Finding the embedder and speaking with it is the work of `web/boot` and `web/embedder`, which are scripts and so not in
//! the wasm.

use journey::steps::account::sign_in;
use journey::{EmbedderCode, EmbedderEvent, Event};

use super::Send;
use crate::platform::{spawn, start};

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

/// Asks the embedder to sign somebody in, with a code bound to the nonce.
pub fn ask(nonce: String, send: Send) {
    spawn(Box::pin(async move {
        let code = start::ask_embedder(&nonce).await.map(|code| EmbedderCode { code, nonce });
        send(Event::SignIn(sign_in::Event::EmbedderAnswered(code)));
    }));
}
