//! More than the server can do: who is refused, what comes of the others, and what answers all the same.

mod support;

use serde_json::json;
use server::WAITING;
use server::clock::Clock;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};
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

/// Everybody may ask whether the server is ready: a flood of that neither makes it look sick nor is work for the rules.
#[test]
fn however_many_ask_whether_it_is_ready_it_is_looked_at_once_a_second() {
    const ASKERS: usize = 64;
    const EACH: usize = 20;
    const READS: u32 = 20;
    let carried_out = Arc::new(AtomicU32::new(0));
    let server = Running::with(|config| {
        // Each thing the rules carry out begins with a look at the clock.
        let (clock, count) = (config.clock.clone(), Arc::clone(&carried_out));
        config.clock = Clock::fixed(move || {
            count.fetch_add(u32::from(thread::current().name() == Some("rules")), Ordering::SeqCst);
            clock.now().ms()
        });
        (config.connections, config.per_network) = (512, 512);
    });
    let (before, began) = (carried_out.load(Ordering::SeqCst), Instant::now());
    let (statuses, slowest) = thread::scope(|scope| {
        let ask = || (0..EACH).map(|_| get(server.address, "/readyz").status).collect::<Vec<_>>();
        let askers: Vec<_> = (0..ASKERS).map(|_| scope.spawn(ask)).collect();
        let read = |_| {
            let asked = Instant::now();
            assert_eq!(get(server.address, "/v1/cities").status, 200);
            asked.elapsed()
        };
        let slowest = (0..READS).map(read).max().unwrap();
        (askers.into_iter().flat_map(|asker| asker.join().unwrap()).collect::<Vec<_>>(), slowest)
    });
    assert_eq!(statuses, [200; ASKERS * EACH]);
    assert!(slowest < Duration::from_secs(2), "another waited for {slowest:?}");
    let checks = carried_out.load(Ordering::SeqCst) - before - READS;
    // The first of these seconds has one, and so has the sweep at the start, which may come after the count began.
    assert!(u64::from(checks) <= began.elapsed().as_secs() + 2, "{checks} checks in {:?}", began.elapsed());
}

#[test]
fn who_asks_whether_a_busy_server_is_ready_waits_with_the_others_for_one_answer() {
    const ASKERS: usize = 64;
    let (server, go_on) = standing_still();
    thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS).map(|_| scope.spawn(|| get(server.address, "/readyz").status)).collect();
        thread::sleep(Duration::from_millis(200));
        go_on.send(()).unwrap();
        let statuses: Vec<_> = askers.into_iter().map(|asker| asker.join().unwrap()).collect();
        assert_eq!(statuses, [200; ASKERS]);
    });
}
