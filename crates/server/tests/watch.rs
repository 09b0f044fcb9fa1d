//! What whoever watches over the server sees: named events, pseudonyms, and what the server lacks.

mod support;

use serde_json::{Value, json};
use server::limit::Rate;
use server::site::Site;
use support::http::{Answer, ask, get};
use support::person::{PASSWORD, Person};
use support::running::Running;
use support::{CITIZEN, id_number, waiting_code};

fn lines(server: &Running) -> Vec<Value> {
    server.log().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The names of the security events, and the pseudonyms with them.
fn events(server: &Running) -> Vec<(String, Value, Value)> {
    let all = lines(server).into_iter().filter(|line| line["event"] == "security");
    all.map(|line| (line["name"].as_str().unwrap().to_owned(), line["network"].clone(), line["subject"].clone()))
        .collect()
}

fn is_pseudonym(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[test]
fn one_person_has_one_pseudonym_from_signing_in_to_signing_out_and_it_says_which_tries_were_for_it() {
    let mut server = Running::new();
    let number = id_number(&server.db, CITIZEN);
    let mut person = Person::new(server.address);
    let wrong = json!({ "method": "password", "id_number": number, "password": "000000" });
    assert_eq!(person.post("/v1/session", &wrong).status, 422);
    assert_eq!(person.try_sign_in(&number).unwrap().status, 200);
    assert_eq!(person.get("/v1/card").status, 200);
    assert_eq!(person.try_ask("DELETE", "/v1/session", &[], b"").unwrap().status, 204);
    // The same person by a code.
    let begun = person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number })).json();
    let body = json!({ "method": "sms_code", "verification": begun["id"], "code": waiting_code(&server.db) });
    assert_eq!(person.post("/v1/session", &body).status, 200);
    let begun = person.post("/v1/verifications", &json!({ "purpose": "application", "method": "password" })).json();
    let path = format!("/v1/verifications/{}/answer", begun["id"].as_str().unwrap());
    assert_eq!(person.post(&path, &json!({ "answer": "000000" })).status, 422);
    assert_eq!(person.post(&path, &json!({ "answer": PASSWORD })).status, 200);
    // Another person, and nobody.
    Person::new(server.address).try_sign_in(&id_number(&server.db, "c-yi")).unwrap();
    assert_eq!(ask(server.address, "GET", "/v1/card", &[("Cookie", "session=made-up")], b"").status, 401);
    server.stop();

    let events = events(&server);
    let names: Vec<_> = events.iter().map(|(name, ..)| name.as_str()).collect();
    let of_one = ["sign_in_failed", "signed_in", "signed_out", "signed_in", "verification_failed", "verified"];
    assert_eq!(names, [&of_one[..], &["signed_in", "session_refused"]].concat());
    let (_, network, subject) = &events[0];
    assert!(is_pseudonym(network) && is_pseudonym(subject) && network != subject, "{events:?}");
    assert!(events[..6].iter().all(|event| event.1 == *network), "{events:?}");
    // What was tried has one before anybody is known to be behind it, and who came in by it says so.
    let (tried, subject) = (subject, &events[1].2);
    assert!(is_pseudonym(subject) && subject != tried);
    assert!(events[1..6].iter().all(|event| event.2 == *subject), "{events:?}");
    let signed_in: Vec<_> = lines(&server).into_iter().filter(|line| line["name"] == "signed_in").collect();
    assert!(signed_in.len() == 3 && signed_in[..2].iter().all(|line| line["tried"] == *tried), "{signed_in:?}");
    assert!(is_pseudonym(&events[6].2) && events[6].2 != *subject);
    assert_eq!(events[7].2, Value::Null);
    let card = lines(&server).into_iter().find(|line| line["route"] == "/v1/card").unwrap();
    assert_eq!((&card["network"], &card["subject"]), (network, subject));
    assert!(!server.log().contains(&number) && !server.log().contains("127.0.0.1\""));
}

/// What a body names beside what its method goes by counts for nothing.
#[test]
fn nobody_signs_in_under_the_pseudonym_of_another() {
    let mut server = Running::with(|config| config.rates.subject = Rate { burst: 4, per_minute: 1 });
    let [own, victim] = [CITIZEN, "c-yi"].map(|citizen| id_number(&server.db, citizen));
    let mut person = Person::new(server.address);
    assert_eq!(person.try_sign_in(&victim).unwrap().status, 200);
    let begun = person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": own })).json();
    let right = waiting_code(&server.db);
    let mut by_code = |code: &str, named: &str| {
        let body = json!({ "method": "sms_code", "verification": begun["id"], "code": code, "id_number": named, "number": named });
        person.post("/v1/session", &body).status
    };
    assert_eq!(by_code("000000", &victim), 422);
    assert_eq!(by_code(&right, &victim), 200);
    // It is a try for the number that the code was sent for, whatever else is named.
    assert_eq!([by_code(&right, "1"), by_code(&right, "2")], [410, 429]);
    let body = |number: &str| json!({ "method": "document_password", "document": "passport", "number": number, "password": "000000", "id_number": victim });
    for _ in 0..4 {
        assert_eq!(person.post("/v1/session", &body("E99999999")).status, 422);
        // The rules let somebody wait after wrong answers, which is not what is looked at here.
        server.advance(5);
    }
    assert_eq!(person.post("/v1/session", &body("e 99999999")).status, 429);
    let by_document =
        json!({ "purpose": "sign_in_document", "document": "passport", "number": "E99999999", "id_number": victim });
    assert_eq!(person.post("/v1/verifications", &by_document).status, 429);
    server.stop();

    let events = events(&server);
    let of = |name: &str| events.iter().filter(|event| event.0 == name).map(|event| &event.2).collect::<Vec<_>>();
    let [of_victim, of_own] = of("signed_in")[..] else { panic!("{events:?}") };
    assert_ne!(of_victim, of_own);
    let signed_in = lines(&server).into_iter().find(|line| line["name"] == "signed_in").unwrap();
    let others: Vec<_> = events[1..].iter().filter(|event| event.0 != "signed_in").map(|event| &event.2).collect();
    assert!(others.len() > 5, "{events:?}");
    assert!(others.iter().all(|of| is_pseudonym(of) && *of != of_victim && **of != signed_in["tried"]), "{events:?}");
    let documents = &others[others.len() - 6..];
    assert!(documents.iter().all(|of| of == &documents[0] && of != &others[0]), "{events:?}");
}

