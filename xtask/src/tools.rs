//! The tools that the project is built and tested with: which version, whether it is there, and how it
//! is installed where that can be done without asking (rustup, cargo and npm; apt on Debian as root).

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;
use crate::run::{self, cargo, program, says, step};

const TRUNK: &str = "0.21.14";
const LLVM_COV: &str = "0.9.1";
/// The target of what runs in the browser.
pub const WASM: &str = "wasm32-unknown-unknown";
/// Debian's packages: browsers, the driver of one, and a typeface that has Chinese.
const DEBIAN: [&str; 5] = ["chromium", "chromium-driver", "firefox-esr", "fonts-noto-cjk", "fontconfig"];
/// The same engine without a user interface of its own, which pages are tested in: it takes half the time.
const SHELL: &str = "chromium-headless-shell";
/// The engine of every web-view on an iPhone, without a screen, and what drives it.
const WEBKIT: [&str; 2] = ["cog", "wpewebkit-driver"];
/// For the tests of the server.
const PYTHON: [&str; 2] = ["python3", "python3-venv"];
const NPM_STAMP: &str = "node_modules/.citizen-stamp";

/// How tools are compiled: for a quick start, as they run for seconds.
const QUICKLY: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// A tool that cargo installs.
pub struct Crate {
    /// The name of its package.
    package: &'static str,
    /// The program to be run.
    program: &'static str,
    version: String,
    /// How it is installed besides the version.
    args: &'static [&'static str],
    /// What it is asked for its version with.
    asked: &'static [&'static str],
}

const ASKED: &[&str] = &["--version"];

fn trunk() -> Crate {
    // The features left out are for fetching tools, and for asking whether there is a newer Trunk.
    let args = &["--locked", "--no-default-features"];
    Crate { package: "trunk", program: "trunk", version: TRUNK.to_owned(), args, asked: ASKED }
}

/// What counts the lines that tests run.
pub fn llvm_cov() -> Crate {
    let (package, asked) = ("cargo-llvm-cov", &["llvm-cov", "--version"]);
    Crate { package, program: package, version: LLVM_COV.to_owned(), args: &["--locked"], asked }
}

/// The bindings' tool must be of exactly the version of the library in Cargo.lock.
fn bindgen() -> Result<Crate, Failure> {
    let lock = run::read("Cargo.lock")?;
    let after = lock.split("name = \"wasm-bindgen\"\nversion = \"").nth(1);
    let version = after.and_then(|text| text.split('"').next());
    let version = version.ok_or("Cargo.lock has no wasm-bindgen")?.to_owned();
    // The features left out are for testing in remote browsers.
    let args = &["--no-default-features"];
    Ok(Crate { package: "wasm-bindgen-cli", program: "wasm-bindgen", version, args, asked: ASKED })
}

impl Crate {
    /// Installed beside others of other versions, for every clone of this project on the machine: what a
    /// person has installed for something else is left alone.
    fn folder(&self) -> PathBuf {
        cache().join(format!("{}-{}", self.package, self.version))
    }

    fn is(&self, program: &Path) -> bool {
        let said = says(&program.to_string_lossy(), self.asked);
        said.is_some_and(|said| said.split_whitespace().nth(1) == Some(&self.version))
    }

    /// The folder its programs are in; `None` if it has to be installed.
    fn found(&self) -> Option<PathBuf> {
        let own = self.folder().join("bin");
        if self.is(&own.join(self.program)) {
            return Some(own);
        }
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| self.is(&folder.join(self.program)))
    }

    /// The folder its programs are in, once it is installed.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn ensure(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = self.found() {
            return Ok(folder);
        }
        let folder = self.folder();
        let at = folder.to_string_lossy().into_owned();
        step(&format!("installing {} {} (once)", self.package, self.version), || {
            if self.is_fetched(&at) {
                return Ok(());
            }
            let args = ["install", "--quiet", self.package, "--version", &self.version, "--root", &at];
            run::run(cargo(&args).args(self.args).envs(QUICKLY).env_remove("CARGO_TARGET_DIR"))
        })?;
        Ok(folder.join("bin"))
    }

    /// Where there is `cargo binstall`, a program that its makers have compiled is fetched, which takes seconds.
    fn is_fetched(&self, root: &str) -> bool {
        if says("cargo", &["binstall", "-V"]).is_none() {
            return false;
        }
        let args =
            ["binstall", "--no-confirm", "--disable-strategies", "compile", "--maximum-resolution-timeout", "15"];
        let fetched = program("cargo", &args)
            .args([self.package, "--version", &self.version, "--root", root])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        fetched.is_ok_and(|status| status.success()) && self.is(&Path::new(root).join("bin").join(self.program))
    }
}

