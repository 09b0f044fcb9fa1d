//! The native tests: compiled by cargo, and run as many programs at a time as there are processors. Cargo itself runs
//! one after another, and half of them wait, for a process that is killed or for a single thread.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::Value;

use crate::run::{cargo, says};
use crate::{Failure, cover};

/// A program of tests.
pub struct Program {
    /// Where it is.
    pub file: PathBuf,
    /// The folder of its package: what cargo runs it in.
    folder: PathBuf,
}

/// Compiles them all.
///
/// # Errors
/// When one does not compile; why is printed.
pub fn compile() -> Result<Vec<Program>, Failure> {
    let mut compile = cargo(&["test", "--quiet", "--workspace", "--no-run", "--message-format=json"]);
    cover::counting(&mut compile)?;
    let made = compile.stderr(Stdio::inherit()).output().map_err(|why| why.to_string())?;
    let mut programs = Vec::new();
    for line in String::from_utf8_lossy(&made.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if let Some(text) = message.pointer("/message/rendered").and_then(Value::as_str) {
            eprint!("{text}");
        }
        programs.extend(program(&message));
    }
    if made.status.success() { Ok(programs) } else { Err("the tests do not compile".to_owned()) }
}

/// The tests that a message of cargo's says it has made.
fn program(message: &Value) -> Option<Program> {
    // A package's own program is made as well, for the tests that call it.
    if message.pointer("/profile/test").and_then(Value::as_bool) != Some(true) {
        return None;
    }
    let file = message.get("executable")?.as_str()?.into();
    let manifest = PathBuf::from(message.get("manifest_path")?.as_str()?);
    Some(Program { file, folder: manifest.parent()?.to_owned() })
}

/// Runs them, and the examples in the documentation; whether all succeeded, and what they printed.
///
/// # Errors
/// When one cannot be run.
pub fn run(programs: &[Program]) -> Result<(bool, String), Failure> {
    let mut commands = vec![cargo(&["test", "--quiet", "--workspace", "--doc", "--no-fail-fast"])];
    // The tests of a macro are linked to the compiler's own libraries; cargo would say where these are.
    let libraries = says("rustc", &["--print", "target-libdir"]).unwrap_or_default();
    for program in programs {
        let mut command = Command::new(&program.file);
        command.arg("--quiet").current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder);
        let search = ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"];
        command.envs(search.map(|name| (name, &libraries)));
        commands.push(command);
    }
    for command in &mut commands {
        cover::counting(command)?;
        command.stdin(Stdio::null());
    }
    side_by_side(commands)
}

/// Runs commands, as many at a time as there are processors; each one's output in one piece, with the time it took.
fn side_by_side(commands: Vec<Command>) -> Result<(bool, String), Failure> {
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let commands: Vec<_> = commands.into_iter().map(Mutex::new).collect();
    let next = AtomicUsize::new(0);
    let all = Mutex::new((true, String::new(), None));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(command) = commands.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (Ok(mut command), began) = (command.lock(), Instant::now()) else { return };
                    let made = command.output();
                    let Ok(mut all) = all.lock() else { return };
                    match made {
                        Err(why) => all.2 = Some(format!("{}: {why}", command.get_program().display())),
                        Ok(made) => {
                            let name = PathBuf::from(command.get_program());
                            let name = name.file_name().unwrap_or_default().to_string_lossy();
                            let mut text = format!("-- {name}, {:.1} s\n", began.elapsed().as_secs_f32());
                            text.push_str(&String::from_utf8_lossy(&made.stdout));
                            text.push_str(&String::from_utf8_lossy(&made.stderr));
                            print!("{text}");
                            all.0 &= made.status.success();
                            all.1.push_str(&text);
                        }
                    }
                }
            });
        }
    });
    let (ok, text, why) = all.into_inner().unwrap_or_default();
    why.map_or(Ok((ok, text)), Err)
}

#[cfg(test)]
mod tests {
    use super::{program, side_by_side};
    use serde_json::json;
    use std::process::Command;

    #[test]
    fn only_programs_of_tests_are_run() {
        let test = json!({ "executable": "/a/b-1", "manifest_path": "/c/Cargo.toml", "profile": { "test": true } });
        let found = program(&test).unwrap();
        assert_eq!((found.file.to_str(), found.folder.to_str()), (Some("/a/b-1"), Some("/c")));
        let plain = json!({ "executable": "/a/b", "manifest_path": "/c/Cargo.toml", "profile": { "test": false } });
        assert!(program(&plain).is_none() && program(&json!({ "reason": "build-finished" })).is_none());
    }

    #[test]
    fn what_each_prints_is_kept_and_one_that_fails_is_noticed() {
        let shell = |text: &str| {
            let mut command = Command::new("rustc");
            command.arg(text);
            command
        };
        let (ok, text) = side_by_side(vec![shell("--version"), shell("--version")]).unwrap();
        assert!(ok && text.matches("\nrustc ").count() == 2, "{text}");
        let (ok, _) = side_by_side(vec![shell("--version"), shell("--no-such")]).unwrap();
        assert!(!ok);
        assert!(side_by_side(vec![Command::new("/no/such/program")]).is_err());
    }
}
