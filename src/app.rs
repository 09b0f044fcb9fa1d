//! The loop: an event goes into the core, the effects that come out are carried out, the view is
//! published. What comes of an effect is an event again.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use futures_util::future::{AbortHandle, abortable};
use gloo_timers::callback::{Interval, Timeout};
use journey::steps::{settings, sign_in};
use journey::{
    Appearance, Effect, EmbedderCode, Event, How, Keep, Model, Notice, Number, Route, Settings, Start, Stored,
    TextSize, view::View,
};
use leptos::prelude::{LocalStorage, RwSignal, Set, With, WithUntracked};

use crate::embedder;
use crate::fetch::Fetch;
use crate::platform::location::{self, Mode, Move};
use crate::platform::wake::Alarms;
use crate::platform::{clock, focus, page, plural, spawn, start, storage};
use crate::ui::components::{Tone, live_region, toast};
use crate::ui::vdom::live;
use crate::ui::{Deployment, Language, Ui, pages};
use crate::words::{Words, joined, key};

/// How long a toast stays, in milliseconds.
const TOAST_MS: u32 = 4_000;
/// A live region is emptied for so long before it says the same again: a text that does not change is
/// not read out.
const PAUSE_MS: u32 = 80;
/// Where `boot.js` finds the language chosen, without having to understand the settings.
const LANG: &str = "citizen.lang";

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
    fetch: Rc<dyn Fetch>,
    ui: Ui,
    model: RefCell<Model>,
    queue: RefCell<VecDeque<Event>>,
    running: Cell<bool>,
    calls: RefCell<Vec<(Number, AbortHandle)>>,
    /// The words of another language, on their way.
    loading: RefCell<Option<AbortHandle>>,
    alarms: Rc<Alarms>,
    view: RwSignal<View, LocalStorage>,
    /// What the live region says. Not the words: the language may be changing just now.
    announcement: RwSignal<Option<Notice>>,
    toast: RwSignal<Option<Notice>>,
    toast_timer: RefCell<Option<Timeout>>,
    ticking: RefCell<Option<Interval>>,
    /// The page drawn last: its route and its id.
    drawn: RefCell<(Route, &'static str)>,
    drawing: Cell<bool>,
}

/// Draws the app, and keeps it going.
pub fn run(setup: Setup) {
    let Setup { fetch, demo, mode, lang, words, deployment, embedder: (embedder_signs_in, handed) } = setup;
    let app = Rc::new_cyclic(|me: &Weak<App>| App::new(me, fetch, language(lang.clone(), words), deployment));

    let arrival = location::follow(mode, {
        let app = Rc::clone(&app);
        Box::new(move |arrival| app.arrived(&arrival))
    });
    page::set_root("lang", Some(&lang));
    let stored = Stored {
        settings: storage::read(name(Keep::Settings)),
        draft: storage::read(name(Keep::Draft)),
        sending: storage::read(name(Keep::Sending)),
    };
    app.dispatch(Event::Started(Box::new(Start { demo, lang, stored, embedder_signs_in, handed })));
    if !page::is_online() {
        app.dispatch(Event::ConnectionChanged { online: false });
    }
    app.arrived(&arrival);

    app.listen();
    app.draw();
}

impl App {
    fn new(me: &Weak<Self>, fetch: Rc<dyn Fetch>, language: Language, deployment: Deployment) -> Self {
        let (sender, ringer) = (me.clone(), me.clone());
        let send = Box::new(move |event| {
            if let Some(app) = sender.upgrade() {
                app.dispatch(event);
            }
        });
        let ring = Box::new(move || {
            if let Some(app) = ringer.upgrade() {
                app.dispatch(Event::Woke);
            }
        });
        let model = Model::default();
        Self {
            me: me.clone(),
            fetch,
            ui: Ui::new(language, seconds(0), send, |route| location::href(&route.to_string()).into(), deployment),
            view: RwSignal::new_local(model.view()),
            model: RefCell::new(model),
            queue: RefCell::default(),
            running: Cell::default(),
            calls: RefCell::default(),
            loading: RefCell::default(),
            alarms: Alarms::new(ring),
            announcement: RwSignal::new(None),
            toast: RwSignal::new(None),
            toast_timer: RefCell::default(),
            ticking: RefCell::default(),
            drawn: RefCell::new((Route::Home, "")),
            drawing: Cell::default(),
        }
    }

