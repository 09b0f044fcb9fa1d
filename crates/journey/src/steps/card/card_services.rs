//! Social Security Card: what can be done to the card now; and the page of its cancellation.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::shared::Shared;
use contract::application::ApplicationKind;
use contract::card::{CardService, CardServiceId, CardServices};
use contract::operations as op;

/// What is known of the card services.
#[derive(Clone, Default)]
pub(crate) struct State {
    services: Load<CardServices>,
    /// The one among them that cancels the card.
    cancellation: Option<Shared<CardService>>,
}

/// What the card services draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The services, in the backend's order.
    pub services: LoadView<Shared<CardServices>>,
    /// Why they could not be brought up to date.
    pub stale: Option<Failure>,
    /// An application that was left, to go on with.
    pub left_behind: Option<ApplicationKind>,
}

/// What the page of the cancellation draws.
#[derive(Clone, Debug, PartialEq)]
pub struct CancellationView {
    /// How the cancellation can be had; an empty answer is [`LoadView::Ready`] with `None`.
    pub service: LoadView<Option<Shared<CardService>>>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        self.services.ask(cx.now);
        cx.ask(Slot::CardServices, api::ask::<op::ListCardServices>());
    }

    /// They came, or not.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        let result = answer.read::<CardServices>();
        if let Ok(services) = &result {
            let cancellation = services.items.iter().find(|i| i.id == CardServiceId::Cancel);
            self.cancellation = cancellation.cloned().map(Shared::new);
        }
        self.services.settle(result, cx.now);
    }

    pub(crate) fn view(&self, cx: &Cx, left_behind: Option<ApplicationKind>) -> View {
        View { services: self.services.view(cx.now, Clone::clone), stale: self.services.stale().cloned(), left_behind }
    }

    pub(crate) fn cancellation(&self, cx: &Cx) -> CancellationView {
        CancellationView { service: self.services.view(cx.now, |_| self.cancellation.clone()) }
    }
}