fn rustup(kind: &str, name: &str) -> bool {
    let listed = says("rustup", &[kind, "list", "--installed"]).unwrap_or_default();
    listed.lines().any(|line| line.starts_with(name))
}

/// Where tools are kept that are for this project only, in versions of their own.
pub fn cache() -> PathBuf {
    let home = |name: &str| std::env::var_os(name).filter(|at| !at.is_empty()).map(PathBuf::from);
    let cache = home("XDG_CACHE_HOME").or_else(|| home("HOME").map(|home| home.join(".cache")));
    cache.unwrap_or_else(|| run::absolute(".tools")).join("citizen-center")
}

/// Installs a part of the toolchain.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure_rustup(kind: &str, name: &str) -> Result<(), Failure> {
    if rustup(kind, name) {
        return Ok(());
    }
    step(&format!("installing {name} (rustup)"), || run::run(&mut program("rustup", &[kind, "add", name])))
        .map_err(|why| format!("{why}\nInstall it by hand: rustup {kind} add {name}"))
}

/// Installs from npm what builds the app; for tests what they need as well, which takes a minute.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure_npm(for_tests: bool) -> Result<(), Failure> {
    let digest = run::digest(&["package.json".into(), "package-lock.json".into()]);
    let stamp = |what: &str| format!("{digest:016x} {what}");
    let have = std::fs::read_to_string(NPM_STAMP).unwrap_or_default();
    if have == stamp("all") || (have == stamp("building") && !for_tests) {
        return Ok(());
    }
    node_is_new_enough()?;
    step("installing the tools from npm", || {
        let mut npm = program("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        if !for_tests {
            npm.arg("--omit=dev");
        }
        run::run(&mut npm)
    })?;
    run::write(NPM_STAMP, stamp(if for_tests { "all" } else { "building" }))
}

fn node_is_new_enough() -> Result<(), Failure> {
    let said = says("node", &["--version"]).unwrap_or_default();
    let major = said.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_some_and(|major| major >= 20) && says("npm", &["--version"]).is_some() {
        return Ok(());
    }
    Err(format!("Node.js 20 or newer with npm is needed (found: {})", if said.is_empty() { "none" } else { &said }))
}

/// The PATH, with these folders before it.
///
/// # Errors
/// When a folder cannot be on it.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).map_err(|why| format!("PATH: {why}"))
}

/// The program of that name on a PATH.
pub fn find(name: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(name)).find(|at| at.is_file())
}

/// What compiling for the browser needs.
///
/// # Errors
/// When it cannot be installed.
pub fn for_compiling() -> Result<(), Failure> {
    ensure_rustup("target", WASM)?;
    // The release brings its own standard library: see `stage::SMALLER`.
    ensure_rustup("component", "rust-src")
}

/// What makes a build of what was compiled. Gives the folder of wasm-bindgen.
///
/// # Errors
/// When it cannot be installed.
pub fn for_building() -> Result<PathBuf, Failure> {
    let bindgen = bindgen()?;
    std::thread::scope(|scope| {
        let npm = scope.spawn(|| ensure_npm(false));
        let bindgen = bindgen.ensure();
        npm.join().unwrap_or_else(|_| Err("npm".to_owned()))?;
        bindgen
    })
}

