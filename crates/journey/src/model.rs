//! The loop: an event goes in, effects come out.

mod answers;
mod draw;
mod parts;
mod person;
mod screen;

use crate::cx::{Cx, Who};
use crate::effect::{Effect, How, Keep};
use crate::event::{Event, Moment, Start};
use crate::part::Part;
use crate::route::{Audience, Route};
use crate::steps::account::sign_in;
use crate::steps::home::settings;
use crate::steps::{account, apply, card, demo, home};
use crate::view::Gate;
use contract::http::{FetchError, Outcome};
use contract::values::Instant;
use parts::{Call, Parts};

/// So long after the device said that it has a network a request may have been sent too early, and so long a pause there is
/// until it is sent once more, in milliseconds.
const TOO_EARLY_MS: i64 = 5_000;
const PAUSE_MS: i64 = 1_000;

/// Everything the app knows.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Model {
    cx: Cx,
    /// The device's clock.
    device_now: Instant,
    started: bool,
    offline: bool,
    /// When the device last had a network again.
    came_back: Option<Instant>,
    /// What the current screen shows is asked for once more when the model is woken.
    asks_again: bool,
    demo_backend: bool,
    guide: bool,
    lang: String,
    /// The language whose words are on their way.
    lang_chosen: Option<String>,
    ignored: u32,
    parts: Parts,
    home: home::Steps,
    account: account::Steps,
    card: card::Steps,
    apply: apply::Steps,
    demo: demo::State,
}

impl Model {
    /// Takes in what happened; gives what is to be done. An event that fits no state changes nothing.
    pub fn update(&mut self, moment: Moment, event: Event) -> Vec<Effect> {
        self.device_now = moment.now;
        self.cx.chance = moment.chance;
        self.read_clock();
        self.cx.by_itself = matches!(event, Event::Woke | Event::ClockJumped(_) | Event::ConnectionChanged { .. });
        if is_an_act(&event) {
            self.cx.acted = moment.now;
        }
        let before = self.cx.session().cloned();
        self.take(event);
        self.note_person(before.as_ref());
        if self.asks_for_signing_in() {
            self.want(Part::Account);
            self.call(Part::Account, Call::SignInShown { again: false });
        }
        std::mem::take(&mut self.cx.effects)
    }

    fn read_clock(&mut self) {
        self.cx.now = Instant::from_ms(self.device_now.ms().saturating_sub(self.cx.device_ahead_ms));
    }

    /// How many events came that meant nothing where they came, late answers included.
    pub const fn ignored(&self) -> u32 {
        self.ignored + self.cx.requests.dropped()
    }

