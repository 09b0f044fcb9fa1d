//! The loop: an event goes into the core, the effects that come out are carried out, the view is published.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::{Interval, Timeout};
use journey::view::View;
use journey::{EmbedderCode, Event, Model, Route, Start};
use leptos::prelude::untrack;

use crate::effects::{self, Effects, Send, embedder, store};
use crate::fetch::Fetch;
use crate::platform::focus::{self, Held};
use crate::platform::location::{self, Mode};
use crate::platform::{clock, page, spawn, start};
use crate::ui::vdom::{live, make_ahead};
use crate::ui::watched::Watched;
use crate::ui::{Deployment, Ui, pages};
use crate::words::{Words, joined, key};

/// A page that was made ahead is kept so long: as long as a tap takes, in milliseconds.
const AHEAD_MS: u32 = 1_000;

/// What the app is made of.
pub struct Setup {
    /// Who answers.
    pub fetch: Rc<dyn Fetch>,
    /// Whether that is the embedded backend, with its demo panel.
    pub demo: bool,
    /// How addresses are written.
    pub mode: Mode,
    /// BCP 47 tag of the language in use.
    pub lang: String,
    /// Its words.
    pub words: Words,
    /// What differs from one deployment to another.
    pub deployment: Deployment,
    /// Whether the embedder can sign somebody in, and the code that it has.
    pub embedder: (bool, Option<EmbedderCode>),
}

struct App {
    me: Weak<App>,
    ui: Ui,
    model: RefCell<Model>,
    effects: Effects,
    queue: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    view: Rc<Watched<View>>,
    ticking: RefCell<Option<Interval>>,
    /// The page drawn last: its route and its id.
    drawn: RefCell<(Route, &'static str)>,
    drawing: Cell<bool>,
    /// Another page is about to be drawn.
    moving: Cell<bool>,
    /// What had the focus before what is drawn now.
    held: RefCell<Option<Held>>,
}

/// Draws the app, and keeps it going.
pub fn run(setup: Setup) {
    let Setup { fetch, demo, mode, lang, words, deployment, embedder: (embedder_signs_in, handed) } = setup;
    let language = effects::spoken(lang.clone(), words);
    let app = Rc::new_cyclic(|me: &Weak<App>| {
        let me = me.clone();
        let sender = me.clone();
        let send: Send = Rc::new(move |event| {
            if let Some(app) = sender.upgrade() {
                app.dispatch(event);
            }
        });
        let href = |route: &Route| location::href(&route.to_string()).into();
        let ui = Ui::new(language, seconds(0), Rc::clone(&send), href, deployment);
        let model = Model::default();
        App {
            me,
            ui,
            view: Rc::new(Watched::new(model.view())),
            model: RefCell::new(model),
            effects: Effects::new(fetch, ui, send),
            queue: RefCell::default(),
            running: Cell::default(),
            ticking: RefCell::default(),
            drawn: RefCell::new((Route::Home, "")),
            drawing: Cell::default(),
            moving: Cell::default(),
            held: RefCell::default(),
        }
    });

    let arrival = location::follow(mode, {
        let app = Rc::clone(&app);
        Box::new(move |arrival| app.arrived(&arrival))
    });
    start::mark_language(&lang);
    let stored = store::read();
    app.dispatch(Event::Started(Box::new(Start { demo, lang, in_parts: true, stored, embedder_signs_in, handed })));
    if !page::is_online() {
        app.dispatch(Event::ConnectionChanged { online: false });
    }
    app.arrived(&arrival);

    app.listen();
    app.draw();
}

impl App {
    /// Takes in what happened. What happens meanwhile waits its turn: an update never runs inside
    /// another one.
    fn dispatch(&self, event: Event) {
        self.queue.borrow_mut().push_back(event);
        if self.running.replace(true) {
            return;
        }
        let mut shows = false;
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(event) = next else { break };
            // At the touch of a link something is asked for, and nothing looks different.
            shows |= !matches!(event, Event::Touched(_) | Event::Acted(_));
            let effects = self.model.borrow_mut().update(clock::moment(), event);
            for effect in effects {
                self.effects.carry_out(effect);
            }
        }
        self.running.set(false);
        if shows {
            self.publish();
        }
    }

    fn arrived(&self, arrival: &location::Arrival) {
        let location::Arrival { path, index, again } = arrival;
        self.dispatch(Event::RouteChanged { route: Route::parse(path), index: *index, again: *again });
    }

    /// Publishes the view; another page by a transition, where there is one. Views are not diffed before rendering: the elements are compared anyway, and comparing views besides
    /// would be 1.9 KB of code.
    fn publish(&self) {
        let view = self.model.borrow().view();
        let begun = !self.drawn.borrow().1.is_empty();
        let moves = self.view.peek(|shown| shown.chrome.route != view.chrome.route);
        if !(begun && moves) {
            self.show(view);
        } else if !self.moving.replace(true)
            && let Some(app) = self.me.upgrade()
        {
            start::turn(Box::new(move || {
                app.moving.set(false);
                app.show(app.model.borrow().view());
            }));
        }
    }