/// Everything for building by Trunk. Gives the PATH to build with.
///
/// `node_modules/.bin` is not on it: an old `node` for the tests lies there.
///
/// # Errors
/// When something cannot be installed.
pub fn for_trunk() -> Result<OsString, Failure> {
    path_with(&[for_building()?, trunk().ensure()?, run::absolute("node_modules/binaryen/bin")])
}

/// The folder of the runner for tests in the browser.
pub fn test_runner() -> Result<PathBuf, Failure> {
    Ok(bindgen()?.ensure()?.join("wasm-bindgen-test-runner"))
}

/// Node, with what npm installs for the tests in its place.
pub fn node(args: &[&str]) -> Result<Command, Failure> {
    ensure_npm(true)?;
    Ok(program("node", args))
}

fn debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| {
        text.lines().any(|line| line == "ID=debian" || (line.starts_with("ID_LIKE=") && line.contains("debian")))
    })
}

fn root_user() -> bool {
    says("id", &["-u"]).is_some_and(|id| id == "0")
}

/// The program that a variable of the environment names, or the first of these on the PATH.
fn installed(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let told = std::env::var_os(variable).map(PathBuf::from).filter(|at| at.is_file());
    told.or_else(|| names.iter().find_map(|name| find(name, &std::env::var_os("PATH")?)))
}

