//! What is drawn of the model.

use super::Model;
use crate::cx::{Cx, Who};
use crate::event::{Event, Moment};
use crate::load::{LoadView, is_slow};
use crate::part::Part;
use crate::route::{Audience, Route};
use crate::steps::home;
use crate::view::{Chrome, Gate, Screen, View};

impl Model {
    /// Whether it is known who is signed in.
    pub(super) fn who(&self) -> LoadView<()> {
        match &self.cx.who {
            Who::In(_) | Who::Out => LoadView::Ready(()),
            Who::Unknown => LoadView::Loading { slow: false },
            Who::Asking(since) => LoadView::Loading { slow: is_slow(*since, self.cx.now) },
            Who::Unclear(failure) => LoadView::Failed(failure.clone()),
        }
    }

    /// Whether the current screen is personal and nobody is signed in.
    pub(super) fn asks_for_signing_in(&self) -> bool {
        self.cx.route.access() == Audience::Personal && matches!(self.cx.who, Who::Out)
    }

    /// Whether the current screen may be shown, and what is shown instead.
    pub(super) fn gate(&self) -> Gate {
        if self.cx.route.access() != Audience::Personal || self.cx.session().is_some() {
            return Gate::Open;
        }
        match self.who() {
            LoadView::Ready(()) => Gate::closed(self.screen_of(Part::Account)),
            unknown => Gate::closed(Screen::AskingWho(unknown)),
        }
    }

    /// What to draw.
    pub fn view(&self) -> View {
        let screen = match self.gate() {
            Gate::Closed(screen) => *screen,
            Gate::Open => match self.part() {
                None => self.screen_in_home(),
                Some(part) => self.screen_of(part),
            },
        };
        View {
            screen,
            chrome: Chrome {
                route: self.cx.route.clone(),
                back: self.cx.route.parent(),
                session: self.cx.session().cloned(),
                leaving: self.account.sign_in.owes_sign_out(),
                warning: self.account.idle.warning,
                city: self.home.cities.current().cloned(),
                demo: self.demo_backend,
                online: !self.offline,
                guide: self.guide,
                sending: self.apply.flow.outbox.under_way().cloned(),
                clock_offset_ms: self.clock_offset_ms(),
                settings: self.cx.settings.clone(),
                lang: self.lang_chosen.as_ref().unwrap_or(&self.lang).clone(),
            },
        }
    }

    /// What there will be to draw at that route, if the person goes there now, as well as can be told from Home, card and record
    /// alone; `None` for the pages of other steps. Nothing is asked for, and nothing changes. Call it once the part `ahead` is here.
    pub fn ahead(&self, moment: Moment, route: Route) -> Option<View> {
        ahead(self, moment, route)
    }

    pub(super) fn home_view(&self) -> home::View {
        self.home.services.view(&self.cx, &self.home.cities, self.parts.view(Part::Guide, self.cx.now))
    }
}

parts::split! { ahead "01",
    fn ahead(model: &Model, moment: Moment, route: Route) -> Option<View> {
        if !matches!(route.part(), None | Some(Part::Card | Part::Guide)) {
            return None;
        }
        let mut there = Model {
            cx: Cx {
                device_ahead_ms: model.cx.device_ahead_ms,
                route: model.cx.route.clone(),
                who: model.cx.who.clone(),
                settings: model.cx.settings.clone(),
                requests: model.cx.requests.clone(),
                ..Cx::default()
            },
            started: model.started,
            offline: model.offline,
            demo_backend: model.demo_backend,
            guide: model.guide,
            lang: model.lang.clone(),
            parts: model.parts.clone(),
            home: model.home.clone(),
            card: model.card.clone(),
            ..Model::default()
        };
        there.update(moment, Event::RouteChanged { route, index: model.cx.index + 1, again: false });
        Some(there.view()).filter(|view| !matches!(view.screen, Screen::SignIn(_)))
    }
}
