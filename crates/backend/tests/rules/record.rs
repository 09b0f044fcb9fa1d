//! The record, reveals, the access log, cities.

use crate::support::{App, errors, kind, problem, read};
use backend::store::Store;
use backend::testing::START;
use contract::contribution::{ContributionKind, ContributionPage, MonthState, Summary, truth};
use contract::http::{Method, PREFETCH, PURPOSE, Request};
use contract::problem::ProblemType as P;
use contract::session::{AccessLog, AccessedData as A};
use contract::values::{Actor, Insurance};
use serde_json::{Value, json};
use std::rc::Rc;

fn pages(app: &App, query: &str) -> Vec<ContributionPage> {
    let mut all: Vec<ContributionPage> = Vec::new();
    loop {
        let cursor = all.last().and_then(|p| p.next_cursor.clone()).map(|c| format!("&cursor={c}")).unwrap_or_default();
        let page: ContributionPage = read(&app.get(&format!("/v1/contributions?{query}{cursor}")));
        let more = page.next_cursor.is_some();
        all.push(page);
        if !more {
            return all;
        }
    }
}

#[test]
fn forty_years_page_by_page() {
    let app = App::signed_in("c-bing");
    for (query, months, per_page) in [("limit=120", 2400, 120), ("", 2400, 24), ("insurance=medical&limit=7", 480, 7)] {
        let pages = pages(&app, query);
        assert!(pages.iter().all(|p| p.items.len() <= per_page));
        assert_eq!(pages.len(), usize::div_ceil(months, per_page), "no empty last page");
        let items: Vec<_> = pages.into_iter().flat_map(|p| p.items).collect();
        assert_eq!(items.len(), months, "{query}");
        assert!(items.windows(2).all(|w| w[0].month >= w[1].month), "newest first");
        let mut keys: Vec<_> = items.iter().map(|c| (c.month, c.insurance)).collect();
        keys.dedup();
        assert_eq!(keys.len(), months, "none twice");
    }
}

#[test]
fn filters_hold_and_belong_to_their_cursor() {
    let app = App::signed_in("c-bing");
    let query = "insurance=pension&from=1999-11&to=2001-02&limit=10";
    let items: Vec<_> = pages(&app, query).into_iter().flat_map(|p| p.items).collect();
    assert_eq!(items.len(), 16);
    assert_eq!((items[0].month.to_string(), items[15].month.to_string()), ("2001-02".into(), "1999-11".into()));
    assert!(items.iter().all(|c| c.insurance == Insurance::Pension));
    let first: ContributionPage = read(&app.get(&format!("/v1/contributions?{query}")));
    let cursor = first.next_cursor.unwrap();
    for other in ["insurance=medical&from=1999-11&to=2001-02", "", "insurance=pension&from=1999-11"] {
        assert_eq!(errors(&app.get(&format!("/v1/contributions?{other}&cursor={cursor}"))), ["?cursor malformed"]);
    }
    let none: ContributionPage = read(&app.get("/v1/contributions?from=2030-01"));
    assert_eq!((none.items.len(), none.next_cursor), (0, None));
    let none: ContributionPage = read(&app.get("/v1/contributions?to=1970-01"));
    assert_eq!(none.items.len(), 0);
}

#[test]
fn the_summary_agrees_with_the_months() {
    for citizen in ["c-jia", "c-yi", "c-bing", "c-geng", "c-xin", "c-zi", "c-chou", "c-yin"] {
        let app = App::signed_in(citizen);
        let summary: Summary = app.summary();
        for item in &summary.items {
            let months: Vec<_> = pages(&app, &format!("insurance={}&limit=120", item.insurance.as_str()))
                .into_iter()
                .flat_map(|p| p.items)
                .collect();
            let posted = months
                .chunk_by(|a, b| a.month == b.month)
                .filter(|payments| truth(payments.iter()) == Some(MonthState::Posted))
                .count();
            let counted = item.months_posted + item.months_deemed.unwrap_or(0);
            assert_eq!(u32::try_from(posted), Ok(counted), "{citizen}");
            assert_eq!(months.first().map(|c| c.month), item.last_month);
            assert_eq!(months.last().map(|c| c.month), item.first_month);
        }
        assert_eq!(summary.retirement_month.is_none(), citizen == "c-bing");
        assert!(summary.as_of <= app.now.get());
    }
}

