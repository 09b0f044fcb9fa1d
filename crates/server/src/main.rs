//! The server's command: see `server::args::HELP`.

use server::args::{self, Asked, Ends};
use server::clock::Clock;
use server::log::{self, Event, Log};
use server::serve::{self, Config};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::oneshot;

fn main() -> ExitCode {
    let (mut config, demo, ends) = match args::parse(std::env::args().skip(1)) {
        Ok(Asked::Serve { config, demo, ends }) => (config, demo, ends),
        Ok(Asked::Help) => {
            print(args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(why) => return failed(&why),
    };
    quiet_panics(Log::new(Clock::system(), log::stderr()));
    if demo {
        config.sender = Some(Arc::new(|message| {
            print(&format!("message to {}: {}\n", message.to, message.code));
        }));
    }
    match start(*config, ends) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => failed(&why),
    }
}

fn start(config: Config, ends: Ends) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|why| why.to_string())?;
    runtime.block_on(async {
        let told = asked_to_end(ends)?;
        serve::run(config, |address| print(&format!("http://{address}/\n")), told).await.map(|_| ())
    })
}

/// Waits until somebody wants the end. The signals are caught from now on.
fn asked_to_end(ends: Ends) -> Result<impl Future<Output = ()>, String> {
    #[cfg(unix)]
    let (mut asked, mut interrupted) = {
        use tokio::signal::unix::{SignalKind, signal};
        let of = |kind| signal(kind).map_err(|why| format!("signals: {why}"));
        (of(SignalKind::terminate())?, of(SignalKind::interrupt())?)
    };
    let (gone, input) = oneshot::channel();
    if ends.with_input {
        // A thread of its own: a read of standard input cannot be given up.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            let _ = gone.send(());
        });
    }
    let over = async move {
        match ends.after {
            Some(after) => tokio::time::sleep(after).await,
            None => std::future::pending().await,
        }
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = asked.recv() => {}
            _ = interrupted.recv() => {}
            Ok(()) = input => {}
            () = over => {}
        }
        #[cfg(not(unix))]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            Ok(()) = input => {}
            () = over => {}
        }
    })
}

/// A panic is logged by its place only: its message may quote what somebody sent.
fn quiet_panics(log: Log) {
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().unwrap_or(std::panic::Location::caller());
        log.say(Event::Panic { place: place.into() });
    }));
}

/// To standard output; whoever does not read it misses it.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn failed(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "citizen-server: {why}");
    ExitCode::FAILURE
}
