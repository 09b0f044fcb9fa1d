//! Where the person is signed in, and ending the other sessions.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use contract::operations::{self as op, NoContent};
use contract::session::Sessions;

/// What is known of the sessions.
#[derive(Default)]
pub(crate) struct State {
    list: Load<Sessions>,
    failure: Option<Failure>,
    ended: bool,
}

/// What happened on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// "Sign out everywhere else" was tapped.
    EndOthersTapped,
}

/// What the page draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The sessions, this one first.
    pub list: LoadView<Shared<Sessions>>,
    /// The others are being ended.
    pub busy: bool,
    /// Why they could not be ended.
    pub failure: Option<Failure>,
    /// They have been ended.
    pub ended: bool,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        self.ended = false;
        self.failure = None;
        self.load(cx);
    }

    fn load(&mut self, cx: &mut Cx) {
        self.list.ask(cx.now);
        cx.ask(Slot::Sessions, api::ask::<op::ListSessions>());
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        let Event::EndOthersTapped = event;
        if !cx.requests.is_pending(Slot::EndSessions) {
            self.failure = None;
            cx.ask(Slot::EndSessions, api::ask::<op::EndOtherSessions>());
        }
    }

    /// The list came, or not.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        self.list.settle(answer.read(), cx.now);
    }

    /// The others were ended, or not.
    pub(crate) fn ended(&mut self, cx: &mut Cx, answer: &Answer) {
        match answer.decode::<NoContent>() {
            Ok(_) => {
                self.ended = true;
                // What is listed has ended: it must not stand there until the next list is here.
                self.list = Load::Idle;
                if cx.route == Route::Sessions {
                    self.load(cx);
                }
            }
            Err(failure) => self.failure = Some(failure),
        }
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View {
            list: self.list.view(cx.now, Clone::clone),
            busy: cx.requests.is_pending(Slot::EndSessions),
            failure: self.failure.clone(),
            ended: self.ended,
        }
    }
}
