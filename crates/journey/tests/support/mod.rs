//! A phone in the hand: it carries out effects as the shell does, on the real rules, with a clock, chance,
//! a history and a network of the test's own.

mod hands;
mod network;

use backend::embedded::Embedded;
use backend::store::{MemoryStore, Store};
use contract::demo::{Demo, DemoChange};
use contract::http::{JSON, Method, Request, Response};
use contract::values::Instant;
use journey::view::{Chrome, Screen};
use journey::{Effect, EmbedderEvent, Event, How, Keep, Model, Moment, Notice, Number, Route, Start, Stored};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

pub use backend::testing::ids::odd;
pub use hands::PASSWORD;
pub use network::{Fault, operation};

/// 2026-03-02T02:00:00Z: a Monday, ten in the morning in China.
pub const START_MS: i64 = 1_772_416_800_000;

/// A request that was made and not yet answered.
struct Waiting {
    number: Number,
    request: Request,
    aborted: bool,
}

/// What was asked and answered.
pub type Heard = Rc<RefCell<Vec<(Request, Response)>>>;

/// A text that a tab has kept, or forgotten: which tab, what, and the text.
type Change = (u32, Keep, String, Option<String>);

/// What all tabs of one phone share.
struct Device {
    store: Rc<MemoryStore>,
    clock: Cell<i64>,
    chance: Cell<u64>,
    kept: RefCell<Stored>,
    /// Idempotency keys of the submissions that the backend accepted.
    accepted: RefCell<BTreeSet<String>>,
    /// Everything that was kept or forgotten, in its order.
    changes: RefCell<Vec<Change>>,
    /// How many tabs there have been.
    tabs: Cell<u32>,
    /// Whether the backend's ids are others than the reference's own: [`odd`].
    odd_ids: Cell<bool>,
}

/// One tab.
pub struct Phone {
    pub model: Model,
    id: u32,
    /// How many of the changes to what is kept it has been told.
    told_changes: usize,
    device: Rc<Device>,
    backend: Rc<Embedded>,
    history: Vec<Route>,
    at: usize,
    /// It is an entry that was there before which it arrives at.
    travels: bool,
    waiting: Vec<Waiting>,
    wakes: BTreeSet<i64>,
    /// What goes wrong, by operation; each fault once.
    pub faults: Vec<(String, Fault)>,
    /// Answers that come in place of the backend's own, by operation; each once, and what was asked is carried out.
    pub instead: Vec<(String, Response)>,
    /// What the backend has answered, if somebody wants to know.
    pub heard: Option<Heard>,
    /// What a read is answered with, in place of asking the backend.
    known: Heard,
    /// Operations that are held back until let go.
    pub held: Vec<String>,
    /// Device's clock minus the truth, in milliseconds.
    pub skew_ms: i64,
    /// Everything that was ever sent, whether it arrived or not.
    pub sent: Vec<Request>,
    pub notices: Vec<Notice>,
    pub told: Vec<EmbedderEvent>,
}

impl Phone {
    /// A new phone: nothing kept, nobody signed in, on Home.
    pub fn new(seed: u64) -> Self {
        let device = Device {
            store: fresh_store(),
            clock: Cell::new(START_MS),
            chance: Cell::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            kept: RefCell::default(),
            accepted: RefCell::default(),
            changes: RefCell::default(),
            tabs: Cell::default(),
            odd_ids: Cell::default(),
        };
        let backend = Rc::new(Embedded::new(Some(device.store.clone())));
        let mut phone = Self::tab_of(Rc::new(device), backend, vec![Route::Home], 0);
        phone.start();
        phone
    }

    /// A phone with somebody of the demo signed in, on Home.
    pub fn of(citizen: &str, seed: u64) -> Self {
        let phone = Self::new(seed);
        phone.demo(&DemoChange { sign_in: Some(citizen.to_owned()), ..DemoChange::default() });
        phone
    }

    fn tab_of(device: Rc<Device>, backend: Rc<Embedded>, history: Vec<Route>, at: usize) -> Self {
        device.tabs.update(|n| n + 1);
        let (id, told_changes) = (device.tabs.get(), device.changes.borrow().len());
        Self {
            model: Model::default(),
            id,
            told_changes,
            backend,
            device,
            history,
            at,
            travels: false,
            waiting: Vec::new(),
            wakes: BTreeSet::new(),
            faults: Vec::new(),
            instead: Vec::new(),
            heard: None,
            known: Rc::default(),
            held: Vec::new(),
            skew_ms: 0,
            sent: Vec::new(),
            notices: Vec::new(),
            told: Vec::new(),
        }
    }

    /// The same phone once more, apart from this one, with the page not loaded yet: [`Self::load`].
    pub fn twin(&self) -> Self {
        let store = Rc::new((*self.device.store).clone());
        self.twin_with(store.clone(), Rc::new(Embedded::new(Some(store))))
    }

