//! Who embeds us hears what has happened. Who that is, and how it is reached, `boot.js` knows, and `host/` where there is
//! somebody: none of it is in the wasm. Nothing about the person is told: an event, and the name of a page.

use crate::platform::start;
use journey::HostEvent;

/// Tells what has happened.
pub fn tell(event: HostEvent) {
    start::tell(match event {
        HostEvent::Submitted => "submitted",
        HostEvent::Withdrawn => "withdrawn",
    });
}

/// Tells which page is there now.
pub fn at(page: &'static str) {
    start::at(page);
}
