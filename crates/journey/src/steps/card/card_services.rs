//! Social Security Card: what can be done to the card now; and the page of its cancellation.

use crate::cx::Cx;
use crate::failure::Failure;
use crate::load::{Load, Part};
use crate::requests::Slot;
use crate::shared::Shared;
use crate::{Event as AppEvent, api};
use contract::card::{CardService, CardServiceId, CardServices};
use contract::values::Instant;

/// What is known of the card services.
#[derive(Default)]
pub(crate) struct State {
    services: Load<CardServices>,
}

/// What happened in the card services.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// They came, or not.
    Loaded(Result<Shared<CardServices>, Failure>),
}

/// What the card services draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The services, in the backend's order.
    pub services: Part<Shared<CardServices>>,
    /// Why they could not be brought up to date.
    pub stale: Option<Failure>,
}

/// What the page of the cancellation draws.
#[derive(Clone, Debug, PartialEq)]
pub struct CancellationView {
    /// How the cancellation can be had; an empty answer is [`Part::Ready`] with `None`.
    pub service: Part<Option<CardService>>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        self.services.ask(cx.now);
        cx.ask(Slot::CardServices, api::card_services(), |r| AppEvent::CardServices(Event::Loaded(r)));
    }

    pub(crate) fn update(&mut self, cx: &Cx, event: Event) {
        match event {
            Event::Loaded(result) => self.services.settle(result, cx.now),
        }
    }

    pub(crate) fn view(&self, now: Instant) -> View {
        View { services: self.services.part(now, Clone::clone), stale: self.services.stale().cloned() }
    }

    pub(crate) fn cancellation(&self, now: Instant) -> CancellationView {
        let find = |s: &Shared<CardServices>| s.items.iter().find(|i| i.id == CardServiceId::Cancel).cloned();
        CancellationView { service: self.services.part(now, find) }
    }
}
