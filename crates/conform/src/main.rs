//! `cargo xtask conform`: the kit's command line.

use conform::command::{HELP, Options, execute};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.is_empty() {
        println!("{HELP}");
        return ExitCode::from(2);
    }
    match Options::parse(args.into_iter()).and_then(|options| pollster::block_on(execute(options))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("conform: {why}");
            ExitCode::from(2)
        }
    }
}
