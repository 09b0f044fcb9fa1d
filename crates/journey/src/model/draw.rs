//! What is drawn of the model.

use super::Model;
use crate::cx::Who;
use crate::load::{LoadView, is_slow};
use crate::route::{Access, Stage};
use crate::steps::home;
use crate::view::{Chrome, Gate, Screen, View};
use contract::application::ApplicationKind;

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

    /// Whether the current screen may be shown, and what is shown instead.
    pub(super) fn gate(&self) -> Gate {
        if self.cx.route.access() != Access::Personal || self.cx.session().is_some() {
            return Gate::Open;
        }
        match self.who() {
            LoadView::Ready(()) => Gate::closed(Screen::SignIn(self.sign_in.view(&self.cx.requests))),
            unknown => Gate::closed(Screen::AskingWho(unknown)),
        }
    }

    /// What to draw.
    pub fn view(&self) -> View {
        let screen = match self.gate() {
            Gate::Closed(screen) => *screen,
            Gate::Open => self.screen(),
        };
        View {
            screen,
            chrome: Chrome {
                route: self.cx.route.clone(),
                back: self.cx.route.parent(),
                session: self.cx.session().cloned(),
                city: self.cities.current().cloned(),
                demo: self.demo_backend,
                online: !self.offline,
                guide: self.guide,
                sending: self.apply.outbox.under_way().cloned(),
                clock_offset_ms: self.clock_offset_ms(),
                settings: self.cx.settings.clone(),
                lang: self.lang_chosen.as_ref().unwrap_or(&self.lang).clone(),
            },
        }
    }

    pub(super) fn home_view(&self) -> home::View {
        let now = self.cx.now;
        self.home.view(now, self.cities.current(), &self.cities.load_view(now), &self.cx.settings.recent)
    }

    pub(super) fn demo_screen(&self) -> Screen {
        if self.demo_backend { Screen::Demo(self.demo.view(self.cx.now, &self.cx.requests)) } else { Screen::NotFound }
    }

    /// While something is sent the question what is meant gives way to how that goes.
    pub(super) fn intent_screen(&self) -> Screen {
        if self.apply.outbox.is_sending() {
            self.apply_screen(ApplicationKind::StopContributions, Stage::Confirm)
        } else {
            Screen::Intent
        }
    }

    pub(super) fn apply_screen(&self, kind: ApplicationKind, stage: Stage) -> Screen {
        Screen::Apply(Box::new(self.apply.view(self.cx.now, &self.cx.requests, kind, stage)))
    }
}
