//! Addresses: whatever is typed, linked or left in a history is read, and written as it is read.

use contract::percent::encode;
use contract::values::is_id;
use journey::domain::Insurance;
use journey::{Route, Stage, api};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// The longest address: of 128 characters, each of four octets, each of them encoded.
const MOST: usize = 128 * 4 * 3 + "/applications//withdraw".len();

/// What may stand in the place of a parameter of an address.
fn values(param: &str) -> BoxedStrategy<String> {
    let one_of = |all: Vec<String>| prop::sample::select(all).boxed();
    match param {
        "{insurance}" => one_of(Insurance::ALL.iter().map(|it| it.as_str().to_owned()).collect()),
        "{year}" => (1900_u32..=2199).prop_map(|year| year.to_string()).boxed(),
        "{month}" => (1900_u32..=2199, 1_u32..=12).prop_map(|(y, m)| format!("{y}-{m:02}")).boxed(),
        "{kind}" => one_of(
            ["stop-contributions", "cancel-card", "unlink-card", "report-loss", "resume-contributions"]
                .map(str::to_owned)
                .to_vec(),
        ),
        "{stage}" => one_of(
            Stage::ALL
                .iter()
                .skip(1)
                .filter_map(|stage| stage.name().strip_prefix("apply-"))
                .map(str::to_owned)
                .collect(),
        ),
        "{id}" => prop_oneof!["[A-Za-z0-9._~-]{1,128}", ".{1,128}", "[%/?#. 甲]{1,8}"]
            .prop_filter("no part of a path", |id| is_id(id))
            .prop_map(|id| encode(&id))
            .boxed(),
        _ => panic!("{param}: say what may stand there"),
    }
}

/// Every address there is, with anything in the place of its parameters; what may be absent is, at times.
fn addresses() -> impl Strategy<Value = String> {
    prop::sample::select(Route::ADDRESSES.to_vec()).prop_flat_map(|address| {
        let parts = address.split('/').filter(|part| !part.is_empty());
        let parts: Vec<_> = parts
            .map(|part| if part.starts_with('{') { values(part) } else { Just(part.to_owned()).boxed() })
            .collect();
        let optional = usize::from(["/apply/{kind}/{stage}"].contains(&address))
            + if address == "/record/{insurance}/{year}" { 2 } else { 0 };
        let count = parts.len();
        (parts, count - optional..=count).prop_map(|(parts, kept)| {
            let kept = parts.get(..kept).unwrap_or_default();
            format!("/{}", kept.join("/"))
        })
    })
}

/// What somebody may have put together out of our own words.
fn almost() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "card",
            "services",
            "record",
            "pension",
            "2025",
            "2025-13",
            "+202",
            "cancel",
            "stop-contributions",
            "check",
            "confirm",
            "applications",
            "withdraw",
            "receipt",
            "..",
            ".",
            "%2e%2e",
            "",
            "a/b",
            "demo",
            "0000",
            "２０２５",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
        "x{60,210}",
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| format!("/{}", words.join("/")))
}

proptest! {
    #![proptest_config(Config { cases: 1500, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..Config::default() })]

    #[test]
    fn every_screen_has_one_address(address in addresses()) {
        let route = Route::parse(&address);
        prop_assert!(!matches!(route, Route::NotFound(_)), "{}", address);
        prop_assert_eq!(route.to_string(), address);
    }

    #[test]
    fn whatever_is_typed_is_some_page_and_stays_that_page(path in prop_oneof![almost(), ".{0,300}", "[/a-z.]{0,300}"]) {
        let route = Route::parse(&path);
        let address = route.to_string();
        prop_assert!(address.chars().count() <= MOST, "{}", address);
        prop_assert_eq!(Route::parse(&address), route.clone());
        let mut above = route;
        for _ in 0..16 {
            match above.parent() {
                Some(parent) => above = parent,
                None => return Ok(()),
            }
        }
        prop_assert!(false, "no end of pages above {}", path);
    }
}

#[test]
fn an_id_of_any_kind_has_an_address_and_a_request() {
    let long = ["a".repeat(80), "a".repeat(128), "\u{1f600}".repeat(128)];
    let all = ["AP~7", "...", "a/b", "100%", "%2F", "%25", "a b?c#d&e+f", "甲/乙", "\u{0}", "check"];
    for id in all.into_iter().chain(long.iter().map(String::as_str)) {
        let part = encode(id);
        assert_eq!(Route::parse(&format!("/receipt/{part}")), Route::Receipt(id.to_owned()), "{id}");
        assert_eq!(Route::Withdraw(id.to_owned()).to_string(), format!("/applications/{part}/withdraw"));
        assert_eq!(api::withdraw(id).path, format!("/v1/applications/{part}/withdrawal"));
    }
    // However it is written, it is the same.
    for part in ["AP~7", "%41P%7e7", "%41%50%7E%37"] {
        assert_eq!(Route::parse(&format!("/applications/{part}")), Route::Application("AP~7".to_owned()), "{part}");
    }
    assert_eq!(Route::parse("/receipt/甲 乙"), Route::Receipt("甲 乙".to_owned()), "typed");
}

#[test]
fn an_id_in_an_address_cannot_lead_to_another_path() {
    let long = "a".repeat(129);
    for id in ["..", ".", "%2e", "%2E%2e", ".%2e", "%", "%4", "%zz", "%ff", "a/b", &long, &"甲".repeat(129)] {
        for path in [format!("/receipt/{id}"), format!("/applications/{id}/withdraw")] {
            assert!(matches!(Route::parse(&path), Route::NotFound(_)), "{path}");
        }
    }
}

#[test]
fn a_long_address_is_not_cut_to_another_page() {
    let path = format!("/center{}x", "/".repeat(300));
    assert!(matches!(Route::parse(&Route::parse(&path).to_string()), Route::NotFound(_)));
}

#[test]
fn the_old_addresses_of_an_application_lead_to_it() {
    for rest in ["", "/stop-contributions", "/cancel-card/review"] {
        let route = Route::parse(&format!("/cancel{rest}"));
        assert_eq!(route.to_string(), format!("/apply{rest}"));
    }
    assert!(matches!(Route::parse("/cancel/nothing"), Route::NotFound(_)));
}

#[test]
fn the_page_above_is_the_one_before_in_the_seven_taps() {
    let taps = [
        "/",
        "/center",
        "/social-security",
        "/card",
        "/record",
        "/card/services",
        "/card/cancellation",
        "/apply",
        "/apply/unlink-card",
        "/apply/unlink-card/consequences",
    ];
    for pair in taps.windows(2) {
        assert_eq!(Route::parse(pair[1]).parent(), Some(Route::parse(pair[0])), "{}", pair[1]);
    }
    assert_eq!(Route::parse("/record/pension/2025-03").parent(), Some(Route::parse("/record/pension/2025")));
    assert_eq!(Route::parse("/applications/x/withdraw").parent(), Some(Route::parse("/applications/x")));
}
