//! My applications: the list, the timeline and receipt of one, its withdrawal.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::effect::{EmbedderEvent, How, Notice};
use crate::failure::Failure;
use crate::load::{Load, LoadView, again_at};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::{Items, Shared};
use contract::application::{Application, ApplicationState, Applications};
use contract::operations as op;
use contract::values::Instant;

/// What is known of the applications.
#[derive(Default)]
pub(crate) struct State {
    list: Load<Applications>,
    /// The application shown.
    id: String,
    current: Load<Application>,
    /// The application that was asked for last.
    asked: String,
    /// When something shown here was asked for last.
    asked_at: Instant,
    /// The end of an undo window after which the application was asked for anew.
    asked_after: Option<Instant>,
    /// The application whose withdrawal was asked for last.
    withdrawing: String,
    withdraw_failure: Option<Failure>,
}

/// What happened with applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// "Withdraw" was tapped on the page that asks once more.
    WithdrawConfirmed,
    /// The number was copied, or the device did not let it.
    NumberCopied(bool),
    /// The text of the receipt was copied, or the device did not let it.
    ReceiptCopied(bool),
    /// The browser was asked to save, print or share the receipt. Nobody is told what came of it.
    ReceiptHandedOver,
}

/// What the list draws.
#[derive(Clone, Debug, PartialEq)]
pub struct ListView {
    /// The applications, newest first. An empty list is a true "none".
    pub items: LoadView<Items<Applications>>,
    /// Why it could not be brought up to date.
    pub stale: Option<Failure>,
}

/// What the receipt, the timeline and the withdrawal draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The application.
    pub application: LoadView<Shared<Application>>,
    /// The withdrawal is on its way.
    pub withdrawing: bool,
    /// Why the withdrawal did not work.
    pub failure: Option<Failure>,
    /// Why the page could not be brought up to date.
    pub stale: Option<Failure>,
}

impl State {
    pub(crate) fn enter_list(&mut self, cx: &mut Cx) {
        self.list.ask(cx.now);
        self.asked_at = cx.now;
        cx.ask(Slot::Applications, api::ask::<op::ListApplications>());
    }

    pub(crate) fn enter(&mut self, cx: &mut Cx, id: &str) {
        self.withdraw_failure = None;
        if self.id != id {
            id.clone_into(&mut self.id);
            // What the list or the submission brought is shown at once, and brought up to date.
            let known = self.list.data().and_then(|l| l.items.iter().find(|a| a.id == id)).cloned().map(Shared::new);
            self.current = known.map_or(Load::Idle, |data| Load::Loaded { data, at: cx.now, stale: None });
        }
        self.load(cx);
    }

    fn load(&mut self, cx: &mut Cx) {
        self.current.ask(cx.now);
        self.asked_at = cx.now;
        self.wake(cx);
        self.asked.clone_from(&self.id);
        cx.ask(Slot::Application, api::application(&self.id));
    }

    /// The application just submitted.
    pub(crate) fn submitted(&mut self, cx: &mut Cx, application: Shared<Application>) {
        application.id.clone_into(&mut self.id);
        self.current = Load::Loaded { data: application, at: cx.now, stale: None };
        self.list_changed(cx);
    }

