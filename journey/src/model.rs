//! The loop: an event goes in, effects come out.

mod draw;

use crate::Stage;
use crate::cx::Cx;
use crate::domain::parse_http_date;
use crate::effect::{Effect, How, Keep};
use crate::event::{Event, Moment, Start, Stored};
use crate::load::Load;
use crate::requests::{Number, Requests};
use crate::route::Route;
use crate::settings::Settings;
use crate::steps::session::Who;
use crate::steps::{applications, card, card_services, cities, demo, home, preferences, record, session, stop};
use crate::view::Gate;
use contract::http::Outcome;
use contract::values::Instant;

/// Everything the app knows.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Model {
    now: Instant,
    /// Device's clock minus the backend's, in milliseconds.
    device_ahead_ms: i64,
    route: Route,
    index: u32,
    started: bool,
    hidden: bool,
    offline: bool,
    demo_backend: bool,
    guide: bool,
    lang: String,
    stored: Stored,
    settings: Settings,
    requests: Requests,
    ignored: u32,
    session: session::State,
    home: home::State,
    cities: cities::State,
    card: card::State,
    record: record::State,
    card_services: card_services::State,
    stop: stop::State,
    applications: applications::State,
    demo: demo::State,
}

/// A difference of clocks below this is the `Date` header's own coarseness, in milliseconds.
const CLOCK_TOLERANCE_MS: i64 = 2000;

/// Builds the surroundings of a step from parts of the model it does not touch itself.
macro_rules! cx {
    ($self:ident, $moment:ident, $effects:ident) => {
        cx!($self, $moment, $effects, $self.session.session())
    };
    ($self:ident, $moment:ident, $effects:ident, $session:expr) => {
        Cx {
            now: $self.now,
            device_ahead_ms: $self.device_ahead_ms,
            chance: $moment.chance,
            route: &$self.route,
            index: $self.index,
            session: $session,
            settings: &$self.settings,
            requests: &mut $self.requests,
            effects: &mut *$effects,
        }
    };
}

impl Model {
    /// Takes in what happened; gives what is to be done. An event that fits no state changes nothing.
    pub fn update(&mut self, moment: Moment, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = Instant::from_ms(moment.now.ms().saturating_sub(self.device_ahead_ms));
        self.take(moment, event, &mut effects);
        self.note_kept(&effects);
        effects
    }

