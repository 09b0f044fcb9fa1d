//! Addresses: whatever is typed, linked or left in a history is read, and written as it is read.

use journey::domain::{ApplicationKind, Insurance, YearMonth};
use journey::{Route, Stage};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

fn kinds() -> impl Strategy<Value = ApplicationKind> {
    prop::sample::select(vec![
        ApplicationKind::StopContributions,
        ApplicationKind::CancelCard,
        ApplicationKind::UnlinkCard,
        ApplicationKind::ReportLoss,
        ApplicationKind::ResumeContributions,
    ])
}

fn routes() -> impl Strategy<Value = Route> {
    let insurance = || prop::sample::select(Insurance::ALL.to_vec());
    let id = || "[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}";
    prop_oneof![
        prop::sample::select(vec![
            Route::Home,
            Route::Center,
            Route::Cities,
            Route::SocialSecurity,
            Route::Card,
            Route::CardServices,
            Route::Cancellation,
            Route::Intent,
            Route::Applications,
            Route::AccessLog,
            Route::Me,
            Route::Settings,
            Route::About,
            Route::Help,
            Route::Characteristics,
            Route::Law,
            Route::Demo,
            Route::Gallery,
            Route::Record { insurance: None, year: None },
        ]),
        (insurance(), prop::option::of(1900_u32..=2199))
            .prop_map(|(i, year)| Route::Record { insurance: Some(i), year }),
        (insurance(), 1900_u32..=2199, 1_u32..=12)
            .prop_map(|(insurance, y, m)| Route::Month { insurance, month: YearMonth::new(y, m).unwrap() }),
        (kinds(), prop::sample::select(Stage::ALL.to_vec())).prop_map(|(kind, stage)| Route::Apply { kind, stage }),
        id().prop_map(Route::Receipt),
        id().prop_map(Route::Application),
        id().prop_map(Route::Withdraw),
    ]
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
    fn every_route_has_one_address(route in routes()) {
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }

    #[test]
    fn whatever_is_typed_is_some_page_and_stays_that_page(path in prop_oneof![almost(), ".{0,300}", "[/a-z.]{0,300}"]) {
        let route = Route::parse(&path);
        let address = route.to_string();
        prop_assert!(address.chars().count() <= 200, "{}", address);
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
fn an_id_in_an_address_cannot_lead_to_another_path() {
    for id in ["..", ".", "...", "a%2fb", "a b", "a?b", "a#b", "名"] {
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