    /// Backend's clock minus the device's, in milliseconds.
    pub const fn clock_offset_ms(&self) -> i64 {
        -self.cx.device_ahead_ms
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Started(start) => self.start(*start),
            Event::RouteChanged { route, index, again } => {
                self.cx.again = again;
                self.change_route(route, index);
            }
            Event::Answered { number, outcome } => self.answered(number, outcome),
            Event::Woke => self.tick(),
            Event::Hidden => {
                self.cx.hidden = true;
                self.call(Part::Card, Call::Hidden);
            }
            Event::Shown => {
                if std::mem::take(&mut self.cx.hidden) {
                    self.call(Part::Card, Call::Shown);
                    sign_in::State::ask_again(&mut self.cx);
                    self.refresh();
                } else if self.cx.session().is_some() {
                    self.call_personal(|| Call::Focused);
                }
            }
            Event::ClockJumped(slept) if account::idle::State::is_over(&self.cx, slept) => {
                sign_in::State::ask(&mut self.cx);
            }
            Event::ClockJumped(_) => {
                self.take(Event::Hidden);
                self.take(Event::Shown);
            }
            // Somebody may have signed out meanwhile: nothing personal is shown before the backend says who is there.
            Event::Restored(stored) => {
                self.cx.stored = stored;
                if !self.pay_sign_out() && self.cx.session().is_some() {
                    sign_in::State::ask(&mut self.cx);
                }
            }
            Event::Acted(at) => self.cx.acted = self.cx.acted.max(at),
            Event::ConnectionChanged { online } => {
                let came_back = std::mem::replace(&mut self.offline, !online) && online;
                if came_back {
                    self.came_back = Some(self.cx.now);
                    if self.cx.session().is_some() {
                        self.call(Part::Apply, Call::NetworkBack);
                    }
                    self.refresh();
                }
            }
            Event::BackTapped => {
                if self.cx.index > 0 {
                    self.cx.effects.push(Effect::Back);
                } else if let Some(route) = self.cx.route.parent() {
                    self.cx.effects.push(Effect::Go { route, how: How::Replace });
                }
            }
            Event::RetryTapped => {
                if self.cx.session().is_some() {
                    self.call(Part::Apply, Call::Retry);
                }
                self.refresh();
            }
            Event::SignIn(_) | Event::Sessions(_) => self.call(Part::Account, Call::Event(event)),
            Event::Home(event) => {
                self.home.services.update(event);
                self.want_search();
            }
            Event::Cities(event) => self.home.cities.update(&mut self.cx, event),
            Event::Card(_) | Event::Record(_) => self.call(Part::Card, Call::Event(event)),
            Event::Apply(_) | Event::Applications(_) => self.call(Part::Apply, Call::Event(event)),
            Event::Settings(event) => {
                match &event {
                    settings::Event::LanguageChosen(lang) => self.lang_chosen = Some(lang.clone()),
                    settings::Event::LanguageSpoken(lang) => {
                        self.lang.clone_from(lang);
                        self.lang_chosen = None;
                    }
                    settings::Event::LanguageFailed => self.lang_chosen = None,
                    _ => {}
                }
                self.guide = settings::update(&mut self.cx, self.guide, event);
            }
            Event::Demo(_) if !self.demo_backend => self.ignored += 1,
            Event::Demo(_) => self.call(Part::Demo, Call::Event(event)),
            Event::PartSettled { part, came } => self.part_settled(part, came),
            Event::Touched(route) => self.touched(&route),
            Event::KeptElsewhere { what, of, text } => {
                self.cx.stored.set(what, &of, text);
                match what {
                    Keep::Settings => self.read_settings(),
                    Keep::SignOut => drop(self.read_sign_out()),
                    _ => self.call(Part::Apply, Call::KeptElsewhere(&of)),
                }
            }
        }
    }

    fn start(&mut self, start: Start) {
        if self.started {
            self.ignored += 1;
            return;
        }
        self.started = true;
        if !start.in_parts {
            for part in Part::ALL {
                self.parts.settle(*part, Ok(()), self.cx.now);
            }
        }
        self.demo_backend = start.demo;
        self.lang = start.lang;
        self.cx.stored = start.stored;
        self.read_settings();
        self.account.sign_in.embedder_signs_in = start.embedder_signs_in;
        if let Some(code) = start.handed {
            self.read_sign_out();
            sign_in::State::by_embedder(&mut self.cx, code);
        } else {
            self.pay_sign_out();
        }
    }

    /// Takes over whether a sign-out is kept.
    fn read_sign_out(&mut self) -> bool {
        let how = self.cx.stored.get(Keep::SignOut, "").map(str::to_owned);
        self.account.sign_in.sign_out_kept(&mut self.cx, how.as_deref());
        how.is_some()
    }

    /// Pays what is owed to a sign-out, before anything personal is asked for; says whether there is such a debt.
    #[inline(never)]
    fn pay_sign_out(&mut self) -> bool {
        let owes = self.read_sign_out();
        self.account.sign_in.pay_sign_out(&mut self.cx);
        owes
    }

    /// Takes over the settings that are kept, if they can be read.
    fn read_settings(&mut self) {
        let kept = self.cx.stored.get(Keep::Settings, "");
        if let Some(settings) = kept.and_then(|text| contract::json::read(text.as_bytes())) {
            self.cx.settings = settings;
        }
        self.cx.effects.push(Effect::Apply(self.cx.settings.clone()));
    }

    fn change_route(&mut self, route: Route, index: u32) {
        let moved = route != self.cx.route;
        if moved {
            self.cx.effects.extend(self.cx.requests.end_reads().into_iter().map(|number| Effect::Abort { number }));
            self.home.services.leave();
            self.home.cities.leave();
        }
        self.cx.route = route;
        self.cx.index = index;
        self.apply.flow.entries.visit(self.cx.route.is_flow(), index);
        if moved {
            self.call_personal(|| Call::Left);
        }
        self.enter();
    }

    /// Asks for what the current screen needs: who is there, its part, its data.
    fn enter(&mut self) {
        self.home.cities.enter(&mut self.cx);
        if self.cx.route.access() != Audience::Public {
            sign_in::State::ensure(&mut self.cx);
        }
        if let Some(part) = self.part() {
            self.want(part);
        }
        self.load();
    }

    /// Loads what the current screen needs, once somebody may see it.
    fn load(&mut self) {
        if matches!(self.gate(), Gate::Closed(_)) {
            return;
        }
        let route = self.cx.route.clone();
        match self.part() {
            None => self.load_in_home(&route),
            Some(part) if !self.parts.has(part) => self.ask_ahead(&route),
            Some(part) => {
                self.call(part, Call::Load(&route));
                if let Some((number, outcome)) = self.cx.requests.take_early() {
                    self.answered(number, outcome);
                }
            }
        }
    }

    fn load_services(&mut self) {
        self.home.services.enter(&mut self.cx, self.home.cities.current());
        self.want_search();
    }

    /// What searches comes with a part.
    fn want_search(&mut self) {
        if self.home.services.searches() {
            self.want(Part::Guide);
        }
    }

    /// Brings the current screen up to date: "try again", back in sight, network back.
    fn refresh(&mut self) {
        if let Who::Asking(_) = self.cx.who {
            return;
        }
        self.home.cities.enter(&mut self.cx);
        self.account.sign_in.pay_sign_out(&mut self.cx);
        if self.cx.session().is_some() {
            self.call(Part::Apply, Call::Resume);
        }
        if self.asks_for_signing_in() {
            self.call(Part::Account, Call::SignInShown { again: true });
        }
        match (&self.cx.route, self.part()) {
            (Route::Month { .. } | Route::Apply { .. }, Some(part))
                if self.parts.has(part) && self.cx.session().is_some() =>
            {
                self.call(part, Call::Refresh);
            }
            _ => self.enter(),
        }
    }

    /// A device says that it has a network before it can be used: what could not be sent right after that is asked for once
    /// more.
    fn note_too_early(&mut self, outcome: &Outcome) {
        let early = |at: Instant| self.cx.now.ms() < at.ms().saturating_add(TOO_EARLY_MS);
        if *outcome == Err(FetchError::NeverSent) && self.came_back.is_some_and(early) {
            self.asks_again = true;
            self.cx.wake_in_ms(PAUSE_MS);
        }
    }

    /// What is due by now.
    fn tick(&mut self) {
        if std::mem::take(&mut self.asks_again) {
            self.refresh();
        }
        if self.cx.session().is_some() {
            // It knows when the session ends.
            self.want(Part::Account);
            self.call(Part::Account, Call::Woke);
        }
        if self.cx.session().is_some() {
            self.call_personal(|| Call::Woke);
        }
        self.account.sign_in.tick(&mut self.cx);
    }

    /// A link was touched: its part is asked for before the finger is lifted, and its data where no look is written down.
    fn touched(&mut self, route: &Route) {
        if let Some(part) = route.part() {
            self.want(part);
        }
        self.cx.requests.note_touch();
        let logs_no_look =
            matches!(route, Route::CardServices | Route::Cancellation | Route::AccessLog | Route::Applications);
        if logs_no_look && self.cx.session().is_some() {
            self.ask_ahead(route);
        }
    }

    /// The application that the person has left and can go on with.
    pub(crate) fn left_behind(&self) -> Option<contract::application::ApplicationKind> {
        apply::State::left_behind(&self.cx)
    }

    /// The part that the current screen is in. There is no demo panel but on the embedded backend.
    fn part(&self) -> Option<Part> {
        self.cx.route.part().filter(|part| *part != Part::Demo || self.demo_backend)
    }
}

/// Whether it is something that the person did.
const fn is_an_act(event: &Event) -> bool {
    !matches!(
        event,
        Event::Started(_)
            | Event::Answered { .. }
            | Event::PartSettled { .. }
            | Event::Woke
            | Event::Hidden
            | Event::ClockJumped(_)
            | Event::Restored(_)
            | Event::Acted(_)
            | Event::KeptElsewhere { .. }
            | Event::ConnectionChanged { .. }
    )
}
