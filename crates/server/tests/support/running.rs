//! A server in this very process, with a clock that is moved by hand and a log that is kept.

use super::{Folder, build};
use backend::testing::START;
use clap::Parser;
use contract::values::Instant;
use server::args::Args;
use server::clock::Clock;
use server::log::Log;
use server::serve::{self, Config};
use server::store::Keys;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// A running server.
pub struct Running {
    pub address: SocketAddr,
    pub folder: Arc<Folder>,
    pub db: PathBuf,
    now: Arc<AtomicI64>,
    lines: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<bool, String>>>,
}

impl Running {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// One that is set up otherwise.
    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Arc::new(Folder::new()), change)
    }

    /// One in that folder, which may hold another's store.
    pub fn on(folder: Arc<Folder>, change: impl FnOnce(&mut Config)) -> Self {
        let now = Arc::new(AtomicI64::new(START.ms()));
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (clock, kept) = (Arc::clone(&now), Arc::clone(&lines));
        let clock = Clock::fixed(move || clock.load(Ordering::SeqCst));
        let log = Log::new(clock.clone(), Arc::new(move |line| kept.lock().unwrap().push(line.to_owned())));
        let args = ["citizen-server", "--port", "0", "--tries-per-minute", "10000", "--stop-seconds", "5"];
        let mut config = Args::parse_from(args).config().unwrap();
        (config.db, config.dist) = (folder.join("citizen.db"), build(&folder));
        (config.silence, config.clock, config.log) = (Duration::from_secs(5), clock, log);
        (config.key, config.demo) = (Keys::beside(&config.db), true);
        change(&mut config);
        let db = config.db.clone();
        let (stop, stopped) = oneshot::channel();
        let (told, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let listening = move |address| told.send(address).unwrap();
            runtime.block_on(serve::run(config, listening, async {
                let _ = stopped.await;
            }))
        });
        let Ok(address) = address.recv() else { panic!("{:?}", thread.join().unwrap()) };
        Self { address, folder, db, now, lines, stop: Some(stop), thread: Some(thread) }
    }

    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// The time, by the server's clock.
    pub fn now(&self) -> Instant {
        Instant::from_ms(self.now.load(Ordering::SeqCst))
    }

    /// All that was logged.
    pub fn log(&self) -> String {
        self.lines.lock().unwrap().join("\n")
    }

    /// Asks for the end without waiting for it.
    pub fn ask_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Ends it; whether it was clean.
    pub fn stop(&mut self) -> bool {
        self.ask_to_stop();
        self.thread.take().is_none_or(|thread| thread.join().unwrap().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ask_to_stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
