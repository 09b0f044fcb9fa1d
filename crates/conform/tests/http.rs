//! The same suite over HTTP, and the command as a person runs it.

use conform::cases;
use conform::http::Http;
use conform::kit::Kit;
use conform::run::{Choice, Count, Verdict, run};
use std::process::{Command, Output};
use std::rc::Rc;
use std::time::Duration;

mod server;
use server::Server;

#[test]
fn the_reference_backend_passes_every_case_over_http() {
    let server = Server::start();
    let http = Http::new(&server.address, Duration::from_secs(10), None).unwrap();
    let kit = Kit::new(Rc::new(http), Rc::new(server), server::roles(), Vec::new());
    let all = pollster::block_on(run(&kit, &Choice::default(), |outcome| {
        if outcome.verdict != Verdict::Passed {
            println!("{}: {:?}", outcome.case.name, outcome.verdict);
        }
    }));
    let count = Count::of(&all);
    assert_eq!((count.failed, count.skipped), (0, 0));
}

/// How many cases a group has.
fn size(group: &str) -> usize {
    cases::all().filter(|case| case.group == group).count()
}

fn conform(args: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, .. } =
        Command::new(std::env::var("CARGO_BIN_EXE_conform").unwrap()).args(args).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap())
}

#[test]
fn the_command_tests_the_embedded_backend_and_writes_a_report() {
    let report = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("conform-cities.xml");
    let (code, out) = conform(&["--embedded", "--only", "cities", "--junit", report.to_str().unwrap()]);
    let all = size("cities");
    assert_eq!((code, out.lines().last()), (Some(0), Some(&*format!("{all} passed, 0 failed"))), "{out}");
    let xml = std::fs::read_to_string(report).unwrap();
    assert!(
        xml.contains(&format!("tests=\"{all}\" skipped=\"0\" failures=\"0\""))
            && xml.contains("classname=\"conform.cities\""),
        "{xml}"
    );
}

#[test]
fn without_roles_what_needs_them_is_skipped_and_not_passed() {
    let server = Server::start();
    let (code, out) = conform(&["--url", &server.address, "--only", "record"]);
    let all = size("record");
    assert_eq!((code, out.lines().last()), (Some(0), Some(&*format!("0 passed, 0 failed, {all} skipped"))), "{out}");
    let lacks = |role: &str| out.matches(&format!("no {role} is configured")).count();
    assert_eq!(lacks("payer") + lacks("employee"), all);
}

#[test]
fn reading_only_leaves_out_what_writes() {
    let server = Server::start();
    let (code, out) =
        conform(&["--url", &server.address, "--roles", "roles.demo.json", "--read-only", "--only", "undo"]);
    let all = size("undo");
    assert_eq!((code, out.lines().last()), (Some(0), Some(&*format!("0 passed, 0 failed, {all} skipped"))), "{out}");
}

#[test]
fn a_backend_that_is_not_there_fails() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (code, out) = conform(&["--url", &format!("http://127.0.0.1:{port}"), "--only", "cities"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("cannot be reached"), "{out}");
}

#[test]
fn the_roles_of_the_demo_are_those_in_the_file() {
    let file = conform::roles::Roles::parse(include_str!("../roles.demo.json"));
    assert_eq!(file, Ok(server::roles()));
}
