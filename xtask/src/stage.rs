//! What Trunk does, as far as `index.html` and `Trunk.toml` ask for it: these two files say what a build is made of, here and
//! there. To compile Trunk takes longer than a whole first build without it, so only `cargo xtask test` needs it, which builds
//! by Trunk too, and compares.

use std::path::{Path, PathBuf};
use std::thread;

use crate::run::{self, cargo, hash, program};
use crate::{Failure, finish, tools};

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

/// Builds into a folder, which is replaced once everything is there.
///
/// # Errors
/// What `index.html` asks for and is not known here; what could not be built.
pub fn stage(dist: &str, release: bool) -> Result<(), Failure> {
    let staged = PathBuf::from(format!("target/xtask/{}-staged", dist.replace('/', "-")));
    let _ = std::fs::remove_dir_all(&staged);
    tools::for_compiling()?;
    let mut page = run::read("index.html")?;
    let links = links(&page);
    // The tools are installed while cargo compiles, and what is compiled first is optimised beside the rest.
    let made: Vec<Result<[String; 2], Failure>> = thread::scope(|scope| {
        let wasm = links.iter().map(|link| link.value("bin").map(|_| scope.spawn(|| compile(link, release))));
        let wasm: Vec<_> = wasm.collect();
        let bindgen = tools::for_building();
        let made = links.iter().zip(wasm).map(|(link, wasm)| {
            let (bindgen, staged) = (bindgen.clone(), &staged);
            scope.spawn(move || match wasm {
                None => copy(link, staged),
                Some(wasm) => bind(link, &ended(wasm)?, &bindgen?, staged, release),
            })
        });
        let made: Vec<_> = made.collect();
        made.into_iter().map(ended).collect()
    });
    for (link, made) in links.iter().zip(made) {
        let [instead, preload] = made?;
        page = page.replacen(&link.0, &instead, 1).replacen("</head>", &format!("{preload}</head>"), 1);
    }
    run::write(staged.join("index.html"), page)?;
    finish::finish(&staged, release)?;
    let _ = std::fs::remove_dir_all(dist);
    std::fs::rename(&staged, dist).map_err(|why| format!("{dist}: {why}"))
}

/// What a thread has come to.
fn ended<T>(thread: thread::ScopedJoinHandle<'_, Result<T, Failure>>) -> Result<T, Failure> {
    thread.join().unwrap_or_else(|_| Err("a part of the build panicked".to_owned()))
}

/// A link for Trunk, as it stands in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link(String);

/// The links for Trunk in a page.
fn links(page: &str) -> Vec<Link> {
    let tags = page.split('<').filter_map(|rest| Some(format!("<{}>", rest.split_once('>')?.0)));
    tags.filter(|tag| tag.starts_with("<link data-trunk ")).map(Link).collect()
}

impl Link {
    /// The value of an attribute, which has `data-` before its name unless it is HTML's own.
    fn value(&self, name: &str) -> Option<&str> {
        let found = |name: &str| Some(self.0.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0);
        found(name).or_else(|| found(&format!("data-{name}")))
    }

    /// Whether a release has it in parts: the app itself, not a worker.
    fn is_split(&self) -> bool {
        self.value("type") != Some("worker")
    }

    fn href(&self) -> &str {
        self.value("href").unwrap_or("Cargo.toml")
    }
}

/// What stands in `Trunk.toml` after a name, in single quotes, with this base and these files put in.
fn pattern(name: &str, js: &str, wasm: &str) -> Result<String, Failure> {
    let config = run::read("Trunk.toml")?;
    let found = config.lines().find_map(|line| line.strip_prefix(&format!("{name} = '"))?.strip_suffix('\''));
    let found = found.ok_or_else(|| format!("Trunk.toml: no {name} in single quotes"))?;
    Ok(found.replace("{base}", "./").replace("{js}", js).replace("{wasm}", wasm))
}

/// Copies what a link names. Gives what stands in the page in the place of the link.
fn copy(link: &Link, staged: &Path) -> Result<[String; 2], Failure> {
    let from = Path::new(link.href());
    let name = from.file_name().unwrap_or_default();
    match link.value("rel") {
        Some("icon") => {
            let bytes = std::fs::read(from).map_err(|why| format!("{}: {why}", from.display()))?;
            let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
            let name = format!("{}-{:x}.{}", part(from.file_stem()), hash(&[&bytes]), part(from.extension()));
            run::write(staged.join(&name), bytes)?;
            return Ok([format!("<link rel=\"icon\" href=\"./{name}\"/>"), String::new()]);
        }
        Some("copy-file") => run::copy(from, staged.join(name))?,
        Some("copy-dir") => {
            for file in run::files(from) {
                run::copy(&file, staged.join(name).join(file.strip_prefix(from).unwrap_or(&file)))?;
            }
        }
        _ => return Err(format!("index.html: {} is not known here", link.0)),
    }
    Ok(Default::default())
}

