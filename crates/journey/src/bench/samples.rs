//! Answers written by hand.

use super::NOW;
use contract::application::{
    Application, ApplicationKind, ApplicationState, Check, Consequence, ConsequenceCode, Motive,
};
use contract::card::{Card, CardCode, CardService, CardServiceId, CardServices, CardState, Reveal, RevealField};
use contract::city::{Availability, Cities, City, Services};
use contract::contribution::{
    Contribution, ContributionKind, ContributionPage, InsuranceSummary, MonthState, Participation, Summary,
};
use contract::session::{Payer, Session};
use contract::text::Text;
use contract::values::{Date, Fen, Instant, Insurance, YearMonth};
use contract::verification::{Verification, VerificationMethod};

pub(crate) fn text() -> Text {
    serde_json::from_str(r#"{"zh-CN":"示例","en":"Sample"}"#).unwrap()
}

pub(crate) fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

pub(crate) fn session(citizen: &str) -> Session {
    Session {
        citizen: citizen.to_owned(),
        name: "示*".to_owned(),
        id_number: "1**************8".to_owned(),
        city: "a".to_owned(),
        payer: Payer::Flexible,
        signed_in_at: NOW,
        expires_at: NOW.plus_seconds(43_200),
        idle_seconds: 900,
    }
}

pub(crate) fn city(id: &str, popular: bool) -> City {
    City {
        id: id.to_owned(),
        name: text(),
        region: text(),
        pinyin: format!("{id}shi"),
        popular,
        help_line: "12333".to_owned(),
        medical_help_line: "12393".to_owned(),
    }
}

pub(crate) fn cities() -> Cities {
    Cities { items: vec![city("a", false), city("b", true), city("c", true)] }
}

pub(crate) fn services(city: &str) -> Services {
    Services { city: city.to_owned(), items: Vec::new() }
}

pub(crate) fn card() -> Card {
    let day = Date::new(2020, 1, 1).unwrap();
    Card {
        name: "示*".to_owned(),
        id_number: "1****************8".to_owned(),
        card_number: "A****0".to_owned(),
        issuing_place: text(),
        bank: text(),
        issued_on: day,
        valid_until: None,
        generation: 3,
        state: CardState::Normal,
        state_since: NOW,
        loss_report_ends: None,
        linked: true,
        code_available: true,
        as_of: NOW,
    }
}

pub(crate) fn code(expires_at: Instant) -> CardCode {
    CardCode { payload: "p".to_owned(), issued_at: NOW, expires_at }
}

pub(crate) fn reveal(field: RevealField, mask_at: Instant) -> Reveal {
    Reveal { field, value: "in full".to_owned(), mask_at }
}

pub(crate) fn card_services() -> CardServices {
    let (id, availability) = (CardServiceId::Cancel, Availability::Online);
    let cancel = CardService { id, availability, reason: None, outlet: None };
    CardServices { card_state: CardState::Normal, items: vec![cancel] }
}

pub(crate) fn summary() -> Summary {
    let item = |insurance, months: Option<(&str, &str)>| InsuranceSummary {
        insurance,
        participation: Participation::Active,
        months_posted: 20,
        first_month: months.map(|m| month(m.0)),
        last_month: months.map(|m| month(m.1)),
        streak_months: 3,
        gap_months: 1,
        balance_fen: None,
    };
    Summary {
        items: vec![
            item(Insurance::Pension, Some(("2024-05", "2026-02"))),
            item(Insurance::Medical, Some(("2025-01", "2026-02"))),
            item(Insurance::Maternity, None),
        ],
        first_insured_on: None,
        retirement_month: None,
        threshold_months: None,
        as_of: NOW,
    }
}

pub(crate) fn contribution(when: &str, state: MonthState) -> Contribution {
    Contribution {
        insurance: Insurance::Pension,
        month: month(when),
        state,
        kind: ContributionKind::Regular,
        base_fen: Fen::ZERO,
        personal_fen: serde_json::from_str("100").unwrap(),
        employer_fen: Fen::ZERO,
        employer: None,
        posted_on: None,
        city: "a".to_owned(),
    }
}

pub(crate) fn page(months: &[&str]) -> ContributionPage {
    ContributionPage {
        items: months.iter().map(|m| contribution(m, MonthState::Posted)).collect(),
        next_cursor: None,
        as_of: NOW,
    }
}

pub(crate) fn check(kind: ApplicationKind) -> Check {
    let consequence = |code, acknowledge| Consequence {
        code,
        basis: Vec::new(),
        acknowledge,
        text: None,
        months: None,
        threshold_months: None,
        days: None,
        month: None,
        amount_fen: None,
    };
    let asks = kind == ApplicationKind::StopContributions;
    Check {
        kind,
        eligible: true,
        reasons: Vec::new(),
        consequences: vec![
            consequence(ConsequenceCode::MedicalEnds, true),
            consequence(ConsequenceCode::AccountStays, false),
        ],
        insurances: vec![Insurance::Pension],
        motives: if asks { vec![Motive::Moved, Motive::Other] } else { Vec::new() },
        effective_months: if asks { vec![month("2026-04")] } else { Vec::new() },
        methods: vec![VerificationMethod::SmsCode, VerificationMethod::Password],
        undo_seconds: 600,
        decision_working_days: 10,
        as_of: NOW,
    }
}

pub(crate) fn verification(id: &str, method: VerificationMethod, now: Instant) -> Verification {
    Verification {
        id: id.to_owned(),
        method,
        sent_to: None,
        expires_at: now.plus_seconds(300),
        resend_at: now.plus_seconds(60),
        attempts_left: 6,
    }
}

pub(crate) fn application(id: &str, state: ApplicationState) -> Application {
    Application {
        id: id.to_owned(),
        number: "20260302-1".to_owned(),
        kind: ApplicationKind::StopContributions,
        state,
        insurances: vec![Insurance::Pension],
        motive: None,
        effective_month: None,
        city: "a".to_owned(),
        submitted_at: NOW,
        undo_until: Some(NOW.plus_seconds(600)),
        withdrawable: true,
        next: None,
        timeline: Vec::new(),
        checksum: "00".to_owned(),
    }
}
