//! More than the server can do: who is refused, what comes of the others, and what answers all the same.

mod support;

use serde_json::json;
use server::WAITING;
use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;
use support::http::{Answer, get};
use support::person::Person;
use support::running::Running;
use support::{CITIZEN, Folder, id_number, rows};

/// A server whose rules stand still from the first message they send until they are let go on.
fn standing_still() -> (Running, mpsc::Sender<()>) {
    let (go_on, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let server = Running::with(|config| {
        config.sender = Some(Arc::new(move |_| waiting.lock().unwrap().recv().unwrap()));
        (config.connections, config.per_network) = (512, 512);
    });
    let body = json!({ "purpose": "sign_in", "id_number": id_number(&server.db, CITIZEN) });
    assert_eq!(Person::new(server.address).post("/v1/verifications", &body).status, 201);
    (server, go_on)
}

/// A number that nobody has, with its check digit (GB 11643-1999).
fn made_up(n: usize) -> String {
    let body = format!("99000019700101{n:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{body}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11])
}

#[test]
fn beyond_the_bound_requests_are_refused_without_effect_and_the_others_carried_out() {
    const BEYOND: usize = 20;
    let (server, go_on) = standing_still();
    let (told, answers) = mpsc::channel();
    thread::scope(|scope| {
        for n in 0..WAITING + BEYOND {
            let told = told.clone();
            scope.spawn(move || {
                // Of numbers that nobody has: there is nothing to send.
                let body = json!({ "purpose": "sign_in", "id_number": made_up(n) });
                told.send(Person::new(server.address).post("/v1/verifications", &body)).unwrap();
            });
        }
        // The rules carry nothing out, so all that is answered now is refused: as many as there is no room for.
        for _ in 0..BEYOND {
            let refused: Answer = answers.recv().unwrap();
            assert_eq!((refused.status, refused.problem().as_str()), (503, "/problems/unavailable"));
            assert_eq!(refused.header("retry-after"), Some("1"));
        }
        // What does not need the rules is there.
        for path in ["/healthz", "/", "/boot.js"] {
            assert_eq!(get(server.address, path).status, 200, "{path}");
        }
        assert_eq!(rows(&server.db, "sign-in/"), 1, "nothing was begun for anybody else");
        go_on.send(()).unwrap();
        for _ in 0..WAITING {
            let answer = answers.recv().unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
    });
    assert_eq!(rows(&server.db, "sign-in/"), 1 + WAITING, "nothing is left of what was refused");
    assert_eq!(get(server.address, "/readyz").status, 200);
}

/// Somebody signs in by password over and over: that takes long, and nobody else waits for it (issue 10, point 30).
#[test]
fn passwords_are_looked_at_while_others_are_answered() {
    const TRIES: usize = 40;
    let server = Running::new();
    let body = json!({ "purpose": "sign_in", "id_number": made_up(0) });
    let (told, tried) = mpsc::channel();
    thread::scope(|scope| {
        for n in 0..TRIES {
            let told = told.clone();
            scope.spawn(move || told.send(Person::new(server.address).try_sign_in(&made_up(n))).unwrap());
        }
        // All have come, and nobody could be answered yet but who came first.
        let first = tried.recv().unwrap().unwrap();
        assert_eq!(first.status, 422, "{}", first.text());
        assert_eq!(Person::new(server.address).post("/v1/verifications", &body).status, 201);
        let before = tried.try_iter().count();
        assert!(before < TRIES - 5, "{before} had to be looked at first");
    });
}

#[test]
fn who_waits_for_a_place_gets_that_of_one_who_has_had_it() {
    let server = Running::on(Arc::new(Folder::new()), |config| {
        (config.connections, config.silence) = (2, Duration::from_hours(1));
    });
    let mut kept: Vec<_> = (0..2).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    for stream in &mut kept {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    }
    assert_eq!(get(server.address, "/healthz").status, 200);
}