/// Compiles the program that a link names. Gives the path of its wasm.
fn compile(link: &Link, release: bool) -> Result<PathBuf, Failure> {
    let bin = link.value("bin").unwrap_or_default();
    let mut build = cargo(&["rustc", "--quiet", "--target", tools::WASM, "--manifest-path", link.href(), "--bin", bin]);
    if release {
        build.arg("--release").envs(SMALLER);
        if link.is_split() {
            build.args(["--features", "split", "--", "-Clink-arg=--emit-relocs", "-Cstrip=none"]);
        }
    }
    run::run(&mut build)?;
    let profile = if release { "release" } else { "debug" };
    Ok(run::target().join(tools::WASM).join(profile).join(format!("{bin}.wasm")))
}

/// Makes a script and a wasm for the browser of what cargo has made. Gives what stands in the page in the place of the
/// link, and what at the end of the head.
fn bind(link: &Link, wasm: &Path, bindgen: &Path, staged: &Path, release: bool) -> Result<[String; 2], Failure> {
    let bytes = std::fs::read(wasm).map_err(|why| format!("{}: {why}", wasm.display()))?;
    let worker = link.value("type") == Some("worker");
    let bin = link.value("bin").unwrap_or_default();
    // Only the page names the app's own; a worker gets its hash later, with its loader.
    let name = if worker { bin.to_owned() } else { format!("{bin}-{:x}", hash(&[&bytes])) };
    let target = if worker { "--target=no-modules" } else { "--target=web" };
    let mut bind = program(bindgen.join("wasm-bindgen"), &[target, "--no-typescript", "--out-name", bin, "--out-dir"]);
    let mut parts = Vec::new();
    if release && link.is_split() {
        let cut = PathBuf::from("target/xtask/parts");
        parts = split(wasm, &cut, &name, staged)?;
        // The parts come to the table and the memory by their names.
        bind.arg(staged).args(["--keep-lld-exports".as_ref(), cut.join("main.wasm").as_os_str()]);
    } else {
        bind.arg(staged).arg(wasm);
    }
    run::run(&mut bind)?;
    let (js, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    for (made, name) in [(format!("{bin}.js"), &js), (format!("{bin}_bg.wasm"), &wasm)] {
        std::fs::rename(staged.join(&made), staged.join(name)).map_err(|why| format!("{made}: {why}"))?;
    }
    if let (true, Some(level)) = (release, link.value("wasm-opt")) {
        parts.push(wasm.clone());
        for wasm in &parts {
            let mut small = program("node", &["node_modules/binaryen/bin/wasm-opt", &format!("-O{level}")]);
            small.args(link.value("wasm-opt-params").unwrap_or_default().split_whitespace());
            run::run(small.arg(staged.join(wasm)).arg("--output").arg(staged.join(wasm)))?;
        }
    }
    if worker {
        return Ok(Default::default());
    }
    Ok([pattern("pattern_script", &js, &wasm)?, pattern("pattern_preload", &js, &wasm)?])
}

/// Cuts the app's wasm into parts. They get the hash of the whole, as they only go together. Gives the names of their files;
/// which are whose is written down for [`finish`].
fn split(wasm: &Path, cut: &Path, name: &str, staged: &Path) -> Result<Vec<String>, Failure> {
    let _ = std::fs::remove_dir_all(cut);
    run::run(cargo(&["run", "--quiet", "--package", "split", "--"]).arg(wasm).arg(cut))?;
    let list = run::read(cut.join("parts.txt"))?;
    let hash = name.rfind('-').map_or(name, |at| &name[at..]);
    let mut files = Vec::new();
    let of_part = list.lines().filter_map(|line| line.split_once('=')).map(|(part, of_part)| {
        let named = of_part.split('+').map(|file| {
            let named = file.replace(".wasm", &format!("{hash}.wasm"));
            if !files.contains(&named) {
                run::copy(&cut.join(file), staged.join(&named))?;
                files.push(named.clone());
            }
            Ok(named)
        });
        Ok(format!("{part}={}", named.collect::<Result<Vec<_>, Failure>>()?.join("+")))
    });
    let of_part = of_part.collect::<Result<Vec<_>, Failure>>()?.join("|");
    run::write(staged.join(finish::PARTS), of_part)?;
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Link, links, pattern};
    use crate::run;

    #[test]
    fn a_link_is_read_as_trunk_reads_it() {
        let found = links(
            "<p>\n<link rel=\"stylesheet\" href=\"a\">\n<link data-trunk rel=\"rust\" href=\"b\" data-bin=\"c\">",
        );
        assert_eq!(found, [Link("<link data-trunk rel=\"rust\" href=\"b\" data-bin=\"c\">".to_owned())]);
        let value = |name| found[0].value(name);
        assert_eq!(
            (value("rel"), value("href"), value("bin"), value("type")),
            (Some("rust"), Some("b"), Some("c"), None)
        );
    }

    #[test]
    fn the_page_and_its_patterns_are_understood() {
        run::at_root().unwrap();
        let found = links(&run::read("index.html").unwrap());
        assert_eq!(found.iter().filter(|link| link.value("bin").is_some()).count(), 3);
        assert!(found.iter().all(|link| link.value("rel").is_some()), "{found:?}");
        let script = pattern("pattern_script", "a.js", "b.wasm").unwrap();
        assert!(script.contains("data-js=\"./a.js\" data-wasm=\"./b.wasm\""), "{script}");
        assert!(pattern("pattern_none", "", "").is_err());
    }
}