    /// Takes in what happened. What happens meanwhile waits its turn: an update never runs inside
    /// another one.
    fn dispatch(&self, event: Event) {
        self.queue.borrow_mut().push_back(event);
        if self.running.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(event) = next else { break };
            let effects = self.model.borrow_mut().update(clock::moment(), event);
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.running.set(false);
        self.publish();
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Call { number, request } => {
                let Some(app) = self.me.upgrade() else { return };
                let (call, handle) = abortable(self.fetch.fetch(request));
                self.calls.borrow_mut().push((number, handle));
                spawn(Box::pin(async move {
                    let Ok(outcome) = call.await else { return };
                    app.calls.borrow_mut().retain(|(n, _)| *n != number);
                    app.dispatch(Event::Answered { number, outcome });
                }));
            }
            Effect::Abort { number } => {
                let mut calls = self.calls.borrow_mut();
                if let Some(at) = calls.iter().position(|(n, _)| *n == number) {
                    calls.swap_remove(at).1.abort();
                }
            }
            Effect::Go { route, how } => {
                let how = match how {
                    How::Push => Move::Push,
                    How::Replace => Move::Replace,
                    How::Unwind(steps) => Move::Unwind(steps),
                };
                location::go(&route.to_string(), how);
            }
            Effect::Back => location::back(),
            Effect::Keep { what, text } => {
                storage::write(name(what), text.as_deref());
            }
            Effect::WakeAt(at) => self.alarms.set(at),
            Effect::Announce(notice) => self.announce(notice),
            Effect::Apply(settings) => apply(&settings),
            Effect::Speak(lang) => self.speak(lang),
            Effect::Tell(event) => embedder::tell(event),
            Effect::AskEmbedder { nonce } => {
                let Some(app) = self.me.upgrade() else { return };
                spawn(Box::pin(async move {
                    let code = start::ask_embedder(&nonce).await.map(|code| EmbedderCode { code, nonce });
                    app.dispatch(Event::SignIn(sign_in::Event::EmbedderAnswered(code)));
                }));
            }
        }
    }

    fn arrived(&self, arrival: &location::Arrival) {
        self.dispatch(Event::RouteChanged { route: Route::parse(&arrival.path), index: arrival.index });
    }

    /// Draws anew. What has not changed is found out by the elements, which are compared anyway: comparing views besides
    /// would be 1.9 KB of code.
    fn publish(&self) {
        let view = self.model.borrow().view();
        let clock = seconds(view.chrome.clock_offset_ms);
        if self.ui.now() != clock {
            self.ui.set_clock(clock);
        }
        self.view.set(view);
        self.after_drawing();
    }

    /// Once the page is drawn: its title, the focus, how far it is scrolled.
    fn after_drawing(&self) {
        let Some(app) = self.me.upgrade() else { return };
        if self.drawing.replace(true) {
            return;
        }
        page::before_paint(Box::new(move || {
            app.drawing.set(false);
            let (title, now) = app
                .view
                .with_untracked(|view| (pages::title(app.ui, view), (view.chrome.route.clone(), pages::id(view))));
            let name = app.ui.t(key::APP_NAME);
            page::set_title(&if title == name { title } else { joined(&[&title, " - ", &name]) });
            let before = app.drawn.replace(now.clone());
            if before != now {
                embedder::at(now.1);
            }
            // Nobody has moved when the first page is there: the focus stays where it is.
            if before != now && !before.1.is_empty() {
                focus::to_heading();
            }
            location::restore_scroll();
        }));
    }

    fn announce(&self, notice: Notice) {
        let Some(app) = self.me.upgrade() else { return };
        self.toast.set(Some(notice));
        self.announcement.set(None);
        Timeout::new(PAUSE_MS, move || app.announcement.set(Some(notice))).forget();
        let toast = self.toast;
        self.toast_timer.replace(Some(Timeout::new(TOAST_MS, move || toast.set(None))));
    }

    /// Speaks another language once its words are here; says so when they do not come.
    fn speak(&self, lang: String) {
        let Some(app) = self.me.upgrade() else { return };
        let (load, handle) = abortable(async move {
            let known = *lang == *app.ui.tag();
            let text = if known { None } else { start::speak(&lang).await };
            let words = text.and_then(|text| Words::parse(&text).ok());
            if !known && words.is_none() {
                app.dispatch(Event::Settings(settings::Event::LanguageFailed));
                return;
            }
            storage::write(LANG, Some(&lang));
            location::drop_parameter("lang");
            if let Some(words) = words {
                page::set_root("lang", Some(&lang));
                app.ui.speak(language(lang.clone(), words));
                app.after_drawing();
            }
            app.dispatch(Event::Settings(settings::Event::LanguageSpoken(lang)));
        });
        if let Some(before) = self.loading.replace(Some(handle)) {
            before.abort();
        }
        spawn(Box::pin(async move {
            let _ = load.await;
        }));
    }

    /// What the browser tells.
    fn listen(&self) {
        let (Some(seen), Some(online)) = (self.me.upgrade(), self.me.upgrade()) else { return };
        seen.tick(!page::is_hidden());
        page::on_seen(Rc::new(move |visible| {
            seen.tick(visible);
            seen.dispatch(if visible { Event::Shown } else { Event::Hidden });
            if visible {
                seen.alarms.look();
            }
        }));
        page::on_connection(Rc::new(move |is| online.dispatch(Event::ConnectionChanged { online: is })));
    }

    /// Moves the clock each second, as long as somebody can see it.
    fn tick(&self, visible: bool) {
        let (ui, view) = (self.ui, self.view);
        let tick = move || ui.set_clock(seconds(view.with_untracked(|view| view.chrome.clock_offset_ms)));
        if visible {
            tick();
        }
        self.ticking.replace(visible.then(|| Interval::new(1_000, tick)));
    }

    fn draw(&self) {
        let Some(place) = page::place() else { return };
        let (ui, view, announcement, shown) = (self.ui, self.view, self.announcement, self.toast);
        let shell = leptos::mount::mount_to_renderer(&place, move || {
            let page = live(Rc::new(move || view.with(|view| pages::draw(ui, view))));
            let toast = live(Rc::new(move || match shown.with(Clone::clone) {
                Some(notice) => {
                    let (tone, text) = pages::wording::notice(ui, notice);
                    toast(tone, Some(text))
                }
                None => toast(Tone::Plain, None),
            }));
            let polite = Rc::new(move || {
                let notice = announcement.with(Clone::clone);
                notice.map(|notice| pages::wording::notice(ui, notice).1).unwrap_or_default()
            });
            (page, toast, live_region(polite))
        });
        shell.forget();
        start::ready();
        self.after_drawing();
    }
}

fn apply(settings: &Settings) {
    page::set_root(
        "data-theme",
        match settings.appearance {
            Appearance::Auto => None,
            Appearance::Light => Some("light"),
            Appearance::Dark => Some("dark"),
        },
    );
    let size = match settings.text_size {
        TextSize::Standard => "standard",
        TextSize::Large => "large",
        TextSize::Elder => "xl",
    };
    page::set_root("data-text", Some(size));
}

fn language(tag: String, words: Words) -> Language {
    Language { category: plural::rule(&tag), tag: tag.into(), words }
}

/// The backend's clock in whole seconds since 1970.
fn seconds(offset_ms: i64) -> i64 {
    clock::now().ms().saturating_add(offset_ms).div_euclid(1_000)
}

const fn name(what: Keep) -> &'static str {
    match what {
        Keep::Settings => "citizen.settings",
        Keep::Draft => "citizen.draft",
        Keep::Sending => "citizen.sending",
    }
}
