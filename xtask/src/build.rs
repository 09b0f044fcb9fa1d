//! Building the app: `dist/` for a release, `target/dev-dist/` for development. Not done again while
//! nothing it is made from has changed.

use std::path::Path;

use crate::Failure;
use crate::run::{self, cargo, program, step};
use crate::tools;

/// Where a release is.
pub const DIST: &str = "dist";
/// Where a development build is.
pub const DEV_DIST: &str = "target/dev-dist";

/// All that a build is made from.
const INPUTS: [&str; 31] = [
    "src",
    "build.rs",
    "crates/journey/src",
    "crates/contract/src",
    "crates/contract-derive/src",
    "crates/backend/src",
    "crates/adapter/src",
    "crates/adapter-worker/src",
    "crates/headers/src",
    "crates/web-fetch/src",
    "locales",
    "style",
    "index.html",
    "web/boot",
    "web/embedder",
    "web/public/config.json",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "crates/journey/Cargo.toml",
    "crates/contract/Cargo.toml",
    "crates/contract-derive/Cargo.toml",
    "crates/backend/Cargo.toml",
    "crates/adapter/Cargo.toml",
    "crates/adapter-worker/Cargo.toml",
    "crates/web-fetch/Cargo.toml",
    ".cargo/config.toml",
    "package-lock.json",
    "web/public/icon.svg",
    "xtask/js",
    "xtask/src",
];

/// What makes the release smaller, a seventh of its bytes: the standard library is built with the app, for size,
/// and a panic is a trap without a message, which `boot.js` notices. These are settings that the compiler
/// has not made stable; the version of the compiler is pinned, and no code of ours depends on one of them.
const SMALLER: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none",
    ),
];

/// `cargo xtask build`.
pub fn command(args: &[String]) -> Result<(), Failure> {
    match args {
        [] => release(),
        [only] if only == "--release" => release(),
        [only] if only == "--dev" => development(),
        _ => Err("build takes --dev or nothing".to_owned()),
    }
}

/// Makes the release.
pub fn release() -> Result<(), Failure> {
    build(DIST, true)
}

/// Makes a build that compiles sooner, with the gallery and full messages of panics.
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
    let want = format!("{:016x}", run::digest(&INPUTS));
    let fresh = std::fs::read_to_string(&stamp).is_ok_and(|have| have == want);
    if fresh && Path::new(dist).join("index.html").exists() {
        println!("{dist}/ is up to date");
        return Ok(());
    }
    let path = tools::for_building()?;
    // Trunk builds offline: every crate has to be here, those of the standard library too.
    run::run(&mut cargo(&["fetch", "--quiet"]))?;
    if release {
        run::run(cargo(&["fetch", "--quiet", "--target", tools::WASM]).envs(SMALLER))?;
    }
    let what = if release { "building the release" } else { "building for development" };
    step(what, || {
        let trunk = std::env::split_paths(&path).map(|folder| folder.join("trunk")).find(|at| at.is_file());
        let mut args = vec!["build", "--offline", "--skip-version-check", "--dist", dist];
        if release {
            args.push("--release");
        }
        let mut trunk = program(trunk.ok_or("trunk is not there")?, &args);
        // NO_COLOR=1 is common, and Trunk takes only `true` or `false` there.
        trunk.env("PATH", &path).env("NO_COLOR", "true").env_remove("RUSTC_WORKSPACE_WRAPPER");
        // As in the release: with the section `target_features` wasm-bindgen would use reference types,
        // which the code was not compiled for.
        trunk.env("CARGO_PROFILE_DEV_STRIP", "symbols");
        if release {
            trunk.envs(SMALLER);
        }
        run::run(&mut trunk)
    })?;
    run::write(&stamp, want)
}
