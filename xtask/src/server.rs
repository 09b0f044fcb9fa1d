//! `cargo xtask server`: the reference backend as a server, with the release of the app in front of it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::run::{self, cargo};
use crate::{Failure, build};

/// Builds both, and becomes the server. All but `--no-demo` is the server's own: `citizen-server --help` explains it.
pub fn command(args: &[String]) -> Result<(), Failure> {
    build::release()?;
    println!("== the reference backend, and dist/ (Ctrl-C stops it)");
    become_it(&mut server(args))
}

/// The profile of the workspace that it is built with.
const PROFILE: &str = "server";
/// Tries to sign in, a minute, where only this machine gets in: more than a run of the conformance kit needs, which
/// would wait for seven minutes at what is right for a deployment.
const TRIES: &str = "600";
/// What lets others in, or says how many tries there are.
const OTHERWISE: [&str; 4] = ["--listen", "--origin", "--behind-proxy", "--tries-per-minute"];

/// Builds the server alone, if it is not built yet, and says where it is: for tests, which start it many times over.
pub fn program() -> Result<PathBuf, Failure> {
    run::run(&mut cargo(&["build", "--quiet", "--profile", PROFILE, "--package", "server"]))?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let name = format!("citizen-server{}", std::env::consts::EXE_SUFFIX);
    Ok(run::root().join(folder).join(PROFILE).join(name))
}

/// The server with these arguments. It shows the codes of messages unless it is told not to: nobody sends them here. As
/// long as it is for this machine alone, somebody may also try to sign in as often as tests do.
fn server(args: &[String]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--profile", PROFILE, "--package", "server", "--"]);
    command.args(["--dist", build::DIST]);
    if !args.iter().any(|arg| arg == "--no-demo") {
        command.arg("--demo");
        if !args.iter().any(|arg| OTHERWISE.contains(&arg.as_str())) {
            command.args(["--tries-per-minute", TRIES]);
        }
    }
    command.args(args.iter().filter(|arg| *arg != "--no-demo"));
    command.stdin(Stdio::inherit());
    command
}

/// Goes on as that program, so that a signal ends the server and not only who has started it.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<(), Failure> {
    let why = std::os::unix::process::CommandExt::exec(command);
    Err(format!("cargo: {why}"))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<(), Failure> {
    run::run(command)
}

#[cfg(test)]
mod tests {
    use super::server;

    fn args(given: &[&str]) -> String {
        let given: Vec<_> = given.iter().map(|arg| (*arg).to_owned()).collect();
        let all = server(&given);
        let all: Vec<_> = all.get_args().map(|arg| arg.to_string_lossy()).collect();
        all.join(" ").split_once("-- ").unwrap().1.to_owned()
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
