//! What is kept on the device.

use journey::{Keep, Stored};

use crate::platform::storage;

const fn name(what: Keep) -> &'static str {
    match what {
        Keep::Settings => "citizen.settings",
        Keep::Draft => "citizen.draft",
        Keep::Sending => "citizen.sending",
    }
}

/// What was kept before.
pub fn read() -> Stored {
    let read = |what| storage::read(name(what));
    Stored { settings: read(Keep::Settings), draft: read(Keep::Draft), sending: read(Keep::Sending) }
}

/// Keeps a text, or forgets it.
pub fn write(what: Keep, text: Option<&str>) {
    storage::write(name(what), text);
}
