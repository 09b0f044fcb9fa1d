//! Carries out what the core asks for: one match, and a file for each kind of effect. What comes of an effect is an
//! event again.

mod announce;
mod appearance;
mod call;
pub mod embedder;
mod language;
mod navigate;
mod part;
pub mod store;

use std::rc::Rc;

use journey::{Effect, Event};

use crate::fetch::Fetch;
use crate::platform::wake::Alarms;
use crate::platform::{location, start};
use crate::ui::Ui;
use announce::Announcer;
use call::Calls;
use language::Languages;
pub use language::spoken;

/// Takes in what has happened.
pub type Send = Rc<dyn Fn(Event)>;

/// What carries the effects out, with what is under way.
pub struct Effects {
    ui: Ui,
    send: Send,
    calls: Rc<Calls>,
    alarms: Rc<Alarms>,
    languages: Languages,
    /// What the app says, by a toast and to assistive technology.
    pub announcer: Announcer,
}

impl Effects {
    /// Nothing under way yet; `send` takes what comes of the effects.
    pub fn new(fetch: Rc<dyn Fetch>, ui: Ui, send: Send) -> Self {
        let ring = Rc::clone(&send);
        Self {
            calls: Calls::new(fetch, Rc::clone(&send)),
            alarms: Alarms::new(Box::new(move || {
                ring(Event::Acted(start::acted()));
                ring(Event::Woke);
            })),
            languages: Languages::new(ui, Rc::clone(&send)),
            announcer: Announcer::default(),
            ui,
            send,
        }
    }

    /// Carries one out.
    pub fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Call { number, request } => self.calls.begin(number, request),
            Effect::Abort { number } => self.calls.abort(number),
            Effect::Go { route, how } => navigate::go(&route, how),
            Effect::Back => location::back(),
            Effect::Keep { what, of, text } => store::write(what, &of, text.as_deref()),
            Effect::WakeAt(at) => self.alarms.set(at),
            Effect::Announce(notice) => self.announcer.say(notice),
            Effect::Apply(settings) => appearance::apply(&settings),
            Effect::Speak(lang) => self.languages.speak(lang),
            Effect::Load(part) => part::load(self.ui, Rc::clone(&self.send), part),
            Effect::Tell(event) => embedder::tell(event),
            Effect::AskEmbedder { nonce } => embedder::ask(nonce, Rc::clone(&self.send)),
        }
    }

    /// Looks at the clock at once: timers stand still while nobody sees the page.
    pub fn look_at_clock(&self) {
        self.alarms.look();
    }
}
