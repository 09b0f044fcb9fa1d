//! Home and Citizen Center: the services of the chosen city.

pub mod cities;
pub mod settings;

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::domain::cut_query;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::shared::{Items, Shared};
use contract::city::{City, Services};

/// What is known in the steps of this group.
#[derive(Clone, Default)]
pub(crate) struct Steps {
    pub(crate) services: State,
    pub(crate) cities: cities::State,
}

/// What is known of the services.
#[derive(Clone, Default)]
pub(crate) struct State {
    services: Load<Services>,
    /// The city whose services were asked for last.
    asked: String,
    query: String,
}

/// What happened on Home or in the Citizen Center.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The search text changed.
    SearchTyped(String),
}

/// What Home and the Citizen Center draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The city they are of.
    pub city: Option<Shared<City>>,
    /// The services, in the backend's order.
    pub services: LoadView<Items<Services>>,
    /// The search text. The page compares it with the services' names, in the language it shows.
    pub query: String,
    /// Whether what searches is here: it comes with the part that helps.
    pub search: LoadView<()>,
    /// Ids of the services opened last, newest first.
    pub recent: Vec<String>,
}

impl State {
    /// The screen was entered, or the city changed.
    pub(crate) fn enter(&mut self, cx: &mut Cx, city: Option<&Shared<City>>) {
        let Some(city) = city else { return };
        if self.services.data().is_some_and(|s| s.city != city.id) {
            self.services = Load::Idle;
        }
        if self.services.data().is_none() || self.services.stale().is_some() {
            self.services.ask(cx.now);
            self.asked.clone_from(&city.id);
            cx.ask(Slot::Services, api::services(&city.id));
        }
    }

    /// The services came, or not.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        self.services.settle(answer.read_if(|s: &Services| s.city == self.asked), cx.now);
    }

    pub(crate) fn update(&mut self, event: Event) {
        let Event::SearchTyped(text) = event;
        self.query = cut_query(&text);
    }

    /// Whether something is searched for.
    pub(crate) fn searches(&self) -> bool {
        !self.query.is_empty()
    }

    /// The person left: a search is over.
    pub(crate) fn leave(&mut self) {
        self.query.clear();
    }

    /// The services are asked for anew.
    pub(crate) fn forget(&mut self) {
        self.services = Load::Idle;
    }

    pub(crate) fn view(&self, cx: &Cx, cities: &cities::State, search: LoadView<()>) -> View {
        let city = cities.current().cloned();
        let services = match (&city, cities.load_view(cx.now)) {
            // Without the cities there is no city to ask the services of: that failure is what counts.
            (None, LoadView::Failed(failure)) => LoadView::Failed(failure),
            (None, LoadView::Loading { slow }) => LoadView::Loading { slow },
            _ => self.services.view(cx.now, Items::of),
        };
        View { city, services, query: self.query.clone(), search, recent: cx.settings.recent.clone() }
    }
}
