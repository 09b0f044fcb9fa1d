//! The embedded backend, reached through its worker by the messages of [`contract::channel`].
//!
//! The worker is started with the first request, and not before the page has been painted. A request is
//! posted once the worker says that it listens: until then it was never sent, afterwards it may have
//! been carried out, whatever becomes of the worker. A worker that fails is ended, and another is started at
//! once for what was never sent, and for what may be sent twice: what only reads, and what has a key.

use std::cell::{OnceCell, RefCell};
use std::rc::{Rc, Weak};

use super::{Fetch, FetchError, LIMIT_MS, LocalBoxFuture, Request, Response, within_limit};
use crate::platform::{spawn, start};
use contract::channel::{Ask, Tell};
use contract::http::{IDEMPOTENCY_KEY, Method, Outcome};
use futures_channel::oneshot;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

/// The part that this is in: a deployment whose backend is a server or a function never loads it.
const PART: &str = "channel";

/// The client of the worker at an address, with its part loaded by the first request.
pub struct LateWorkerFetch {
    url: String,
    made: Rc<OnceCell<Rc<dyn Fetch>>>,
}

impl LateWorkerFetch {
    /// The client of the worker at this address.
    pub fn new(url: String) -> Self {
        Self { url, made: Rc::default() }
    }
}

impl Fetch for LateWorkerFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        if let Some(made) = self.made.get() {
            return made.fetch(request);
        }
        let (made, url) = (Rc::clone(&self.made), self.url.clone());
        Box::pin(async move {
            if !start::link(PART).await {
                return Err(FetchError::NeverSent);
            }
            made.get_or_init(|| connect(url)).fetch(request).await
        })
    }
}

parts::split! { channel "01",
    fn connect(url: String) -> Rc<dyn Fetch> {
        Rc::new(WorkerFetch::new(url))
    }
}

/// The client of the embedded backend.
pub struct WorkerFetch(Rc<Line>);

/// The line to the worker.
struct Line {
    url: String,
    limit_ms: u32,
    state: RefCell<State>,
    heard: Closure<dyn FnMut(MessageEvent)>,
    broke: Closure<dyn FnMut(Event)>,
}

/// How often in a row a worker is started again that has not answered anything.
const STARTS: u8 = 3;

#[derive(Default)]
struct State {
    phase: Phase,
    last: u32,
    /// How many workers have failed since one answered.
    failed: u8,
    /// How many messages of workers were heard.
    heard: u32,
    waiting: Vec<Waiting>,
}

#[derive(Default)]
enum Phase {
    #[default]
    Off,
    /// Waiting for the page to be painted.
    Painting,
    /// Loading: it does not listen yet.
    Starting(Worker),
    Ready(Worker),
}

struct Waiting {
    id: u32,
    message: String,
    /// Whether it has been posted to the worker there is.
    posted: bool,
    /// Whether it has been posted to any.
    sent: bool,
    /// How many messages had been heard when it was posted.
    heard: u32,
    /// Whether it may be posted to another one, too.
    again: bool,
    answer: oneshot::Sender<Outcome>,
}

impl Waiting {
    const fn lost(&self) -> FetchError {
        if self.sent { FetchError::MaybeSent } else { FetchError::NeverSent }
    }
}

/// Nobody waits any more when this is dropped.
struct Waits {
    line: Rc<Line>,
    id: u32,
}

impl Drop for Waits {
    fn drop(&mut self) {
        let mut state = self.line.state.borrow_mut();
        let State { phase, waiting, .. } = &mut *state;
        let Some(at) = waiting.iter().position(|waiting| waiting.id == self.id) else { return };
        // One that can stop what it does for that request is told so: the adapter, which has a network behind it.
        if let (true, Phase::Ready(worker)) = (waiting.swap_remove(at).posted, phase) {
            let _ = worker.post_message(&self.id.into());
        }
    }
}

impl WorkerFetch {
    /// The client of the worker at this address.
    pub fn new(url: String) -> Self {
        Self::with_limit(url, LIMIT_MS)
    }

    /// The same with a limit of its own for each request, in milliseconds.
    pub fn with_limit(url: String, limit_ms: u32) -> Self {
        Self(Rc::new_cyclic(|line: &Weak<Line>| {
            let (heard, broke) = (line.clone(), line.clone());
            Line {
                url,
                limit_ms,
                state: RefCell::default(),
                heard: Closure::new(move |message: MessageEvent| {
                    let tell = message.data().as_string().as_deref().and_then(Tell::read);
                    if let (Some(line), Some(tell)) = (heard.upgrade(), tell) {
                        line.hear(tell);
                    }
                }),
                broke: Closure::new(move |_| {
                    if let Some(line) = broke.upgrade() {
                        line.end();
                    }
                }),
            }
        }))
    }
}

impl Fetch for WorkerFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        let line = Rc::clone(&self.0);
        Box::pin(async move {
            let (waits, answer) = line.ask(request);
            match within_limit(line.limit_ms, Box::pin(answer)).await {
                Some(Ok(outcome)) => outcome,
                // The sender is never dropped while somebody waits.
                Some(Err(_)) => Err(FetchError::MaybeSent),
                None => Err(line.give_up(waits.id)),
            }
        })
    }
}