#[test]
fn payments_of_one_month_are_not_lost_between_pages() {
    let app = App::signed_in("c-yi");
    let of = |query: &str| pages(&app, query).into_iter().flat_map(|p| p.items).collect::<Vec<_>>();
    let whole = of("insurance=pension&limit=120");
    let several = whole.chunk_by(|a, b| a.month == b.month).filter(|payments| payments.len() > 1).count();
    assert_eq!(several, 2, "two employers in one month, and a correction");
    for limit in [1, 2, 3, 7] {
        assert_eq!(of(&format!("insurance=pension&limit={limit}")), whole, "{limit} at a time");
    }
}

#[test]
fn payments_say_who_paid_where_and_what_was_paid_back() {
    let app = App::signed_in("c-yi");
    let all: Vec<_> = pages(&app, "limit=120").into_iter().flat_map(|p| p.items).collect();
    assert!(all.iter().all(|c| c.employer.is_some()));
    assert!(all.iter().all(|c| c.city_name.is_some() == (c.city != "shili")), "another city has its name");
    let refunds: Vec<_> = all.iter().filter(|c| c.kind == ContributionKind::Refund).collect();
    assert!(!refunds.is_empty() && refunds.iter().all(|c| c.takes_back() && c.total().get() < 0));
    assert!(all.iter().any(|c| c.kind == ContributionKind::Correction));
}

#[test]
fn who_looked_is_written_down() {
    let app = App::signed_in("c-jia");
    app.card();
    app.card();
    app.summary();
    let revealed: Value = read(&app.post("/v1/reveals", &json!({"field": "id_number"})));
    assert_eq!(revealed["value"].as_str(), Some(app.demo().citizens[0].id_number.as_str()));
    app.post("/v1/reveals", &json!({"field": "id_number"}));
    app.post("/v1/reveals", &json!({"field": "card_number"}));
    let log: AccessLog = read(&app.get("/v1/access-log"));
    let mine: Vec<A> = log.items.iter().filter(|l| l.actor == Actor::Citizen).map(|l| l.what).collect();
    assert_eq!(mine, [A::CardNumber, A::IdNumber, A::IdNumber, A::Contributions, A::Card], "newest first");
    assert!(log.items.iter().any(|l| l.actor == Actor::Agency));
    app.advance(60);
    app.card();
    let log: AccessLog = read(&app.get("/v1/access-log"));
    assert_eq!((log.items[0].what, log.items[0].at), (A::Card, app.now.get()));
}

#[test]
fn what_the_app_asked_for_ahead_is_no_look_until_it_is_one() {
    let store = Rc::new(backend::testing::seeded());
    let app = App::on(store.clone(), 1);
    app.sign_in("c-jia");
    let ahead = |path: &str| {
        let mut request = Request::new(Method::Get, path);
        request.headers.push((PURPOSE.to_owned(), PREFETCH.to_owned()));
        assert_eq!(app.send(request).unwrap().status, 200);
    };
    let mine = || {
        let log: AccessLog = read(&app.get("/v1/access-log"));
        let own = log.items.into_iter().filter(|l| l.actor == Actor::Citizen);
        own.map(|l| (l.what, l.ahead == Some(true))).collect::<Vec<_>>()
    };
    ahead("/v1/card");
    ahead("/v1/contributions/summary");
    assert_eq!(mine(), [(A::Contributions, true), (A::Card, true)]);
    app.card();
    let looked = [(A::Card, false), (A::Contributions, true)];
    assert_eq!(mine(), looked, "looked at soon after, it is one line");
    ahead("/v1/card");
    app.card();
    assert_eq!(mine(), looked, "what was just looked at is not noted again");
    let day = pollster::block_on(store.load(&["access/c-jia/2026-11-23".to_owned()])).unwrap().remove(0).unwrap();
    assert_eq!(day.json.matches("\"card\"").count(), 2, "what is stored is only added to: {}", day.json);
    app.advance(60);
    app.summary();
    assert_eq!(mine()[0], (A::Contributions, false));
    assert_eq!(mine()[1..], looked);
}

