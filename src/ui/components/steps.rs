//! How far along: in a form, and in the handling of an application.

use super::action::Tone;
use super::icon;
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// How far one is in a form, in words ("Step 3 of 8") and as a bar.
pub fn progress(text: SharedString, step: u8, of: u8) -> El {
    let mut bar = div("progress__bar").attr("aria-hidden", "true");
    for at in 1..=of {
        bar = bar.child(span("progress__step").class_if(at <= step, "progress__step--done"));
    }
    div("progress").child(el("p").class("progress__text").text(text)).child(bar)
}

/// What has become of a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StepMark {
    /// Done.
    Done,
    /// Under way now.
    Now,
    /// Yet to come.
    Next,
    /// Refused or failed.
    Failed,
    /// Waits for the person.
    Yours,
}

/// One event in the handling of an application.
pub struct TimelineEvent {
    /// What has become of it.
    pub mark: StepMark,
    /// What it is.
    pub title: SharedString,
    /// Its mark in words ("Done", "Expected by 3 March").
    pub state: SharedString,
    /// Who does it, what is to be added: further lines.
    pub lines: Vec<SharedString>,
}

/// Events under each other, in the order given.
pub fn timeline(events: Vec<TimelineEvent>) -> El {
    let mut list = el("ol").class("timeline");
    for event in events {
        let (class, tone) = match event.mark {
            StepMark::Done => ("timeline__event tone-success", Tone::Success),
            StepMark::Now => ("timeline__event timeline__event--now tone-info", Tone::Waiting),
            StepMark::Next => ("timeline__event timeline__event--next tone-plain", Tone::Plain),
            StepMark::Failed => ("timeline__event tone-danger", Tone::Danger),
            StepMark::Yours => ("timeline__event timeline__event--now tone-warning", Tone::Warning),
        };
        let dot = span("timeline__mark").maybe_child((tone != Tone::Plain).then(|| icon::draw(tone.icon())));
        let key = event.title.clone();
        let mut body = div("timeline__body")
            .child(el("p").class("timeline__title").text(event.title))
            .child(el("p").class("timeline__state").text(event.state));
        for line in event.lines {
            body = body.child(el("p").class("timeline__line").text(line));
        }
        list = list.child(
            el("li")
                .key(key)
                .class(class)
                .attr_if(event.mark == StepMark::Now, "aria-current", "step")
                .child(dot)
                .child(body),
        );
    }
    list
}