    /// What was kept last is what the next person to sign in, or the same after a session's end, finds.
    fn note_kept(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Keep { what, text } = effect {
                let kept = match what {
                    Keep::Settings => &mut self.stored.settings,
                    Keep::Draft => &mut self.stored.draft,
                    Keep::Sending => &mut self.stored.sending,
                };
                kept.clone_from(text);
            }
        }
    }

    /// How many events came that meant nothing where they came, late answers included.
    pub const fn ignored(&self) -> u32 {
        self.ignored + self.requests.dropped()
    }

    /// Backend's clock minus the device's, in milliseconds.
    pub const fn clock_offset_ms(&self) -> i64 {
        -self.device_ahead_ms
    }

    fn take(&mut self, moment: Moment, event: Event, effects: &mut Vec<Effect>) {
        match event {
            Event::Started(start) => self.start(*start, effects),
            Event::RouteChanged { route, index } => self.change_route(moment, route, index, effects),
            Event::Answered { number, outcome } => self.answered(moment, number, outcome, effects),
            Event::Woke => self.tick(moment, effects),
            Event::Hidden => {
                self.hidden = true;
                let mut cx = cx!(self, moment, effects);
                self.card.hide(&mut cx);
            }
            Event::Shown => {
                if std::mem::take(&mut self.hidden) {
                    self.card.show();
                    let mut cx = cx!(self, moment, effects, None);
                    self.session.ask_again(&mut cx);
                    self.refresh(moment, effects);
                }
            }
            Event::ConnectionChanged { online } => {
                let came_back = std::mem::replace(&mut self.offline, !online) && online;
                if came_back {
                    if self.session.session().is_some() {
                        let mut cx = cx!(self, moment, effects);
                        self.stop.network_back(&mut cx);
                    }
                    self.refresh(moment, effects);
                }
            }
            Event::BackTapped => {
                if self.index > 0 {
                    effects.push(Effect::Back);
                } else if let Some(route) = self.route.parent() {
                    effects.push(Effect::Go { route, how: How::Replace });
                }
            }
            Event::RetryTapped => {
                if matches!(self.route, Route::Apply { stage: Stage::Verify, .. }) && self.session.session().is_some() {
                    let mut cx = cx!(self, moment, effects);
                    self.stop.retry_verification(&mut cx);
                }
                self.refresh(moment, effects);
            }
            Event::Session(event) => self.session_event(moment, event, effects),
            Event::Home(event) => {
                let cx = cx!(self, moment, effects);
                self.home.update(&cx, event);
            }
            Event::Cities(event) => self.cities_event(moment, event, effects),
            Event::Card(event) => {
                let mut cx = cx!(self, moment, effects);
                self.card.update(&mut cx, event);
            }
            Event::Record(event) => {
                let mut cx = cx!(self, moment, effects);
                self.record.update(&mut cx, event);
            }
            Event::CardServices(event) => {
                let cx = cx!(self, moment, effects);
                self.card_services.update(&cx, event);
            }
            Event::Stop(event) => {
                let mut cx = cx!(self, moment, effects);
                if let Some(application) = self.stop.update(&mut cx, event) {
                    self.applications.submitted(&cx, application);
                }
            }
            Event::Applications(event) => {
                let mut cx = cx!(self, moment, effects);
                self.applications.update(&mut cx, event);
            }
            Event::Preferences(event) => {
                if let preferences::Event::LanguageSpoken(lang) = &event {
                    self.lang.clone_from(lang);
                }
                self.guide = preferences::update(&mut self.settings, self.guide, effects, event);
            }
            Event::Demo(_) if !self.demo_backend => self.ignored += 1,
            Event::Demo(event) => {
                let mut cx = cx!(self, moment, effects);
                if self.demo.update(&mut cx, event) {
                    self.renew(moment, effects);
                }
            }
        }
    }

    fn start(&mut self, start: Start, effects: &mut Vec<Effect>) {
        if self.started {
            self.ignored += 1;
            return;
        }
        self.started = true;
        self.demo_backend = start.demo;
        self.lang = start.lang;
        self.settings =
            start.stored.settings.as_deref().and_then(|t| contract::json::read(t.as_bytes())).unwrap_or_default();
        self.stored = start.stored;
        effects.push(Effect::Apply(self.settings.clone()));
    }

    fn change_route(&mut self, moment: Moment, route: Route, index: u32, effects: &mut Vec<Effect>) {
        let moved = route != self.route;
        if moved {
            effects.extend(self.requests.end_reads().into_iter().map(|number| Effect::Abort { number }));
            self.home.leave();
            self.cities.leave();
            self.card.leave();
        }
        self.route = route;
        self.index = index;
        self.stop.visit(&self.route, index);
        let mut cx = cx!(self, moment, effects);
        if moved {
            self.stop.leave_sending(&mut cx);
        }
        self.enter(moment, effects);
    }

    /// Loads what the current screen needs.
    fn enter(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        let mut cx = cx!(self, moment, effects);
        self.cities.enter(&mut cx);
        if self.route.is_personal() || matches!(self.route, Route::Me | Route::Demo) {
            self.session.ensure(&mut cx!(self, moment, effects, None));
        }
        if matches!(self.gate(), Gate::Closed(_)) {
            return;
        }
        let mut cx = cx!(self, moment, effects);
        match self.route.clone() {
            Route::Home | Route::Center => {
                let city = self.cities.current(self.settings.city.as_deref());
                self.home.enter(&mut cx, city);
            }
            Route::Card => self.card.enter(&mut cx),
            Route::Record { insurance, year } => self.record.enter(&mut cx, insurance, year),
            Route::Month { insurance, month } => self.record.enter_month(&mut cx, insurance, month),
            Route::CardServices | Route::Cancellation => self.card_services.enter(&mut cx),
            Route::Apply { kind, stage } => self.stop.enter(&mut cx, kind, stage),
            Route::Receipt(id) | Route::Application(id) | Route::Withdraw(id) => self.applications.enter(&mut cx, &id),
            Route::Applications => self.applications.enter_list(&mut cx),
            Route::AccessLog => self.applications.enter_access(&mut cx),
            Route::Demo if self.demo_backend => self.demo.load(&mut cx),
            Route::Cities
            | Route::Demo
            | Route::Intent
            | Route::SocialSecurity
            | Route::Me
            | Route::Settings
            | Route::About
            | Route::Help
            | Route::Characteristics
            | Route::Law
            | Route::Gallery
            | Route::NotFound(_) => {}
        }
    }

    /// Brings the current screen up to date: "try again", back in sight, network back.
    fn refresh(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if let Who::Asking(_) = self.session.who {
            return;
        }
        let mut cx = cx!(self, moment, effects, None);
        self.cities.enter(&mut cx);
        self.session.pay_sign_out(&mut cx);
        self.stop_tick(moment, effects);
        match &self.route {
            Route::Month { .. } if self.session.session().is_some() => {
                let mut cx = cx!(self, moment, effects);
                self.record.retry_month(&mut cx);
            }
            Route::Apply { .. } if self.session.session().is_some() => {
                let mut cx = cx!(self, moment, effects);
                if !self.stop.is_sending() {
                    self.stop.load_check(&mut cx);
                }
            }
            _ => self.enter(moment, effects),
        }
    }

    fn answered(&mut self, moment: Moment, number: Number, outcome: Outcome, effects: &mut Vec<Effect>) {
        let mut signed_out = false;
        if let Ok(response) = &outcome {
            signed_out = response.status == 401;
            let sent = self.requests.sent_at(number);
            if let (Some(sent), Some(at)) = (sent, response.header("Date").and_then(parse_http_date)) {
                self.learn_clock(moment, sent, at, effects);
            }
        }
        let Some(event) = self.requests.finish(number, outcome, self.now) else { return };
        self.take(moment, event, effects);
        if signed_out && self.session.session().is_some() {
            self.session.end();
            self.forget_person(effects);
        }
    }

    /// An answer was dated at some time between its request's leaving and its own coming, and the date is cut
    /// to the second: a slow answer does not make a good clock a wrong one.
    fn learn_clock(&mut self, moment: Moment, sent: Instant, at: Instant, effects: &mut Vec<Effect>) {
        let most = moment.now.ms().saturating_sub(at.ms());
        let least = sent.ms().saturating_sub(at.ms()).saturating_sub(999).min(most);
        let fits = |ahead: i64| {
            least.saturating_sub(CLOCK_TOLERANCE_MS) < ahead && ahead < most.saturating_add(CLOCK_TOLERANCE_MS)
        };
        if fits(self.device_ahead_ms) {
            return;
        }
        self.device_ahead_ms = if fits(0) { 0 } else { 0_i64.clamp(least, most).max(-i64::MAX) };
        self.now = Instant::from_ms(moment.now.ms().saturating_sub(self.device_ahead_ms));
        // What was to happen at some time of the backend's happens at another of the device's.
        let mut cx = cx!(self, moment, effects);
        self.stop.wake(&mut cx);
        self.card.wake(&mut cx);
        self.applications.wake(&mut cx);
    }

    fn tick(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if self.session.session().is_some() {
            let mut cx = cx!(self, moment, effects);
            if self.route == Route::Card {
                self.card.tick(&mut cx);
            }
            if matches!(self.route, Route::Receipt(_) | Route::Application(_) | Route::Withdraw(_)) {
                self.applications.tick(&mut cx);
            }
        }
        self.stop_tick(moment, effects);
    }

    /// A submission whose end is not known is asked about wherever the person is.
    fn stop_tick(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if self.session.session().is_some() {
            let mut cx = cx!(self, moment, effects);
            self.stop.resume(&mut cx);
        }
    }

    fn session_event(&mut self, moment: Moment, event: session::Event, effects: &mut Vec<Effect>) {
        let out = matches!(event, session::Event::SignOutTapped) && self.session.session().is_some();
        let before = self.session.session().map(|s| s.citizen.clone());
        let mut cx = cx!(self, moment, effects, None);
        self.session.update(&mut cx, event);
        let after = self.session.session().map(|s| s.citizen.clone());
        if before.is_some() && before != after {
            self.forget_person(effects);
        }
        if out {
            effects.push(Effect::Keep { what: Keep::Draft, text: None });
        }
        if let Some(citizen) = after.filter(|citizen| before.as_ref() != Some(citizen)) {
            let cx = cx!(self, moment, effects);
            self.stop.restore(&cx, &citizen, self.stored.draft.as_deref(), self.stored.sending.as_deref());
            self.stop_tick(moment, effects);
            self.enter(moment, effects);
        }
    }

    fn cities_event(&mut self, moment: Moment, event: cities::Event, effects: &mut Vec<Effect>) {
        let loaded = matches!(event, cities::Event::Loaded(_));
        let mut cx = cx!(self, moment, effects);
        let switched = self.cities.update(&mut cx, event);
        if let Some(id) = switched {
            preferences::switch_city(&mut self.settings, effects, id);
        } else if loaded && matches!(self.route, Route::Home | Route::Center) {
            let mut cx = cx!(self, moment, effects);
            let city = self.cities.current(self.settings.city.as_deref());
            self.home.enter(&mut cx, city);
        }
    }

    /// The demo was reset, moved on in time, or somebody else was signed in: everything is asked anew.
    fn renew(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        self.forget_person(effects);
        self.home.services = Load::Idle;
        self.session.who = Who::Unknown;
        let mut cx = cx!(self, moment, effects, None);
        self.session.ask(&mut cx);
    }

    /// Nothing of the person stays in memory, nor comes into it any more.
    fn forget_person(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.requests.end_personal().into_iter().map(|number| Effect::Abort { number }));
        self.card.forget_person();
        self.record = record::State::default();
        self.card_services = card_services::State::default();
        self.applications = applications::State::default();
        self.stop.forget_person();
    }
}
