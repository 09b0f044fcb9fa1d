//! The city picker. A switch is confirmed: each city keeps its own records.

use super::settings;
use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::effect::{Effect, How, Notice};
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use contract::city::{Cities, City};
use contract::operations as op;
use contract::values::Instant;

/// What is known of the cities.
#[derive(Default)]
pub(crate) struct State {
    cities: Load<Vec<Shared<City>>>,
    index: Shared<Vec<Group>>,
    /// The city chosen; before any was, the first of the popular ones.
    current: Option<Shared<City>>,
    query: String,
    /// The cities that fit the search.
    found: Vec<Shared<City>>,
    asked: Option<Shared<City>>,
}

/// What happened in the city picker.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The search text changed.
    SearchTyped(String),
    /// A city was tapped.
    CityTapped(String),
    /// "Switch" was tapped in the question that follows.
    SwitchConfirmed,
    /// "Stay" was tapped, or the question was closed.
    SwitchDismissed,
}

/// Cities under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The first letter of their pinyin; `None`: the popular ones.
    pub letter: Option<char>,
    /// The cities, in the backend's order.
    pub cities: Vec<Shared<City>>,
}

/// What the city picker draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The city in use.
    pub current: Option<Shared<City>>,
    /// The cities that fit the search, ordered by pinyin.
    pub cities: LoadView<Vec<Shared<City>>>,
    /// All cities under headings: the popular ones first, then by letter.
    pub index: Shared<Vec<Group>>,
    /// The search text.
    pub query: String,
    /// The city a switch to which is to be confirmed.
    pub confirm: Option<Shared<City>>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        if self.cities.data().is_none() && !cx.requests.is_pending(Slot::Cities) {
            self.cities.ask(cx.now);
            cx.ask(Slot::Cities, api::ask::<op::ListCities>());
        }
    }

    /// The cities came, or not.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        let cities = answer.decode::<Cities>();
        let cities = cities.map(|c| Shared::new(c.items.into_iter().map(Shared::new).collect()));
        self.cities.settle(cities, cx.now);
        self.index = Shared::new(index(self.all()));
        self.choose(cx);
        self.search();
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::SearchTyped(text) => {
                self.query = text.chars().take(40).collect();
                self.search();
            }
            Event::CityTapped(id) => {
                let Some(city) = self.all().iter().find(|c| c.id == id).cloned() else { return };
                // Before any was chosen there is nothing to lose.
                if cx.settings.city.is_some() && self.current.as_ref().is_none_or(|c| c.id != id) {
                    self.asked = Some(city);
                } else {
                    self.switch(cx, &city);
                }
            }
            Event::SwitchConfirmed => {
                if let Some(city) = self.asked.take() {
                    self.switch(cx, &city);
                }
            }
            Event::SwitchDismissed => self.asked = None,
        }
    }

    fn switch(&mut self, cx: &mut Cx, city: &City) {
        self.query.clear();
        self.search();
        if cx.settings.city.as_deref() != Some(city.id.as_str()) {
            cx.announce(Notice::CityChanged);
        }
        if cx.index > 0 {
            cx.effects.push(Effect::Back);
        } else {
            cx.go(Route::Home, How::Replace);
        }
        settings::switch_city(cx, city.id.clone());
        self.choose(cx);
    }

    pub(crate) fn leave(&mut self) {
        self.query.clear();
        self.search();
        self.asked = None;
    }

    fn all(&self) -> &[Shared<City>] {
        self.cities.data().map_or(&[], Vec::as_slice)
    }

    fn choose(&mut self, cx: &Cx) {
        let all = self.all();
        let chosen = cx.settings.city.as_deref().and_then(|id| all.iter().find(|c| c.id == id));
        let first = || all.iter().find(|c| c.popular).or_else(|| all.first());
        self.current = chosen.or_else(first).cloned();
    }

    fn search(&mut self) {
        let query = self.query.trim().to_ascii_lowercase();
        let fits = |c: &&Shared<City>| {
            query.is_empty()
                || c.pinyin.contains(&query)
                || c.name.values().any(|n| n.to_ascii_lowercase().contains(&query))
        };
        self.found = self.all().iter().filter(fits).cloned().collect();
    }

    /// The city in use.
    pub(crate) const fn current(&self) -> Option<&Shared<City>> {
        self.current.as_ref()
    }

    /// How the cities are coming.
    pub(crate) fn load_view(&self, now: Instant) -> LoadView<()> {
        self.cities.view(now, |_| ())
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View {
            current: self.current.clone(),
            cities: self.cities.view(cx.now, |_| self.found.clone()),
            index: self.index.clone(),
            query: self.query.clone(),
            confirm: self.asked.clone(),
        }
    }
}

fn index(all: &[Shared<City>]) -> Vec<Group> {
    let group = |letter, fits: &dyn Fn(&City) -> bool| Group {
        letter,
        cities: all.iter().filter(|city| fits(city)).cloned().collect(),
    };
    let popular = group(None, &|city| city.popular);
    let letters = (b'A'..=b'Z').map(|letter| {
        let starts = |city: &City| city.pinyin.bytes().next().is_some_and(|b| b.to_ascii_uppercase() == letter);
        group(Some(char::from(letter)), &starts)
    });
    std::iter::once(popular).chain(letters).filter(|group| !group.cities.is_empty()).collect()
}
