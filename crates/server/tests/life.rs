//! From the start to the end: readiness, silence, stopping, and two servers on one file.

mod support;

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::child::{Process, command, refused};
use support::http::{get, request};
use support::person::Person;
use support::running::Running;
use support::{CITIZEN, Folder, id_number};

/// Waits until the server says whether it is ready with that status: what it has found holds for a second.
fn until(server: &Running, status: u16) {
    let began = Instant::now();
    while get(server.address, "/readyz").status != status {
        assert!(began.elapsed() < Duration::from_secs(10), "never {status}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn it_is_ready_while_its_store_answers_and_alive_in_any_case() {
    let server = Running::new();
    assert_eq!(get(server.address, "/healthz").text(), "alive\n");
    assert_eq!(get(server.address, "/readyz").text(), "ready\n");
    let other = rusqlite::Connection::open(&server.db).unwrap();
    other.execute_batch("ALTER TABLE document RENAME TO away").unwrap();
    until(&server, 503);
    assert_eq!(get(server.address, "/healthz").status, 200);
    let refused = get(server.address, "/v1/cities");
    assert_eq!((refused.status, refused.problem().as_str()), (503, "/problems/unavailable"));
    assert!(server.log().contains(r#""level":"error","event":"store","failure":"unavailable""#), "{}", server.log());
    other.execute_batch("ALTER TABLE away RENAME TO document").unwrap();
    // It comes back by itself.
    until(&server, 200);
}

#[test]
fn it_is_not_ready_while_its_store_can_be_read_and_not_written() {
    let server = Running::new();
    assert_eq!(get(server.address, "/readyz").status, 200);
    let other = rusqlite::Connection::open(&server.db).unwrap();
    let refuses = |event: &str| {
        format!("CREATE TRIGGER no_{event} BEFORE {event} ON document BEGIN SELECT RAISE(FAIL, 'no'); END;")
    };
    other.execute_batch(&["INSERT", "UPDATE"].map(refuses).concat()).unwrap();
    assert_eq!(get(server.address, "/v1/cities").status, 200, "it can be read");
    until(&server, 503);
    assert_eq!(get(server.address, "/healthz").status, 200);
    assert!(server.log().contains(r#""level":"error","event":"store","#), "{}", server.log());
    other.execute_batch("DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE").unwrap();
    until(&server, 200);
}

#[test]
fn another_process_s_transaction_is_waited_for() {
    let server = Running::new();
    let number = id_number(&server.db, CITIZEN);
    let other = rusqlite::Connection::open(&server.db).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let held = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        other.execute_batch("COMMIT").unwrap();
    });
    assert_eq!(Person::new(server.address).try_sign_in(&number).unwrap().status, 200);
    held.join().unwrap();
}

#[test]
fn what_breaks_ends_nothing_but_itself() {
    let server = Running::with(|config| config.sender = Some(Arc::new(|_| panic!("the sender broke"))));
    let body = json!({ "purpose": "sign_in", "id_number": id_number(&server.db, CITIZEN) });
    let mut person = Person::new(server.address);
    assert_eq!(person.post("/v1/verifications", &body).status, 201);
    assert_eq!(person.get("/v1/cities").status, 200);
    assert_eq!(get(server.address, "/readyz").status, 200);
}

#[test]
fn a_request_that_has_begun_is_finished_before_the_end() {
    let mut server = Running::new();
    let body = json!({ "purpose": "sign_in", "id_number": id_number(&server.db, CITIZEN) }).to_string();
    let bytes = request(server.address, "POST", "/v1/verifications", &[("X-Citizen-Csrf", "1")], body.as_bytes());
    let (first, rest) = bytes.split_at(bytes.len() - 5);
    let mut begun = TcpStream::connect(server.address).unwrap();
    begun.write_all(first).unwrap();
    let mut idle = TcpStream::connect(server.address).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    server.ask_to_stop();
    std::thread::sleep(Duration::from_millis(100));
    assert!(TcpStream::connect(server.address).is_err(), "nobody new is let in");
    begun.write_all(rest).unwrap();
    let mut said = String::new();
    begun.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 201"), "{said}");
    assert_eq!(idle.read_to_end(&mut Vec::new()).unwrap(), 0, "who asks nothing is not waited for");
    assert!(server.stop(), "clean");
    assert!(!server.folder.join("citizen.db-wal").exists(), "all of the log is in the file");
    assert!(server.log().contains(r#""event":"stopped","clean":true"#));
}

#[test]
fn who_never_finishes_is_not_waited_for_longer_than_the_limit() {
    let mut server = Running::with(|config| config.patience = Duration::from_millis(300));
    let mut begun = TcpStream::connect(server.address).unwrap();
    let head = request(server.address, "POST", "/v1/session", &[("X-Citizen-Csrf", "1"), ("Content-Length", "9")], b"");
    begun.write_all(&head).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let asked = Instant::now();
    assert!(!server.stop(), "somebody was left without an answer");
    assert!(asked.elapsed() < Duration::from_secs(3));
}

#[test]
fn who_is_silent_is_put_off() {
    let server = Running::with(|config| config.silence = Duration::from_millis(300));
    let csrf = ("X-Citizen-Csrf", "1");
    let whole = request(server.address, "GET", "/healthz", &[], b"");
    let whole = String::from_utf8(whole).unwrap().replace("Connection: close\r\n", "");
    let half_body = request(server.address, "POST", "/v1/session", &[csrf, ("Content-Length", "9")], b"");
    for (what, bytes, status) in [
        ("nothing", "", ""),
        ("half of a head", "GET / HTTP/1.1\r\nHost: a", ""),
        ("a request, and no other", whole.as_str(), "HTTP/1.1 200"),
        ("no body", std::str::from_utf8(&half_body).unwrap(), "HTTP/1.1 408"),
    ] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap_or_else(|why| panic!("{what}: {why}"));
        assert!(String::from_utf8_lossy(&said).starts_with(status), "{what}: {}", String::from_utf8_lossy(&said));
    }
    assert_eq!(get(server.address, "/healthz").status, 200);
}

#[test]
fn two_servers_on_one_file_carry_out_one_submission_once() {
    let folder = Arc::new(Folder::new());
    let servers = [(); 2].map(|()| Running::on(Arc::clone(&folder), |_| {}));
    let mut one = Person::new(servers[0].address);
    one.sign_in_by_code(&servers[0].db, &id_number(&servers[0].db, CITIZEN));
    let mut two = Person { address: servers[1].address, cookie: one.cookie.clone() };
    for round in 1..=10 {
        let wish = one.try_wish("stop_contributions").unwrap();
        let key = format!("round-{round}");
        let answers = std::thread::scope(|scope| {
            let both = [&mut one, &mut two].map(|person| scope.spawn(|| person.try_submit(&key, &wish).unwrap()));
            both.map(|thread| thread.join().unwrap())
        });
        assert_eq!(answers.each_ref().map(|answer| answer.status), [201, 201], "{}", answers[1].text());
        assert_eq!(answers[0].body, answers[1].body);
        assert_eq!(one.applications().len(), round);
        assert_eq!(two.applications().len(), round);
        let path = format!("{}/withdrawal", answers[0].header("location").unwrap());
        assert_eq!(two.post(&path, &json!({})).status, 200);
    }
}

fn begin(process: &Process, folder: &Folder) -> String {
    let number = id_number(&folder.join("citizen.db"), CITIZEN);
    let mut person = Person::new(process.address);
    let begun = person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number }));
    assert_eq!(begun.status, 201, "{}", begun.text());
    begun.json()["id"].as_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_command_cleanly_and_codes_are_nowhere_to_be_seen() {
    let folder = Folder::new();
    let dist = support::build(&folder);
    let db = folder.join("citizen.db");
    let mut plain = command(&["--port", "0", "--with-input"]);
    let process = Process::spawn(plain.arg("--db").arg(&db).arg("--dist").arg(&dist));
    let mut person = Person::new(process.address);
    // Somebody of the demo: without --demo a number like any other (issue 10, point 30).
    let body = json!({ "purpose": "sign_in", "id_number": "990000198506010034" });
    assert_eq!(person.post("/v1/verifications", &body).status, 201);
    assert_eq!(person.try_sign_in("990000198506010034").unwrap().status, 422);
    assert_eq!(person.get("/v1/cities").status, 200);
    process.terminate();
    let (status, out, log) = process.wait();
    assert_eq!((status.code(), out.as_str()), (Some(0), ""));
    let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!((&last["event"], &last["clean"]), (&json!("stopped"), &json!(true)));
    assert!(!folder.join("citizen.db-wal").exists());
    for kind in ["citizen/", "identity/", "months/", "access/"] {
        assert_eq!(support::rows(&db, kind), 0, "{kind}");
    }
}

#[test]
fn a_trial_s_people_are_served_to_nobody_but_in_a_trial() {
    let folder = Folder::new();
    let dist = support::build(&folder);
    let db = folder.join("citizen.db");
    drop(Process::start(&folder, &[]));
    let start = |more: &[&str]| refused(command(&["--port", "0", "--db"]).arg(&db).arg("--dist").arg(&dist).args(more));
    assert!(start(&[]).contains("--demo"), "{}", start(&[]));
    drop(Process::start(&folder, &[]));
}

/// (issue 10, point 27)
#[test]
fn a_counter_opens_what_is_locked_while_the_server_runs() {
    let folder = Folder::new();
    let process = Process::start(&folder, &[]);
    let db = folder.join("citizen.db");
    let mut person = Person::new(process.address);
    let number = id_number(&db, CITIZEN);
    let wrong = json!({ "method": "password", "id_number": number, "password": "000000" });
    let statuses = [(); 4].map(|()| person.post("/v1/session", &wrong).status);
    assert_eq!(statuses, [422, 422, 422, 429]);
    let unlock = |number: &str| {
        let mut command = command(&["--unlock", "--db"]);
        let mut child =
            command.arg(&db).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{number}\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(unlock(&number), (true, "unlocked\n".to_owned(), String::new()));
    assert_eq!(person.try_sign_in(&number).unwrap().status, 200);
    for nobody in ["990000190001019993", "", "135790"] {
        let (done, _, why) = unlock(nobody);
        assert!(!done && why.contains("nobody has this number"), "{why}");
    }
}

#[test]
fn without_its_key_a_file_is_not_opened() {
    let folder = Folder::new();
    let dist = support::build(&folder);
    let db = folder.join("citizen.db");
    drop(Process::start(&folder, &[]));
    let start = || refused(command(&["--demo", "--port", "0", "--db"]).arg(&db).arg("--dist").arg(&dist));
    let key = folder.join("citizen.db.key");
    let text = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    assert!(start().contains("citizen.db.key: the key file cannot be read"), "{}", start());
    assert!(!key.exists(), "no other is made");
    folder.write("citizen.db.key", text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(start().contains("chmod 600"), "{}", start());
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        drop(Process::start(&folder, &[]));
    }
}

#[cfg(unix)]
#[test]
fn with_demo_a_code_is_shown_to_who_runs_it_and_is_not_in_the_log() {
    let folder = Folder::new();
    let process = Process::start(&folder, &[]);
    let id = begin(&process, &folder);
    // Where it is refused there is nothing to send.
    let mut person = Person::new(process.address);
    let number = id_number(&folder.join("citizen.db"), CITIZEN);
    assert_eq!(person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number })).status, 429);
    let address = process.address;
    process.terminate();
    let (_, out, log) = process.wait();
    let codes: Vec<_> = out.lines().filter_map(|line| line.strip_prefix("message to ")?.split_once(": ")).collect();
    assert_eq!(codes.len(), 1, "{out}");
    let (to, code) = codes[0];
    assert!(to.contains('*') && code.len() == 6, "{out}");
    assert!(!log.contains(code) && !log.contains(to), "{log}");
    assert_eq!(support::stored(&folder.join("citizen.db"), "outbox"), Some(json!([])), "it is sent once");
    assert!(TcpStream::connect(address).is_err());
    // The code is good after another start, too.
    let process = Process::start(&folder, &[]);
    let mut person = Person::new(process.address);
    let body = json!({ "method": "sms_code", "verification": id, "code": code });
    assert_eq!(person.post("/v1/session", &body).status, 200);
}

#[test]
fn what_cannot_begin_says_why() {
    let folder = Folder::new();
    let dist = support::build(&folder);
    let db = folder.join("citizen.db");
    let start = |more: &[&str]| refused(command(&["--db"]).arg(&db).arg("--dist").arg(&dist).args(more));
    let other = Running::new();
    let port = other.address.port().to_string();
    assert!(start(&["--port", &port]).contains(&port));
    assert!(!db.exists(), "who cannot have the address leaves the store alone");
    assert!(start(&["--listen", "0.0.0.0"]).contains("--origin"));
    assert!(start(&["--port", "0", "--files", "no/such/folder"]).contains("no/such/folder"));
    let newer = rusqlite::Connection::open(&db).unwrap();
    newer.pragma_update(None, "user_version", 7).unwrap();
    drop(newer);
    let why = start(&["--port", "0"]);
    assert!(why.contains("form 7") && why.contains("newer program"), "{why}");
    let help = command(&["--help"]).output().unwrap();
    assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains("--behind-proxy"));
}
