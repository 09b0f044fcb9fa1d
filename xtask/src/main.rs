//! The project's own commands: `cargo xtask help`.

mod build;
mod conform;
mod cover;
mod embedders;
mod finish;
mod native;
mod package;
mod run;
mod schemathesis;
mod serve;
mod server;
mod size;
mod test;
mod tools;

use std::process::ExitCode;

/// What went wrong, for a person to read.
type Failure = String;

const HELP: &str = "\
cargo xtask serve [--port N] [--open] [--dev]   build, and serve on this machine
cargo xtask server [--port N] [--db FILE] [--files DIR] [--no-demo]
                                                build, and serve with the reference backend on a SQLite file
cargo xtask test                                everything that CI checks
cargo xtask build [--dev]                       the release in dist/ (a development build in target/dev-dist/)
cargo xtask package                             the release as a package for npm, in target/package/
cargo xtask size                                bytes of each file of the release, against the budget
cargo xtask native                              the native tests alone, with their coverage
cargo xtask schemathesis                        the server alone, by Schemathesis with the contract
cargo xtask e2e [filter]                        the end-to-end tests alone, against dist/
cargo xtask conform --url URL | --embedded      whether a backend keeps the contract, case by case
cargo xtask adapter check FILE                  whether an adapter file can be used, and what it does
cargo xtask check                               format, and clippy for this machine and for the browser
cargo xtask headers                             writes deploy/ anew from the policy in headers/
cargo xtask embedders FOLDER NAME|ORIGIN...     lets a build load the scripts of embedders, and pages hold it in a frame
cargo xtask doctor                              which tools are there

Each installs what it needs and is not there. A second run does no work that is already done.";

fn main() -> ExitCode {
    if let Some(code) = cover::as_compiler() {
        return code;
    }
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("help", &[][..]), |(c, r)| (c.as_str(), r));
    // They have exit codes of their own, and paths among their arguments are the caller's.
    if command == "conform" || command == "adapter" {
        let run = if command == "conform" { conform::command } else { conform::adapter };
        return run(rest).unwrap_or_else(|why| {
            eprintln!("xtask: {why}");
            ExitCode::from(2)
        });
    }
    let done = run::own().and_then(|_| run::at_root()).and_then(|()| match command {
        "serve" => serve::command(rest),
        "server" => server::command(rest),
        "static" => serve::bounded(rest),
        "test" => test::all(),
        "build" => build::command(rest),
        "package" => package::command(),
        "size" => build::release().and_then(|()| size::report()),
        "e2e" => test::e2e(rest),
        "check" => test::check(),
        "native" => test::native_alone(),
        "schemathesis" => build::release().and_then(|()| schemathesis::try_server()),
        "headers" => headers::FILES.iter().try_for_each(|(path, text)| run::write(path, text())),
        // `hosts` is the old name.
        "embedders" | "hosts" => embedders::command(rest),
        "doctor" => tools::doctor(),
        "finish" => finish::hook(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{HELP}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