/// (issue 10, point 30)
#[test]
fn the_log_is_kept_by_time_and_not_by_how_much_there_is() {
    let store = Rc::new(backend::testing::seeded());
    let app = App::on(store.clone(), 1);
    app.sign_in("c-jia");
    app.card();
    let log = || read::<AccessLog>(&app.get("/v1/access-log")).items;
    let (first, known) = (log()[0].clone(), log().len());
    let mut looks = 0;
    for day in 0..90 {
        for _ in 0..15 {
            app.advance(60);
            app.card();
            looks += 1;
        }
        app.later(&START.plus_seconds(86_400 * (day + 1)).to_string(), "c-jia");
    }
    assert!(looks > 1000 && log().len() >= looks, "{} of {looks}", log().len());
    assert!(log().contains(&first), "after 90 days everything is there, however much it is");
    assert!(log().windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
    app.later(&START.plus_seconds(86_400 * 200).to_string(), "c-jia");
    assert!(!log().contains(&first) && log().len() < known + looks, "after half a year it is gone");
}

/// (issue 10, point 30)
#[test]
fn numbers_are_revealed_so_often_a_day() {
    let app = App::signed_in("c-jia");
    let reveal = |field: &str| app.post("/v1/reveals", &json!({ "field": field }));
    for n in 0..20 {
        assert_eq!(reveal(if n % 2 == 0 { "id_number" } else { "card_number" }).status, 200, "{n}");
    }
    let before = app.get("/v1/access-log").body;
    for field in ["id_number", "card_number"] {
        let refused = reveal(field);
        assert_eq!(kind(&refused), P::TooManyRequests);
        assert_eq!(problem(&refused).retry_at.unwrap().to_string(), "2026-11-23T16:00:00Z", "midnight in China");
    }
    assert_eq!(app.get("/v1/access-log").body, before);
    assert_eq!(app.get("/v1/card").status, 200, "looking goes on");
    app.later("2026-11-23T16:00:00Z", "c-jia");
    assert_eq!(reveal("id_number").status, 200);
}

#[test]
fn services_know_who_asks() {
    let app = App::new();
    let of = |id| app.availability("/v1/services?city=shili", id);
    assert_eq!((of("social_security"), of("benefit_check")), (json!("online"), json!("online")));
    for (citizen, check, registration, benefit) in [
        ("c-jia", "not_for_you", "online", "not_for_you"),
        ("c-yi", "not_for_you", "not_for_you", "online"),
        ("c-bing", "online", "not_for_you", "not_for_you"),
    ] {
        app.sign_in(citizen);
        let got = (of("benefit_check"), of("flexible_registration"), of("unemployment_benefit"));
        assert_eq!(got, (json!(check), json!(registration), json!(benefit)), "{citizen}");
    }
}

#[test]
fn cities_are_in_the_order_of_pinyin() {
    let cities: contract::city::Cities = read(&App::new().get("/v1/cities"));
    assert_eq!(cities.items.len(), 6);
    assert!(cities.items.windows(2).all(|w| w[0].pinyin < w[1].pinyin));
}

#[test]
fn a_code_lasts_as_long_as_the_city_says() {
    let app = App::signed_in("c-jia");
    let code = || read::<contract::card::CardCode>(&app.post("/v1/card/code", &json!({})));
    let (one, two) = (code(), code());
    assert_eq!(one.expires_at, one.issued_at.plus_seconds(60));
    assert_ne!(one.payload, two.payload);
}

#[test]
fn every_answer_is_named_dated_and_not_kept() {
    let app = App::signed_in("c-jia");
    for (path, cache) in [
        ("/v1/card", "no-store"),
        ("/v1/session", "no-store"),
        ("/v1/contributions", "no-store"),
        ("/v1/services?city=shili", "no-store"),
        ("/v1/nothing", "no-store"),
        ("/demo", "no-store"),
        ("/v1/cities", "public, max-age=300"),
    ] {
        let response = app.get(path);
        assert_eq!(response.header("Cache-Control"), Some(cache), "{path}");
        assert_eq!(response.header("Date"), Some("Mon, 23 Nov 2026 02:00:00 GMT"));
        assert_eq!(response.header("X-Request-Id").map(str::len), Some(16));
        assert!(response.header("Content-Type").is_some());
    }
}
