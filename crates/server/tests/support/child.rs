//! The command itself, as a process of its own, which ends with its owner whatever happens.

use super::{Folder, build};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

/// The command, to be called with that.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO_BIN_EXE_citizen-server").unwrap());
    command.args(args);
    command
}

/// Runs a command that does not begin; what it says why.
pub fn refused(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

pub struct Process {
    pub address: SocketAddr,
    child: Child,
    out: BufReader<ChildStdout>,
    /// Reads its log: it would fill the pipe, and the process stand still.
    log: Option<JoinHandle<String>>,
}

impl Process {
    /// Starts it on `citizen.db` in that folder, with the demo's people.
    pub fn start(folder: &Folder, more: &[&str]) -> Self {
        let dist = if folder.join("dist").exists() { folder.join("dist") } else { build(folder) };
        let mut command = command(&["--port", "0", "--with-input", "--tries-per-minute", "10000", "--demo", "--dist"]);
        Self::spawn(command.arg(dist).arg("--db").arg(folder.join("citizen.db")).args(more))
    }

    /// Starts it, and waits until it listens.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            let _ = stderr.read_to_string(&mut log);
            log
        });
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')?.parse().ok());
        let Some(address) = address else {
            panic!("{line}{}", log.join().unwrap());
        };
        Self { address, child, out, log: Some(log) }
    }

    /// The code of the next message, which it prints in a trial.
    pub fn code(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim().rsplit(' ').next().unwrap_or_default().to_owned()
    }

    /// Closes its standard input.
    pub fn end_input(&mut self) {
        drop(self.child.stdin.take());
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, by the system's own command.
    pub fn terminate(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Waits for its end; what it printed since it began, and what it logged.
    pub fn wait(mut self) -> (ExitStatus, String, String) {
        let mut out = String::new();
        self.out.read_to_string(&mut out).unwrap();
        let log = self.log.take().unwrap().join().unwrap();
        (self.child.wait().unwrap(), out, log)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
