//! The end-to-end tests: the app in a browser, as a person uses it.

use std::process::Command;

use lexopt::{Arg, Parser};

use crate::test::{Tally, marked, scripts};
use crate::{Failure, build, package, run, serve, tools};

/// The end-to-end tests that the filter asks for.
///
/// # Errors
/// What they need and is not there.
pub fn tests(browsers: &tools::Browsers, filter: Option<&str>) -> Result<Command, Failure> {
    let own = run::own()?;
    let server = serve::build()?;
    // Two files at a time: mostly they wait.
    let mut test = tools::node(&["--test", "--test-reporter=tap", "--test-concurrency=2", "--test-timeout=900000"])?;
    let (files, named) = files_of(filter);
    if let (false, Some(word)) = (named, filter) {
        test.arg(format!("--test-name-pattern={word}"));
    }
    test.args(files).env("CHROMIUM", &browsers.chromium).env("FIREFOX", &browsers.firefox);
    if let Some((program, driver)) = &browsers.webkit {
        test.env("COG", program).env("WPE_DRIVER", driver);
    }
    test.env("XTASK", own).env("SERVER", server);
    test.env("DIST", run::absolute(build::DIST)).env("GALLERY", run::absolute(build::DEV_DIST));
    Ok(test)
}

/// The file of end-to-end tests that measure: nothing else runs beside it.
pub const ALONE: &str = "busy.test.mjs";

/// The files with what the filter asks for, and whether it names files; if not, it may name a test in any. Without a filter: all
/// that may run side by side.
fn files_of(filter: Option<&str>) -> (Vec<String>, bool) {
    let mut all = scripts("tests/e2e");
    let Some(word) = filter else {
        all.retain(|path| !path.ends_with(ALONE));
        return (all, false);
    };
    let named: Vec<_> = all.iter().filter(|path| path.contains(word)).cloned().collect();
    if named.is_empty() { (all, false) } else { (named, true) }
}

/// `cargo xtask e2e [filter]`: the filter is part of the name of a file, or else of a test.
pub fn run(args: &mut Parser) -> Result<(), Failure> {
    let mut filter = None;
    while let Some(arg) = args.next().map_err(|why| why.to_string())? {
        match arg {
            Arg::Value(word) if filter.is_none() => filter = Some(word.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().to_string()),
        }
    }
    let filter = filter.as_deref();
    package::make()?;
    if files_of(filter).0.iter().any(|path| path.ends_with("gallery.test.mjs")) {
        build::development()?;
    }
    let browsers = tools::for_browsing()?;
    let mut tally = Tally::default();
    tally.tests("end to end", || marked("", &mut tests(&browsers, filter)?));
    tally.finish()
}
