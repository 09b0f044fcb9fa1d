//! The rules on a thread of their own.
//!
//! A store is used by one thread, so requests come to it by a queue, one after another: nothing is gained by more, as
//! `SQLite` writes one transaction at a time anyway. Only passwords are looked at elsewhere, as that takes long; others
//! are answered meanwhile. In the queue each person who is signed in and each network has a lane of its own, and they
//! take turns. It is short. When it is full, a request waits for a place for a moment and is then refused: nothing of it
//! was carried out, and the client is told when to come again. Refusing it at once would cost more than it saves, see
//! `docs/decisions/server.md`. Who has less waiting than another has a place all the same: the other's.

use crate::clock::Clock;
use crate::log::{Event, Log};
use crate::queue::Queue;
use crate::store::SealedStore;
use backend::store::StoreError;
use backend::{Backend, SessionLimits, refusal};
use contract::demo::DemoSms;
use contract::http::{Request, Response};
use contract::operations::{OperationId, Place};
use contract::problem::{Problem, ProblemType};
use futures_util::future::{BoxFuture, Shared};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt as _};
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};

/// Requests that may wait for the rules.
pub const WAITING: usize = 128;
/// How long a request may wait for a place among them. How many do is bounded by the number of connections.
const TURN: Duration = Duration::from_millis(500);
/// Checks whether the store answers that may wait: the one that is waited for, and the one that was before it.
const CHECKS: usize = 2;
/// How long a check is waited for.
const CHECK: Duration = Duration::from_secs(1);
/// How long what a check has found stands for all who ask. Anybody may ask, so however many do, the rules look no more
/// often than this.
const CHECKED: Duration = Duration::from_secs(1);
/// How long a request is waited for: longer than two transactions of other processes, shorter than an app waits.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often what has run out is thrown away.
const SWEEP: Duration = Duration::from_hours(1);
/// After so many tries to sign in it is thrown away at once: what they leave must not fill the store.
const SWEEP_TRIES: u32 = 10_000;
/// Requests that are carried out at a time. All but those with a password are done at once; beyond so many of these the
/// others wait as well.
const AT_WORK: usize = 256;

/// Who sends the messages. It is called on the thread of the rules.
pub type Sender = Arc<dyn Fn(&DemoSms) + Send + Sync>;

/// What the rules are run with.
pub struct Setting {
    pub sessions: SessionLimits,
    /// Who sends messages; without one they wait in the store.
    pub sender: Option<Sender>,
    /// Whether the demo's people are there.
    pub demo: bool,
    pub clock: Clock,
    pub log: Log,
}

/// A request, the client that sent it, and where its answer goes; `None` where nothing of it was carried out.
type Job = (Request, String, oneshot::Sender<Option<Response>>);
type Check = oneshot::Sender<bool>;
/// What a check finds, for all who wait for it.
type Outcome = Shared<BoxFuture<'static, bool>>;

/// The way to the rules.
pub struct Rules {
    jobs: Arc<Queue<Job>>,
    /// Beside the others: a server that has much to do is ready all the same.
    checks: mpsc::Sender<Check>,
    /// The latest check, and when it was begun.
    latest: Mutex<Option<(Instant, Outcome)>>,
    clock: Clock,
}

impl Rules {
    /// Begins, on that store. An empty one is filled. Their thread ends when nobody can ask any more, and says whether
    /// the log of the store was moved into its file.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn start(store: SealedStore, setting: Setting) -> Result<(Self, JoinHandle<bool>), StoreError> {
        let jobs = Arc::new(Queue::new(WAITING));
        let waiting = Arc::clone(&jobs);
        let (checks, asked) = mpsc::channel(CHECKS);
        let (begun, outcome) = std::sync::mpsc::channel();
        let clock = setting.clock.clone();
        let thread = std::thread::Builder::new().name("rules".to_owned()).spawn(move || {
            let store = Rc::new(store);
            let backend = Backend::new(store.clone()).session_limits(setting.sessions).keeping();
            let backend = backend.secrets(Rc::new(store.keys()));
            let backend = if setting.demo { backend } else { backend.without_people() };
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else {
                return false;
            };
            runtime.block_on(async {
                let health = Health { backend: &backend, store: &store, setting: &setting };
                let ready = health.ready().await;
                let works = ready.is_ok();
                if begun.send(ready).is_ok() && works {
                    work(&health, &waiting, asked).await;
                }
            });
            store.checkpoint().is_ok()
        });
        let thread = thread.map_err(|_| StoreError::Unavailable)?;
        outcome.recv().unwrap_or(Err(StoreError::Unavailable))?;
        Ok((Self { jobs, checks, latest: Mutex::new(None), clock }, thread))
    }

    /// Answers a request of that client, in the turn of that lane: see [`Backend::handle_for`].
    pub async fn answer(&self, lane: u64, request: Request, client: String) -> Response {
        let (reply, answer) = oneshot::channel();
        match self.jobs.put_within(TURN, lane, (request, client, reply)).await {
            // Somebody has less waiting: nothing of the other was carried out.
            Ok(Some((_, _, displaced))) => drop(displaced.send(None)),
            Ok(None) => {}
            // Too many, or the server is about to end: nothing was carried out.
            Err(_) => return self.unavailable(),
        }
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(Some(response))) => response,
            Ok(Ok(None)) => self.unavailable(),
            // It may yet be carried out: that is what 500 says, and 503 does not.
            _ => refusal(Problem::new(ProblemType::ServerError), self.clock.now()),
        }
    }

    fn unavailable(&self) -> Response {
        refusal(Problem::new(ProblemType::Unavailable), self.clock.now())
    }

    /// Whether the store answers, and can be written to, within a second: what was found within the last second.
    pub async fn ready(&self) -> bool {
        self.outcome().await
    }

    /// The latest check, or a new one where that is too old. It is kept here, as the request that began it may
    /// be gone before it ends.
    fn outcome(&self) -> Outcome {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, outcome)) = latest.as_ref().filter(|(begun, _)| begun.elapsed() < CHECKED) {
            return outcome.clone();
        }
        let (reply, answer) = oneshot::channel();
        let asked = self.checks.try_send(reply).is_ok();
        let answer = tokio::time::timeout(CHECK, answer);
        let outcome = async move { asked && matches!(answer.await, Ok(Ok(true))) }.boxed().shared();
        *latest = Some((Instant::now(), outcome.clone()));
        outcome
    }
}

