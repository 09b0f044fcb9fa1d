//! The project's own commands: `cargo xtask help`.

mod bench;
mod build;
mod conform;
mod e2e;
mod embedders;
mod finish;
mod first;
mod native;
mod offline;
mod package;
mod run;
mod schemathesis;
mod serve;
mod size;
mod stage;
mod styles;
mod test;
mod tools;

use std::process::ExitCode;

use lexopt::Parser;

/// What went wrong, for a person to read.
type Failure = String;

/// How a command is carried out.
enum Run {
    /// It takes no arguments.
    Plain(fn() -> Result<(), Failure>),
    With(fn(&mut Parser) -> Result<(), Failure>),
}

/// A command.
struct Command {
    /// Its name, and what may follow it.
    call: &'static str,
    /// What it does, in some words.
    does: &'static str,
    /// What its help says besides.
    more: &'static str,
    run: Run,
}

use Run::{Plain, With};

const COMMANDS: [Command; 16] = [
    Command {
        more: "  --port N   the port: 8080; 0 is any that is free\n  \
               --open     opens it in the browser\n  \
               --dev      the development build, with #/gallery: every part in every state",
        ..command(
            "serve [--port N] [--open] [--dev]",
            "builds the app and serves it on this machine",
            With(serve::files),
        )
    },
    Command {
        more: "  --no-demo  without the demo's people, and shows no codes of messages\n\
               The other options are the server's: cargo run --package server -- --help",
        ..command(
            "server [--no-demo] [OPTIONS]",
            "the same with the reference backend behind it",
            With(serve::with_backend),
        )
    },
    command("test", "checks everything that CI checks", Plain(test::all)),
    Command {
        more: "  --dev      a development build instead, in target/dev-dist/",
        ..command("build [--dev]", "builds the release, in dist/", With(build::command))
    },
    command("package", "makes the release a package for npm, in target/package/", Plain(package::make)),
    command(
        "size",
        "weighs each file of the release against the budget",
        Plain(|| build::release().and_then(|()| size::report())),
    ),
    Command {
        more: "  --against FOLDER  beside the build in this folder\n  \
               --commit REV      beside the release of another commit, which is built in a worktree\n  \
               --peers           beside the same screens in React and in Vue\n  \
               --rounds N        how often: 5\n  \
               --way WAY         only with the backend embedded, or only with the server",
        ..command(
            "bench [OPTIONS]",
            "measures the release: bytes, paints, taps; a table, and target/bench.json",
            With(bench::command),
        )
    },
    command("native", "runs the native tests alone, with their coverage", Plain(test::native_alone)),
    command(
        "schemathesis",
        "tries the server alone, by Schemathesis with the contract",
        Plain(|| build::release().and_then(|()| schemathesis::try_server())),
    ),
    Command {
        more: "  FILTER     a part of the name of a file, or else of a test",
        ..command("e2e [FILTER]", "runs the end-to-end tests alone, against dist/", With(e2e::run))
    },
    command(
        "conform --url URL | --embedded",
        "tells whether a backend keeps the contract, case by case",
        With(|args| conform::program(&["--package", "conform"], args)),
    ),
    command(
        "adapter check FILE",
        "tells whether an adapter file can be used, and what it does",
        With(|args| conform::program(&["--package", "adapter", "--bin", "adapter"], args)),
    ),
    command("check", "checks the format, and runs clippy for this machine and for the browser", Plain(test::check)),
    command(
        "headers",
        "writes deploy/ anew from the policy in crates/headers/",
        Plain(|| headers::FILES.iter().try_for_each(|(path, text)| run::write(path, text()))),
    ),
    command(
        "embedders FOLDER [NAME|ORIGIN]...",
        "lets a build load the scripts of embedders, and pages hold it in a frame",
        With(embedders::command),
    ),
    command("doctor", "says which tools are there", Plain(tools::doctor)),
];

/// What Trunk calls: no command for people.
const FINISH: Command = command("finish", "finishes what Trunk has staged", Plain(finish::hook));

const fn command(call: &'static str, does: &'static str, run: Run) -> Command {
    Command { call, does, more: "", run }
}

impl Command {
    fn run(&self, args: &mut Parser) -> Result<(), Failure> {
        match self.run {
            With(does) => does(args),
            Plain(does) => match args.next().map_err(|why| why.to_string())? {
                None => does(),
                Some(arg) => Err(arg.unexpected().to_string()),
            },
        }
    }

    fn name(&self) -> &str {
        self.call.split(' ').next().unwrap_or_default()
    }

    /// Whether it is a program of its own, with its own help and exit codes. Paths among its arguments are the caller's.
    fn is_program(&self) -> bool {
        ["conform", "adapter"].contains(&self.name())
    }
}

fn help() -> String {
    let lines = COMMANDS.iter().map(|command| format!("  {:<34}{}\n", command.call, command.does));
    format!(
        "cargo xtask COMMAND\n\n{}\nEach installs what it needs and is not there; a second run does no work that is already \
         done.\ncargo xtask COMMAND --help says more.\n",
        lines.collect::<String>()
    )
}

fn main() -> ExitCode {
    let mut args = Parser::from_env();
    let name = args.raw_args().ok().and_then(|mut raw| raw.next()).unwrap_or_else(|| "help".into());
    // `hosts` is the old name.
    let name = if name == "hosts" { "embedders".into() } else { name };
    let Some(command) = COMMANDS.iter().chain([&FINISH]).find(|command| name == command.name()) else {
        let asked = ["help", "--help", "-h"].iter().any(|word| name == *word);
        if asked {
            print!("{}", help());
            return ExitCode::SUCCESS;
        }
        eprintln!("xtask: there is no command `{}`\n\n{}", name.display(), help());
        return ExitCode::FAILURE;
    };
    let asked = || std::env::args_os().skip(2).any(|arg| arg == "--help" || arg == "-h");
    if !command.is_program() && asked() {
        println!("cargo xtask {}: {}\n{}", command.call, command.does, command.more);
        return ExitCode::SUCCESS;
    }
    let ready = if command.is_program() { Ok(()) } else { run::own().and_then(|_| run::at_root()) };
    match ready.and_then(|()| command.run(&mut args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask {}: {why}", command.name());
            // The kit says 2 where nothing was tried.
            ExitCode::from(if command.is_program() { 2 } else { 1 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, Plain, command};
    use lexopt::Parser;

    #[test]
    fn commands_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = COMMANDS.iter().map(super::Command::name).collect();
        assert_eq!(names.len(), COMMANDS.len());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let called = |name: &str, args: &[&str]| {
            let command = COMMANDS.iter().find(|command| command.name() == name).unwrap();
            command.run(&mut Parser::from_args(args.iter())).unwrap_err()
        };
        for (name, args, word) in [
            ("serve", &["--prot", "1"][..], "--prot"),
            ("serve", &["--port", "x"], "--port"),
            ("serve", &["--port"], "--port"),
            ("serve", &["folder"], "folder"),
            ("build", &["--fast"], "--fast"),
            ("e2e", &["one", "two"], "two"),
            ("embedders", &[], "folder"),
            ("test", &["--all"], "--all"),
        ] {
            let why = called(name, args);
            assert!(why.contains(word), "{name} {args:?}: {why}");
        }
        assert_eq!(command("", "", Plain(|| Ok(()))).run(&mut Parser::from_args::<[&str; 0]>([])), Ok(()));
    }
}
