//! The electronic card: its face, its masked numbers, and the code that lives for a minute.

pub mod access_log;
pub mod card_services;
pub mod record;

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::effect::Notice;
use crate::failure::Failure;
use crate::load::{Load, LoadView, again_at};
use crate::requests::{Requests, Slot};
use crate::route::Route;
use crate::shared::Shared;
use contract::card::{Card, CardCode, Reveal, RevealField, RevealRequest};
use contract::operations as op;
use contract::values::Instant;

/// The shortest pause between two codes that are asked for by themselves, in seconds.
const MIN_CODE_SECONDS: i64 = 10;

/// What is known in the steps of this group.
#[derive(Clone, Default)]
pub(crate) struct Steps {
    pub(crate) face: State,
    pub(crate) record: record::State,
    pub(crate) card_services: card_services::State,
    pub(crate) access_log: access_log::State,
}

impl Steps {
    /// Asks for what the pages behind Social Security show, while that is read. Each asks again when it is opened: what is
    /// here is shown until then.
    pub(crate) fn read_ahead(&mut self, cx: &mut Cx) {
        if cx.session().is_some_and(|session| session.prefetch == Some(true)) {
            self.face.enter(cx);
            self.record.enter(cx, None, None);
            self.card_services.enter(cx);
        }
    }

    /// Nothing of the person stays.
    pub(crate) fn forget_person(&mut self) {
        *self = Self { face: State { hidden: self.face.hidden, ..State::default() }, ..Self::default() };
    }
}

/// What is known of the card.
#[derive(Clone, Default)]
pub(crate) struct State {
    card: Load<Card>,
    /// When the card was asked for last.
    asked_at: Instant,
    code: Load<CardCode>,
    reveals: Vec<Shared<Reveal>>,
    reveal_failure: Option<Failure>,
    /// The page is out of sight.
    hidden: bool,
}

/// What happened on the electronic card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// "Refresh" was tapped under the code.
    CodeTapped,
    /// The eye beside a masked number was tapped.
    RevealTapped(RevealField),
}

/// A number on the card.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberView {
    /// What to show, masked or not.
    pub text: String,
    /// When it is masked again; `None` while it is masked.
    pub mask_at: Option<Instant>,
    /// Being asked for.
    pub busy: bool,
}

/// What the page draws of a card that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// The card.
    pub card: Shared<Card>,
    /// Social security number.
    pub id_number: NumberView,
    /// Card number.
    pub card_number: NumberView,
}

