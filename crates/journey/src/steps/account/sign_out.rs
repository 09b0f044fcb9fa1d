//! Signing out: it is done when the backend says so. Until then it is kept on the device, as the tab may be closed, and the
//! backend is told again before anything personal is asked for.

use super::sign_in::State;
use crate::answer::Answer;
use crate::api;
use crate::cx::{Cx, Who};
use crate::effect::{Keep, Notice};
use crate::requests::Slot;
use contract::operations::{self as op, NoContent};

/// After so many seconds a backend that could not be told of a sign-out is told again.
const TOLD_AGAIN: i64 = 30;
/// What is kept of a sign-out that the person asked for.
pub(super) const SIGNED_OUT: &str = "signed-out";
/// What is kept of one at the end of a session that nobody used.
const ENDED: &str = "ended";

impl State {
    /// Whether a sign-out is not confirmed yet.
    pub(crate) const fn owes_sign_out(&self) -> bool {
        self.owes_sign_out.is_some()
    }

    /// Tells the backend of a sign-out that it has not confirmed.
    pub(crate) fn pay_sign_out(&self, cx: &mut Cx) {
        let signing = cx.requests.is_pending(Slot::SignIn) || cx.requests.is_pending(Slot::SignOut);
        if self.owes_sign_out() && matches!(cx.who, Who::Out) && !signing {
            cx.ask(Slot::SignOut, api::ask::<op::SignOut>());
        }
    }

    /// Time went on.
    pub(crate) fn tick(&self, cx: &mut Cx) {
        if self.owes_sign_out.is_some_and(|due| due <= cx.now) {
            self.pay_sign_out(cx);
        }
    }

    /// A sign-out is kept on the device, by this tab or another, or none is any more. The person who is signed in is forgotten.
    pub(crate) fn sign_out_kept(&mut self, cx: &mut Cx, how: Option<&str>) {
        if let Some(how) = how {
            self.ended = how == ENDED;
            cx.forget(Slot::Session);
            cx.who = Who::Out;
        }
        self.owe(cx, how.is_some());
    }

    fn owe(&mut self, cx: &mut Cx, owes: bool) {
        let due = cx.now.plus_seconds(TOLD_AGAIN);
        self.owes_sign_out = owes.then_some(due);
        if owes {
            cx.wake_at(due);
        }
    }

    /// Nothing is left of a sign-out: the backend has confirmed it, or somebody else has a session since.
    pub(crate) fn forget_debt(&mut self, cx: &mut Cx) {
        if self.owes_sign_out.take().is_some() {
            cx.keep(Keep::SignOut, "", None);
        }
    }

    /// Signs out on this device, which keeps that until the backend has confirmed it.
    pub(super) fn leave(&mut self, cx: &mut Cx, how: &str) {
        cx.keep(Keep::SignOut, "", Some(how.to_owned()));
        self.sign_out_kept(cx, Some(how));
        self.pay_sign_out(cx);
    }

    /// Nobody used the session for as long as it lasts without: the backend, which has heard of timers as well, is told.
    pub(crate) fn end_unused(&mut self, cx: &mut Cx) {
        self.leave(cx, ENDED);
    }

    /// Signed out, or not. The device has forgotten already. Asking who is there would bring the session back, so nobody
    /// asks until someone signs in; the backend is told again until it confirms, and "signed out" is said only then.
    pub(crate) fn signed_out(&mut self, cx: &mut Cx, answer: &Answer) {
        if answer.decode::<NoContent>().is_err_and(|f| !f.is_signed_out()) {
            self.owe(cx, true);
            return;
        }
        self.forget_debt(cx);
        if !self.ended {
            cx.announce(Notice::SignedOut);
        }
    }
}
