//! What is drawn of the model.

use super::Model;
use crate::load::is_slow;
use crate::route::Access;
use crate::steps::home;
use crate::steps::sign_in::Who;
use crate::view::{Chrome, Gate, Screen, View};
use crate::{Part, Stage};
use contract::application::ApplicationKind;
use contract::city::City;

impl Model {
    /// Whether it is known who is signed in.
    pub(super) fn who(&self) -> Part<()> {
        match &self.cx.who {
            Who::In(_) | Who::Out => Part::Ready(()),
            Who::Unknown => Part::Loading { slow: false },
            Who::Asking(since) => Part::Loading { slow: is_slow(*since, self.cx.now) },
            Who::Unclear(failure) => Part::Failed(failure.clone()),
        }
    }

    /// Whether the current screen may be shown, and what is shown instead.
    pub(super) fn gate(&self) -> Gate {
        if self.cx.route.access() != Access::Personal || self.cx.session().is_some() {
            return Gate::Open;
        }
        match self.who() {
            Part::Ready(()) => Gate::closed(Screen::SignIn(self.sign_in.view(&self.cx.requests))),
            unknown => Gate::closed(Screen::AskingWho(unknown)),
        }
    }

    fn city(&self) -> Option<&City> {
        self.cities.current(self.cx.settings.city.as_deref())
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
                city: self.city().cloned(),
                demo: self.demo_backend,
                online: !self.offline,
                guide: self.guide,
                sending: self.apply.progress().filter(|_| self.apply.is_sending()).cloned(),
                clock_offset_ms: self.clock_offset_ms(),
                settings: self.cx.settings.clone(),
                lang: self.lang_chosen.as_ref().unwrap_or(&self.lang).clone(),
            },
        }
    }

    pub(super) fn home_view(&self) -> home::View {
        let cities = self.cities.cities.part(self.cx.now, |_| ());
        self.home.view(self.cx.now, self.city(), &cities, &self.cx.settings.recent)
    }

    pub(super) fn demo_screen(&self) -> Screen {
        if self.demo_backend { Screen::Demo(self.demo.view(self.cx.now, &self.cx.requests)) } else { Screen::NotFound }
    }

    /// While something is sent the question what is meant gives way to how that goes.
    pub(super) fn intent_screen(&self) -> Screen {
        if self.apply.is_sending() {
            self.apply_screen(ApplicationKind::StopContributions, Stage::Confirm)
        } else {
            Screen::Intent
        }
    }

    pub(super) fn apply_screen(&self, kind: ApplicationKind, stage: Stage) -> Screen {
        Screen::Apply(Box::new(self.apply.view(self.cx.now, &self.cx.requests, kind, stage)))
    }
}
