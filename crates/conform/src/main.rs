//! `cargo xtask conform`: the kit's command line.

use clap::Parser;
use conform::command::{Options, execute};
use std::process::ExitCode;

fn main() -> ExitCode {
    // What is wrong with the arguments ends it with 2: it was not run.
    match pollster::block_on(execute(Options::parse())) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("conform: {why}");
            ExitCode::from(2)
        }
    }
}
