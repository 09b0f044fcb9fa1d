//! The command itself, as a process of its own, which ends with its owner whatever happens.

use super::{Folder, build};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

pub struct Process {
    pub address: SocketAddr,
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Process {
    /// Starts it on `citizen.db` in that folder.
    pub fn start(folder: &Folder, more: &[&str]) -> Self {
        let dist = if folder.join("dist").exists() { folder.join("dist") } else { build(folder) };
        let mut child = Command::new(env!("CARGO_BIN_EXE_citizen-server"))
            .args(["--port", "0", "--with-input", "--tries-per-minute", "10000", "--dist"])
            .arg(dist)
            .arg("--db")
            .arg(folder.join("citizen.db"))
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Its log is read, or it could fill the pipe and stand still; it is not needed before the end.
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')?.parse().ok());
        let Some(address) = address else {
            let mut why = String::new();
            child.stderr.take().unwrap().read_to_string(&mut why).unwrap();
            panic!("{line}{why}");
        };
        Self { address, child, out }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
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
        let (mut out, mut log) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap(), out, log)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
