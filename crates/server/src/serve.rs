//! The server's life: from the first connection to the last.

use crate::api::{Rates, Tries};
use crate::app::{self, App, Peer, Web};
use crate::clock::Clock;
use crate::files::{Builds, Dropped};
use crate::log::{Event, Log};
use crate::rules::{Rules, Sender, Setting};
use crate::site::Site;
use crate::store::{OpenError, SealedStore};
use axum::{Extension, Router};
use backend::store::StoreError;
use backend::{Backend, SessionLimits};
use contract::values::IdNumber;
use futures_util::FutureExt as _;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Connections at a time, unless something else is asked for: a process may have 1024 files open.
pub const CONNECTIONS: usize = 512;
/// How long a connection is kept where others wait for its place.
const SHARE: Duration = Duration::from_secs(1);
/// The bytes of a request's head.
const HEAD: usize = 16 * 1024;
/// How long a connection may last: none is so long at work, so it ends between two requests.
const LIFETIME: Duration = Duration::from_mins(10);
/// How long the system is given when it has no room for another connection.
const BREATHER: Duration = Duration::from_millis(100);

/// What the server is started with.
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Whether the app's files are served alone: no store is opened, there is no API, and a build is followed.
    pub files_only: bool,
    /// The file of the store.
    pub db: PathBuf,
    /// The file of the key to it.
    pub key: PathBuf,
    /// Whether the demo's people are in it.
    pub demo: bool,
    /// The folder of the app's build.
    pub dist: PathBuf,
    /// The folder of files for domain verification.
    pub files: Option<PathBuf>,
    /// The app's `config.json`; without it one that names this server, or the build's own where files are served alone.
    pub config: Option<String>,
    /// Its own place.
    pub site: Site,
    /// How long sessions last.
    pub sessions: SessionLimits,
    /// How often somebody may try to sign in.
    pub rates: Rates,
    /// Connections at a time; others wait for the place of one that has had it for a second.
    pub connections: usize,
    /// Who sends messages.
    pub sender: Option<Sender>,
    /// How long a request's head, its body, or the next request is waited for.
    pub silence: Duration,
    /// How long requests that have begun are waited for at the end.
    pub patience: Duration,
    /// Time and chance.
    pub clock: Clock,
    /// The log.
    pub log: Log,
}

