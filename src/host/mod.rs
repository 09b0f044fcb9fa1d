//! Who embeds us. So far: a plain page, which hears of what has happened by an event on its window.

use journey::HostEvent;
use web_sys::{CustomEvent, CustomEventInit};

/// The name of the event that an embedding page listens to.
const EVENT: &str = "citizencenter";

/// Tells whoever embeds us what has happened; nothing about the person is in it.
pub fn tell(event: HostEvent) {
    let detail = match event {
        HostEvent::Submitted => "submitted",
        HostEvent::Withdrawn => "withdrawn",
    };
    let init = CustomEventInit::new();
    init.set_detail(&detail.into());
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(EVENT, &init)) {
        let _ = window.dispatch_event(&event);
    }
}
