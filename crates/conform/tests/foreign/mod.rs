//! A foreign backend: a program of its own, that shares no code with this project.

use conform::adapted::Adapted;
use conform::backend::{Backend, World};
use conform::http::Http;
use conform::roles::{Person, Roles};
use conform::world::Here;
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

/// A program that runs as long as the test.
pub struct Foreign {
    child: RefCell<Child>,
    says: RefCell<BufReader<ChildStdout>>,
    ahead: Cell<i64>,
    /// Where it is.
    pub address: String,
}

fn path(rest: &str) -> String {
    format!("../../{rest}")
}

impl Foreign {
    /// Starts the one of that name.
    pub fn start(name: &str) -> Self {
        let script = path(&format!("tests/foreign/{name}.mjs"));
        let mut node = Command::new("node");
        let mut child = node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node");
        let mut says = BufReader::new(child.stdout.take().unwrap());
        let mut address = String::new();
        says.read_line(&mut address).unwrap();
        let (child, says) = (RefCell::new(child), RefCell::new(says));
        Self { child, says, ahead: Cell::new(0), address: address.trim().to_owned() }
    }

    /// The map of that name.
    pub fn map(name: &str) -> adapter::Map {
        let map = std::fs::read_to_string(path(&format!("crates/adapter/maps/{name}.json"))).unwrap();
        adapter::Map::parse(&map).unwrap_or_else(|wrong| panic!("{name}: {wrong:#?}"))
    }

    /// It behind the map of that name.
    pub fn behind(self: &Rc<Self>, name: &str) -> Rc<dyn Backend> {
        let map = Self::map(name);
        let http = Http::new(&self.address, Duration::from_secs(10), None).unwrap();
        Rc::new(Adapted::new(Rc::new(http), map, self.clone(), false))
    }

    /// Who is who there.
    pub fn roles() -> Roles {
        Roles::parse(include_str!("../../roles.demo.json")).unwrap()
    }

    /// Says a line to it, and hears one.
    fn ask(&self, line: &str) -> String {
        let mut child = self.child.borrow_mut();
        writeln!(child.stdin.as_mut().unwrap(), "{line}").unwrap();
        let mut heard = String::new();
        self.says.borrow_mut().read_line(&mut heard).unwrap();
        heard.trim().to_owned()
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        let _ = self.child.get_mut().kill();
        let _ = self.child.get_mut().wait();
    }
}

impl World for Foreign {
    fn now(&self) -> Instant {
        Here::new(0).now().plus_seconds(self.ahead.get())
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        self.ask(&format!("pass {seconds}"));
        self.ahead.set(self.ahead.get() + i64::from(seconds));
        Box::pin(async { Ok(()) })
    }

    fn code<'a>(&'a self, _: &'a Person, _: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        Box::pin(async { Ok(self.ask("code")) })
    }

    fn chance(&self) -> String {
        Here::new(0).chance()
    }
}
