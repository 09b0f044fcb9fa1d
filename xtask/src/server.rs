//! `cargo xtask server`: the reference backend as a server, with the release of the app in front of it.

use std::process::{Command, Stdio};

use crate::Failure;
use crate::build;
use crate::run::cargo;

/// Builds both, and becomes the server. All but `--no-demo` is the server's own: `citizen-server --help` explains it.
pub fn command(args: &[String]) -> Result<(), Failure> {
    build::release()?;
    println!("== the reference backend, and dist/ (Ctrl-C stops it)");
    become_it(&mut server(args))
}

/// The server with these arguments. It shows the codes of messages unless it is told not to: nobody sends them here.
fn server(args: &[String]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--profile", "server", "--package", "server", "--"]);
    command.args(["--dist", build::DIST]);
    if !args.iter().any(|arg| arg == "--no-demo") {
        command.arg("--demo");
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
    crate::run::run(command)
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
        assert_eq!(args(&[]), "--dist dist --demo");
        assert_eq!(args(&["--port", "0", "--no-demo", "--db", "a.db"]), "--dist dist --port 0 --db a.db");
    }
}