/// A server behind a proxy on this machine, and what comes through it.
fn behind(change: impl FnOnce(&mut server::serve::Config)) -> Running {
    Running::with(|config| {
        config.site = Site { proxies: "127.0.0.1".parse().unwrap(), behind_proxy: true, origin: None };
        change(config);
    })
}

fn through(server: &Running, forwarded: &[&str], target: &str) -> Answer {
    let headers: Vec<_> = forwarded.iter().map(|line| ("X-Forwarded-For", *line)).collect();
    ask(server.address, "GET", target, &headers, b"")
}

#[test]
fn what_a_proxy_says_and_cannot_be_read_is_refused() {
    let mut server = behind(|_| {});
    for line in ["unknown", "", "192.0.2.1, ", "_hidden", "192.0.2.256", "192.0.2.1, a"] {
        let answer = through(&server, &[line], "/v1/cities");
        assert_eq!((answer.status, answer.problem().as_str()), (400, "about:blank"), "{line}");
        assert!(answer.json()["title"].as_str().unwrap().contains("X-Forwarded-For"), "{}", answer.text());
    }
    for lines in
        [&["192.0.2.1"][..], &["?, 192.0.2.1"], &["?", "192.0.2.1"], &["192.0.2.1:80"], &["[2001:db8::1]:80"], &[]]
    {
        assert_eq!(through(&server, lines, "/v1/cities").status, 200, "{lines:?}");
    }
    // Whoever asks whether it runs is the proxy itself.
    assert_eq!(get(server.address, "/readyz").status, 200);
    server.stop();
    let events = events(&server);
    assert_eq!(events.len(), 6);
    assert!(events.iter().all(|(name, ..)| name == "forwarded_unreadable"), "{events:?}");
}

#[test]
fn networks_have_pseudonyms_of_their_own_and_lines_of_ipv6_are_one() {
    let mut server = behind(|_| {});
    for from in ["192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8:0:100::1", "2001:db8:0:1ff::2", "2001:db8:0:200::1"] {
        through(&server, &[from], "/v1/cities");
    }
    server.stop();
    let all = lines(&server).into_iter().filter(|line| line["event"] == "request");
    let networks: Vec<_> = all.map(|line| line["network"].clone()).collect();
    assert!(networks.len() == 6 && networks.iter().all(is_pseudonym), "{networks:?}");
    let same = |a: usize, b: usize| networks[a] == networks[b];
    assert!(same(0, 2) && same(3, 4) && !same(0, 1) && !same(3, 5) && !same(0, 3), "{networks:?}");
}

#[test]
fn a_proxy_that_is_not_listed_is_warned_of_and_not_believed() {
    let mut server = Running::with(|config| {
        config.site = Site { behind_proxy: true, ..Site::default() };
        config.rates.address = Rate { burst: 1, per_minute: 1 };
    });
    let host = server.address.to_string();
    let tries = |from: &str| {
        let headers = [("Host", host.as_str()), ("X-Citizen-Csrf", "1"), ("X-Forwarded-For", from)];
        ask(server.address, "POST", "/v1/session", &headers, b"{}").status
    };
    assert_ne!(tries("192.0.2.1"), 429);
    assert_eq!(tries("192.0.2.2"), 429, "all count as one");
    server.stop();
    let lines = lines(&server);
    // The sweep at the start is at work on another thread, and may have come first.
    let first = lines.iter().find(|line| line["event"] != "swept").unwrap();
    assert_eq!((&first["event"], &first["level"]), (&json!("proxies_missing"), &json!("warn")));
    assert!(first["advice"].as_str().unwrap().contains("--behind-proxy"), "{first}");
    let names: Vec<_> = events(&server).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["forwarded_untrusted", "tries_exceeded"]);
    // Where nothing stands in front nothing is warned of.
    let mut alone = Running::new();
    get(alone.address, "/");
    alone.stop();
    assert!(!alone.log().contains("warn"), "{}", alone.log());
}

#[test]
fn forged_requests_are_events() {
    let mut server = Running::new();
    assert_eq!(ask(server.address, "POST", "/v1/session", &[], b"{}").status, 403);
    server.stop();
    assert_eq!(events(&server)[0].0, "forged_request");
    assert!(is_pseudonym(&events(&server)[0].1));
}
