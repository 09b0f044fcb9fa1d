//! What changes by itself, and what is said when it does.

use crate::words::SharedString;
use std::rc::Rc;

use super::action::Tone;
use super::icon;
use crate::ui::vdom::{El, div, live, span};

/// Time that runs out, such as "Refreshes in 42 s". Not read out as it runs: that would
/// drown everything else; [`announced`] says it at some moments.
pub fn countdown(text: Rc<dyn Fn() -> SharedString>) -> El {
    // The text with the element around it, which notices when somebody replaces the text.
    live(Rc::new(move || span("countdown").attr("role", "timer").attr("aria-live", "off").text(text())))
}

/// What is said of something that changes while nobody may be looking. Not shown, and empty but at its moments: there from
/// the start, as [`live_region`] is.
pub fn announced(text: Rc<dyn Fn() -> SharedString>) -> El {
    live(Rc::new(move || span("hidden").attr("role", "status").text(text())))
}

/// Where the app speaks: drawn once, outside of the pages, and there from the start,
/// because a region that appears together with its text is not read out. Failures are read
/// out where they stand (`role="alert"`).
pub fn live_region(text: Rc<dyn Fn() -> SharedString>) -> El {
    let draw = move || div("live").attr("role", "status").attr("aria-live", "polite").text(text());
    div("hidden").child(live(Rc::new(draw)))
}

/// A short message over the page. Only shown: what it says goes to the live region too.
pub fn toast(tone: Tone, text: Option<SharedString>) -> El {
    let inside = text.map(|text| {
        div("toast__box").class(tone.class()).child(icon::draw(tone.icon())).child(span("toast__text").text(text))
    });
    div("toast").attr("aria-hidden", "true").maybe_child(inside)
}
