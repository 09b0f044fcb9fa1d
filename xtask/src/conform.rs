//! `cargo xtask conform` and `cargo xtask adapter`: the conformance kit, and what tries a map. Both are programs of their
//! own so that this one stays small.

use std::process::Stdio;

use lexopt::Parser;

use crate::Failure;
use crate::run::cargo;

/// Runs the kit, or what tries a map, with these arguments, and ends as it ended.
///
/// # Errors
/// When it could not be started.
pub fn program(which: &[&str], args: &mut Parser) -> Result<(), Failure> {
    let mut program = cargo(&["run", "--quiet"]);
    // The kit may ask for an SMS code.
    program.args(which).arg("--").args(args.raw_args().map_err(|why| why.to_string())?).stdin(Stdio::inherit());
    let ended = program.status().map_err(|why| format!("{}: {why}", which.join(" ")))?;
    // 2 stands for "it was not run", also where a signal ended it.
    if ended.success() { Ok(()) } else { std::process::exit(ended.code().unwrap_or(2)) }
}
