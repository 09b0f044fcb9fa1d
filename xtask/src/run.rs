//! Running other programs, and saying how long things took.

use std::hash::Hasher as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use seahash::SeaHasher;

use crate::Failure;

/// The folder of the workspace: where cargo says that this program's package is, else above the folder it was called in.
/// It is not compiled in, so a project that was moved or copied with its target folder works on itself.
fn root() -> Option<PathBuf> {
    let told = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    told.and_then(|at| project(&at)).or_else(|| project(&std::env::current_dir().ok()?))
}

/// The project that a folder is in, or is.
fn project(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|at| at.join("xtask/Cargo.toml").is_file()).map(Path::to_owned)
}

/// Works from the root, wherever it was called.
///
/// # Errors
/// When the project is not found.
pub fn at_root() -> Result<(), Failure> {
    let root = root().ok_or("call it in the folder of the project, or below")?;
    std::env::set_current_dir(&root).map_err(|why| format!("{}: {why}", root.display()))
}

/// A path below the root, for a program that works in another folder.
pub fn absolute(path: impl AsRef<Path>) -> PathBuf {
    std::path::absolute(path.as_ref()).unwrap_or_else(|_| path.as_ref().to_owned())
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    absolute(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A program with its arguments.
pub fn program(name: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(args).stdin(Stdio::null());
    command
}

/// Cargo, not told anything by the cargo that runs this very program.
pub fn cargo(args: &[&str]) -> Command {
    told_nothing(program("cargo", args))
}

/// The same for what is wanted last: while others want the processors, it waits, where the system can do that.
pub fn patient_cargo(args: &[&str]) -> Command {
    if cfg!(unix) { told_nothing(program("nice", &[&["cargo"], args].concat())) } else { cargo(args) }
}

fn told_nothing(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let told = text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_");
        if told || text == "CARGO" {
            command.env_remove(&name);
        }
    }
    command
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs it with its output on the screen.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|why| format!("`{}`: {why}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs it and gives what it printed; whether it succeeded is the first part.
pub fn output(command: &mut Command) -> Result<(bool, String), Failure> {
    let made = command.output().map_err(|why| format!("`{}`: {why}", shown(command)))?;
    let mut text = String::from_utf8_lossy(&made.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&made.stderr));
    Ok((made.status.success(), text))
}

/// What it printed, if it is there and succeeded.
pub fn says(name: &str, args: &[&str]) -> Option<String> {
    let made = program(name, args).stderr(Stdio::null()).output().ok()?;
    made.status.success().then(|| String::from_utf8_lossy(&made.stdout).trim().to_owned())
}

/// Does something and says what, and how long it took.
pub fn step<T>(what: &str, does: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("== {what}");
    let began = Instant::now();
    let done = does();
    let seconds = began.elapsed().as_secs_f32();
    let end = if done.is_ok() { "done" } else { "FAILED" };
    println!("== {what}: {end} in {seconds:.1} s");
    done
}

/// One number for these parts: to tell whether a file is the same, not against anybody. Trunk's function, so that names are
/// those of Trunk.
pub fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = SeaHasher::new();
    for part in parts {
        hasher.write(part);
    }
    hasher.finish()
}

/// All files below a folder (or the file itself), in a fixed order. What is not there is left out.
pub fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else {
        return if path.is_file() { vec![path.to_owned()] } else { Vec::new() };
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}

/// One number for the names and contents of all these.
pub fn digest(paths: &[PathBuf]) -> u64 {
    let mut hasher = SeaHasher::new();
    for file in paths.iter().flat_map(|path| files(path)) {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&std::fs::read(&file).unwrap_or_default());
    }
    hasher.finish()
}

/// Copies a file, and makes the folders that it will be in.
pub fn copy(from: &Path, to: impl AsRef<Path>) -> Result<(), Failure> {
    write(to, std::fs::read(from).map_err(|why| format!("{}: {why}", from.display()))?)
}

/// Reads a text, with the path in the error.
pub fn read(path: impl AsRef<Path>) -> Result<String, Failure> {
    let path = path.as_ref();
    std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))
}

/// Writes a file, and the folders it is in.
pub fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    let path = path.as_ref();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    }
    std::fs::write(path, bytes).map_err(|why| format!("{}: {why}", path.display()))
}

/// Where this program is; see [`own`].
static OWN: OnceLock<PathBuf> = OnceLock::new();

/// Where this program is, as it was at the start: a build that it starts may put a newer one in its place, and
/// the system then calls the one that runs "(deleted)". The first call is `main`'s.
///
/// # Errors
/// When the system does not tell.
pub fn own() -> Result<PathBuf, Failure> {
    if let Some(own) = OWN.get() {
        return Ok(own.clone());
    }
    let own = std::env::current_exe().map_err(|why| format!("this program: {why}"))?;
    Ok(OWN.get_or_init(|| own).clone())
}