/// Serves until `stop`. `listening` is told the address. Whether everything that had begun was finished.
///
/// # Errors
/// Why it could not begin, for a person to read.
pub async fn run(
    config: Config,
    listening: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<bool, String> {
    let log = config.log.clone();
    let (silence, patience, listen) = (config.silence, config.patience, config.listen);
    let places = Arc::new(Semaphore::new(config.connections));
    // First the address: who cannot have it leaves the store alone.
    let listener = TcpListener::bind(listen).await.map_err(|why| format!("{listen}: {why}"))?;
    let address = listener.local_addr().map_err(|why| format!("{listen}: {why}"))?;
    let db = config.db.display().to_string();
    let open = || SealedStore::open(&config.db, &config.key).map_err(|why| format!("{db}: {why}"));
    let store = (!config.files_only).then(open).transpose()?;
    let web = web(&config)?;
    let demo = config.demo;
    let api = store.map(|store| {
        api(config, store).map_err(|why| match (why, demo) {
            // The file was read: what is in it is not what was asked for.
            (StoreError::Corrupt, false) => format!("{db}: it was made with --demo, for a trial, or is damaged"),
            (StoreError::Corrupt, true) => format!("{db}: it was made without --demo, or is damaged"),
            _ => format!("{db}: {}", OpenError::Store(why)),
        })
    });
    let (app, thread) = api.transpose()?.unzip();
    let router = app::router(web, app);
    log.say(Event::Listening { address });
    listening(address);

    let (closing, closed) = watch::channel(false);
    let mut connections = JoinSet::new();
    accept(&listener, &places, &mut connections, stop, |stream, peer| {
        let service = router.clone().layer(Extension(Peer(peer)));
        converse(stream, service, silence, closed.clone(), Arc::clone(&places))
    })
    .await;
    log.say(Event::Stopping);
    drop((listener, router));
    let _ = closing.send(true);
    let all = async { while connections.join_next().await.is_some() {} };
    let finished = tokio::time::timeout(patience, all).await.is_ok();
    connections.shutdown().await;
    // Nobody can ask any more: the rules finish what they have, and end.
    let ended = move || thread.is_none_or(|thread| thread.join().unwrap_or(false));
    let moved = tokio::task::spawn_blocking(ended).await.unwrap_or(false);
    log.say(Event::Stopped { clean: finished && moved });
    Ok(finished && moved)
}

/// Opens what wrong answers have locked for the person with that ID number; whether there is one.
///
/// # Errors
/// Why the store cannot be used, for a person to read.
pub fn unlock(config: &Config, id_number: &str) -> Result<bool, String> {
    let db = config.db.display();
    let Ok(number) = IdNumber::parse(id_number, config.clock.now().china_date()) else { return Ok(false) };
    let store = SealedStore::open(&config.db, &config.key).map_err(|why| format!("{db}: {why}"))?;
    let done = Backend::new(Rc::new(store)).unlock(number.as_str()).now_or_never();
    done.unwrap_or(Err(StoreError::Unavailable)).map_err(|why| format!("{db}: {}", OpenError::Store(why)))
}

fn web(config: &Config) -> Result<Web, String> {
    let (given, tls) = (config.config.as_deref(), config.site.is_secure());
    let load = if config.files_only { Builds::followed } else { Builds::fixed };
    let builds = load(&config.dist, given, tls)?;
    let open = |folder: &PathBuf| Dropped::new(folder).map_err(|why| format!("{}: {why}", folder.display()));
    let dropped = config.files.as_ref().map(open).transpose()?;
    Ok(Web { builds, dropped, clock: config.clock.clone(), log: config.log.clone() })
}

/// Starts the rules on that store.
fn api(config: Config, store: SealedStore) -> Result<(App, JoinHandle<bool>), StoreError> {
    let clock = config.clock.clone();
    let Config { sessions, sender, demo, log, .. } = config;
    let setting = Setting { sessions, sender, demo, clock: config.clock, log };
    let (rules, thread) = Rules::start(store, setting)?;
    Ok((App { site: config.site, rules, tries: Tries::new(config.rates), silence: config.silence, clock }, thread))
}

/// Lets connections in, each when there is a place for it, until `stop`.
async fn accept<C: Future<Output = ()> + Send + 'static>(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    connections: &mut JoinSet<()>,
    stop: impl Future<Output = ()>,
    converse: impl Fn(TcpStream, SocketAddr) -> C,
) {
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            biased;
            () = &mut stop => return,
            Some(_) = connections.join_next() => {}
            (place, accepted) = next => match accepted {
                Ok((stream, peer)) => {
                    let conversation = converse(stream, peer);
                    connections.spawn(async move {
                        conversation.await;
                        drop(place);
                    });
                }
                Err(_) => tokio::time::sleep(BREATHER).await,
            },
        }
    }
}

/// Answers one request after another on a connection. One that breaks concerns only its other end.
async fn converse(
    stream: TcpStream,
    router: Router,
    silence: Duration,
    mut closed: watch::Receiver<bool>,
    places: Arc<Semaphore>,
) {
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also for the time between two requests: the head of the next one is waited for from then on.
        .header_read_timeout(silence)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.changed() => {}
        () = tokio::time::sleep(LIFETIME) => {}
        () = wanted(&places) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(LIFETIME, connection).await;
}

/// Waits until a connection has had its share and its place is wanted by others: without that, those who come first and
/// never stop asking would keep everybody else out, and who asks for `/healthz` too.
async fn wanted(places: &Semaphore) {
    loop {
        tokio::time::sleep(SHARE).await;
        if places.available_permits() == 0 {
            return;
        }
    }
}
