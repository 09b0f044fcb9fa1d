//! Answers written by hand, as they are on the wire: with all that they must have, and what a test needs of the rest.

use super::NOW;
use contract::application::{Application, ApplicationKind, ApplicationState, Check};
use contract::card::{Card, CardCode, CardServices, Reveal, RevealField};
use contract::city::{Cities, City, Services};
use contract::contribution::{Contribution, ContributionPage, MonthState, Summary};
use contract::session::{Session, SignInMethods};
use contract::text::Text;
use contract::values::{Instant, YearMonth};
use contract::verification::{Verification, VerificationMethod};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

pub(crate) fn text() -> Text {
    read(json!({ "zh-CN": "示例", "en": "Sample" }))
}

pub(crate) fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

pub(crate) fn session(citizen: &str) -> Session {
    read(json!({
        "citizen": citizen, "name": "示*", "id_number": "1**************8", "city": "a", "payer": "flexible",
        "signed_in_at": NOW, "expires_at": NOW.plus_seconds(43_200), "idle_seconds": 900, "prefetch": true,
        "background": true,
    }))
}

pub(crate) fn ways() -> SignInMethods {
    read(json!({
        "methods": [{ "method": "sms_code" }, { "method": "password" }, { "method": "host_code" }],
        "documents": [
            { "kind": "resident_id", "name": text(), "check": "gb11643" },
            { "kind": "passport", "name": text(), "check": "letters_digits", "min_length": 5, "max_length": 9 },
        ],
    }))
}

pub(crate) fn city(id: &str, popular: bool) -> City {
    read(json!({
        "id": id, "name": text(), "region": text(), "pinyin": format!("{id}shi"), "popular": popular,
        "help_line": "12333", "medical_help_line": "12393",
    }))
}

pub(crate) fn cities() -> Cities {
    Cities { items: vec![city("a", false), city("b", true), city("c", true)] }
}

pub(crate) fn services(city: &str) -> Services {
    Services { city: city.to_owned(), items: Vec::new() }
}

pub(crate) fn card() -> Card {
    read(json!({
        "name": "示*", "id_number": "1****************8", "card_number": "A****0", "issuing_place": text(),
        "bank": text(), "issued_on": "2020-01-01", "generation": 3, "state": "normal", "state_since": NOW,
        "linked": true, "code_available": true, "as_of": NOW,
    }))
}

pub(crate) fn code(expires_at: Instant) -> CardCode {
    CardCode { payload: "p".to_owned(), issued_at: NOW, expires_at }
}

pub(crate) fn reveal(field: RevealField, mask_at: Instant) -> Reveal {
    Reveal { field, value: "in full".to_owned(), mask_at }
}

pub(crate) fn card_services() -> CardServices {
    read(json!({ "card_state": "normal", "items": [{ "id": "cancel", "availability": "online" }] }))
}

pub(crate) fn summary() -> Summary {
    let item = |insurance, months: Option<(&str, &str)>| {
        let (first, last) = months.unzip();
        json!({
            "insurance": insurance, "participation": "active", "months_posted": 20, "first_month": first,
            "last_month": last, "streak_months": 3, "gap_months": 1,
        })
    };
    let items = [
        item("pension", Some(("2024-05", "2026-02"))),
        item("medical", Some(("2025-01", "2026-02"))),
        item("maternity", None),
    ];
    read(json!({ "items": items, "as_of": NOW }))
}

pub(crate) fn contribution(when: &str, state: MonthState) -> Contribution {
    read(json!({
        "insurance": "pension", "month": when, "state": state, "kind": "regular", "base_fen": 0, "personal_fen": 100,
        "employer_fen": 0, "city": "a",
    }))
}

pub(crate) fn page(months: &[&str]) -> ContributionPage {
    let items = months.iter().map(|m| contribution(m, MonthState::Posted)).collect();
    ContributionPage { items, next_cursor: None, as_of: NOW }
}

pub(crate) fn check(kind: ApplicationKind) -> Check {
    let asks = kind == ApplicationKind::StopContributions;
    let (motives, months) = if asks { (&["moved", "other"][..], &["2026-04"][..]) } else { (&[][..], &[][..]) };
    read(json!({
        "kind": kind, "eligible": true, "reasons": [],
        "consequences": [
            { "code": "medical_ends", "basis": [], "acknowledge": true },
            { "code": "account_stays", "basis": [], "acknowledge": false },
        ],
        "insurances": ["pension"], "motives": motives, "effective_months": months,
        "methods": ["sms_code", "password"], "undo_seconds": 600, "decision_working_days": 10, "as_of": NOW,
    }))
}

pub(crate) fn verification(id: &str, method: VerificationMethod, now: Instant) -> Verification {
    read(json!({
        "id": id, "method": method, "expires_at": now.plus_seconds(300), "resend_at": now.plus_seconds(60),
        "attempts_left": 6,
    }))
}

pub(crate) fn application(id: &str, state: ApplicationState) -> Application {
    read(json!({
        "id": id, "number": "20260302-1", "kind": "stop_contributions", "state": state, "insurances": ["pension"],
        "city": "a", "submitted_at": NOW, "undo_until": NOW.plus_seconds(600), "withdrawable": true, "timeline": [],
        "checksum": "00",
    }))
}
