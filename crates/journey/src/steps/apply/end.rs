//! The end of the flow: the last word and what comes of it, or thinking again.

use super::sending::News;
use super::{Draft, Proof, State, draft};
use crate::answer::Answer;
use crate::cx::Cx;
use crate::effect::{EmbedderEvent, How, Keep, Notice};
use crate::load::Load;
use crate::route::{Route, Stage};
use crate::shared::Shared;
use contract::application::{Application, ApplicationKind, Submission};

impl State {
    /// The last button. A second tap finds the sending under way and does nothing.
    pub(super) fn confirm(&mut self, cx: &mut Cx) {
        if self.outbox.is_sending() {
            self.outbox.confirm_again(cx);
        } else if let Some((citizen, body)) = self.confirmed(cx) {
            self.outbox.begin(cx, citizen, body);
        } else if let Route::Apply { stage: Stage::Confirm, .. } = cx.route {
            // Something is open that was not: the step for it says what.
            self.guard(cx, Stage::Confirm);
        }
    }

    /// Who confirms what; `None` where anything is open, or not of the person who is here.
    fn confirmed(&self, cx: &Cx) -> Option<(String, Submission)> {
        if !matches!(cx.route, Route::Apply { stage: Stage::Confirm, .. }) {
            return None;
        }
        let check = self.check.data().filter(|c| c.eligible)?;
        let draft = self.draft.as_ref().filter(|d| d.kind == check.kind && d.open_stage(check) == Stage::Confirm)?;
        let citizen = &cx.session()?.citizen;
        if *citizen != draft.citizen {
            return None;
        }
        Some((citizen.clone(), draft.submission(check)?))
    }

    /// The submission came to its end, or nobody knows. Gives the application, if it was accepted.
    pub(crate) fn submitted(&mut self, cx: &mut Cx, answer: &Answer) -> Option<Shared<Application>> {
        // A person who went elsewhere meanwhile is not pulled away: the notice says it, the list has it.
        let kind = self.outbox.body().map(|body| body.kind);
        let news = self.outbox.answered(cx, answer);
        if let Some(kind) = kind.filter(|_| !matches!(news, News::Progress)) {
            self.finish(cx, kind);
            // What else was kept of this person has its turn.
            self.outbox.resume(cx);
        }
        match news {
            News::Accepted(application) => {
                cx.announce(Notice::Submitted);
                cx.tell(EmbedderEvent::Submitted);
                if cx.route.is_flow() {
                    self.leave_flow(cx, Route::Receipt(application.id.clone()));
                }
                Some(application)
            }
            News::SeeList => {
                if cx.route.is_flow() {
                    self.leave_flow(cx, Route::Applications);
                }
                None
            }
            News::Progress => None,
        }
    }

    /// The flow of that kind is over: its draft is forgotten, and with it every entry of it in the history.
    fn finish(&mut self, cx: &mut Cx, kind: ApplicationKind) {
        if let Some(session) = cx.session().cloned() {
            cx.keep(Keep::Draft, &draft::name(kind, &session.citizen), None);
        }
        if self.draft.as_ref().is_none_or(|d| d.kind == kind) {
            self.draft = None;
            self.check = Load::Idle;
            self.proof = Proof::default();
        }
    }

    pub(super) fn abandon(&mut self, cx: &mut Cx) {
        // What certainly did not leave the device can be given up; what may have arrived cannot.
        self.outbox.leave(cx);
        if self.outbox.is_sending() {
            return;
        }
        self.leaving = false;
        self.proof.clear(cx);
        self.outbox.clear_progress();
        if let Some(draft) = self.draft.take() {
            self.finish(cx, draft.kind);
            let mut left = Draft { verified: None, entries: None, left: Some(cx.now), ..draft };
            if left.has_answers() {
                left.keep(cx);
            }
        }
        self.leave_flow(cx, Route::CardServices);
    }

    /// The application that the person has left and can go on with.
    pub(crate) fn left_behind(cx: &Cx) -> Option<ApplicationKind> {
        let citizen = &cx.session()?.citizen;
        let mut drafts = cx.stored.of(Keep::Draft).filter_map(|kept| Draft::read(&kept.text));
        drafts.find(|d| d.citizen == *citizen && d.left.is_some() && !d.is_over(cx.now)).map(|d| d.kind)
    }

    /// Out of the flow: its entries are taken off the history, so that back does not lead into it again.
    fn leave_flow(&mut self, cx: &mut Cx, route: Route) {
        let back = self.entries.end(cx.index);
        cx.go(route, How::Unwind(back));
    }
}
