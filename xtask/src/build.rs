//! Building the app: `dist/` for a release, `target/dev-dist/` for development. Not done again while
//! nothing it is made from has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser};

use crate::run::{self, program, step};
use crate::{Failure, stage, tools};

/// Where a release is.
pub const DIST: &str = "dist";
/// Where a development build is.
pub const DEV_DIST: &str = "target/dev-dist";

/// Files that a build is made from, beside the crates.
const INPUTS: [&str; 18] = [
    "src",
    "web",
    "style",
    "locales",
    "xtask/js",
    "xtask/src/finish.rs",
    "xtask/src/offline.rs",
    "xtask/src/stage.rs",
    "xtask/split/src",
    "build.rs",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package.json",
    "package-lock.json",
    ".cargo/config.toml",
    "crates/vendor",
];
/// Crates that nothing of a build is made from.
const OTHERS: [&str; 3] = ["server", "conform", "contract-document"];

/// All that a build is made from.
fn inputs() -> Vec<PathBuf> {
    let crates = std::fs::read_dir("crates").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut crates: Vec<_> = crates.filter(|path| !OTHERS.iter().any(|other| path.ends_with(other))).collect();
    crates.sort();
    let parts = crates.iter().flat_map(|path| [path.join("src"), path.join("Cargo.toml")]);
    INPUTS.iter().map(PathBuf::from).chain(parts).collect()
}

/// `cargo xtask build`.
///
/// # Errors
/// What could not be built.
pub fn command(args: &mut Parser) -> Result<(), Failure> {
    let mut dev = false;
    while let Some(arg) = args.next().map_err(|why| why.to_string())? {
        match arg {
            Arg::Long("dev") => dev = true,
            other => return Err(other.unexpected().to_string()),
        }
    }
    if dev { development() } else { release() }
}

/// Makes the release.
///
/// # Errors
/// What could not be built.
pub fn release() -> Result<(), Failure> {
    build(DIST, true)
}

/// Makes a build that compiles sooner, with the gallery and full messages of panics.
///
/// # Errors
/// What could not be built.
pub fn development() -> Result<(), Failure> {
    build(DEV_DIST, false)
}

/// One build at a time: two would write into the same folders.
fn alone() -> Result<std::fs::File, Failure> {
    const LOCK: &str = "target/xtask/lock";
    run::write(LOCK, "")?;
    let lock = std::fs::File::open(LOCK).map_err(|why| format!("{LOCK}: {why}"))?;
    if lock.try_lock().is_err() {
        println!("waiting for another build");
        lock.lock().map_err(|why| format!("{LOCK}: {why}"))?;
    }
    Ok(lock)
}

fn build(dist: &str, release: bool) -> Result<(), Failure> {
    let _alone = alone()?;
    let stamp = format!("target/xtask/{}.stamp", dist.replace('/', "-"));
    // Somebody else may have built into the same folder, such as `trunk serve` for development.
    let now = || format!("{:016x} {:016x}", run::digest(&inputs()), run::digest(&[dist.into()]));
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == now()) {
        println!("{dist}/ is up to date");
        return Ok(());
    }
    let what = if release { "building the release" } else { "building for development" };
    step(what, || stage::stage(dist, release))?;
    run::write(&stamp, now())
}

/// Builds for development as somebody does by hand, with a stock Trunk and nothing of ours in the environment but the PATH,
/// and compares.
///
/// # Errors
/// When it does not build, or is not what [`development`] has made, file by file.
pub fn by_hand() -> Result<(), Failure> {
    const BY_HAND: &str = "target/trunk-dist";
    let path = tools::for_trunk()?;
    let trunk = tools::find("trunk", &path).ok_or("Trunk is not there")?;
    // A NO_COLOR=1, which is common, Trunk does not take.
    let mut build = program(trunk, &["build", "--dist", BY_HAND]);
    run::run(build.env("PATH", &path).env_remove("NO_COLOR"))?;
    let all = |folder: &str| {
        let files = run::files(Path::new(folder)).into_iter();
        let name = |file: &Path| file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
        files.map(|file| (name(&file), std::fs::read(&file).unwrap_or_default())).collect::<BTreeMap<_, _>>()
    };
    let (ours, trunks) = (all(DEV_DIST), all(BY_HAND));
    let names: BTreeSet<_> = ours.keys().chain(trunks.keys()).collect();
    let other: Vec<_> = names.into_iter().filter(|name| ours.get(*name) != trunks.get(*name)).cloned().collect();
    if other.is_empty() {
        Ok(())
    } else {
        Err(format!("not the same in {DEV_DIST} and {BY_HAND}: {}", other.join(", ")))
    }
}
