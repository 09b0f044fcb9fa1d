//! What the server refuses by itself: forged requests, too many tries, sessions that have ended, bodies too great.

mod support;

use serde_json::json;
use server::limit::Rate;
use server::site::Site;
use support::http::{Answer, ask, raw, raw_in_pieces, request};
use support::person::{PASSWORD, Person};
use support::running::Running;
use support::{CITIZEN, id_number, waiting_code};

fn sign_in_body(number: &str) -> Vec<u8> {
    json!({ "method": "password", "id_number": number, "password": PASSWORD }).to_string().into_bytes()
}

#[test]
fn a_request_that_another_page_forged_changes_nothing() {
    let server = Running::new();
    let number = id_number(&server.db, CITIZEN);
    let body = sign_in_body(&number);
    let own = format!("http://{}", server.address);
    let csrf = ("X-Citizen-Csrf", "1");
    let forged: [&[(&str, &str)]; 6] = [
        &[],
        &[("Origin", &own)],
        &[csrf, ("Origin", "https://evil.example")],
        &[csrf, ("Origin", "null")],
        &[csrf, ("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
        &[csrf, ("Host", "evil.example"), ("Origin", "http://evil.example")],
    ];
    for headers in forged {
        let answer = ask(server.address, "POST", "/v1/session", headers, &body);
        assert_eq!((answer.status, answer.problem().as_str()), (403, "/problems/forbidden"), "{headers:?}");
        assert_eq!(answer.header("set-cookie"), None);
    }
    let answer = ask(server.address, "POST", "/v1/session", &[csrf, ("Origin", &own)], &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    // Not only for what has a body.
    let mut person = Person::new(server.address);
    assert_eq!(person.try_sign_in(&number).unwrap().status, 200);
    let cookie = person.cookie.clone().unwrap();
    assert_eq!(ask(server.address, "DELETE", "/v1/session", &[("Cookie", &cookie)], b"").status, 403);
    assert_eq!(person.get("/v1/session").status, 200);
}

#[test]
fn behind_tls_the_cookie_is_bound_to_the_host() {
    let server = Running::with(|config| {
        config.site = Site {
            origin: Some("https://social.example.gov".parse().unwrap()),
            proxies: "127.0.0.1".parse().unwrap(),
            ..Site::default()
        };
    });
    let body = sign_in_body(&id_number(&server.db, CITIZEN));
    let headers = [
        ("Host", "social.example.gov"),
        ("Origin", "https://social.example.gov"),
        ("Sec-Fetch-Site", "same-origin"),
        ("X-Citizen-Csrf", "1"),
        ("X-Forwarded-For", "192.0.2.7"),
    ];
    let answer = ask(server.address, "POST", "/v1/session", &headers, &body);
    let cookie = answer.header("set-cookie").unwrap();
    let (pair, rest) = cookie.split_once("; ").unwrap();
    assert!(pair.starts_with("__Host-session="), "{cookie}");
    assert_eq!(rest, "Path=/; Secure; HttpOnly; SameSite=Strict");
    assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age=63072000"));
    assert_eq!(ask(server.address, "GET", "/v1/session", &[("Cookie", pair)], b"").status, 200);
    let plain = pair.trim_start_matches("__Host-");
    assert_eq!(ask(server.address, "GET", "/v1/session", &[("Cookie", plain)], b"").status, 401, "without its prefix");
    let tossed = format!("{pair}; __Host-session=another");
    assert_eq!(ask(server.address, "GET", "/v1/session", &[("Cookie", &tossed)], b"").status, 401);
}

#[test]
fn a_session_ends_by_the_server_s_clock_and_the_cookie_with_it() {
    let server = Running::new();
    let number = id_number(&server.db, CITIZEN);
    let mut person = Person::new(server.address);
    let ended = |answer: &Answer| {
        assert_eq!((answer.status, answer.problem().as_str()), (401, "/problems/not-signed-in"));
        assert_eq!(answer.header("set-cookie"), Some("session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
    };
    person.try_sign_in(&number).unwrap();
    server.advance(15 * 60 - 1);
    assert_eq!(person.get("/v1/session").json()["idle_seconds"], 900);
    server.advance(15 * 60);
    ended(&person.get("/v1/card"));
    let nobody = person.get("/v1/card");
    assert_eq!((nobody.status, nobody.header("set-cookie")), (401, None), "there is nothing to take back");

    person.try_sign_in(&number).unwrap();
    for _ in 0..12 * 6 - 1 {
        server.advance(600);
        assert_eq!(person.get("/v1/session").status, 200);
    }
    server.advance(599);
    assert_eq!(person.get("/v1/session").status, 200);
    server.advance(1);
    ended(&person.get("/v1/session"));
}

#[test]
fn limits_of_sessions_are_what_the_server_was_told() {
    let server = Running::with(|config| {
        (config.sessions.idle_seconds, config.sessions.absolute_seconds) = (30, 45);
    });
    let mut person = Person::new(server.address);
    let session = person.try_sign_in(&id_number(&server.db, CITIZEN)).unwrap().json();
    assert_eq!(session["idle_seconds"], 30);
    assert_eq!(session["expires_at"], "2026-11-23T02:00:45Z");
    server.advance(29);
    assert_eq!(person.get("/v1/session").status, 200);
    server.advance(16);
    assert_eq!(person.get("/v1/session").status, 401);
}

#[test]
fn tries_for_one_number_run_out_and_come_back() {
    let server = Running::with(|config| config.rates.subject = Rate { burst: 3, per_minute: 6 });
    let number = id_number(&server.db, CITIZEN);
    let mut person = Person::new(server.address);
    let spaced = format!("{} {}", &number[..6], &number[6..]);
    for written in [&number, &spaced, &number.to_lowercase()] {
        assert_ne!(person.try_sign_in(written).unwrap().status, 429);
    }
    let refused = person.try_sign_in(&number).unwrap();
    assert_eq!((refused.status, refused.problem().as_str()), (429, "/problems/too-many-requests"));
    assert_eq!(refused.header("retry-after"), Some("10"));
    assert_eq!(refused.json()["retry_at"], "2026-11-23T02:00:10Z");
    // The code for a sign-in is a try for the same number; another number is not.
    let begin = |person: &mut Person, number: &str| {
        person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number })).status
    };
    assert_eq!(begin(&mut person, &number), 429);
    assert_eq!(begin(&mut person, &id_number(&server.db, "c-yi")), 201);
    server.advance(10);
    assert_eq!(person.try_sign_in(&number).unwrap().status, 200);
    assert_eq!(person.try_sign_in(&number).unwrap().status, 429);
}

/// (issue 10, point 26)
#[test]
fn who_knows_an_id_number_locks_out_nobody() {
    let server = Running::with(|config| {
        config.site.proxies = "127.0.0.1".parse().unwrap();
        config.rates.subject = Rate { burst: 10, per_minute: 6 };
    });
    let number = id_number(&server.db, CITIZEN);
    let from = |address: &str, cookie: Option<&str>, method: &str, path: &str, body: &serde_json::Value| {
        let mut headers = vec![("X-Citizen-Csrf", "1"), ("X-Forwarded-For", address)];
        headers.extend(cookie.map(|cookie| ("Cookie", cookie)));
        ask(server.address, method, path, &headers, body.to_string().as_bytes())
    };
    let sign_in = |address: &str, password: &str| {
        let body = json!({ "method": "password", "id_number": number, "password": password });
        from(address, None, "POST", "/v1/session", &body)
    };
    let owner = sign_in("192.0.2.1", PASSWORD);
    let cookie = owner.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let statuses: Vec<_> = (0..20)
        .map(|_| {
            server.advance(8);
            sign_in("198.51.100.7", "000000").status
        })
        .collect();
    assert!(statuses.contains(&423), "he is locked himself: {statuses:?}");
    let card = from("192.0.2.1", Some(&cookie), "GET", "/v1/card", &json!(null)).json();
    assert_eq!((&card["state"], &card["code_available"]), (&json!("normal"), &json!(true)));
    // The password was the first factor.
    let body = json!({ "purpose": "application", "method": "sms_code" });
    let begun = from("192.0.2.1", Some(&cookie), "POST", "/v1/verifications", &body).json();
    let path = format!("/v1/verifications/{}/answer", begun["id"].as_str().unwrap());
    let answer = json!({ "answer": waiting_code(&server.db) });
    assert_eq!(from("192.0.2.1", Some(&cookie), "POST", &path, &answer).status, 200);
    for address in ["192.0.2.1", "203.0.113.5"] {
        assert_eq!(sign_in(address, PASSWORD).status, 200, "{address}");
    }
}

#[test]
fn answers_to_one_verification_run_out() {
    let server = Running::with(|config| config.rates.subject = Rate { burst: 2, per_minute: 6 });
    let mut person = Person::new(server.address);
    person.sign_in_by_code(&server.db, &id_number(&server.db, CITIZEN));
    let begun = person.post("/v1/verifications", &json!({ "purpose": "application", "method": "password" })).json();
    let path = format!("/v1/verifications/{}/answer", begun["id"].as_str().unwrap());
    let statuses = [(); 3].map(|()| person.post(&path, &json!({ "answer": "000000" })).status);
    assert_eq!(statuses, [422, 422, 429]);
}

#[test]
fn tries_from_one_address_run_out_whoever_is_tried() {
    let server = Running::with(|config| {
        config.rates.address = Rate { burst: 4, per_minute: 60 };
        config.site.proxies = "127.0.0.1".parse().unwrap();
    });
    let host = server.address.to_string();
    let from = |address: &str, n: u32| {
        let headers = [("Host", host.as_str()), ("X-Citizen-Csrf", "1"), ("X-Forwarded-For", address)];
        ask(server.address, "POST", "/v1/session", &headers, &sign_in_body(&format!("99000019850601{n:04}"))).status
    };
    for n in 0..4 {
        assert_ne!(from("192.0.2.1", n), 429);
    }
    assert_eq!(from("192.0.2.1", 5), 429);
    assert_eq!(from("10.0.0.1, 192.0.2.1", 6), 429, "what the client itself wrote does not count");
    assert_ne!(from("192.0.2.2", 7), 429);
    // A line of IPv6 is 56 bits, however many addresses somebody makes of them.
    for n in 0..4 {
        assert_ne!(from(&format!("2001:db8:1:2{n}0::{n}"), n), 429);
    }
    assert_eq!(from("2001:db8:1:2ff::9", 5), 429);
    assert_ne!(from("2001:db8:1:300::9", 5), 429);
    // Reading is not trying.
    let mut person = Person::new(server.address);
    for _ in 0..10 {
        assert_eq!(person.get("/v1/cities").status, 200);
    }
}

#[test]
fn a_body_has_a_limit_and_a_head_has_one() {
    let server = Running::new();
    let mut person = Person::new(server.address);
    let large = vec![b' '; 64 * 1024 + 1];
    let answer = person.try_ask("POST", "/v1/session", &[], &large).unwrap();
    assert_eq!((answer.status, answer.problem().as_str()), (413, "about:blank"));
    let less = person.try_ask("POST", "/v1/session", &[], &large[1..]).unwrap();
    assert_eq!((less.status, less.problem().as_str()), (400, "/problems/invalid-request"));
    // Who reads only once all is sent gets the answer too: nothing is reset under it.
    let larger = request(server.address, "POST", "/v1/session", &[("X-Citizen-Csrf", "1")], &vec![b' '; 1 << 20]);
    let pieces: Vec<_> = larger.chunks(1 << 18).collect();
    assert_eq!(raw_in_pieces(server.address, &pieces).map(|answer| answer.status), Some(413));
    // Without a length, in pieces, and never ending: it is given up where it is too great.
    let mut head = request(server.address, "POST", "/v1/session", &[("X-Citizen-Csrf", "1")], b"");
    let end = head.len() - 2;
    head.splice(end.., b"Transfer-Encoding: chunked\r\n\r\n".iter().copied());
    for _ in 0..9 {
        head.extend_from_slice(b"2000\r\n");
        head.extend_from_slice(&[b'x'; 0x2000]);
        head.extend_from_slice(b"\r\n");
    }
    assert_eq!(raw(server.address, &head).unwrap().status, 413);
    let long = "x".repeat(20_000);
    let answer = raw(server.address, &request(server.address, "GET", "/", &[("X-Long", &long)], b""));
    assert_eq!(answer.unwrap().status, 431);
}

#[test]
fn there_is_no_demo_panel_and_no_other_method() {
    let server = Running::new();
    let mut person = Person::new(server.address);
    for target in ["/demo", "/v1/demo", "/v1/demo/", "/v1", "/v1/"] {
        assert_eq!(person.get(target).status, 404, "{target}");
    }
    let change = json!({ "sign_in": CITIZEN }).to_string();
    assert_eq!(person.try_ask("PATCH", "/v1/demo", &[], change.as_bytes()).unwrap().status, 404);
    assert_eq!(person.try_ask("PATCH", "/demo", &[], change.as_bytes()).unwrap().status, 405);
    for (method, target, allow) in [
        ("PUT", "/v1/card", "GET"),
        ("BREW", "/v1/applications", "GET, POST"),
        ("OPTIONS", "/v1/session", "DELETE, GET, POST"),
        ("POST", "/index.html", "GET, HEAD"),
    ] {
        let answer = person.try_ask(method, target, &[], b"").unwrap();
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {target}");
    }
    let head = person.try_ask("HEAD", "/v1/cities", &[], b"").unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn a_key_that_comes_twice_is_no_key() {
    let server = Running::new();
    let mut person = Person::new(server.address);
    person.sign_in_by_code(&server.db, &id_number(&server.db, CITIZEN));
    let wish = person.try_wish("stop_contributions").unwrap().to_string();
    let keys = [("Idempotency-Key", "\"a\""), ("Idempotency-Key", "\"b\"")];
    let answer = person.try_ask("POST", "/v1/applications", &keys, wish.as_bytes()).unwrap();
    assert_eq!(answer.problem(), "/problems/idempotency-key-missing");
    assert!(person.applications().is_empty());
}
