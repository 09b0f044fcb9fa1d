//! `cargo xtask conform` and `cargo xtask adapter`: the conformance kit, and what tries a map. Both are programs of their
//! own so that this one stays small.

use crate::Failure;
use crate::run::cargo;
use std::process::{ExitCode, Stdio};

/// Runs the kit with these arguments, and ends as it ended.
///
/// # Errors
/// When it could not be started.
pub fn command(args: &[String]) -> Result<ExitCode, Failure> {
    program(&["--package", "conform"], args)
}

/// Runs what tries a map.
///
/// # Errors
/// When it could not be started.
pub fn adapter(args: &[String]) -> Result<ExitCode, Failure> {
    program(&["--package", "adapter", "--bin", "adapter"], args)
}

fn program(which: &[&str], args: &[String]) -> Result<ExitCode, Failure> {
    let mut program = cargo(&["run", "--quiet"]);
    // The kit may ask for an SMS code.
    let ended = program.args(which).arg("--").args(args).stdin(Stdio::inherit()).status();
    let ended = ended.map_err(|why| format!("{}: {why}", which.join(" ")))?;
    // 2 stands for "it was not run", also where a signal ended it.
    Ok(ExitCode::from(ended.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2)))
}
