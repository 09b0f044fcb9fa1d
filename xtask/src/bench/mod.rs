//! `cargo xtask bench`: measures the release beside another build and beside the peers, in one run. All are served by one
//! program, and take turns round after round, so that what else the machine does falls on all of them. Only ratios of one
//! run say something: a table of medians goes to the screen, every number to `target/bench.json`.

mod numbers;
mod peers;
mod table;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use lexopt::{Arg, Parser, ValueExt as _};
use serde_json::json;

use crate::build::{self, DIST};
use crate::run::{self, program, step};
use crate::{Failure, serve, tools};
use numbers::Numbers;

/// Where every number goes.
const OUT: &str = "target/bench.json";
/// What the measuring script writes.
const RAW: &str = "target/bench/raw.json";
/// Builds of other commits, by their hashes: made once.
const COMMITS: &str = "target/bench/commits";

/// Who somebody is to the release that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ours,
    /// The build it is measured against.
    Before,
    Peer,
}

/// The way to a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// In the browser itself, as the build's own config says.
    Embedded,
    /// The reference backend, over the network.
    Server,
}

impl Way {
    const ALL: [Self; 2] = [Self::Embedded, Self::Server];

    fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Server => "server",
        }
    }
}

/// A build, and the way it reaches its data.
#[derive(Clone, Debug)]
struct Contestant {
    name: String,
    side: Side,
    way: Way,
    folder: PathBuf,
}

/// What was asked for.
#[derive(Debug)]
struct Options {
    against: Option<PathBuf>,
    commit: Option<String>,
    peers: bool,
    rounds: u32,
    ways: Vec<Way>,
}

impl Options {
    fn read(args: &mut Parser) -> Result<Self, Failure> {
        let mut options = Self { against: None, commit: None, peers: false, rounds: 5, ways: Way::ALL.to_vec() };
        let text = |why: lexopt::Error| why.to_string();
        while let Some(arg) = args.next().map_err(text)? {
            match arg {
                Arg::Long("against") => options.against = Some(args.value().map_err(text)?.into()),
                Arg::Long("commit") => {
                    options.commit = Some(args.value().and_then(lexopt::ValueExt::string).map_err(text)?);
                }
                Arg::Long("peers") => options.peers = true,
                Arg::Long("rounds") => {
                    let number = args.value().and_then(|number| number.parse());
                    options.rounds = number.map_err(|why| format!("--rounds: {why}"))?;
                }
                Arg::Long("way") => {
                    let name = args.value().map_err(text)?;
                    let way = Way::ALL.into_iter().find(|way| name == way.name());
                    options.ways = vec![way.ok_or("--way: embedded or server")?];
                }
                other => return Err(other.unexpected().to_string()),
            }
        }
        if options.against.is_some() && options.commit.is_some() {
            return Err("--against and --commit both name the build to measure against".to_owned());
        }
        if options.rounds == 0 {
            return Err("--rounds: at least one".to_owned());
        }
        Ok(options)
    }
}

/// `cargo xtask bench`.
///
/// # Errors
/// What is wrong with the arguments, could not be built, or failed while it was measured.
pub fn command(args: &mut Parser) -> Result<(), Failure> {
    let options = Options::read(args)?;
    let server = serve::beside(build::release)?;
    let before = match (&options.against, &options.commit) {
        (Some(folder), _) => Some(folder.clone()),
        (None, Some(name)) => Some(built_at(name)?),
        (None, None) => None,
    };
    let mut all = Vec::new();
    let sides = [(Side::Ours, Some(PathBuf::from(DIST))), (Side::Before, before)];
    for (side, folder) in sides.into_iter().filter_map(|(side, folder)| Some((side, folder?))) {
        all.extend(options.ways.iter().map(|way| {
            let name = if side == Side::Ours { way.name().to_owned() } else { format!("before, {}", way.name()) };
            Contestant { name, side, way: *way, folder: folder.clone() }
        }));
    }
    if options.peers {
        let peers = peers::build()?.into_iter();
        all.extend(peers.map(|(name, folder)| Contestant { name, side: Side::Peer, way: Way::Server, folder }));
    }
    let raw = measure(&all, &server, options.rounds)?;
    let numbers = Numbers::read(&raw, &all)?;
    run::write(OUT, format!("{:#}\n", numbers.json()))?;
    println!("\n{}\nEvery number: {OUT}", table::markdown(&numbers, &all));
    Ok(())
}