impl Drop for Rules {
    fn drop(&mut self) {
        self.jobs.close();
    }
}

async fn work(health: &Health<'_>, waiting: &Queue<Job>, mut asked: mpsc::Receiver<Check>) {
    let (backend, setting) = (health.backend, health.setting);
    let mut sweep = tokio::time::interval(SWEEP);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut at_work, mut tries) = (FuturesUnordered::new(), 0);
    loop {
        tokio::select! {
            biased;
            Some(reply) = asked.recv() => {
                // What nobody waits for any more need not be found out.
                if !reply.is_closed() {
                    let _ = reply.send(health.ready().await.is_ok());
                }
            }
            Some(()) = at_work.next() => {}
            job = waiting.take(), if at_work.len() < AT_WORK => match job {
                None => break,
                // Nobody waits for it any more: it was not begun, so it did not happen.
                Some((_, _, reply)) if reply.is_closed() => {}
                Some(job) => {
                    tries += u32::from(leaves_something(&job.0));
                    at_work.push(carry_out(backend, setting, job));
                }
            },
            _ = sweep.tick() => tidy(backend, setting).await,
        }
        if tries >= SWEEP_TRIES {
            tries = 0;
            tidy(backend, setting).await;
        }
    }
    while at_work.next().await.is_some() {}
}

async fn carry_out(backend: &Backend, setting: &Setting, (request, client, reply): Job) {
    let sends = is_one_of(&request, &[OperationId::StartVerification]);
    drop(reply.send(Some(answer(backend, setting, request, &client).await)));
    if sends {
        send(backend, setting).await;
    }
}

/// Whether a request may leave something behind for an ID number that was made up.
fn leaves_something(request: &Request) -> bool {
    is_one_of(request, &[OperationId::SignIn, OperationId::StartVerification])
}

fn is_one_of(request: &Request, operations: &[OperationId]) -> bool {
    let path = request.path.split('?').next().unwrap_or_default();
    let row = Place::of(path).and_then(|place| place.row(request.method));
    row.is_some_and(|row| operations.contains(&row.id))
}

/// Whether the rules can answer.
struct Health<'r> {
    backend: &'r Backend,
    store: &'r SealedStore,
    setting: &'r Setting,
}

impl Health<'_> {
    /// Also writes to the store: one that can only be read acknowledges nothing.
    async fn ready(&self) -> Result<(), StoreError> {
        let outcome = match self.setting.clock.moment() {
            Some(moment) => self.backend.ready(moment).await.and_then(|()| self.store.probe()),
            None => Err(StoreError::Unavailable),
        };
        outcome.inspect_err(|why| failed(self.setting, *why))
    }
}

async fn answer(backend: &Backend, setting: &Setting, request: Request, client: &str) -> Response {
    let Some(moment) = setting.clock.moment() else {
        return refusal(Problem::new(ProblemType::Unavailable), setting.clock.now());
    };
    let carried = contained(backend.handle_for(client, request, moment)).await;
    carried.unwrap_or_else(|| refusal(Problem::new(ProblemType::ServerError), moment.now))
}

/// What breaks must not end all that comes after it. Nothing is half done: a transaction that was begun is undone.
async fn contained<T>(work: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}

async fn send(backend: &Backend, setting: &Setting) {
    let Some(sender) = &setting.sender else { return };
    match backend.take_messages().await {
        Ok(messages) => {
            // A message that is lost is asked for again; that it was is in the log, by way of the panic.
            let all = async {
                for message in &messages {
                    sender(message);
                }
            };
            let _ = contained(all).await;
        }
        Err(why) => failed(setting, why),
    }
}

async fn tidy(backend: &Backend, setting: &Setting) {
    let Some(moment) = setting.clock.moment() else { return };
    match backend.sweep(moment).await {
        Ok(documents) => setting.log.say(Event::Swept { documents }),
        Err(why) => failed(setting, why),
    }
}

fn failed(setting: &Setting, why: StoreError) {
    let failure = match why {
        StoreError::Unavailable => "unavailable",
        StoreError::Full => "full",
        StoreError::Corrupt => "corrupt",
    };
    setting.log.say(Event::Store { failure });
}
