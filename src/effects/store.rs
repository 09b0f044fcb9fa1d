//! What is kept on the device.

use journey::{Event, Keep, Stored};

use super::Send;
use crate::platform::storage;

const fn name(what: Keep) -> &'static str {
    match what {
        Keep::Settings => "citizen.settings",
        Keep::Draft => "citizen.draft",
        Keep::Sending => "citizen.sending",
        Keep::SignOut => "citizen.sign-out",
    }
}

/// What was kept before.
pub fn read() -> Stored {
    let read = |what| storage::read(name(what));
    Stored {
        settings: read(Keep::Settings),
        draft: read(Keep::Draft),
        sending: read(Keep::Sending),
        sign_out: read(Keep::SignOut),
    }
}

/// Tells each time another tab keeps a sign-out, or none any more.
pub fn on_sign_out(send: Send) {
    storage::on_change(Box::new(move |changed| {
        if changed == name(Keep::SignOut) {
            send(Event::SignOutKept(storage::read(changed)));
        }
    }));
}

/// Keeps a text, or forgets it.
pub fn write(what: Keep, text: Option<&str>) {
    storage::write(name(what), text);
}
