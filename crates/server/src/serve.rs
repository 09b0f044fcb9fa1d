//! The server's life: from the first connection to the last.

use crate::api::{Rates, Tries};
use crate::app::{self, App, Peer, Web};
use crate::clock::Clock;
use crate::connection::converse;
use crate::files::{Builds, Dropped};
use crate::limit::{Buckets, Rate};
use crate::log::{Event, Log, Security};
use crate::network::Network;
use crate::people::People;
use crate::places::{Place, Places};
use crate::rules::{Rules, Sender, Setting};
use crate::site::Site;
use crate::store::{OpenError, SealedStore};
use axum::Extension;
use backend::store::StoreError;
use backend::{Backend, SessionLimits};
use contract::values::IdNumber;
use futures_util::FutureExt as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How long the system is given when it has no room for another connection.
const BREATHER: Duration = Duration::from_millis(100);
/// What somebody is told who has as many connections as one network may have; after how long, as who is refused at once
/// comes back at once; how long that may take, and to how many at a time it is said: others are told nothing.
const REFUSED: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const HELD: Duration = Duration::from_millis(500);
const FAREWELL: Duration = Duration::from_secs(1);
const FAREWELLS: usize = 256;
/// How often the log says of one network that it has too many connections.
const SAID: Rate = Rate { burst: 1, per_minute: 1 };

/// What somebody is told who has put a proxy in front and has not said which.
const ADVICE: &str = "--behind-proxy lists no proxy: X-Forwarded-For is not read, and all clients count as one";

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
    /// Connections of one network at a time; its others are refused.
    pub per_network: usize,
    /// Who sends messages.
    pub sender: Option<Sender>,
    /// How long a request's head, its body, or the next request is waited for; and somebody to take an answer.
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
    let door = Door {
        places: Places::new(config.connections, config.per_network),
        site: config.site.clone(),
        farewells: Arc::new(Semaphore::new(FAREWELLS)),
        log: log.clone(),
        clock: config.clock.clone(),
    };
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
    if door.site.lacks_proxies() {
        log.say(Event::ProxiesMissing { advice: ADVICE });
    }
    log.say(Event::Listening { address });
    listening(address);

    let (closing, closed) = watch::channel(false);
    let mut connections = JoinSet::new();
    door.accept(&listener, &mut connections, stop, |stream, peer, place| {
        let service = router.clone().layer(Extension(Peer(peer)));
        converse(stream, service, silence, closed.clone(), place)
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
    let site = config.site.clone();
    let untrusted = AtomicBool::new(false);
    Ok(Web { builds, dropped, site, untrusted, clock: config.clock.clone(), log: config.log.clone() })
}

/// Starts the rules on that store.
fn api(config: Config, store: SealedStore) -> Result<(App, JoinHandle<bool>), StoreError> {
    let (clock, log) = (config.clock.clone(), config.log.clone());
    let Config { sessions, sender, demo, .. } = config;
    let setting = Setting { sessions, sender, demo, clock: config.clock, log: config.log };
    let (rules, thread) = Rules::start(store, setting)?;
    let (tries, people) = (Tries::new(config.rates), People::new());
    Ok((App { site: config.site, rules, tries, people, silence: config.silence, clock, log }, thread))
}

/// Where connections come in.
struct Door {
    places: Arc<Places>,
    site: Site,
    farewells: Arc<Semaphore>,
    log: Log,
    clock: Clock,
}

impl Door {
    /// Lets connections in, each when there is a place for it, until `stop`.
    async fn accept<C: Future<Output = ()> + Send + 'static>(
        &self,
        listener: &TcpListener,
        connections: &mut JoinSet<()>,
        stop: impl Future<Output = ()>,
        converse: impl Fn(TcpStream, SocketAddr, Place) -> C,
    ) {
        let mut stop = pin!(stop);
        let mut said = Buckets::new(SAID, 1024);
        // One that has come and waits for its place.
        let mut waiting: Option<(TcpStream, SocketAddr)> = None;
        loop {
            let next = async {
                if waiting.is_none() {
                    waiting = Some(listener.accept().await?);
                }
                let peer = waiting.as_ref().map(|(_, peer)| peer.ip());
                let network = peer.filter(|peer| !self.site.proxies.has(*peer)).map(Network::from);
                Ok::<_, std::io::Error>((self.places.take(network).await, network))
            };
            let next = tokio::select! {
                biased;
                () = &mut stop => return,
                Some(_) = connections.join_next() => continue,
                next = next => next,
            };
            match (next, waiting.take()) {
                (Ok((Some(place), _)), Some((stream, peer))) => drop(connections.spawn(converse(stream, peer, place))),
                (Ok((None, network)), Some((stream, _))) => {
                    if network.is_some_and(|network| said.take(&network, self.clock.steady_ms()).is_ok()) {
                        let network = network.map(|network| self.log.network(network));
                        let name = Security::ConnectionsExceeded;
                        self.log.say(Event::Security { name, request_id: None, network, subject: None, tried: None });
                    }
                    if let Ok(permit) = Arc::clone(&self.farewells).try_acquire_owned() {
                        connections.spawn(async move {
                            tokio::time::sleep(HELD).await;
                            let _ = tokio::time::timeout(FAREWELL, refuse(stream)).await;
                            drop(permit);
                        });
                    }
                }
                _ => tokio::time::sleep(BREATHER).await,
            }
        }
    }
}

/// Says that there are too many. What has come is read first: who closes with something unread takes the answer away.
async fn refuse(mut stream: TcpStream) {
    let mut sink = [0; 1024];
    if stream.write_all(REFUSED).await.is_ok() && stream.shutdown().await.is_ok() {
        while stream.read(&mut sink).await.is_ok_and(|count| count > 0) {}
    }
}
