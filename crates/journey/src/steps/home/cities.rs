//! The city picker. A switch is confirmed: each city keeps its own records.

use super::settings;
use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::domain::{cut_query, finds, fold};
use crate::effect::{Effect, How, Notice};
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use contract::city::{Cities, City};
use contract::operations as op;
use contract::values::{Instant, plain};

/// What is known of the cities.
#[derive(Clone, Default)]
pub(crate) struct State {
    cities: Load<Vec<Shared<City>>>,
    /// The city chosen; before any was, the first of the popular ones.
    current: Option<Shared<City>>,
    query: String,
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
    /// The first letter of their pinyin, `#` for those whose pinyin begins with none; `None`: the popular ones.
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
    /// All cities under headings: the popular ones first, then by letter. None while something is searched for.
    pub index: Vec<Group>,
    /// The search text.
    pub query: String,
    /// Whether anything of it can be searched for: blanks and marks alone cannot.
    pub searches: bool,
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
        self.choose(cx);
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::SearchTyped(text) => self.query = cut_query(&text),
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

    /// The city in use.
    pub(crate) const fn current(&self) -> Option<&Shared<City>> {
        self.current.as_ref()
    }

    /// How the cities are coming.
    pub(crate) fn load_view(&self, now: Instant) -> LoadView<()> {
        self.cities.view(now, |_| ())
    }

    /// What the page draws: made here, and not as the cities come, as only the page's part needs it.
    pub(crate) fn view(&self, cx: &Cx) -> View {
        let all = self.all();
        let searches = !fold(&self.query).is_empty();
        let fits = |city: &&Shared<City>| {
            let names: Vec<&str> = city.name.values().chain(std::iter::once(&*city.pinyin)).collect();
            !searches || finds(&self.query, &names)
        };
        View {
            current: self.current.clone(),
            cities: self.cities.view(cx.now, |_| all.iter().filter(fits).cloned().collect()),
            index: if searches { Vec::new() } else { index(all) },
            query: self.query.clone(),
            searches,
            confirm: self.asked.clone(),
        }
    }
}

/// The place of the cities whose pinyin begins with no letter, or that have none.
const ELSEWHERE: char = '#';

fn index(all: &[Shared<City>]) -> Vec<Group> {
    let initial = |city: &City| {
        let own = city.pinyin.trim_start().chars().next().map_or(ELSEWHERE, plain);
        // A letter with a mark, or behind a sign.
        let first =
            if own.is_ascii_alphabetic() { own } else { fold(&city.pinyin).chars().next().unwrap_or(ELSEWHERE) };
        if first.is_ascii_alphabetic() { first.to_ascii_uppercase() } else { ELSEWHERE }
    };
    let mut groups = vec![Group { letter: None, cities: all.iter().filter(|city| city.popular).cloned().collect() }];
    groups.extend(('A'..='Z').chain([ELSEWHERE]).map(|letter| Group { letter: Some(letter), cities: Vec::new() }));
    for city in all {
        let letter = Some(initial(city));
        if let Some(group) = groups.iter_mut().find(|group| group.letter == letter) {
            group.cities.push(city.clone());
        }
    }
    groups.retain(|group| !group.cities.is_empty());
    groups
}
