//! `cargo xtask adapter check FILE`: whether a map can be used, and what it does, operation by operation.

use adapter::Map;
use adapter::sample::{requests, trial};
use clap::Parser;
use contract::http::{Request, Response};
use contract::operations::{ALL, FromBody as _, Operation, Row, Visitor, visit};
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks a map between the contract and a backend of another shape
#[derive(Parser)]
#[command(
    name = "adapter",
    after_help = "The exit code is 0 where all is well, 1 where something in the map or what it makes of its samples is \
                  wrong, 2 where there is no such file."
)]
enum Command {
    /// Reads a map and shows, operation by operation, what is sent to the backend for a sample request, and what its
    /// sample answer becomes
    Check {
        /// The map
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let Command::Check { file } = Command::parse();
    let path = file.display();
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(why) => {
            eprintln!("adapter: {path}: {why}");
            return ExitCode::from(2);
        }
    };
    let map = match Map::parse(&text) {
        Ok(map) => map,
        Err(wrong) => {
            for wrong in &wrong {
                println!("{path} {}: not {}", wrong.at, wrong.what);
            }
            println!("{} wrong: the map is refused", wrong.len());
            return ExitCode::FAILURE;
        }
    };
    let unsupported: Vec<_> = map.unsupported().map(|row| row.name).collect();
    let (mut tried, mut untried, mut wrong) = (0, 0, 0);
    for operation in ALL.iter().filter(|row| !unsupported.contains(&row.name)) {
        for request in requests(operation) {
            println!("== {}: {} {}{}", operation.name, request.method.as_str(), request.path, text_of(&request.body));
            match one(&map, operation, &request) {
                Ok(true) => tried += 1,
                Ok(false) => untried += 1,
                Err(why) => {
                    wrong += 1;
                    println!("   WRONG  {why}");
                }
            }
        }
    }
    if !unsupported.is_empty() {
        println!("not supported, as the map does not name them: {}", unsupported.join(", "));
    }
    println!("{tried} as the contract has it, {wrong} wrong, {untried} without a sample");
    if wrong > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Tries one; gives whether there was a sample for it.
fn one(map: &Map, operation: &Row, request: &Request) -> Result<bool, String> {
    let trial = trial(map, request);
    for sent in &trial.sent {
        println!("   sent   {} {}", sent.method.as_str(), sent.path);
        for (name, value) in &sent.headers {
            println!("          {name}: {value}");
        }
        if !sent.body.is_empty() {
            println!("         {}", text_of(&sent.body));
        }
    }
    let Some(answer) = trial.answer else { return Ok(false) };
    if let Some(fault) = answer.fault {
        return Err(format!("{}: {}", fault.at, fault.what));
    }
    let response = answer.outcome.map_err(|why| format!("{why:?}"))?;
    println!("   gives  {}{}", response.status, text_of(&response.body));
    if response.is_success() && !visit(operation.id, Reads(&response)) {
        return Err("the contract has another form for this answer: a member is missing, or of another kind".to_owned());
    }
    Ok(true)
}

fn text_of(body: &[u8]) -> String {
    if body.is_empty() { String::new() } else { format!(" {}", String::from_utf8_lossy(body)) }
}

/// Reads an answer as the app does.
struct Reads<'a>(&'a Response);

impl Visitor for Reads<'_> {
    type Output = bool;
    fn visit<O: Operation>(self) -> bool {
        O::Answer::read(&self.0.body).is_some()
    }
}
