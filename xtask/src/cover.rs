//! Coverage of the crates whose rules have to be right, measured while the native tests run.
//!
//! The tests are compiled through this very program (`RUSTC_WORKSPACE_WRAPPER`), which asks the compiler
//! to count in the crates that are measured, and in their tests, only: counting costs the other tests half of
//! their speed, and the dependencies stay as they are, and are shared with every other build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::Failure;
use crate::run::{self, program};

/// Lines that must have run, in per cent.
const LEAST: f64 = 95.0;
const ASKED: &str = "XTASK_COVER";
const RAW: &str = "target/xtask/coverage";

/// A crate that is measured: the folder of its sources, and what of it only a browser or a command runs.
const CRATES: [(&str, &[&str]); 3] =
    [("crates/journey/src/", &[]), ("crates/backend/src/", &["bin/", "worker/"]), ("crates/server/src/", &["main.rs"])];

/// Compiles, if this program was called as the compiler's wrapper.
pub fn as_compiler() -> Option<ExitCode> {
    std::env::var_os(ASKED)?;
    let mut args = std::env::args_os().skip(1);
    let compiler = args.next().filter(|name| Path::new(name).file_stem().is_some_and(|stem| stem == "rustc"))?;
    let args: Vec<_> = args.collect();
    let mut command = Command::new(compiler);
    command.args(&args);
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let name = args.iter().skip_while(|arg| *arg != "--crate-name").nth(1);
    if name.is_some_and(|name| name != "build_script_build" && name != "___")
        && CRATES.iter().any(|(folder, _)| folder.split('/').nth(1) == Some(&*package))
    {
        command.args(["-C", "instrument-coverage"]);
    }
    let code = command.status().ok()?.code().unwrap_or(1);
    Some(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Makes a run of the tests count.
pub fn counting(command: &mut Command) -> Result<(), Failure> {
    let own = run::own()?;
    // A copy: the tests may compile this program anew while it runs.
    let wrapper = run::root().join("target/xtask/wrapper");
    if std::fs::read(&wrapper).ok() != std::fs::read(&own).ok() {
        let _ = std::fs::remove_file(&wrapper);
        std::fs::create_dir_all("target/xtask").map_err(|why| why.to_string())?;
        std::fs::copy(&own, &wrapper).map_err(|why| format!("{}: {why}", wrapper.display()))?;
    }
    let raw = run::root().join(RAW);
    command.env("RUSTC_WORKSPACE_WRAPPER", wrapper).env(ASKED, "1");
    command.env("LLVM_PROFILE_FILE", raw.join("%p-%8m.profraw"));
    Ok(())
}

/// Forgets what was counted before.
pub fn reset() {
    let _ = std::fs::remove_dir_all(RAW);
}

/// Prints the lines that ran, of those there are.
///
/// # Errors
/// When too few did.
pub fn report(programs: &[PathBuf], tools: &Path) -> Result<(), Failure> {
    let raw: Vec<_> =
        run::files(Path::new(RAW)).into_iter().filter(|at| at.extension().is_some_and(|e| e == "profraw")).collect();
    let list: Vec<_> = raw.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    run::write(format!("{RAW}/list"), list.join("\n"))?;
    let merged = format!("{RAW}/all.profdata");
    let from = format!("--input-files={RAW}/list");
    run::run(&mut program(tools.join("llvm-profdata"), &["merge", "-sparse", &from, "-o", &merged]))?;
    let profile = format!("--instr-profile={merged}");
    let mut export = program(tools.join("llvm-cov"), &["export", "--format=lcov", &profile]);
    for (at, path) in programs.iter().enumerate() {
        if at > 0 {
            export.arg("--object");
        }
        export.arg(path);
    }
    let made = export.stderr(std::process::Stdio::null()).output().map_err(|why| format!("llvm-cov: {why}"))?;
    let lines = lines(&String::from_utf8_lossy(&made.stdout));
    let mut low = Vec::new();
    for (folder, browser) in CRATES {
        let (mut ran, mut all) = (0_u32, 0_u32);
        for (file, lines) in &lines {
            let Some((_, inside)) = file.split_once(&format!("/{folder}")) else { continue };
            let test = inside.contains("tests/") || inside.ends_with("tests.rs");
            if test || browser.iter().any(|start| inside.starts_with(start)) {
                continue;
            }
            let end = tests_begin(file);
            let counted: Vec<_> = lines.iter().filter(|(line, _)| **line < end).collect();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let here = count(counted.iter().filter(|(_, times)| **times > 0).count());
            if here < count(counted.len()) {
                let missed: Vec<_> =
                    counted.iter().filter(|(_, times)| **times == 0).map(|(line, _)| line.to_string()).collect();
                println!("  {folder}{inside}: {here}/{}, not {}", counted.len(), short(&missed));
            }
            ran += here;
            all += count(counted.len());
        }
        if all == 0 {
            low.push(format!("{folder} was not measured"));
            continue;
        }
        let share = f64::from(ran) * 100.0 / f64::from(all);
        println!("coverage of {folder}: {share:.1} % of lines ({ran} of {all}; at least {LEAST} %)");
        if share < LEAST {
            low.push(format!("coverage of {folder} is {share:.1} %"));
        }
    }
    if low.is_empty() { Ok(()) } else { Err(low.join("; ")) }
}

fn short(lines: &[String]) -> String {
    let shown = lines.iter().take(12).cloned().collect::<Vec<_>>().join(" ");
    if lines.len() > 12 { format!("{shown} …") } else { shown }
}

/// The line at which a file's own tests begin: they are not what is measured.
fn tests_begin(file: &str) -> u32 {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut lines = text.lines().zip(1_u32..).skip_while(|(line, _)| *line != "#[cfg(test)]");
    let Some((_, at)) = lines.next() else { return u32::MAX };
    if lines.next().is_some_and(|(line, _)| line.starts_with("mod ") && line.ends_with('{')) { at } else { u32::MAX }
}

/// Per file, how many times each line ran.
fn lines(lcov: &str) -> BTreeMap<String, BTreeMap<u32, u64>> {
    let mut files: BTreeMap<String, BTreeMap<u32, u64>> = BTreeMap::new();
    let mut file = String::new();
    for line in lcov.lines() {
        if let Some(name) = line.strip_prefix("SF:") {
            name.clone_into(&mut file);
        } else if let Some((at, times)) = line.strip_prefix("DA:").and_then(|data| data.split_once(','))
            && let (Ok(at), Ok(times)) = (at.parse(), times.parse::<u64>())
        {
            *files.entry(file.clone()).or_default().entry(at).or_default() += times;
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_of_several_programs_add_up() {
        let read = lines("SF:/a.rs\nDA:1,2\nDA:2,0\nend_of_record\nSF:/a.rs\nDA:1,1\nend_of_record\n");
        let file: Vec<_> = read["/a.rs"].iter().map(|(line, times)| (*line, *times)).collect();
        assert_eq!(file, [(1, 3), (2, 0)]);
    }
}
