use super::{cities, people, roster};
use contract::contribution::{ContributionKind, MonthState};
use contract::session::Payer;
use contract::values::{IdNumber, Instant, Insurance};

fn now() -> Instant {
    Instant::parse("2026-11-23T02:00:00Z").unwrap()
}

#[test]
fn numbers_are_right_and_plainly_made_up() {
    let everybody = people(&cities(), now());
    assert!(everybody.len() >= 8);
    for (person, line) in everybody.iter().zip(roster()) {
        let number = &person.citizen.id_number;
        assert!(IdNumber::parse(number, now().china_date()).is_ok(), "{number}");
        assert!(number.starts_with("990000"));
        assert_eq!((number, &person.citizen.id), (&line.id_number, &line.id));
        assert!(person.citizen.name.starts_with("示例") && person.citizen.phone.starts_with("100"));
    }
}

#[test]
fn six_cities_differ() {
    let all = cities();
    assert_eq!(all.len(), 6);
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            let terms = |t: &super::Terms| {
                (t.stop, t.cancel, t.arrears_first, t.course, t.cut_off_day, t.loss_days, t.months_offered)
            };
            assert!(a.city.id != b.city.id && terms(a) != terms(b), "{} {}", a.city.id, b.city.id);
        }
    }
}

#[test]
fn records_are_as_promised() {
    let everybody = people(&cities(), now());
    let main = &everybody[0];
    assert_eq!(main.citizen.payer, Payer::Flexible);
    let pension = &main.citizen.record[0];
    assert_eq!(pension.insurance, Insurance::Pension);
    assert_eq!(pension.last_month.map(|m| m.to_string()).as_deref(), Some("2026-10"));
    assert_eq!((pension.months_posted, pension.gap_months, pension.pending_months), (144 - 4 - 2 - 1, 6, 1));
    assert!(everybody.iter().any(|p| p.months.len() == 2400), "forty years of five insurances");
    let months = || everybody.iter().flat_map(|p| &p.months);
    for state in [MonthState::Unpaid, MonthState::PaidNotPosted, MonthState::Posted, MonthState::NotSynced] {
        assert!(months().any(|m| m.state == state), "{state:?}");
    }
    assert!(months().any(|m| m.kind == ContributionKind::BackPayment));
    for kind in [ContributionKind::Refund, ContributionKind::Correction, ContributionKind::Deemed] {
        assert!(months().any(|m| m.kind == kind), "{kind:?}");
    }
    assert!(months().all(|m| m.posted_on.is_some() == (m.state == MonthState::Posted)));
}

#[test]
fn the_demo_is_the_same_each_time() {
    let text = |at| people(&cities(), at).iter().map(|p| contract::json::write(&p.citizen)).collect::<Vec<_>>();
    assert_eq!(text(now()), text(now()));
    assert_ne!(text(now()), text(now().plus_seconds(60 * 86_400)));
}
