//! Home and Citizen Center: the services of the chosen city.

pub mod cities;
pub mod settings;
pub mod sign_in;

use crate::cx::Cx;
use crate::failure::Failure;
use crate::load::{Load, Part};
use crate::requests::Slot;
use crate::shared::{Items, Shared};
use crate::{Event as AppEvent, api};
use contract::city::{City, Services};
use contract::values::Instant;

/// What is known of the services.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) services: Load<Services>,
    query: String,
}

/// What happened on Home or in the Citizen Center.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The services came, or not.
    ServicesLoaded(Result<Shared<Services>, Failure>),
    /// The search text changed.
    SearchTyped(String),
}

/// What Home and the Citizen Center draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The city they are of.
    pub city: Option<City>,
    /// The services, in the backend's order.
    pub services: Part<Items<Services>>,
    /// The search text. The page compares it with the services' names, in the language it shows.
    pub query: String,
    /// Ids of the services opened last, newest first.
    pub recent: Vec<String>,
}

impl State {
    /// The screen was entered, or the city changed.
    pub(crate) fn enter(&mut self, cx: &mut Cx, city: Option<&City>) {
        let Some(city) = city else { return };
        if self.services.data().is_some_and(|s| s.city != city.id) {
            self.services = Load::Idle;
        }
        if self.services.data().is_none() || self.services.stale().is_some() {
            self.load(cx, &city.id);
        }
    }

    fn load(&mut self, cx: &mut Cx, city: &str) {
        self.services.ask(cx.now);
        let (call, city) = (api::services(city), city.to_owned());
        cx.ask_of(Slot::Services, call, Box::new(move |s| s.city == city), |r| {
            AppEvent::Home(Event::ServicesLoaded(r))
        });
    }

    pub(crate) fn update(&mut self, cx: &Cx, event: Event) {
        match event {
            Event::ServicesLoaded(result) => self.services.settle(result, cx.now),
            Event::SearchTyped(text) => self.query = text.chars().take(40).collect(),
        }
    }

    /// The person left: a search is over.
    pub(crate) fn leave(&mut self) {
        self.query.clear();
    }

    pub(crate) fn view(&self, now: Instant, city: Option<&City>, cities: &Part<()>, recent: &[String]) -> View {
        let services = match (city, cities) {
            // Without the cities there is no city to ask the services of: that failure is what counts.
            (None, Part::Failed(failure)) => Part::Failed(failure.clone()),
            (None, Part::Loading { slow }) => Part::Loading { slow: *slow },
            _ => self.services.part(now, Items::of),
        };
        View { city: city.cloned(), services, query: self.query.clone(), recent: recent.to_vec() }
    }
}
