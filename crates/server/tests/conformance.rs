//! The server keeps every promise of the contract: the whole conformance kit, over HTTP, on `SQLite`.
//!
//! What the kit is told of the world is what somebody who runs this server knows: who the demo's people are, which
//! codes wait to be sent, and the server's clock, which is moved by hand so that nothing is waited for.

mod support;

use conform::backend::World;
use conform::http::Http;
use conform::kit::Kit;
use conform::report::Table;
use conform::roles::{Person, Roles};
use conform::run::{Choice, Count, Verdict, run};
use conform::world::Here;
use contract::http::{CSRF, CSRF_VALUE};
use contract::values::Instant;
use futures_util::future::{LocalBoxFuture, ready};
use std::rc::Rc;
use std::time::Duration;
use support::running::Running;
use support::waiting_code;

/// The server's clock, and the codes that wait in its store: nobody sends them here.
struct Desk(Running);

impl World for Desk {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        self.0.advance(seconds.into());
        Box::pin(ready(Ok(())))
    }

    fn code<'a>(&'a self, _: &'a Person, _: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        Box::pin(ready(Ok(waiting_code(&self.0.db))))
    }

    fn chance(&self) -> String {
        Here::new(0).chance()
    }
}

#[test]
fn the_server_passes_every_case_of_the_kit() {
    let began = std::time::Instant::now();
    let desk = Desk(Running::new());
    let http = Http::new(&format!("http://{}", desk.0.address), Duration::from_secs(10), None).unwrap();
    let roles = Roles::parse(include_str!("../../conform/roles.demo.json")).unwrap();
    let csrf = (CSRF.to_owned(), CSRF_VALUE.to_owned());
    let kit = Kit::new(Rc::new(http), Rc::new(desk), roles, vec![csrf]);
    let all = pollster::block_on(run(&kit, &Choice::default(), |outcome| {
        if outcome.verdict != Verdict::Passed {
            println!("{}: {:?}", outcome.case.name, outcome.verdict);
        }
    }));
    let count = Count::of(&all);
    println!("{} requests in {:?}: {}", kit.requests(), began.elapsed(), Table::close(count));
    assert_eq!((count.passed, count.failed, count.skipped), (all.len(), 0, 0));
    assert_eq!(all.len(), conform::cases::all().count());
}