fn browser() -> Option<PathBuf> {
    installed("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
}

/// Chromium without a user interface, if it is there.
pub fn shell() -> Option<PathBuf> {
    installed("CHROMIUM", &[SHELL])
}

fn firefox() -> Option<PathBuf> {
    installed("FIREFOX", &["firefox-esr", "firefox"])
}

/// `WebKit`'s program, and what drives it.
fn webkit() -> Option<(PathBuf, PathBuf)> {
    installed("COG", &["cog"]).zip(installed("WPE_DRIVER", &["WPEWebDriver"]))
}

fn driver() -> Option<PathBuf> {
    installed("CHROMEDRIVER", &["chromedriver"])
}

fn chinese() -> bool {
    // Without fontconfig nothing can be asked, nor any typeface found.
    says("fc-list", &[":lang=zh", "family"]).is_some_and(|families| !families.is_empty())
}

/// Whether Python is there, new enough and able to make environments.
fn has_python() -> bool {
    let can = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
    says("python3", &["-c", can]).is_some()
}

/// Installs a package of Debian's, or says what is to be done elsewhere.
fn apt(what: &str, packages: &[&str], otherwise: &str) -> Result<(), Failure> {
    if !debian() || !root_user() {
        return Err(format!("{otherwise}\nOn Debian, as root: apt-get install {}", packages.join(" ")));
    }
    step(&format!("installing {what} (apt)"), || {
        let apt = |args: &[&str]| run::run(program("apt-get", args).env("DEBIAN_FRONTEND", "noninteractive"));
        apt(&["update", "-qq"])?;
        apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
    })
}

/// Installs what the tests can do without; says what they do then.
fn wish(what: &str, missing: bool, packages: &[&str], otherwise: &str) {
    if missing && let Err(why) = apt(what, packages, otherwise) {
        println!("{why}");
    }
}

/// Python 3.10 or newer with its module for environments.
pub fn python() -> Result<(), Failure> {
    if has_python() {
        return Ok(());
    }
    apt("Python", &PYTHON, "For the tests of the server Python 3.10 or newer with `venv` has to be installed.")?;
    if has_python() { Ok(()) } else { Err("Python 3.10 or newer with `venv` is still not there".to_owned()) }
}

/// The browsers to test in.
pub struct Browsers {
    /// Chromium, without a user interface where there is such a one.
    pub chromium: PathBuf,
    /// What drives it for tests that are wasm themselves.
    pub driver: PathBuf,
    /// Another engine.
    pub firefox: PathBuf,
    /// `WebKit` and its driver, where there are such.
    pub webkit: Option<(PathBuf, PathBuf)>,
}

/// Chromium with its driver, Firefox, and a typeface with Chinese.
pub fn for_browsing() -> Result<Browsers, Failure> {
    if browser().is_none() || driver().is_none() || firefox().is_none() || !chinese() {
        let otherwise = "For the tests in browsers these have to be installed: Chromium (or its path in CHROMIUM), \
                         ChromeDriver of the same version (or its path in CHROMEDRIVER), Firefox (or its path in \
                         FIREFOX), a typeface with Chinese such as Noto Sans CJK, and fontconfig.";
        apt("browsers", &DEBIAN, otherwise)?;
    }
    // Not every release of Debian has these.
    let otherwise = "Without Chromium's headless shell pages are tested in Chromium itself, which takes twice as long.";
    wish("Chromium's headless shell", shell().is_none(), &[SHELL], otherwise);
    let otherwise = "Without WPE WebKit nothing is tested in WebKit.";
    wish("WPE WebKit", webkit().is_none(), &WEBKIT, otherwise);
    match (browser(), driver(), firefox()) {
        (Some(browser), Some(driver), Some(firefox)) => {
            Ok(Browsers { chromium: shell().unwrap_or(browser), driver, firefox, webkit: webkit() })
        }
        _ => Err("Chromium, its driver, or Firefox is still not there".to_owned()),
    }
}

/// Says what is there.
pub fn doctor() -> Result<(), Failure> {
    let mut missing = 0;
    let mut line = |name: &str, found: Option<String>, cure: &str| {
        if let Some(found) = found {
            println!("ok       {name}: {found}");
        } else {
            missing += 1;
            println!("missing  {name}: {cure}");
        }
    };
    let shown = |path: Option<PathBuf>| path.map(|path| path.display().to_string());
    line("cargo", says("cargo", &["--version"]), "install Rust with rustup");
    line("rustup", says("rustup", &["--version"]), "install Rust with rustup");
    line("node", node_is_new_enough().ok().and_then(|()| says("node", &["--version"])), "install Node.js 20 or newer");
    line(WASM, rustup("target", WASM).then(|| "installed".to_owned()), "the first build installs it");
    line("clippy", rustup("component", "clippy").then(|| "installed".to_owned()), "rustup component add clippy");
    line("rustfmt", rustup("component", "rustfmt").then(|| "installed".to_owned()), "rustup component add rustfmt");
    line("rust-src", rustup("component", "rust-src").then(|| "installed".to_owned()), "the first build installs it");
    line("llvm-tools", rustup("component", "llvm-tools").then(|| "installed".to_owned()), "the tests install it");
    for (tool, cure) in [
        (bindgen()?, "the first build installs it"),
        (trunk(), "the tests install it"),
        (llvm_cov(), "the tests install it"),
    ] {
        line(&format!("{} {}", tool.package, tool.version), shown(tool.found()), cure);
    }
    let npm = Path::new(NPM_STAMP).exists().then(|| "node_modules".to_owned());
    line("tools from npm", npm, "the first build installs them");
    line("Chromium", shown(browser()), "the tests install it on Debian as root");
    line("Chromium's headless shell", shown(shell()), "the tests install it on Debian as root, and are slower without");
    line("ChromeDriver", shown(driver()), "the tests install it on Debian as root");
    let webkit = webkit().map(|(program, _)| program);
    line("WPE WebKit", shown(webkit), "the tests install it on Debian as root, and skip it elsewhere");
    line("Firefox", shown(firefox()), "the tests install it on Debian as root");
    line("a typeface with Chinese", chinese().then(|| "installed".to_owned()), "fonts-noto-cjk on Debian");
    line("Python", has_python().then(|| "installed".to_owned()), "the tests install it on Debian as root");
    println!("{missing} missing");
    Ok(())
}

/// What `check` needs.
pub fn for_checking() -> Result<(), Failure> {
    ensure_rustup("component", "clippy")?;
    ensure_rustup("component", "rustfmt")?;
    ensure_rustup("target", WASM)
}
