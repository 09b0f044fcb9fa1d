//! Another person, or nobody: what is known of one is not for the next.

use super::Model;
use crate::effect::Effect;
use crate::shared::Shared;
use crate::steps::home;
use contract::session::Session;

impl Model {
    /// Compares who is signed in with who was `before` the event.
    pub(super) fn note_person(&mut self, before: Option<&Shared<Session>>) {
        let after = self.cx.session().cloned();
        if before.map(|s| &s.citizen) == after.as_ref().map(|s| &s.citizen) {
            return;
        }
        if before.is_some() {
            self.forget_person();
        }
        if let Some(session) = after {
            let (draft, sending) = (self.stored.draft.as_deref(), self.stored.sending.as_deref());
            self.apply.flow.restore(&self.cx, &session.citizen, draft, sending);
            self.apply.flow.outbox.resume(&mut self.cx);
            self.enter();
        }
    }

    /// Nothing of the person stays in memory, nor comes into it any more.
    fn forget_person(&mut self) {
        self.cx.effects.extend(self.cx.requests.end_personal().into_iter().map(|number| Effect::Abort { number }));
        self.card.forget_person();
        self.apply.forget_person();
    }

    /// The demo was reset, moved on in time, or somebody else was signed in: everything is asked anew.
    pub(super) fn renew(&mut self) {
        self.home.services.forget();
        home::sign_in::State::ask(&mut self.cx);
    }
}
