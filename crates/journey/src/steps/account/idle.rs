//! The end of a session that nobody uses, or that has lasted as long as it may: it is said before, so that a person
//! who is there can stay.
//!
//! What counts is what the person does. Requests that follow from a timer, such as a fresh code of the card, put nothing off.

use super::sign_in;
use crate::api;
use crate::cx::Cx;
use crate::requests::Slot;
use contract::operations as op;
use contract::values::Instant;

/// How many seconds before the end it is said. WCAG 2.2.1 wants at least [`LEAST`], which is what a short session has.
const BEFORE: i64 = 60;
const LEAST: i64 = 20;

/// The session is about to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// When, by the backend's clock.
    pub ends: Instant,
    /// Whether the person can put it off.
    pub can_stay: bool,
}

/// What is known of the end of the session.
#[derive(Default)]
pub(crate) struct State {
    /// What is said of it, near the end.
    pub(crate) warning: Option<Warning>,
    /// What the person did when the backend was last asked to go on.
    asked_for: Instant,
    /// The end that cannot be put off, once the person has seen it.
    noted: Option<Instant>,
    /// When it asked to be woken, and how far the device's clock was ahead then.
    alarm: (Instant, i64),
}

impl State {
    /// Looks how far off the end is.
    pub(crate) fn watch(&mut self, cx: &mut Cx, sign_in: &mut sign_in::State) {
        let Some(session) = cx.session() else { return };
        let (idle, last) = (i64::from(session.idle_seconds), session.expires_at);
        let seen = cx.backend_time(cx.seen);
        let unused = seen.plus_seconds(idle);
        // An end that the backend itself did not keep to is none.
        let has_last = last > seen;
        let can_stay = idle > 0 && (unused < last || !has_last);
        if !can_stay && !has_last {
            return;
        }
        let (ends, before) = if can_stay { (unused, (idle / 2).clamp(LEAST, BEFORE)) } else { (last, BEFORE) };
        let from = ends.plus_seconds(-before);
        let used = can_stay && cx.acted > cx.seen;
        if cx.now < from || cx.now <= seen {
            self.warning = None;
            self.wake_at(cx, from);
        } else if cx.now < ends {
            self.wake_at(cx, ends);
            if used && cx.acted > self.asked_for {
                self.go_on(cx);
            } else if !cx.requests.is_pending(Slot::Session) && self.noted != Some(ends) {
                self.warning = Some(Warning { ends, can_stay });
            }
        } else if self.warning.take().is_some() && !used {
            if can_stay {
                sign_in.end_unused(cx);
            } else {
                sign_in.end(cx);
            }
        } else {
            // Nobody was told, as the device was asleep or its clock was put on; or somebody did something at the very end.
            sign_in::State::ask(cx);
        }
    }

    /// Whether the session has ended unused if the device has slept for so many milliseconds.
    pub(crate) fn is_over(cx: &Cx, slept: i64) -> bool {
        let Some(session) = cx.session() else { return false };
        let idle = i64::from(session.idle_seconds) * 1000;
        // The calendar ends long before these numbers do.
        let unused = cx.now.ms().wrapping_sub(cx.backend_time(cx.seen).ms());
        idle > 0 && slept > 0 && idle.wrapping_sub(unused) <= slept
    }

    /// "Stay signed in", or "understood" where that cannot be.
    pub(crate) fn stay(&mut self, cx: &mut Cx) {
        let Some(warning) = self.warning.take() else { return };
        if warning.can_stay {
            self.go_on(cx);
        } else {
            self.noted = Some(warning.ends);
        }
    }

    fn wake_at(&mut self, cx: &mut Cx, at: Instant) {
        let alarm = (at, cx.device_ahead_ms);
        if std::mem::replace(&mut self.alarm, alarm) != alarm {
            cx.wake_at(at);
        }
    }

    /// Somebody is there, which the backend learns by a request.
    fn go_on(&mut self, cx: &mut Cx) {
        self.asked_for = cx.acted;
        cx.by_itself = false;
        cx.ask(Slot::Session, api::ask::<op::GetSession>());
    }
}
