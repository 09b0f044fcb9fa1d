//! The peers: the journey's screens as two other teams would build them, below `tests/peers`.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::run::{self, program, step};

/// Their sources, and the packages of both.
const SOURCES: &str = "tests/peers";
/// Where their builds go.
const BUILDS: &str = "target/peers";
/// Names, and folders.
const ALL: [(&str, &str); 2] = [("React", "react"), ("Vue", "vue")];
/// What the builds are made from.
const INPUTS: [&str; 7] = ["package.json", "package-lock.json", "public", "react", "shared", "vite.mjs", "vue"];

/// Builds both, unless that is done, and gives their names and folders.
///
/// # Errors
/// What could not be installed or built.
pub fn build() -> Result<Vec<(String, PathBuf)>, Failure> {
    let stamp = Path::new(BUILDS).join("stamp");
    let now = format!("{:016x}", run::digest(&INPUTS.map(|name| Path::new(SOURCES).join(name))));
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == now) {
        println!("{BUILDS}/ is up to date");
    } else {
        step("building the peers", || {
            let npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            run::run(program("npm", &npm).current_dir(SOURCES))?;
            ALL.iter().try_for_each(|(_, folder)| {
                let vite = ["node_modules/vite/bin/vite.js", "build", "--logLevel=warn", folder];
                run::run(program("node", &vite).current_dir(SOURCES))?;
                run::run(&mut program("node", &["xtask/js/compress.mjs", &format!("{BUILDS}/{folder}")]))
            })
        })?;
        run::write(&stamp, now)?;
    }
    Ok(ALL.map(|(name, folder)| (name.to_owned(), Path::new(BUILDS).join(folder))).to_vec())
}
