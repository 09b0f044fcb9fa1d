//! The rules on a thread of their own.
//!
//! A store is used by one thread, so requests come to it by a queue, one after another: nothing is gained by more, as
//! `SQLite` writes one transaction at a time anyway. In the queue each session and each network has a lane of its own,
//! and they take turns. It is short. When it is full, a request waits for a place for a moment and is then refused:
//! nothing of it was carried out, and the client is told when to come again. Refusing it at once would cost more than it
//! saves, see `docs/decisions/server.md`. Who has less waiting than another has a place all the same: the other's.

use crate::clock::Clock;
use crate::log::{Event, Log};
use crate::queue::Queue;
use crate::store::SqliteStore;
use backend::store::StoreError;
use backend::{Backend, SessionLimits, refusal};
use contract::demo::DemoSms;
use contract::http::{Request, Response};
use contract::operations::{OperationId, Place};
use contract::problem::{Problem, ProblemType};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};

/// Requests that may wait for the rules.
pub const WAITING: usize = 128;
/// How long a request may wait for a place among them. How many do is bounded by the number of connections.
const TURN: Duration = Duration::from_millis(500);
/// Questions whether the store answers that may wait.
const CHECKS: usize = 16;
/// How long a request is waited for: longer than two transactions of other processes, shorter than an app waits.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often what has run out is thrown away.
const SWEEP: Duration = Duration::from_hours(1);
/// How long a successful write to the store stands for the next: nobody makes it write without end by asking.
const PROBED: Duration = Duration::from_secs(1);

/// Who sends the messages. It is called on the thread of the rules.
pub type Sender = Arc<dyn Fn(&DemoSms) + Send + Sync>;

/// What the rules are run with.
pub struct Setting {
    pub sessions: SessionLimits,
    /// Who sends messages; without one they wait in the store.
    pub sender: Option<Sender>,
    pub clock: Clock,
    pub log: Log,
}

/// A request, and where its answer goes; `None` where nothing of it was carried out.
type Job = (Request, oneshot::Sender<Option<Response>>);
type Check = oneshot::Sender<bool>;

/// The way to the rules.
pub struct Rules {
    jobs: Arc<Queue<Job>>,
    /// Beside the others: a server that has much to do is ready all the same.
    checks: mpsc::Sender<Check>,
    clock: Clock,
}

impl Rules {
    /// Begins, on that store. An empty one is filled. Their thread ends when nobody can ask any more, and says whether
    /// the log of the store was moved into its file.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn start(store: SqliteStore, setting: Setting) -> Result<(Self, JoinHandle<bool>), StoreError> {
        let jobs = Arc::new(Queue::new(WAITING));
        let waiting = Arc::clone(&jobs);
        let (checks, asked) = mpsc::channel(CHECKS);
        let (begun, outcome) = std::sync::mpsc::channel();
        let clock = setting.clock.clone();
        let thread = std::thread::Builder::new().name("rules".to_owned()).spawn(move || {
            let store = Rc::new(store);
            let backend = Backend::new(store.clone()).session_limits(setting.sessions).keeping();
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else {
                return false;
            };
            runtime.block_on(async {
                let mut health = Health { backend: &backend, store: &store, setting: &setting, wrote: None };
                let ready = health.ready().await;
                let works = ready.is_ok();
                if begun.send(ready).is_ok() && works {
                    work(&mut health, &waiting, asked).await;
                }
            });
            store.checkpoint().is_ok()
        });
        let thread = thread.map_err(|_| StoreError::Unavailable)?;
        outcome.recv().unwrap_or(Err(StoreError::Unavailable))?;
        Ok((Self { jobs, checks, clock }, thread))
    }

    /// Answers a request, in the turn of that lane.
    pub async fn answer(&self, lane: u64, request: Request) -> Response {
        let (reply, answer) = oneshot::channel();
        match self.jobs.put_within(TURN, lane, (request, reply)).await {
            // Somebody has less waiting: nothing of the other was carried out.
            Ok(Some((_, displaced))) => drop(displaced.send(None)),
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

    /// Whether the store answers, and can be written to, within a second.
    pub async fn ready(&self) -> bool {
        let (reply, answer) = oneshot::channel();
        self.checks.try_send(reply).is_ok()
            && matches!(tokio::time::timeout(Duration::from_secs(1), answer).await, Ok(Ok(true)))
    }
}

impl Drop for Rules {
    fn drop(&mut self) {
        self.jobs.close();
    }
}

async fn work(health: &mut Health<'_>, waiting: &Queue<Job>, mut asked: mpsc::Receiver<Check>) {
    let (backend, setting) = (health.backend, health.setting);
    let mut sweep = tokio::time::interval(SWEEP);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            Some(reply) = asked.recv() => drop(reply.send(health.ready().await.is_ok())),
            job = waiting.take() => match job {
                None => return,
                // Nobody waits for it any more: it was not begun, so it did not happen.
                Some((_, reply)) if reply.is_closed() => {}
                Some((request, reply)) => {
                    let sends = sends(&request);
                    drop(reply.send(Some(answer(backend, setting, request).await)));
                    if sends {
                        send(backend, setting).await;
                    }
                }
            },
            _ = sweep.tick() => tidy(backend, setting).await,
        }
    }
}

/// Whether a request may leave a message to be sent.
fn sends(request: &Request) -> bool {
    let path = request.path.split('?').next().unwrap_or_default();
    let row = Place::of(path).and_then(|place| place.row(request.method));
    row.is_some_and(|row| row.id == OperationId::StartVerification)
}

/// Whether the rules can answer.
struct Health<'r> {
    backend: &'r Backend,
    store: &'r SqliteStore,
    setting: &'r Setting,
    /// When the store was written to last to find out.
    wrote: Option<Instant>,
}

impl Health<'_> {
    async fn ready(&mut self) -> Result<(), StoreError> {
        let outcome = match self.setting.clock.moment() {
            Some(moment) => self.backend.ready(moment).await.and_then(|()| self.write()),
            None => Err(StoreError::Unavailable),
        };
        outcome.inspect_err(|why| failed(self.setting, *why))
    }

    /// Writes to the store: one that can only be read acknowledges nothing.
    fn write(&mut self) -> Result<(), StoreError> {
        if self.wrote.is_none_or(|wrote| wrote.elapsed() >= PROBED) {
            self.store.probe()?;
            self.wrote = Some(Instant::now());
        }
        Ok(())
    }
}

async fn answer(backend: &Backend, setting: &Setting, request: Request) -> Response {
    let Some(moment) = setting.clock.moment() else {
        return refusal(Problem::new(ProblemType::Unavailable), setting.clock.now());
    };
    let carried = contained(backend.handle(request, moment)).await;
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
