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
fn standing_still() -> (Running, String, mpsc::Sender<()>) {
    let (go_on, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let server = Running::with(|config| {
        config.sender = Some(Arc::new(move |_| waiting.lock().unwrap().recv().unwrap()));
        (config.connections, config.per_network) = (512, 512);
    });
    let number = id_number(&server.db, CITIZEN);
    let body = json!({ "purpose": "sign_in", "id_number": number });
    assert_eq!(Person::new(server.address).post("/v1/verifications", &body).status, 201);
    (server, number, go_on)
}

#[test]
fn beyond_the_bound_requests_are_refused_without_effect_and_the_others_carried_out() {
    const BEYOND: usize = 20;
    let (server, number, go_on) = standing_still();
    let (told, answers) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..WAITING + BEYOND {
            let (told, number) = (told.clone(), number.as_str());
            scope.spawn(move || {
                let mut person = Person::new(server.address);
                told.send((person.try_sign_in(number).unwrap(), person)).unwrap();
            });
        }
        // The rules carry nothing out, so all that is answered now is refused: as many as there is no room for.
        for _ in 0..BEYOND {
            let (refused, _): (Answer, Person) = answers.recv().unwrap();
            assert_eq!((refused.status, refused.problem().as_str()), (503, "/problems/unavailable"));
            assert_eq!(refused.header("retry-after"), Some("1"));
        }
        // What does not need the rules is there.
        for path in ["/healthz", "/", "/boot.js"] {
            assert_eq!(get(server.address, path).status, 200, "{path}");
        }
        assert_eq!(rows(&server.db, "session/"), 0, "nobody was signed in");
        go_on.send(()).unwrap();
        for _ in 0..WAITING {
            let (answer, mut person) = answers.recv().unwrap();
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert_eq!(person.get("/v1/session").status, 200);
        }
    });
    assert_eq!(rows(&server.db, "session/"), WAITING, "who was refused has no session");
    assert_eq!(get(server.address, "/readyz").status, 200);
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
