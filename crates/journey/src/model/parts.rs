//! What happens in a part: the model calls it once it is here. The functions marked with `parts::split!` are where the core
//! is cut; what only they reach is loaded with them.

use super::Model;
use crate::answer::Answer;
use crate::api;
use crate::cx;
use crate::effect::Effect;
use crate::event::Event;
use crate::failure::{Failure, FailureKind};
use crate::load::{Load, LoadView};
use crate::part::Part;
use crate::requests::Slot;
use crate::route::{Route, Stage};
use crate::shared::Shared;
use crate::steps::account::sign_in;
use crate::steps::apply;
use crate::view::Screen;
use contract::application::ApplicationKind;
use contract::operations as op;
use contract::values::Instant;

/// Which parts are here.
#[derive(Clone, Default)]
pub(crate) struct Parts([Load<()>; Part::ALL.len()]);

impl Parts {
    /// Whether that part is here.
    pub(crate) const fn has(&self, part: Part) -> bool {
        matches!(self.0[part as usize], Load::Loaded { .. })
    }

    /// Notes that a part is wanted. Gives whether it has to be asked for: it is neither here nor on its way.
    pub(crate) fn want(&mut self, part: Part, now: Instant) -> bool {
        let load = &mut self.0[part as usize];
        let ask = matches!(load, Load::Idle | Load::Failed(_));
        if ask {
            load.ask(now);
        }
        ask
    }

    /// A part came, or not: why.
    pub(crate) fn settle(&mut self, part: Part, came: Result<(), Failure>, now: Instant) {
        self.0[part as usize].settle(came.map(Shared::new), now);
    }

    /// The wait for a part as its page draws it.
    pub(crate) fn view(&self, part: Part, now: Instant) -> LoadView<()> {
        self.0[part as usize].view(now, |_| ())
    }
}