    /// The list is not what it was. Whoever is looking at it gets the new one.
    fn list_changed(&mut self, cx: &mut Cx) {
        self.list = Load::Idle;
        if cx.route == Route::Applications {
            self.enter_list(cx);
        }
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::WithdrawConfirmed => {
                let again = cx.requests.is_pending(Slot::Withdraw) && self.withdrawing == self.id;
                if !again && !self.id.is_empty() {
                    self.withdraw_failure = None;
                    self.withdrawing.clone_from(&self.id);
                    cx.ask(Slot::Withdraw, api::withdraw(&self.id));
                }
            }
            Event::NumberCopied(done) => cx.announce(if done { Notice::Copied } else { Notice::NotCopied }),
            Event::ReceiptCopied(true) => cx.announce(Notice::Copied),
            Event::ReceiptCopied(false) | Event::ReceiptHandedOver => cx.announce(Notice::HandedOver),
        }
    }

    /// The list came, or not.
    pub(crate) fn list_loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        self.list.settle(answer.read(), cx.now);
        self.wake(cx);
    }

    /// One came, or not.
    pub(crate) fn loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        match answer.read_if(|a: &Application| a.id == self.asked) {
            // The answer to the withdrawal was lost, but it was carried out.
            Ok(application) if self.withdraw_failure.is_some() && application.state == ApplicationState::Withdrawn => {
                self.settle_withdrawal(cx, application);
            }
            result => {
                self.current.settle(result, cx.now);
                self.wake(cx);
            }
        }
    }

    /// One was withdrawn, or not.
    pub(crate) fn withdrawn(&mut self, cx: &mut Cx, answer: &Answer) {
        let fits = |a: &Application| a.id == self.withdrawing && a.state == ApplicationState::Withdrawn;
        match answer.read_if(fits) {
            Ok(application) => self.settle_withdrawal(cx, application),
            // Withdrawing twice gives the same result, so after a lost answer it is safe to try again.
            Err(failure) if self.withdrawing == self.id => {
                self.withdraw_failure = Some(failure);
                if matches!(cx.route, Route::Receipt(_) | Route::Application(_) | Route::Withdraw(_)) {
                    // Whatever became of it, the page shows where the application stands.
                    self.load(cx);
                }
            }
            Err(_) => {}
        }
    }

    fn settle_withdrawal(&mut self, cx: &mut Cx, application: Shared<Application>) {
        let id = application.id.clone();
        if self.id == id {
            self.withdraw_failure = None;
            self.current = Load::Loaded { data: application, at: cx.now, stale: None };
        }
        self.list_changed(cx);
        cx.announce(Notice::Withdrawn);
        cx.tell(EmbedderEvent::Withdrawn);
        if cx.route == Route::Withdraw(id.clone()) {
            // Back to the page the question came from, if it is there; never to the question again.
            let back = u32::from(cx.index > 0);
            cx.go(Route::Application(id), How::Unwind(back));
        }
    }

    /// The undo window ends while the page is open, and the office goes on: what can be done changes then.
    pub(crate) fn wake(&self, cx: &mut Cx) {
        if let Some(until) = self.current.data().and_then(|a| a.undo_until).filter(|u| *u > cx.now) {
            cx.wake_at(until);
        }
        if let Some(at) = self.again_at(cx) {
            cx.wake_at(at);
        }
    }

    /// When what the page shows is asked for again; `None` where the page shows nothing of this.
    fn again_at(&self, cx: &Cx) -> Option<Instant> {
        let seldom = match cx.route {
            Route::Applications => {
                self.list.data()?;
                self.list.stale().is_some()
            }
            Route::Receipt(_) | Route::Application(_) | Route::Withdraw(_) => {
                let current = self.current.data()?;
                // Nobody has anything to do any more.
                let over = current.next.is_none() && !current.withdrawable;
                over || self.current.stale().is_some()
            }
            _ => return None,
        };
        Some(again_at(self.asked_at, seldom))
    }

    pub(crate) fn tick(&mut self, cx: &mut Cx) {
        let Some(again_at) = self.again_at(cx).filter(|_| !cx.hidden) else { return };
        let listed = cx.route == Route::Applications;
        let passed = self.current.data().and_then(|a| a.undo_until).filter(|u| !listed && *u <= cx.now);
        // Once for each window: a backend whose clock is behind must not be asked over and over.
        if again_at <= cx.now || passed.is_some() && passed != self.asked_after {
            self.asked_after = passed;
            self.look(cx);
        }
    }

    /// Asks again for what the page shows, unless that is under way.
    pub(crate) fn look(&mut self, cx: &mut Cx) {
        let busy =
            [Slot::Applications, Slot::Application, Slot::Withdraw].iter().any(|slot| cx.requests.is_pending(*slot));
        if busy || self.again_at(cx).is_none() {
            return;
        }
        if cx.route == Route::Applications {
            self.enter_list(cx);
        } else {
            self.load(cx);
        }
    }

    pub(crate) fn list_view(&self, cx: &Cx) -> ListView {
        ListView { items: self.list.view(cx.now, Items::of), stale: self.list.stale().cloned() }
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View {
            application: self.current.view(cx.now, Clone::clone),
            withdrawing: cx.requests.is_pending(Slot::Withdraw) && self.withdrawing == self.id,
            failure: self.withdraw_failure.clone(),
            stale: self.current.stale().cloned(),
        }
    }
}
