//! What is drawn of the model.

use super::Model;
use crate::cx::Who;
use crate::load::{LoadView, is_slow};
use crate::route::{Route, Stage};
use crate::steps::home;
use crate::view::{Chrome, Gate, Screen, View};
use contract::application::ApplicationKind;

impl Model {
    /// Whether it is known who is signed in.
    fn who(&self) -> LoadView<()> {
        match &self.cx.who {
            Who::In(_) | Who::Out => LoadView::Ready(()),
            Who::Unknown => LoadView::Loading { slow: false },
            Who::Asking(since) => LoadView::Loading { slow: is_slow(*since, self.cx.now) },
            Who::Unclear(failure) => LoadView::Failed(failure.clone()),
        }
    }

    /// Whether the current screen may be shown, and what is shown instead.
    pub(super) fn gate(&self) -> Gate {
        if !self.cx.route.is_personal() || self.cx.session().is_some() {
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

    fn home_view(&self) -> home::View {
        let now = self.cx.now;
        self.home.view(now, self.cities.current(), &self.cities.load_view(now), &self.cx.settings.recent)
    }

    fn screen(&self) -> Screen {
        let now = self.cx.now;
        match &self.cx.route {
            Route::Home => Screen::Home(self.home_view()),
            Route::Center => Screen::Center(self.home_view()),
            Route::Cities => Screen::Cities(self.cities.view(now)),
            Route::SocialSecurity => Screen::SocialSecurity,
            Route::Card => Screen::Card(self.card.view(now, &self.cx.requests)),
            Route::Record { .. } => Screen::Record(self.record.view(now)),
            Route::Month { insurance, month } => Screen::Month(self.record.month_view(now, *insurance, *month)),
            Route::CardServices => Screen::CardServices(self.card_services.view(now)),
            Route::Cancellation => Screen::Cancellation(self.card_services.cancellation(now)),
            Route::Intent if self.apply.outbox.is_sending() => {
                self.apply(ApplicationKind::StopContributions, Stage::Confirm)
            }
            Route::Intent => Screen::Intent,
            Route::Apply { kind, stage } => self.apply(*kind, *stage),
            Route::Receipt(_) => Screen::Receipt(self.applications.view(now, &self.cx.requests)),
            Route::Applications => Screen::Applications(self.applications.list_view(now)),
            Route::Application(_) => Screen::Application(self.applications.view(now, &self.cx.requests)),
            Route::Withdraw(_) => Screen::Withdraw(self.applications.view(now, &self.cx.requests)),
            Route::AccessLog => Screen::AccessLog(self.applications.access_view(now)),
            Route::Me => Screen::Me(self.who()),
            Route::Settings => Screen::Settings,
            Route::About => Screen::About,
            Route::Help => Screen::Help,
            Route::Characteristics => Screen::Characteristics,
            Route::Law => Screen::Law,
            Route::Demo if self.demo_backend => Screen::Demo(self.demo.view(now, &self.cx.requests)),
            Route::Gallery => Screen::Gallery,
            Route::Demo | Route::NotFound(_) => Screen::NotFound,
        }
    }

    fn apply(&self, kind: ApplicationKind, stage: Stage) -> Screen {
        Screen::Apply(Box::new(self.apply.view(self.cx.now, &self.cx.requests, kind, stage)))
    }
}
