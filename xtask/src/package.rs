//! `cargo xtask package`: the release as a package for npm, in `target/package/`: what puts the app into a page
//! (`embed/`), its types, and the app beside it.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::run::{self, step};
use crate::{Failure, build};

/// Where the package is made.
const PACKAGE: &str = "target/package";

/// Makes the package of the release, which is built where it has to be. It is copied anew each time: there is nothing to
/// tell whether one is stale.
///
/// # Errors
/// When something cannot be built or copied.
pub fn make() -> Result<(), Failure> {
    build::release()?;
    step("the package", || {
        let _ = std::fs::remove_dir_all(PACKAGE);
        for file in
            ["web/element/citizen-center.js", "web/element/citizen-center.d.ts", "LICENSE-APACHE", "LICENSE-MIT"]
        {
            run::copy(Path::new(file), Path::new(PACKAGE).join(Path::new(file).file_name().unwrap_or_default()))?;
        }
        run::copy(Path::new("docs/embedding.md"), Path::new(PACKAGE).join("README.md"))?;
        for file in run::files(Path::new(build::DIST)) {
            let inside: PathBuf = file.strip_prefix(build::DIST).unwrap_or(&file).into();
            run::copy(&file, Path::new(PACKAGE).join("app").join(inside))?;
        }
        run::write(format!("{PACKAGE}/package.json"), description())
    })
}

fn description() -> String {
    let description = json!({
        "name": "citizen-center",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "A white-label phone front end for social-security self-service, to be put into a page",
        "license": "Apache-2.0 OR MIT",
        "type": "module",
        "main": "citizen-center.js",
        "types": "citizen-center.d.ts",
        "exports": {
            ".": { "types": "./citizen-center.d.ts", "default": "./citizen-center.js" },
            "./app/*": "./app/*"
        },
        // It defines <citizen-center>.
        "sideEffects": ["./citizen-center.js"],
        "files": ["citizen-center.js", "citizen-center.d.ts", "app/", "LICENSE-APACHE", "LICENSE-MIT"]
    });
    format!("{description:#}\n")
}