/// Has the script measure, and gives what it has written.
fn measure(all: &[Contestant], server: &Path, rounds: u32) -> Result<serde_json::Value, Failure> {
    let chromium = match tools::shell() {
        Some(chromium) => chromium,
        None => tools::for_browsing()?.chromium,
    };
    let contestants = all.iter().map(|one| {
        let embedded = one.way == Way::Embedded;
        json!({ "name": one.name, "folder": run::absolute(&one.folder), "embedded": embedded })
    });
    let asked = json!({
        "server": server,
        "chromium": chromium,
        "rounds": rounds,
        "out": run::absolute(RAW),
        "contestants": contestants.collect::<Vec<_>>(),
    });
    run::write(RAW, "")?;
    step("measuring", || {
        let mut script = tools::node(&["tests/bench/run.mjs"])?;
        let mut child = script.stdin(Stdio::piped()).spawn().map_err(|why| format!("node: {why}"))?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(asked.to_string().as_bytes()).map_err(|why| format!("node: {why}"))?;
        }
        let status = child.wait().map_err(|why| format!("node: {why}"))?;
        if status.success() { Ok(()) } else { Err(format!("tests/bench/run.mjs failed ({status})")) }
    })?;
    serde_json::from_str(&run::read(RAW)?).map_err(|why| format!("{RAW}: {why}"))
}

/// The release of another commit, built by that commit's own means in a worktree that is removed again.
fn built_at(name: &str) -> Result<PathBuf, Failure> {
    let hash = run::says("git", &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]);
    let hash = hash.ok_or_else(|| format!("--commit: there is no commit {name}"))?;
    let folder = Path::new(COMMITS).join(&hash);
    if folder.join("index.html").is_file() {
        return Ok(folder);
    }
    // Not below this project: its settings for cargo would hold there too.
    let tree = tools::cache().join(format!("bench-{hash}"));
    let at = tree.to_string_lossy().into_owned();
    step(&format!("building {name} in a worktree"), || {
        let _ = run::output(&mut program("git", &["worktree", "remove", "--force", &at]));
        run::run(&mut program("git", &["worktree", "add", "--detach", "--quiet", &at, &hash]))?;
        let mut release = run::cargo(&["xtask", "build"]);
        let built = run::run(release.current_dir(&tree).env_remove("CARGO_TARGET_DIR")).and_then(|()| {
            let dist = tree.join(DIST);
            run::files(&dist)
                .iter()
                .try_for_each(|file| run::copy(file, folder.join(file.strip_prefix(&dist).unwrap_or(file))))
        });
        run::run(&mut program("git", &["worktree", "remove", "--force", &at]))?;
        built
    })?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{Options, Way};
    use crate::run;
    use lexopt::Parser;

    fn read(args: &[&str]) -> Result<Options, String> {
        Options::read(&mut Parser::from_args(args.iter()))
    }

    #[test]
    fn options_are_understood() {
        let options = read(&["--peers", "--rounds", "3", "--way", "server", "--against", "old"]).unwrap();
        assert!(options.peers);
        assert_eq!((options.rounds, options.ways), (3, vec![Way::Server]));
        assert_eq!(options.against, Some("old".into()));
        assert_eq!(read(&[]).unwrap().ways, Way::ALL);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (args, word) in [
            (&["--way", "pigeon"][..], "--way"),
            (&["--rounds", "0"], "--rounds"),
            (&["--rounds", "few"], "--rounds"),
            (&["--against", "a", "--commit", "b"], "both"),
            (&["folder"], "folder"),
        ] {
            let why = read(args).unwrap_err();
            assert!(why.contains(word), "{args:?}: {why}");
        }
    }

    /// A text that no screen has any more would be waited for in vain.
    #[test]
    fn what_is_waited_for_is_said_somewhere() {
        run::at_root().unwrap();
        let words: serde_json::Value = serde_json::from_str(&run::read("locales/en.json").unwrap()).unwrap();
        let words: Vec<_> = words.as_object().unwrap().values().filter_map(|text| text.as_str()).collect();
        let journey = run::read("tests/bench/journey.mjs").unwrap();
        let code: String = journey.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])).collect();
        let texts: Vec<_> = code.split('\'').skip(1).step_by(2).collect();
        assert!(texts.len() > 20, "{texts:?}");
        for text in texts {
            assert!(words.contains(&text), "{text}");
        }
    }
}
