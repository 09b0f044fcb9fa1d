//! `cargo xtask conform`: the conformance kit, which is a program of its own so that this one stays small.

use crate::Failure;
use crate::run::cargo;
use std::process::{ExitCode, Stdio};

/// Runs the kit with these arguments, and ends as it ended.
///
/// # Errors
/// When it could not be started.
pub fn command(args: &[String]) -> Result<ExitCode, Failure> {
    let mut kit = cargo(&["run", "--quiet", "--package", "conform", "--"]);
    // It may ask for an SMS code.
    let ended = kit.args(args).stdin(Stdio::inherit()).status().map_err(|why| format!("the kit: {why}"))?;
    // 2 stands for "it was not run", also where a signal ended it.
    Ok(ExitCode::from(ended.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2)))
}
