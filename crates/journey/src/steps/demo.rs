//! The demo panel, on the embedded backend only.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::failure::FailureKind;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::shared::Shared;
use contract::demo::{Demo, DemoChange};

/// What is known of the demo.
#[derive(Default)]
pub(crate) struct State {
    demo: Load<Demo>,
    /// The change on its way replaces who is signed in, or everything.
    renews: bool,
}

/// What happened in the demo panel.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something was chosen.
    Changed(DemoChange),
}

/// What the demo panel draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The state of the demo.
    pub demo: LoadView<Shared<Demo>>,
    /// A change is on its way.
    pub busy: bool,
}

impl State {
    pub(crate) fn load(&mut self, cx: &mut Cx) {
        // A change under way brings the state with it, and must not be given up for the sake of reading it.
        if cx.requests.is_pending(Slot::Demo) {
            return;
        }
        self.demo.ask(cx.now);
        cx.ask(Slot::Demo, api::demo());
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        let Event::Changed(change) = event;
        self.renews |= change.sign_in.is_some() || change.reset || change.advance_seconds.is_some();
        cx.ask(Slot::Demo, api::change_demo(&change));
    }

    /// The state of the demo came, or not: read, or changed. Gives whether the app must ask anew who is signed in and
    /// what there is.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) -> bool {
        let result = answer.read();
        let never_sent = matches!(&result, Err(f) if f.kind == FailureKind::NeverSent);
        self.demo.settle(result, cx.now);
        std::mem::take(&mut self.renews) && !never_sent
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View { demo: self.demo.view(cx.now, Clone::clone), busy: cx.requests.is_pending(Slot::Demo) }
    }
}