    /// A twin of the same backend: for what only reads. It is told what this phone was told ([`Self::heard`]), without asking
    /// the backend again.
    pub fn reader(&self) -> Self {
        let known = self.heard.clone().unwrap_or_default();
        Self { known, ..self.twin_with(self.device.store.clone(), self.backend.clone()) }
    }

    fn twin_with(&self, store: Rc<MemoryStore>, backend: Rc<Embedded>) -> Self {
        let device = Device {
            store,
            clock: self.device.clock.clone(),
            chance: self.device.chance.clone(),
            kept: self.device.kept.clone(),
            accepted: self.device.accepted.clone(),
            changes: RefCell::default(),
            tabs: Cell::default(),
            odd_ids: self.device.odd_ids.clone(),
        };
        Self::tab_of(Rc::new(device), backend, self.history.clone(), self.at)
    }

    /// The page is loaded, and comes to rest.
    pub fn load(&mut self) {
        self.start();
        self.settle();
    }

    /// Another tab on the same phone, at that address.
    pub fn tab(&self, path: &str) -> Self {
        let backend = Rc::new(Embedded::new(Some(self.device.store.clone())));
        let mut tab = Self::tab_of(self.device.clone(), backend, vec![Route::parse(path)], 0);
        tab.start();
        tab.settle();
        tab
    }

    /// The page is loaded again, or the tab was killed and is opened again: what was on its way has left
    /// (`arrived`) or not, and nobody waits for it.
    pub fn reload(&mut self, arrived: bool) {
        self.close(arrived);
        self.model = Model::default();
        self.start();
        self.settle();
    }

    /// The tab is closed: what was on its way has left (`arrived`) or not, and nobody waits for it.
    pub fn close(&mut self, arrived: bool) {
        for waiting in std::mem::take(&mut self.waiting) {
            if arrived {
                let _nobody_waits = self.carry(&waiting.request);
            }
        }
        self.wakes.clear();
    }

    fn start(&mut self) {
        self.told_changes = self.device.changes.borrow().len();
        let stored = self.device.kept.borrow().clone();
        self.send(Event::Started(Box::new(Start { demo: true, lang: "en".to_owned(), stored, ..Start::default() })));
        self.arrive();
    }

    /// From now on the backend's ids are of every kind.
    pub fn with_odd_ids(&self) {
        self.device.odd_ids.set(true);
    }

    /// The tab is told what other tabs have kept or forgotten since.
    pub fn hear(&mut self) {
        let changes = self.device.changes.borrow().get(self.told_changes..).unwrap_or_default().to_vec();
        self.told_changes += changes.len();
        for (tab, what, of, text) in changes {
            if tab != self.id {
                self.send(Event::KeptElsewhere { what, of, text });
            }
        }
    }

    /// What is kept on the device.
    pub fn kept(&self) -> Stored {
        self.device.kept.borrow().clone()
    }

    /// How many submissions, and how many drafts, are kept.
    pub fn kept_count(&self) -> (usize, usize) {
        let kept = self.device.kept.borrow();
        (kept.of(Keep::Sending).count(), kept.of(Keep::Draft).count())
    }

    /// The device holds other texts, as if what came after had not been.
    pub fn keep(&self, kept: Stored) {
        self.device.kept.replace(kept);
    }

    /// The device's storage is wiped.
    pub fn wipe(&self) {
        self.device.kept.replace(Stored::default());
    }

    /// The device's clock.
    pub fn now(&self) -> Instant {
        Instant::from_ms(self.device.clock.get().saturating_add(self.skew_ms))
    }

