//! The loop: an event goes in, effects come out.

mod answers;
mod draw;
mod person;
mod screen;

use crate::cx::{Cx, Who};
use crate::effect::{Effect, How, Keep};
use crate::event::{Event, Moment, Start, Stored};
use crate::route::{Audience, Route, Stage};
use crate::steps::home::{settings, sign_in};
use crate::steps::{apply, card, demo, home};
use crate::view::Gate;
use contract::values::Instant;

/// Everything the app knows.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Model {
    cx: Cx,
    /// The device's clock.
    device_now: Instant,
    started: bool,
    hidden: bool,
    offline: bool,
    demo_backend: bool,
    guide: bool,
    lang: String,
    /// The language whose words are on their way.
    lang_chosen: Option<String>,
    stored: Stored,
    ignored: u32,
    home: home::Steps,
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
        let before = self.cx.session().cloned();
        self.take(event);
        self.note_person(before.as_ref());
        let effects = std::mem::take(&mut self.cx.effects);
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
            Event::RouteChanged { route, index } => self.change_route(route, index),
            Event::Answered { number, outcome } => self.answered(number, outcome),
            Event::Woke => self.tick(),
            Event::Hidden => {
                self.hidden = true;
                self.card.face.hide(&mut self.cx);
            }
            Event::Shown => {
                if std::mem::take(&mut self.hidden) {
                    self.card.face.show();
                    sign_in::State::ask_again(&mut self.cx);
                    self.refresh();
                }
            }
            Event::ConnectionChanged { online } => {
                let came_back = std::mem::replace(&mut self.offline, !online) && online;
                if came_back {
                    if self.cx.session().is_some() {
                        self.apply.flow.outbox.network_back(&mut self.cx);
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
                if matches!(self.cx.route, Route::Apply { stage: Stage::Verify, .. }) && self.cx.session().is_some() {
                    self.apply.flow.retry_proof(&mut self.cx);
                }
                self.refresh();
            }
            Event::SignIn(event) => self.home.sign_in.update(&mut self.cx, event),
            Event::Home(event) => self.home.services.update(event),
            Event::Cities(event) => self.home.cities.update(&mut self.cx, event),
            Event::Card(event) => self.card.face.update(&mut self.cx, event),
            Event::Record(event) => self.card.record.update(&mut self.cx, event),
            Event::Apply(event) => self.apply.flow.update(&mut self.cx, event),
            Event::Applications(event) => self.apply.applications.update(&mut self.cx, event),
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
            Event::Demo(event) => self.demo.update(&mut self.cx, event),
        }
    }

    fn start(&mut self, start: Start) {
        if self.started {
            self.ignored += 1;
            return;
        }
        self.started = true;
        self.demo_backend = start.demo;
        self.lang = start.lang;
        self.cx.settings =
            start.stored.settings.as_deref().and_then(|t| contract::json::read(t.as_bytes())).unwrap_or_default();
        self.stored = start.stored;
        self.cx.effects.push(Effect::Apply(self.cx.settings.clone()));
        self.home.sign_in.embedder_signs_in = start.embedder_signs_in;
        if let Some(code) = start.handed {
            sign_in::State::by_embedder(&mut self.cx, code);
        }
    }

    fn change_route(&mut self, route: Route, index: u32) {
        let moved = route != self.cx.route;
        if moved {
            self.cx.effects.extend(self.cx.requests.end_reads().into_iter().map(|number| Effect::Abort { number }));
            self.home.services.leave();
            self.home.cities.leave();
            self.card.face.leave();
        }
        self.cx.route = route;
        self.cx.index = index;
        self.apply.flow.entries.visit(self.cx.route.is_flow(), index);
        if moved {
            self.apply.flow.outbox.leave(&mut self.cx);
        }
        self.enter();
    }

    /// Loads what the current screen needs.
    fn enter(&mut self) {
        self.home.cities.enter(&mut self.cx);
        if self.cx.route.access() != Audience::Public {
            sign_in::State::ensure(&mut self.cx);
        }
        if matches!(self.gate(), Gate::Closed(_)) {
            return;
        }
        self.load(&self.cx.route.clone());
    }

    fn load_services(&mut self) {
        self.home.services.enter(&mut self.cx, self.home.cities.current());
    }

    /// Brings the current screen up to date: "try again", back in sight, network back.
    fn refresh(&mut self) {
        if let Who::Asking(_) = self.cx.who {
            return;
        }
        self.home.cities.enter(&mut self.cx);
        self.home.sign_in.pay_sign_out(&mut self.cx);
        self.apply_tick();
        match &self.cx.route {
            Route::Month { .. } if self.cx.session().is_some() => {
                self.card.record.retry_month(&mut self.cx);
            }
            Route::Apply { .. } if self.cx.session().is_some() => {
                if !self.apply.flow.outbox.is_sending() {
                    self.apply.flow.load_check(&mut self.cx);
                }
            }
            _ => self.enter(),
        }
    }

    fn tick(&mut self) {
        if self.cx.session().is_some() {
            if self.cx.route == Route::Card {
                self.card.face.tick(&mut self.cx);
            }
            if matches!(self.cx.route, Route::Receipt(_) | Route::Application(_) | Route::Withdraw(_)) {
                self.apply.applications.tick(&mut self.cx);
            }
        }
        self.apply_tick();
    }

    /// A submission whose end is not known is asked about wherever the person is.
    fn apply_tick(&mut self) {
        if self.cx.session().is_some() {
            self.apply.flow.outbox.resume(&mut self.cx);
        }
    }
}