impl Line {
    fn ask(self: &Rc<Self>, request: Request) -> (Waits, oneshot::Receiver<Outcome>) {
        let (sender, answer) = oneshot::channel();
        let mut state = self.state.borrow_mut();
        state.last = state.last.wrapping_add(1);
        let id = state.last;
        let again = request.method == Method::Get || request.header(IDEMPOTENCY_KEY).is_some();
        let message = Ask { id, request }.write();
        state.waiting.push(Waiting { id, message, posted: false, sent: false, heard: 0, again, answer: sender });
        let off = matches!(state.phase, Phase::Off);
        drop(state);
        if off {
            self.begin();
        } else {
            self.post();
        }
        (Waits { line: Rc::clone(self), id }, answer)
    }

    /// Starts a worker as soon as the page is painted.
    fn begin(self: &Rc<Self>) {
        self.state.borrow_mut().phase = Phase::Painting;
        let line = Rc::clone(self);
        spawn(Box::pin(async move {
            painted().await;
            line.start();
        }));
    }

    fn start(self: &Rc<Self>) {
        match Worker::new(&self.url) {
            Ok(worker) => {
                worker.set_onmessage(Some(self.heard.as_ref().unchecked_ref()));
                worker.set_onerror(Some(self.broke.as_ref().unchecked_ref()));
                self.state.borrow_mut().phase = Phase::Starting(worker);
            }
            Err(_) => self.end(),
        }
    }

    /// Posts what has not been posted, if the worker listens.
    fn post(&self) {
        let mut state = self.state.borrow_mut();
        let State { phase: Phase::Ready(worker), waiting, heard, .. } = &mut *state else { return };
        for waiting in waiting {
            if !std::mem::replace(&mut waiting.posted, true) {
                waiting.sent = true;
                waiting.heard = *heard;
                // A text can always be posted.
                let _ = worker.post_message(&JsValue::from(&*waiting.message));
            }
        }
    }

    fn hear(self: &Rc<Self>, tell: Tell) {
        let mut state = self.state.borrow_mut();
        state.heard = state.heard.wrapping_add(1);
        drop(state);
        match tell {
            Tell::Ready => {
                let mut state = self.state.borrow_mut();
                state.phase = match std::mem::take(&mut state.phase) {
                    Phase::Starting(worker) => Phase::Ready(worker),
                    other => other,
                };
                drop(state);
                self.post();
            }
            Tell::Crashed => self.end(),
            Tell::Answer { id, outcome } => {
                let mut state = self.state.borrow_mut();
                state.failed = 0;
                // Nobody may be waiting any more.
                if let Some(at) = state.waiting.iter().position(|waiting| waiting.id == id) {
                    let _ = state.waiting.swap_remove(at).answer.send(outcome);
                }
            }
        }
    }

    /// The worker has failed, or cannot be loaded.
    fn end(self: &Rc<Self>) {
        let mut state = self.state.borrow_mut();
        if let Phase::Starting(worker) | Phase::Ready(worker) = std::mem::take(&mut state.phase) {
            // What it has said by then is not to be taken for the next one's.
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        state.failed += 1;
        let over = state.failed == STARTS;
        if over {
            state.failed = 0;
        }
        let lost = |waiting: &mut Waiting| over || (waiting.sent && !waiting.again);
        let gone: Vec<Waiting> = state.waiting.extract_if(.., lost).collect();
        for waiting in &mut state.waiting {
            waiting.posted = false;
        }
        let more = !state.waiting.is_empty();
        drop(state);
        if more {
            self.begin();
        }
        for waiting in gone {
            let lost = waiting.lost();
            let _ = waiting.answer.send(Err(lost));
        }
    }

    /// It took too long: what that means for this request.
    fn give_up(self: &Rc<Self>, id: u32) -> FetchError {
        let mut state = self.state.borrow_mut();
        let heard = state.heard;
        let at = state.waiting.iter().position(|waiting| waiting.id == id);
        let gone = at.map(|at| state.waiting.swap_remove(at));
        // One that has not begun to listen by now never will; one that has said nothing at all since this was posted is dead,
        // though no event has told so.
        let stuck = match state.phase {
            Phase::Starting(_) => true,
            Phase::Ready(_) => gone.as_ref().is_some_and(|waiting| waiting.posted && waiting.heard == heard),
            Phase::Off | Phase::Painting => false,
        };
        drop(state);
        if stuck {
            self.end();
        }
        gone.map_or(FetchError::MaybeSent, |waiting| waiting.lost())
    }
}

/// Waits until the page has been painted: until the task after the next frame, or a while if there are
/// no frames because the page is hidden.
async fn painted() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(&resolve);
        }
    });
    let _ = within_limit(200, Box::pin(wasm_bindgen_futures::JsFuture::from(frame))).await;
    gloo_timers::future::TimeoutFuture::new(0).await;
}