    fn show(&self, view: View) {
        let clock = seconds(view.chrome.clock_offset_ms);
        if self.ui.now() != clock {
            self.ui.set_clock(clock);
        }
        let held = self.held.take().or_else(focus::held);
        self.held.replace(held);
        self.view.set(view);
        self.after_drawing();
    }

    /// While a finger is down, makes the page that it leads to, once what is under it looks pressed: the tap itself has only to
    /// put it there.
    fn make_ahead(&self, route: Route) {
        let Some(app) = self.me.upgrade() else { return };
        let make = move || {
            let ahead = app.model.borrow().ahead(clock::moment(), route);
            let is_here = |view: &View| app.view.peek(|shown| pages::id(shown) == pages::id(view));
            if let Some(view) = ahead.filter(|view| !is_here(view)) {
                untrack(|| make_ahead(Some(pages::draw(app.ui, &view))));
                Timeout::new(AHEAD_MS, || make_ahead(None)).forget();
            }
        };
        spawn(Box::pin(async move {
            if start::link("ahead").await {
                // Not by a timer: while a finger is down, Chromium lets none run.
                page::before_paint(Box::new(move || page::before_paint(Box::new(make))));
            }
        }));
    }

    /// Once the page is drawn: its title, the focus, how far it is scrolled.
    fn after_drawing(&self) {
        let Some(app) = self.me.upgrade() else { return };
        if self.drawing.replace(true) {
            return;
        }
        page::before_paint(Box::new(move || {
            app.drawing.set(false);
            let (title, name, now) = untrack(|| {
                let name = app.ui.t(key::APP_NAME);
                app.view.peek(|view| (pages::title(app.ui, view), name, (view.chrome.route.clone(), pages::id(view))))
            });
            page::set_title(&if title == name { title } else { joined(&[&title, " - ", &name]) });
            let before = app.drawn.replace(now.clone());
            if before != now {
                embedder::at(now.1);
                app.effects.announcer.leave();
            }
            // Nobody has moved when the first page is there: the focus stays where it is. What had it may be gone from this one,
            // as "Try again" is while that is done.
            let lost = app.held.take().is_some_and(|held| held.is_lost());
            if (before != now || lost) && !before.1.is_empty() {
                focus::to_heading();
            }
            location::restore_scroll();
        }));
    }

    /// What the browser tells.
    fn listen(&self) {
        let (Some(seen), Some(online)) = (self.me.upgrade(), self.me.upgrade()) else { return };
        seen.tick(!page::is_hidden());
        let restored = Rc::clone(&seen);
        let seeing = Rc::new(move |visible| {
            seen.tick(visible);
            seen.dispatch(if visible { Event::Shown } else { Event::Hidden });
            if visible {
                seen.effects.look_at_clock();
            }
        });
        page::on_seen(seeing, Box::new(move || restored.dispatch(Event::Restored(store::read()))));
        page::on_touch(Rc::new({
            let app = Rc::clone(&online);
            move |event| {
                if let Some(path) = location::path_of(event) {
                    let route = Route::parse(&path);
                    app.dispatch(Event::Touched(route.clone()));
                    app.make_ahead(route);
                }
            }
        }));
        store::follow(Rc::new({
            let app = Rc::clone(&online);
            move |event| app.dispatch(event)
        }));
        page::on_connection(Rc::new(move |is| online.dispatch(Event::ConnectionChanged { online: is })));
    }

    /// Moves the clock each second, as long as somebody can see it. Where the device's clock was set, or the device was asleep
    /// with the page in sight, the backend is asked what time it is, as after a time out of sight.
    fn tick(&self, visible: bool) {
        let (ui, view, me) = (self.ui, Rc::clone(&self.view), self.me.clone());
        let tick = move || {
            ui.set_clock(seconds(view.peek(|view| view.chrome.clock_offset_ms)));
            if let (Some(ms), Some(app)) = (clock::jump(), me.upgrade()) {
                app.dispatch(Event::ClockJumped(ms));
            }
        };
        if visible {
            tick();
        }
        self.ticking.replace(visible.then(|| Interval::new(1_000, tick)));
    }

    fn draw(&self) {
        let Some(place) = page::place() else { return };
        let (ui, view) = (self.ui, Rc::clone(&self.view));
        let page = live(Rc::new(move || view.with(|view| pages::draw(ui, view))));
        let said = self.effects.announcer.draw(ui);
        leptos::mount::mount_to_renderer(&place, || (page, said)).forget();
        start::ready();
        self.after_drawing();
    }
}

/// The backend's clock in whole seconds since 1970.
fn seconds(offset_ms: i64) -> i64 {
    clock::now().ms().saturating_add(offset_ms).div_euclid(1_000)
}
