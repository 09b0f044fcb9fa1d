//! `cargo xtask serve` and `cargo xtask server`: the server's program, with the app's files alone or with the reference
//! backend behind them.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use lexopt::{Arg, Parser, ValueExt as _};

use crate::Failure;
use crate::build::{self, DEV_DIST, DIST};
use crate::run::{self, patient_cargo, program};

/// Tries to sign in, a minute, where only this machine gets in: more than a run of the conformance kit needs, which
/// would wait for seven minutes at what is right for a deployment.
const TRIES: &str = "600";
/// What lets others in, or says how many tries there are.
const OTHERWISE: [&str; 4] = ["--listen", "--origin", "--behind-proxy", "--tries-per-minute"];

/// `cargo xtask serve`: builds, and serves the files alone.
///
/// # Errors
/// What is wrong with the arguments, the build or the port.
pub fn files(args: &mut Parser) -> Result<(), Failure> {
    let (mut port, mut opens, mut dev) = (8080_u16, false, false);
    while let Some(arg) = args.next().map_err(|why| why.to_string())? {
        match arg {
            Arg::Long("open") => opens = true,
            Arg::Long("dev") => dev = true,
            Arg::Long("port") => {
                let number = args.value().and_then(|text| text.parse());
                port = number.map_err(|why| format!("--port: {why}"))?;
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    let (dist, app): (_, fn() -> Result<(), Failure>) =
        if dev { (DEV_DIST, build::development) } else { (DIST, build::release) };
    let server = beside(app)?;
    let args = ["--static", "--with-input", "--dist", dist, "--port", &port.to_string()];
    // It ends when its standard input does: with this program, however that ends.
    let mut child = program(server, &args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let child = child.as_mut().map_err(|why| format!("the server: {why}"))?;
    let mut lines = child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(Result::ok);
    if let Some(url) = lines.next() {
        println!("Serving {dist}/ at {url} (Ctrl-C stops it)");
        if opens {
            open(&url);
        }
        lines.for_each(|line| println!("{line}"));
    }
    let status = child.wait().map_err(|why| format!("the server: {why}"))?;
    if status.success() { Ok(()) } else { Err(format!("the server ended ({status})")) }
}

/// `cargo xtask server`: builds, and becomes the server. All but `--no-demo` is the server's own: `citizen-server --help`
/// explains it.
///
/// # Errors
/// When one of them cannot be built.
pub fn with_backend(args: &mut Parser) -> Result<(), Failure> {
    let args: Vec<_> = args.raw_args().map_err(|why| why.to_string())?.collect();
    let mut server = Command::new(beside(build::release)?);
    server.args(arguments(&args));
    println!("== the reference backend, and {DIST}/ (Ctrl-C stops it)");
    become_it(&mut server)
}

/// Builds the app, and the server beside it: for a while the app's keeps only one processor busy.
///
/// # Errors
/// When one of them cannot be built.
pub fn beside(app: fn() -> Result<(), Failure>) -> Result<PathBuf, Failure> {
    std::thread::scope(|scope| {
        let server = scope.spawn(build);
        app()?;
        server.join().unwrap_or_else(|_| Err("the build of the server panicked".to_owned()))
    })
}

/// Builds the server alone, if it is not built yet, and says where it is. In the profile of the tests: most of it is
/// compiled for them anyway, and its database with optimisation is half a minute's work.
///
/// # Errors
/// When it does not compile.
pub fn build() -> Result<PathBuf, Failure> {
    run::run(&mut patient_cargo(&["build", "--quiet", "--package", "server"]))?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    Ok(run::absolute(folder.join(format!("debug/citizen-server{}", std::env::consts::EXE_SUFFIX))))
}

/// The server's arguments. It has the demo's people and shows the codes of messages unless it is told not to: nobody sends
/// them here. As
/// long as it is for this machine alone, somebody may also try to sign in as often as tests do.
fn arguments(given: &[OsString]) -> Vec<OsString> {
    let mut all: Vec<OsString> = vec!["--dist".into(), DIST.into()];
    if !given.iter().any(|arg| arg == "--no-demo") {
        all.push("--demo".into());
        if !OTHERWISE.iter().any(|name| given.iter().any(|arg| arg == name)) {
            all.extend(["--tries-per-minute".into(), TRIES.into()]);
        }
    }
    all.extend(given.iter().filter(|arg| *arg != "--no-demo").cloned());
    all
}

/// Goes on as that program, so that a signal ends the server and not only who has started it.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<(), Failure> {
    let why = std::os::unix::process::CommandExt::exec(command);
    Err(format!("the server: {why}"))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<(), Failure> {
    run::run(command)
}

/// Opens an address in the person's browser, if there is one.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = program(opener, &[url]);
    if command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        println!("No browser could be opened from here: open the address by hand.");
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;
    use std::ffi::OsString;

    fn args(given: &[&str]) -> String {
        let given: Vec<OsString> = given.iter().map(Into::into).collect();
        arguments(&given).iter().map(|arg| arg.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn codes_are_shown_unless_somebody_says_no() {
        assert_eq!(args(&["--tries-per-minute", "6"]), "--dist dist --demo --tries-per-minute 6");
        assert_eq!(args(&["--port", "0", "--no-demo", "--db", "a.db"]), "--dist dist --port 0 --db a.db");
    }

    #[test]
    fn tries_are_many_only_where_nobody_else_gets_in() {
        assert_eq!(args(&[]), "--dist dist --demo --tries-per-minute 600");
        assert_eq!(args(&["--no-demo"]), "--dist dist");
        for more in [
            &["--listen", "0.0.0.0", "--origin", "https://a.example"][..],
            &["--origin", "https://a.example"],
            &["--behind-proxy"],
        ] {
            assert_eq!(args(more), format!("--dist dist --demo {}", more.join(" ")));
        }
    }
}
