//! The server under Schemathesis, with the contract: `crates/server/tests/schemathesis/`.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;

use crate::run::{self, program, says, step};
use crate::{Failure, serve, tools};

const REQUIREMENTS: &str = "crates/server/tests/schemathesis/requirements.txt";
/// Where the server's documents are while it is tried.
const FOLDER: &str = "target/schemathesis";

/// Starts a server, tries it, and ends it.
///
/// # Errors
/// What is missing; or that it does not keep the contract, which is printed.
pub fn try_server() -> Result<(), Failure> {
    let python = python()?;
    let server = serve::build()?;
    let _ = std::fs::remove_dir_all(FOLDER);
    std::fs::create_dir_all(FOLDER).map_err(|why| format!("{FOLDER}: {why}"))?;
    let db = format!("{FOLDER}/citizen.db");
    // What it prints, the codes of messages among it: one of them is needed to sign in.
    let printed = format!("{FOLDER}/printed.txt");
    let mut print = std::fs::File::create(&printed).map_err(|why| format!("{printed}: {why}"))?;
    // As behind a proxy with TLS: its cookie then has the name that the contract gives. Nothing is slowed down that is
    // tried more often than people do.
    let args =
        ["--port", "0", "--db", &db, "--origin", "https://citizen.example", "--tries-per-minute", "100000", "--demo"];
    // It ends when its standard input does.
    let mut child = program(server, &args).arg("--with-input").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let child = child.as_mut().map_err(|why| format!("the server: {why}"))?;
    let lines = child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
    let mut lines = lines.map_while(Result::ok);
    let tried = lines.by_ref().find(|line| line.starts_with("http")).map_or_else(
        || Err("the server does not start".to_owned()),
        |url| {
            // Its log is read on, or it would wait for somebody to do so.
            let rest = std::thread::spawn(move || lines.for_each(|line| drop(writeln!(print, "{line}"))));
            let tried = run::run(&mut program(python, &["crates/server/tests/schemathesis/run.py", &url, &printed]));
            drop(child.stdin.take());
            let _ = rest.join();
            tried
        },
    );
    let _ = child.kill();
    let _ = child.wait();
    tried
}

/// Python, with what the tests need; of its own for each set of versions, beside the other tools.
fn python() -> Result<PathBuf, Failure> {
    let folder = tools::cache().join(format!("schemathesis-{:016x}", run::digest(&[REQUIREMENTS.into()])));
    let python = folder.join("bin/python");
    let whole = folder.join("whole");
    if whole.is_file() && says(&python.to_string_lossy(), &["--version"]).is_some() {
        return Ok(python);
    }
    tools::python()?;
    step("installing Schemathesis (PyPI)", || {
        let _ = std::fs::remove_dir_all(&folder);
        run::run(program("python3", &["-m", "venv"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
        run::run(&mut program(&python, &pip))
    })?;
    run::write(whole, "")?;
    Ok(python)
}
