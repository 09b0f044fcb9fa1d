//! Another person, or nobody: what is known of one is not for the next.

use super::Model;
use super::parts::Call;
use crate::effect::{Effect, Keep};
use crate::part::Part;
use crate::shared::Shared;
use crate::steps::account::sign_in;
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
        if after.is_some() {
            // A kept draft or submission is resumed on any screen.
            if self.cx.stored.0.iter().any(|kept| matches!(kept.what, Keep::Draft | Keep::Sending)) {
                self.want(Part::Apply);
            }
            self.call(Part::Account, Call::PersonCame);
            self.call(Part::Apply, Call::PersonCame);
            self.enter();
        }
    }

    /// Nothing of the person stays in memory, nor comes into it any more.
    fn forget_person(&mut self) {
        self.cx.effects.extend(self.cx.requests.end_personal().into_iter().map(|number| Effect::Abort { number }));
        self.call(Part::Account, Call::PersonGone);
        self.call_personal(|| Call::PersonGone);
    }

    /// The demo was reset, moved on in time, or somebody else was signed in: everything is asked anew.
    pub(super) fn renew(&mut self) {
        self.home.services.forget();
        self.account.sign_in.forget_debt(&mut self.cx);
        sign_in::State::ask(&mut self.cx);
    }
}