    /// Eight fresh bytes (xorshift64*).
    pub fn chance(&self) -> u64 {
        let mut x = self.device.chance.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.device.chance.set(x);
        x.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn chance32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.chance().to_le_bytes());
        }
        bytes
    }

    /// Hands in an event, and carries out what comes of it; nothing is answered yet.
    pub fn send(&mut self, event: Event) {
        let mut chance = [0; 16];
        chance.copy_from_slice(&self.chance32()[..16]);
        let effects = self.model.update(Moment { now: self.now(), chance }, event);
        let mut moved = false;
        for effect in effects {
            moved |= self.carry_out(effect);
        }
        if moved {
            self.arrive();
        }
    }

    /// Hands in an event, and lets everything that comes of it come to rest.
    pub fn tap(&mut self, event: Event) {
        self.send(event);
        self.settle();
    }

    /// Gives whether the address changed.
    fn carry_out(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Call { number, request } => {
                self.sent.push(request.clone());
                self.waiting.push(Waiting { number, request, aborted: false });
            }
            // It may have left already: a careful test takes it that it has.
            Effect::Abort { number } => {
                self.waiting.iter_mut().filter(|w| w.number == number).for_each(|w| w.aborted = true);
            }
            Effect::Go { route, how } => {
                assert_eq!(Route::parse(&route.to_string()), route, "an address that leads elsewhere");
                match how {
                    How::Push => {
                        self.history.truncate(self.at + 1);
                        self.history.push(route);
                        self.at += 1;
                    }
                    How::Replace => self.history[self.at] = route,
                    How::Unwind(n) => {
                        let n = usize::try_from(n).unwrap();
                        assert!(n <= self.at, "unwinds {n} entries of {}: {:?}", self.at, self.history);
                        self.at -= n;
                        self.history[self.at] = route;
                    }
                }
                return true;
            }
            Effect::Back => {
                assert!(self.at > 0, "back out of the app");
                self.at -= 1;
                self.travels = true;
                return true;
            }
            Effect::Keep { what, of, text } => {
                self.device.kept.borrow_mut().set(what, &of, text.clone());
                self.device.changes.borrow_mut().push((self.id, what, of, text));
            }
            Effect::WakeAt(at) => {
                self.wakes.insert(at.ms());
            }
            Effect::Announce(notice) => self.notices.push(notice),
            Effect::Tell(event) => self.told.push(event),
            // All parts are here.
            Effect::AskEmbedder { .. } | Effect::Apply(_) | Effect::Speak(_) | Effect::Load(_) => {}
        }
        false
    }

    fn arrive(&mut self) {
        let (route, index) = (self.history[self.at].clone(), u32::try_from(self.at).unwrap());
        let again = std::mem::take(&mut self.travels);
        self.send(Event::RouteChanged { route, index, again });
    }

    /// A link is followed; nothing is answered yet.
    pub fn follow(&mut self, path: &str) {
        self.history.truncate(self.at + 1);
        self.history.push(Route::parse(path));
        self.at += 1;
        self.arrive();
    }

    /// A link is followed, and the page comes to rest.
    pub fn open(&mut self, path: &str) {
        self.follow(path);
        self.settle();
    }

    /// The browser's own back or forward, so many entries.
    pub fn travel(&mut self, by: isize) {
        if let Some(at) = self.at.checked_add_signed(by).filter(|at| *at < self.history.len()) {
            self.at = at;
            self.travels = true;
            self.arrive();
            self.settle();
        }
    }

    /// The address.
    pub fn path(&self) -> String {
        self.history[self.at].to_string()
    }

    /// How many entries are before the current one.
    pub fn depth(&self) -> usize {
        self.at
    }

    pub fn screen(&self) -> Screen {
        self.model.view().screen
    }

    pub fn chrome(&self) -> Chrome {
        self.model.view().chrome
    }

    /// Time goes by; every wake that was asked for comes in its turn.
    pub fn wait(&mut self, seconds: i64) {
        let end = self.device.clock.get() + seconds * 1000;
        for _ in 0..10_000 {
            let next = self.wakes.first().copied().map(|at| at.saturating_sub(self.skew_ms));
            let Some(at) = next.filter(|at| *at <= end) else {
                self.device.clock.set(end);
                self.tap(Event::Woke);
                return;
            };
            self.wakes.pop_first();
            self.device.clock.set(at.max(self.device.clock.get()));
            self.tap(Event::Woke);
        }
        panic!("woken over and over within {seconds} s on {}", self.path());
    }

    /// Changes the demo, past the app.
    pub fn demo(&self, change: &DemoChange) -> Demo {
        let mut request = Request::new(Method::Patch, "/demo");
        request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
        request.body = serde_json::to_vec(change).unwrap();
        self.ask(&request)
    }

    /// The code that was sent last, as the person reads it in the SMS.
    pub fn sms(&self) -> String {
        let demo: Demo = self.ask(&Request::new(Method::Get, "/demo"));
        demo.outbox.first().expect("no code was sent").code.clone()
    }

    /// Whether the backend accepted what this tab sent last.
    pub fn last_was_accepted(&self) -> bool {
        let key = self.sent.iter().rev().find_map(|r| r.header("Idempotency-Key"));
        key.is_some_and(|key| self.device.accepted.borrow().contains(key))
    }

    /// Ids of the applications the backend holds for somebody: read from its store, past everything.
    pub fn truth(&self, citizen: &str) -> Vec<String> {
        let keys = [format!("citizen/{citizen}")];
        let found =
            pollster::block_on(self.device.store.load(&keys)).unwrap().remove(0).expect("there is no such person");
        let state: serde_json::Value = serde_json::from_str(&found.json).unwrap();
        let filed = state["applications"].as_array().unwrap();
        filed.iter().map(|a| a["id"].as_str().unwrap().to_owned()).collect()
    }
}

thread_local! {
    /// A store with the demo's people in it, made once: making it takes longer than most journeys.
    static SEEDED: MemoryStore = {
        let store = Rc::new(MemoryStore::new());
        let request = Request::new(Method::Get, "/v1/cities");
        let backend = Embedded::new(Some(store.clone()));
        let first = pollster::block_on(backend.fetch(request, Instant::from_ms(START_MS), [7; 32]));
        assert!(first.outcome.is_ok_and(|r| r.is_success()));
        (*store).clone()
    };
}

fn fresh_store() -> Rc<MemoryStore> {
    Rc::new(SEEDED.with(Clone::clone))
}