/// What the electronic card draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The card.
    pub face: LoadView<Face>,
    /// The code; `None` where the card has none (its state bars it). Hidden while the page is.
    pub code: Option<LoadView<Shared<CardCode>>>,
    /// Why a number could not be revealed.
    pub reveal_failure: Option<Failure>,
    /// Why the card could not be brought up to date; it shows its "as of".
    pub stale: Option<Failure>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        self.card.ask(cx.now);
        self.asked_at = cx.now;
        cx.ask(Slot::Card, api::ask::<op::GetCard>());
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::CodeTapped => self.ask_code(cx),
            Event::RevealTapped(field) => {
                self.reveal_failure = None;
                if self.reveals.iter().any(|r| r.field == field) {
                    self.reveals.retain(|r| r.field != field);
                } else if !cx.requests.is_pending(Slot::Reveal(field)) {
                    cx.ask(Slot::Reveal(field), api::tell::<op::Reveal>(&RevealRequest { field }));
                }
            }
        }
    }

    /// The card came, or not.
    pub(crate) fn loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        self.card.settle(answer.read(), cx.now);
        let live = self.code.data().is_some_and(|c| cx.now < c.expires_at);
        // A code that did not come is for the person to ask for again.
        let given_up = cx.by_itself && matches!(self.code, Load::Failed(_));
        if !(live || given_up) {
            self.ask_code(cx);
        }
        self.wake(cx);
    }

    /// A fresh code came, or not.
    pub(crate) fn code_loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        // An old code must not stand there as if it were good: no stale data here.
        self.code = Load::Idle;
        self.code.settle(answer.read(), cx.now);
        self.wake(cx);
    }

    /// A number came in full, or not.
    pub(crate) fn revealed(&mut self, cx: &mut Cx, field: RevealField, answer: &Answer) {
        match answer.read_if(|r: &Reveal| r.field == field) {
            Ok(reveal) if !self.hidden && cx.now < reveal.mask_at => {
                self.reveals.retain(|r| r.field != field);
                self.reveals.push(reveal);
                self.wake(cx);
            }
            Ok(_) => {}
            Err(failure) => self.reveal_failure = Some(failure),
        }
    }

    fn ask_code(&mut self, cx: &mut Cx) {
        if self.hidden || !self.card.data().is_some_and(|c| c.code_available) || cx.requests.is_pending(Slot::CardCode)
        {
            return;
        }
        self.code = Load::Loading { since: cx.now };
        cx.ask(Slot::CardCode, api::ask::<op::CreateCardCode>());
    }

    /// Time went on: what is revealed is masked again, a code that ran out is replaced.
    pub(crate) fn tick(&mut self, cx: &mut Cx) {
        let before = self.reveals.len();
        self.reveals.retain(|r| cx.now < r.mask_at);
        if self.reveals.len() < before {
            cx.announce(Notice::Masked);
        }
        if self.renew_at().is_some_and(|at| at <= cx.now) {
            self.ask_code(cx);
        }
        if self.again_at().is_some_and(|at| at <= cx.now) {
            self.look(cx);
        }
    }

    /// Asks again for the card shown, unless that is under way.
    pub(crate) fn look(&mut self, cx: &mut Cx) {
        if !self.hidden && self.card.data().is_some() && !cx.requests.is_pending(Slot::Card) {
            self.enter(cx);
        }
    }

    /// When the card shown is asked for again: it may be reported lost elsewhere.
    fn again_at(&self) -> Option<Instant> {
        self.card.data().map(|_| again_at(self.asked_at, self.card.stale().is_some()))
    }

    /// When a fresh code is asked for: never at once, however early the backend lets one run out.
    fn renew_at(&self) -> Option<Instant> {
        match &self.code {
            Load::Loaded { data, at, .. } => Some(data.expires_at.max(at.plus_seconds(MIN_CODE_SECONDS))),
            _ => None,
        }
    }

    /// Asks to be woken when something on the card changes by itself.
    pub(crate) fn wake(&self, cx: &mut Cx) {
        for at in self.reveals.iter().map(|r| r.mask_at).chain(self.renew_at()).chain(self.again_at()) {
            cx.wake_at(at);
        }
    }

    /// The page went out of sight: nothing personal stays on a screen somebody else may see.
    pub(crate) fn hide(&mut self, cx: &mut Cx) {
        self.hidden = true;
        self.reveals.clear();
        self.code = Load::Idle;
        for slot in [Slot::CardCode, Slot::Reveal(RevealField::IdNumber), Slot::Reveal(RevealField::CardNumber)] {
            cx.forget(slot);
        }
    }

    /// The page came into sight again.
    pub(crate) const fn show(&mut self) {
        self.hidden = false;
    }

    /// The person went to another screen. A code that was asked for ahead is for the card.
    pub(crate) fn leave(&mut self, cx: &Cx) {
        self.reveals.clear();
        self.reveal_failure = None;
        if cx.route != Route::Card {
            self.code = Load::Idle;
        }
    }

    fn number(&self, requests: &Requests, field: RevealField, masked: &str) -> NumberView {
        let reveal = self.reveals.iter().find(|r| r.field == field);
        NumberView {
            text: reveal.map_or(masked, |r| &r.value).to_owned(),
            mask_at: reveal.map(|r| r.mask_at),
            busy: requests.is_pending(Slot::Reveal(field)),
        }
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        let face = self.card.view(cx.now, |card| Face {
            card: card.clone(),
            id_number: self.number(&cx.requests, RevealField::IdNumber, &card.id_number),
            card_number: self.number(&cx.requests, RevealField::CardNumber, &card.card_number),
        });
        let has_code = self.card.data().is_some_and(|c| c.code_available);
        View {
            face,
            code: has_code.then(|| self.code.view(cx.now, Clone::clone)),
            reveal_failure: self.reveal_failure.clone(),
            stale: self.card.stale().cloned(),
        }
    }
}
