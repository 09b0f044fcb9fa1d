//! The server's command: see [`server::args::Args`].

use clap::Parser;
use server::args::Args;
use server::clock::Clock;
use server::log::{self, Log};
use server::serve;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(asked) => {
            let _ = asked.print();
            return if asked.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    match start(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(std::io::stderr().lock(), "citizen-server: {why}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: &Args) -> Result<(), String> {
    let mut config = args.config()?;
    if args.unlock {
        return unlock(&config);
    }
    Log::new(Clock::system(), log::stderr()).take_panics();
    if args.demo {
        config.sender = Some(Arc::new(|message| {
            print(&format!("message to {}: {}\n", message.to, message.code));
        }));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|why| why.to_string())?;
    runtime.block_on(async {
        let told = asked_to_end(args)?;
        serve::run(config, |address| print(&format!("http://{address}/\n")), told).await.map(|_| ())
    })
}

/// Opens what is locked for the person whose ID number comes by standard input: on a command line it would be seen.
fn unlock(config: &serve::Config) -> Result<(), String> {
    let mut number = String::new();
    std::io::stdin().read_line(&mut number).map_err(|why| why.to_string())?;
    if !serve::unlock(config, &number)? {
        return Err("nobody has this number".to_owned());
    }
    print("unlocked\n");
    Ok(())
}

/// Waits until somebody wants the end. The signals are caught from now on.
fn asked_to_end(args: &Args) -> Result<impl Future<Output = ()> + use<>, String> {
    #[cfg(unix)]
    let (mut asked, mut interrupted) = {
        use tokio::signal::unix::{SignalKind, signal};
        let of = |kind| signal(kind).map_err(|why| format!("signals: {why}"));
        (of(SignalKind::terminate())?, of(SignalKind::interrupt())?)
    };
    let (gone, input) = oneshot::channel();
    if args.with_input {
        // A thread of its own: a read of standard input cannot be given up.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            let _ = gone.send(());
        });
    }
    let after = args.end_after_seconds;
    let over = async move {
        match after {
            Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
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

/// To standard output; nothing is kept of it.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
