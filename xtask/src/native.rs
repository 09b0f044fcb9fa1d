//! The native tests, by `cargo llvm-cov`: once, with the lines counted that they run.

use std::process::Command;

use crate::run::{self, cargo};
use crate::{Failure, tools};

/// Crates whose rules have to be right, with the lines of each that must have run, in per cent.
const LIMITS: [(&str, &str); 3] = [("journey", "98"), ("backend", "97"), ("server", "96")];
/// What of them only a browser or a command runs. Folders and files of tests are left out by themselves.
const APART: &str =
    r"crates/backend/src/(testing\.rs|(bin|worker)/)|crates/journey/src/bench/|crates/server/src/main\.rs$";

/// Compiles them all: each only says which tests it has.
///
/// # Errors
/// When one does not compile.
pub fn compile() -> Result<(), Failure> {
    let (ok, text) = run::output(tests()?.args(["--", "--list"]))?;
    if ok { Ok(()) } else { Err(text) }
}

/// Compiles and runs them all; nothing is reported yet.
///
/// # Errors
/// When a tool is missing.
pub fn tests() -> Result<Command, Failure> {
    // What was counted before would count again.
    run::run(llvm_cov()?.args(["clean", "--profraw-only"]))?;
    let mut tests = llvm_cov()?;
    tests.args(["test", "--no-report", "--no-fail-fast", "--workspace", "--quiet"]);
    Ok(tests)
}

/// Prints the lines that ran, of those there are, and which did not.
///
/// # Errors
/// When too few did.
pub fn coverage() -> Result<(), Failure> {
    let mut low = Vec::new();
    for (package, least) in LIMITS {
        let mut report = llvm_cov()?;
        report.args(["report", "--package", package, "--ignore-filename-regex", APART]);
        report.args(["--summary-only", "--show-missing-lines", "--fail-under-lines", least]);
        if run::run(&mut report).is_err() {
            low.push(format!("fewer than {least} % of the lines of {package} ran"));
        }
    }
    if low.is_empty() { Ok(()) } else { Err(low.join("; ")) }
}

fn llvm_cov() -> Result<Command, Failure> {
    tools::ensure_rustup("component", "llvm-tools")?;
    let mut command = cargo(&["llvm-cov"]);
    command.env("PATH", tools::path_with(&[tools::llvm_cov().ensure()?])?);
    Ok(command)
}
