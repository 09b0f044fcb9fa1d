//! The city picker. A switch is confirmed: each city keeps its own records.

use crate::cx::Cx;
use crate::effect::Notice;
use crate::failure::Failure;
use crate::load::{Load, Part};
use crate::requests::Slot;
use crate::shared::Shared;
use crate::{Event as AppEvent, api};
use contract::city::{Cities, City};
use contract::values::Instant;

/// What is known of the cities.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) cities: Load<Cities>,
    query: String,
    asked: Option<String>,
}

/// What happened in the city picker.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The cities came, or not.
    Loaded(Result<Shared<Cities>, Failure>),
    /// The search text changed.
    SearchTyped(String),
    /// A city was tapped.
    CityTapped(String),
    /// "Switch" was tapped in the question that follows.
    SwitchConfirmed,
    /// "Stay" was tapped, or the question was closed.
    SwitchDismissed,
}

/// What the city picker draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The city in use.
    pub current: Option<City>,
    /// The cities that fit the search, ordered by pinyin.
    pub cities: Part<Vec<City>>,
    /// The search text.
    pub query: String,
    /// The city a switch to which is to be confirmed.
    pub confirm: Option<City>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        if self.cities.data().is_none() && !cx.requests.is_pending(Slot::Cities) {
            self.load(cx);
        }
    }

    fn load(&mut self, cx: &mut Cx) {
        self.cities.ask(cx.now);
        cx.ask(Slot::Cities, api::cities(), |r| AppEvent::Cities(Event::Loaded(r)));
    }

    /// Gives the id of the city switched to.
    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) -> Option<String> {
        match event {
            Event::Loaded(result) => self.cities.settle(result, cx.now),
            Event::SearchTyped(text) => self.query = text.chars().take(40).collect(),
            Event::CityTapped(id) => {
                let chosen_before = cx.settings.city.is_some();
                let same = self.current(cx.settings.city.as_deref()).is_some_and(|c| c.id == id);
                if !same && self.find(&id).is_some() {
                    if chosen_before {
                        self.asked = Some(id);
                    } else {
                        return Some(self.switch(cx, id));
                    }
                } else if same {
                    return Some(self.switch(cx, id));
                }
            }
            Event::SwitchConfirmed => {
                if let Some(id) = self.asked.take() {
                    return Some(self.switch(cx, id));
                }
            }
            Event::SwitchDismissed => self.asked = None,
        }
        None
    }

    fn switch(&mut self, cx: &mut Cx, id: String) -> String {
        self.query.clear();
        if cx.settings.city.as_deref() != Some(id.as_str()) {
            cx.announce(Notice::CityChanged);
        }
        if cx.index > 0 {
            cx.effects.push(crate::Effect::Back);
        } else {
            cx.go(crate::Route::Home, crate::How::Replace);
        }
        id
    }

    pub(crate) fn leave(&mut self) {
        self.query.clear();
        self.asked = None;
    }

    fn find(&self, id: &str) -> Option<&City> {
        self.cities.data()?.items.iter().find(|c| c.id == id)
    }

    /// The city chosen; before any was, the first of the popular ones.
    pub(crate) fn current(&self, chosen: Option<&str>) -> Option<&City> {
        let all = &self.cities.data()?.items;
        chosen
            .and_then(|id| all.iter().find(|c| c.id == id))
            .or_else(|| all.iter().find(|c| c.popular))
            .or_else(|| all.first())
    }

    pub(crate) fn view(&self, now: Instant, chosen: Option<&str>) -> View {
        let query = self.query.trim().to_ascii_lowercase();
        let fits = |c: &&City| {
            query.is_empty()
                || c.pinyin.contains(&query)
                || c.name.values().any(|n| n.to_ascii_lowercase().contains(&query))
        };
        View {
            current: self.current(chosen).cloned(),
            cities: self.cities.part(now, |c| c.items.iter().filter(fits).cloned().collect()),
            query: self.query.clone(),
            confirm: self.asked.as_deref().and_then(|id| self.find(id)).cloned(),
        }
    }
}