/// Something for a part to take in.
pub(super) enum Call<'a> {
    /// Its page said something.
    Event(Event),
    /// A request of its came to its end.
    Answered(Slot, &'a Answer),
    /// Load what this screen needs.
    Load(&'a Route),
    /// Somebody is signed in, whose draft and submission may have been kept.
    PersonCame,
    /// Nothing of the person stays in memory.
    PersonGone,
    /// The page went out of sight.
    Hidden,
    /// The page came into sight again.
    Shown,
    /// The page, which was in sight, got the focus.
    Focused,
    /// The person left the screen.
    Left,
    /// The device has a network again.
    NetworkBack,
    /// "Try again".
    Retry,
    /// Bring up to date what the current screen shows.
    Refresh,
    /// The time asked for has come.
    Woke,
    /// A page asks for signing in; what could not be had is asked for `again`.
    SignInShown { again: bool },
    /// Go on with what is under way.
    Resume,
    /// The backend's clock is another than was thought.
    ClockLearnt,
    /// Another tab kept or forgot a draft or a submission of that name.
    KeptElsewhere(&'a str),
}

impl Model {
    /// Lets a part take something in, if it is here.
    pub(super) fn call(&mut self, part: Part, call: Call<'_>) {
        if !self.parts.has(part) {
            return;
        }
        match part {
            Part::Account => account(self, call),
            Part::Card => card(self, call),
            Part::Apply => apply(self, call),
            Part::Guide => {
                if let Call::Load(route) = call {
                    self.load_in_guide(route);
                }
            }
            Part::Demo => demo(self, call),
        }
    }

    /// Lets the parts with something personal take something in.
    pub(super) fn call_personal(&mut self, call: fn() -> Call<'static>) {
        self.call(Part::Card, call());
        self.call(Part::Apply, call());
    }

    /// What a part shows on the current screen.
    pub(super) fn screen_of(&self, part: Part) -> Screen {
        match part {
            _ if !self.parts.has(part) => Screen::Arriving(self.parts.view(part, self.cx.now)),
            Part::Account => account_screen(self),
            Part::Card => card_screen(self),
            Part::Apply => apply_screen(self),
            Part::Guide => self.screen_in_guide(),
            Part::Demo => demo_screen(self),
        }
    }

    /// What a step of an application draws.
    pub(super) fn apply_view(&self, kind: ApplicationKind, stage: Stage) -> apply::View {
        self.apply.flow.view(&self.cx, kind, stage, self.parts.view(Part::Guide, self.cx.now))
    }

    /// Asks for a part that is not here yet.
    pub(super) fn want(&mut self, part: Part) {
        if self.parts.want(part, self.cx.now) {
            self.cx.effects.push(Effect::Load(part));
            self.cx.wake_in_ms(crate::load::SLOW_MS);
        }
    }

    /// A part came, or not.
    pub(super) fn part_settled(&mut self, part: Part, came: bool) {
        if self.parts.has(part) {
            return;
        }
        let code = cx::support_code(&cx::trace(&self.cx.chance));
        let came = if came { Ok(()) } else { Err(Failure::new(FailureKind::NeverSent, &code)) };
        self.parts.settle(part, came, self.cx.now);
        if self.cx.hidden {
            self.call(part, Call::Hidden);
        }
        if self.cx.session().is_some() {
            self.call(part, Call::PersonCame);
        }
        if self.cx.route.part() == Some(part) && self.parts.has(part) {
            self.load();
        }
    }

    /// Asks for what a screen needs first, while its part is on its way.
    pub(super) fn ask_ahead(&mut self, route: &Route) {
        let (slot, request) = match route {
            Route::Card => (Slot::Card, api::ask::<op::GetCard>()),
            Route::Record { .. } => (Slot::Summary, api::ask::<op::GetContributionSummary>()),
            Route::CardServices | Route::Cancellation => (Slot::CardServices, api::ask::<op::ListCardServices>()),
            Route::AccessLog => (Slot::AccessLog, api::ask::<op::GetAccessLog>()),
            Route::Applications => (Slot::Applications, api::ask::<op::ListApplications>()),
            Route::Receipt(id) | Route::Application(id) | Route::Withdraw(id) => {
                (Slot::Application, api::application(id))
            }
            _ => return,
        };
        if !self.cx.requests.is_pending(slot) {
            self.cx.ask_ahead(slot, request);
        }
    }
}

parts::split! { account "01",
    fn account(m: &mut Model, call: Call<'_>) {
        match call {
            Call::Event(Event::SignIn(sign_in::Event::StayTapped)) => m.account.idle.stay(&mut m.cx),
            Call::Event(Event::SignIn(event)) => m.account.sign_in.update(&mut m.cx, event),
            Call::Event(Event::Sessions(event)) => m.account.sessions.update(&mut m.cx, event),
            Call::Answered(slot, answer) => m.hand_on_in_account(slot, answer),
            Call::SignInShown { again } => m.account.sign_in.ways.enter(&mut m.cx, again),
            Call::Load(route) => m.load_in_account(route),
            Call::PersonCame | Call::Woke | Call::ClockLearnt => {
                m.account.idle.watch(&mut m.cx, &mut m.account.sign_in);
            }
            Call::PersonGone => m.account.forget_person(),
            _ => {}
        }
    }
}

parts::split! { account "02",
    fn account_screen(m: &Model) -> Screen {
        // A personal page asks for signing in at its own address.
        if m.cx.route.part() == Some(Part::Account) && !m.asks_for_signing_in() {
            return m.screen_in_account();
        }
        Screen::SignIn(m.account.sign_in.view(&m.cx))
    }
}

parts::split! { card "01",
    fn card(m: &mut Model, call: Call<'_>) {
        match call {
            Call::Event(Event::Card(event)) => m.card.face.update(&mut m.cx, event),
            Call::Event(Event::Record(event)) => m.card.record.update(&mut m.cx, event),
            Call::Answered(slot, answer) => m.hand_on_in_card(slot, answer),
            Call::Load(route) => m.load_in_card(route),
            Call::PersonGone => m.card.forget_person(),
            Call::Hidden => m.card.face.hide(&mut m.cx),
            Call::Shown => m.card.face.show(),
            Call::Focused if m.cx.route == Route::Card => m.card.face.look(&mut m.cx),
            Call::Left => m.card.face.leave(&m.cx),
            Call::Refresh => m.card.record.retry_month(&mut m.cx),
            Call::Woke if m.cx.route == Route::Card => m.card.face.tick(&mut m.cx),
            Call::ClockLearnt => m.card.face.wake(&mut m.cx),
            _ => {}
        }
    }
}

parts::split! { card "02",
    fn card_screen(m: &Model) -> Screen {
        m.screen_in_card()
    }
}

parts::split! { apply "01",
    fn apply(m: &mut Model, call: Call<'_>) {
        let flow = &mut m.apply.flow;
        match call {
            Call::Event(Event::Apply(event)) => {
                flow.update(&mut m.cx, event);
                if flow.law.is_some() {
                    // What articles say comes with the guide.
                    m.want(Part::Guide);
                }
            }
            Call::Event(Event::Applications(event)) => m.apply.applications.update(&mut m.cx, event),
            Call::Answered(slot, answer) => m.hand_on_in_apply(slot, answer),
            Call::Load(route) => m.load_in_apply(route),
            Call::PersonCame => {
                flow.restore(&mut m.cx);
                flow.outbox.resume(&mut m.cx);
            }
            Call::KeptElsewhere(of) => flow.kept_elsewhere(&mut m.cx, of),
            Call::PersonGone => m.apply.forget_person(),
            Call::Left => {
                flow.law = None;
                flow.outbox.leave(&mut m.cx);
                flow.outbox.resume(&mut m.cx);
            }
            Call::NetworkBack => flow.outbox.network_back(&mut m.cx),
            Call::Retry => {
                if flow.law.is_some() {
                    m.want(Part::Guide);
                } else if matches!(m.cx.route, Route::Apply { stage: Stage::Verify, .. }) {
                    flow.retry_proof(&mut m.cx);
                }
            }
            Call::Focused => m.apply.applications.look(&mut m.cx),
            Call::Woke => {
                m.apply.applications.tick(&mut m.cx);
                m.apply.flow.outbox.resume(&mut m.cx);
            }
            Call::Resume => {
                // A tab that had something under way may be gone. In the flow, what is prepared here comes first.
                if !m.cx.route.is_flow() {
                    flow.outbox.restore(&m.cx);
                }
                flow.outbox.resume(&mut m.cx);
            }
            Call::ClockLearnt => {
                flow.wake(&mut m.cx);
                m.apply.applications.wake(&mut m.cx);
            }
            Call::Refresh if !flow.outbox.is_sending() => flow.load_check(&mut m.cx),
            _ => {}
        }
    }
}

parts::split! { apply "02",
    fn apply_screen(m: &Model) -> Screen {
        // While something is sent, or was refused, the question what is meant gives way to how that goes.
        if m.cx.route == Route::Intent && m.apply.flow.outbox.is_shown() {
            let (kind, stage) = (ApplicationKind::StopContributions, Stage::Confirm);
            return Screen::Apply(Box::new(m.apply_view(kind, stage)));
        }
        m.screen_in_apply()
    }
}

parts::split! { demo "01",
    fn demo(m: &mut Model, call: Call<'_>) {
        match call {
            Call::Event(Event::Demo(event)) => m.demo.update(&mut m.cx, event),
            Call::Answered(slot, answer) => m.hand_on_in_demo(slot, answer),
            Call::Load(route) => m.load_in_demo(route),
            _ => {}
        }
    }
}

parts::split! { demo "02",
    fn demo_screen(m: &Model) -> Screen {
        m.screen_in_demo()
    }
}
