//! Who has which share of the server, whoever else asks for how much.

mod support;

use serde_json::json;
use server::WAITING;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use support::http::{Answer, ask, get, request};
use support::person::Person;
use support::running::Running;
use support::{CITIZEN, Folder, id_number};

/// A connection from another address of this machine.
fn connect_from(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind((from, 0).into()).unwrap();
        socket.connect(to).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// What is said on a connection until it ends, and whether it ended well.
fn heard(stream: &mut TcpStream) -> (Vec<u8>, bool) {
    let mut said = Vec::new();
    let ended = stream.read_to_end(&mut said);
    (said, ended.is_ok())
}

const ONE: [u8; 4] = [127, 0, 0, 2];

#[test]
fn a_flood_takes_nothing_from_others_neither_from_another_network_nor_from_a_session_of_the_same() {
    const BEYOND: usize = 20;
    let (go_on, waiting) = mpsc::channel::<()>();
    let waiting = Mutex::new(waiting);
    let server = Running::with(|config| {
        config.sender = Some(Arc::new(move |_| waiting.lock().unwrap().recv().unwrap()));
        config.site.proxies = "127.0.0.1".parse().unwrap();
        config.connections = 512;
    });
    let mut signed = Person::new(server.address);
    signed.try_sign_in(&id_number(&server.db, CITIZEN)).unwrap();
    // The rules stand still from here on.
    let body = json!({ "purpose": "sign_in", "id_number": id_number(&server.db, "c-yi") });
    assert_eq!(Person::new(server.address).post("/v1/verifications", &body).status, 201);
    let asks = |network: &str, cookie: Option<&str>, target: &str| -> Answer {
        let headers = [("X-Forwarded-For", network), ("Cookie", cookie.unwrap_or("session=made-up"))];
        ask(server.address, "GET", target, &headers, b"")
    };
    let (told, answers) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..WAITING + BEYOND {
            let told = told.clone();
            scope.spawn(move || told.send(asks("192.0.2.1", None, "/v1/cities").status).unwrap());
        }
        // What is answered now is refused: the queue is full of the one.
        let refused: Vec<_> = (0..BEYOND).map(|_| answers.recv().unwrap()).collect();
        assert_eq!(refused, [503; BEYOND]);
        let cookie = signed.cookie.as_deref();
        let others = [
            scope.spawn(move || asks("192.0.2.2", None, "/v1/cities").status),
            scope.spawn(move || asks("2001:db8::1", None, "/v1/cities").status),
            scope.spawn(move || asks("192.0.2.1", cookie, "/v1/card").status),
        ];
        // Each has taken the place of one of the flood.
        assert_eq!([(); 3].map(|()| answers.recv().unwrap()), [503; 3]);
        go_on.send(()).unwrap();
        assert_eq!(others.map(|other| other.join().unwrap()), [200; 3]);
        let rest: Vec<_> = (0..WAITING - 3).map(|_| answers.recv().unwrap()).collect();
        assert_eq!(rest, [200; WAITING - 3], "who had a place is answered");
    });
}

#[test]
fn one_network_has_so_many_connections_and_no_more() {
    let mut server = Running::with(|config| (config.connections, config.per_network) = (32, 8));
    let whole = request(server.address, "GET", "/healthz", &[], b"");
    // Each is at work: of a body that comes at a pace the rest is waited for.
    let headers = [("X-Citizen-Csrf", "1"), ("Content-Length", "60000")];
    let half = [request(server.address, "POST", "/v1/session", &headers, b""), vec![b' '; 20_000]].concat();
    let mut at_work: Vec<_> = (0..8).map(|_| connect_from(ONE, server.address)).collect();
    for stream in &mut at_work {
        stream.write_all(&half).unwrap();
    }
    thread::sleep(Duration::from_millis(500));
    for _ in 0..3 {
        let mut one_more = connect_from(ONE, server.address);
        let _ = one_more.write_all(&whole);
        let (said, ended) = heard(&mut one_more);
        let said = String::from_utf8(said).unwrap();
        assert!(ended && said.starts_with("HTTP/1.1 503") && said.contains("Retry-After: 1"), "{said}");
    }
    assert_eq!(get(server.address, "/healthz").status, 200, "others are none the worse for it");
    // Those that ask nothing give way to the same network's next once they have had their share.
    drop(at_work);
    thread::sleep(Duration::from_millis(500));
    let _idle: Vec<_> = (0..8).map(|_| connect_from(ONE, server.address)).collect();
    thread::sleep(Duration::from_millis(1100));
    let mut one_more = connect_from(ONE, server.address);
    one_more.write_all(&whole).unwrap();
    assert!(heard(&mut one_more).0.starts_with(b"HTTP/1.1 200"));
    server.stop();
    let said = server.log().matches(r#""event":"security","name":"connections_exceeded","network":""#).count();
    assert_eq!(said, 1, "once a minute: {}", server.log());
}

#[test]
fn requests_that_are_never_finished_keep_nobody_out() {
    let server = Running::with(|config| {
        (config.connections, config.per_network, config.silence) = (16, 64, Duration::from_hours(1));
    });
    let headers = [("X-Citizen-Csrf", "1"), ("Content-Length", "60000")];
    let whole_head = request(server.address, "POST", "/v1/session", &headers, b"");
    let half_body = [&whole_head[..], &[b' '; 500]].concat();
    for half in [b"GET / HTTP/1.1\r\nHost: a".to_vec(), whole_head, half_body] {
        let mut halves: Vec<_> = (0..16).map(|_| connect_from(ONE, server.address)).collect();
        for one in &mut halves {
            one.write_all(&half).unwrap();
        }
        let began = Instant::now();
        for _ in 0..3 {
            assert_eq!(get(server.address, "/healthz").status, 200, "{}", half.len());
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{:?} after {} bytes", began.elapsed(), half.len());
    }
}

#[test]
fn who_never_reads_is_let_go() {
    const SIZE: usize = 64 << 20;
    let folder = Arc::new(Folder::new());
    support::build(&folder);
    folder.write("dist/large.bin", vec![7; SIZE]);
    let server = Running::on(folder, |config| config.silence = Duration::from_millis(500));
    let ask = request(server.address, "GET", "/large.bin", &[], b"");
    // Somebody who reads has all of it.
    let mut reads = connect_from(ONE, server.address);
    reads.write_all(&ask).unwrap();
    let (said, ended) = heard(&mut reads);
    assert!(ended && said.len() > SIZE);
    let mut waits = connect_from(ONE, server.address);
    waits.write_all(&ask).unwrap();
    thread::sleep(Duration::from_secs(2));
    assert!(heard(&mut waits).0.len() < SIZE, "the server has given it up");
}
