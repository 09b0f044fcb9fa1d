//! What is kept on the device: an entry for each submission and each draft, so that no tab takes away what another one has
//! kept (issue 10, point 3).

use crate::support::{Fault, Phone};
use journey::domain::ApplicationKind as Kind;
use journey::steps::apply::{Event as E, Progress};
use journey::view::Screen;
use journey::{Event, Keep, Kept, Settings, Stored, TextSize, steps::home::settings};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

const ME: &str = "c-jia";
const SUBMIT: &str = "POST /v1/applications";
const KINDS: [(Kind, &str); 2] = [(Kind::StopContributions, "stop-contributions"), (Kind::ReportLoss, "report-loss")];

#[test]
fn a_lost_answer_in_one_tab_outlives_what_the_other_submits() {
    let mut a = Phone::of(ME, 1);
    a.tap_seven();
    let mut b = a.tab("/card/services");
    a.walk(Kind::StopContributions);
    a.faults = vec![(SUBMIT.to_owned(), Fault::LostBefore)];
    a.confirm();
    assert!(matches!(a.sending(), Some(Progress::Unknown { .. })));
    b.walk(Kind::ReportLoss);
    b.confirm();
    assert!(matches!(b.screen(), Screen::Receipt(_)));
    assert_eq!(b.truth(ME).len(), 1);
    assert_eq!(b.kept_count(), (1, 1), "the one of the other tab is still kept, and its draft");
    // Both tabs are closed, and the app is opened again.
    let again = b.tab("/applications");
    assert_eq!((again.truth(ME).len(), again.kept_count()), (2, (0, 0)));
}

#[test]
fn several_that_were_kept_are_asked_about_one_after_the_other() {
    let a = Phone::of(ME, 2);
    let mut tabs = KINDS.map(|(kind, _)| (a.tab("/card/services"), kind));
    for (tab, kind) in &mut tabs {
        tab.walk(*kind);
        // The tab is killed with the submission on its way.
        tab.send(Event::Apply(E::ConfirmTapped));
    }
    assert_eq!(a.kept_count().0, 2);
    let again = a.tab("/me");
    assert_eq!((again.truth(ME).len(), again.kept_count(), again.sending()), (2, (0, 0), None));
}

#[test]
fn a_draft_of_each_kind_is_kept() {
    let mut p = Phone::of(ME, 3);
    for (kind, _) in KINDS {
        p.walk(kind);
    }
    p.reload(false);
    for (kind, name) in KINDS {
        p.open(&format!("/apply/{name}/confirm"));
        assert_eq!(p.path(), format!("/apply/{name}/confirm"), "{kind:?}: everything is still given");
    }
}

#[test]
fn what_is_ticked_in_one_tab_is_ticked_in_the_other() {
    let mut a = Phone::of(ME, 4);
    a.open("/apply/stop-contributions/consequences");
    let mut b = a.tab("/apply/stop-contributions/consequences");
    let codes: Vec<_> = a.check().consequences.iter().filter(|c| c.acknowledge).map(|c| c.code).collect();
    assert!(codes.len() >= 2);
    a.apply(E::Acknowledged { code: codes[0], nth: 0, ticked: true });
    b.hear();
    b.apply(E::Acknowledged { code: codes[1], nth: 0, ticked: true });
    a.hear();
    for tab in [&a, &b] {
        assert_eq!(tab.flow().acknowledged.len(), 2);
    }
}

#[test]
fn what_is_chosen_in_one_tab_is_not_undone_by_the_other() {
    let mut a = Phone::of(ME, 5);
    let mut b = a.tab("/settings");
    a.tap(Event::Settings(settings::Event::TextSizeChosen(TextSize::Elder)));
    b.hear();
    assert_eq!(b.chrome().settings.text_size, TextSize::Elder);
    b.tap(Event::Settings(settings::Event::ServiceOpened("x".to_owned())));
    let kept = b.kept();
    let settings: Settings = contract::json::read(kept.get(Keep::Settings, "").unwrap().as_bytes()).unwrap();
    assert_eq!((settings.text_size, settings.recent), (TextSize::Elder, vec!["x".to_owned()]));
}

#[test]
fn what_version_0_1_has_kept_is_read_once() {
    let mut p = Phone::of(ME, 6);
    p.walk(Kind::ReportLoss);
    let draft = p.kept().of(Keep::Draft).next().unwrap().text.replace(",\"at\":", ",\"x\":");
    p.send(Event::Apply(E::ConfirmTapped));
    let mine = p.kept().of(Keep::Sending).next().unwrap().text.clone();
    let theirs = mine.replace("\"c-jia\"", "\"c-bing\"").replace("\"key\":\"", "\"key\":\"a");
    let old = |what, text| Kept { what, of: String::new(), text };
    p.keep(Stored(vec![old(Keep::Draft, draft), old(Keep::Sending, format!("[{theirs},{mine}]"))]));
    p.reload(false);
    assert_eq!(p.truth(ME).len(), 1, "what was under way goes on");
    let kept = p.kept();
    assert_eq!(kept.of(Keep::Draft).count(), 0, "submitted, and forgotten");
    let left: Vec<_> = kept.of(Keep::Sending).collect();
    assert!(left.len() == 1 && left[0].text.contains("c-bing") && !left[0].of.is_empty(), "{left:?}");

    let mut p = Phone::of(ME, 7);
    p.walk(Kind::ReportLoss);
    let draft = p.kept().of(Keep::Draft).next().unwrap().text.replace(",\"at\":", ",\"x\":");
    p.keep(Stored(vec![old(Keep::Draft, draft)]));
    p.reload(false);
    assert_eq!(p.path(), "/apply/report-loss/confirm", "what was ticked is ticked");
    assert_eq!(p.kept().of(Keep::Draft).map(|kept| &*kept.of).collect::<Vec<_>>(), ["report_loss.c-jia"]);
}

#[test]
fn a_draft_that_nobody_goes_on_with_is_forgotten_in_time() {
    for (days, left) in [(29, 1), (31, 0)] {
        let mut p = Phone::of(ME, 8);
        p.walk(Kind::ReportLoss);
        p.open("/me");
        p.wait(days * 24 * 3600);
        let mut tab = p.tab("/me");
        tab.sign_in(ME);
        assert_eq!(tab.kept_count().1, left, "after {days} days");
    }
}

/// What is done in one of two tabs.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The flow of a kind is walked to its last button.
    Walk(usize),
    /// The last button is tapped, and the network does this.
    Confirm(Option<Fault>),
    /// The last button is tapped, and the tab is killed and opened again.
    Killed {
        arrived: bool,
    },
    /// The tab is closed, and another one opened.
    Closed {
        arrived: bool,
    },
    Hears,
    Waits,
    Elsewhere,
    Shown,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..KINDS.len()).prop_map(Step::Walk),
        3 => prop::sample::select(vec![None, Some(Fault::LostBefore), Some(Fault::LostAfter), Some(Fault::Gateway(502))])
            .prop_map(Step::Confirm),
        1 => any::<bool>().prop_map(|arrived| Step::Killed { arrived }),
        1 => any::<bool>().prop_map(|arrived| Step::Closed { arrived }),
        2 => Just(Step::Hears),
        1 => Just(Step::Waits),
        1 => Just(Step::Elsewhere),
        1 => Just(Step::Shown),
    ]
}

/// Carries a step out; notes which kinds were prepared, and which confirmed.
fn take(p: &mut Phone, step: Step, prepared: &mut [bool; 2], confirmed: &mut [bool; 2]) {
    let at = KINDS.iter().position(|(_, name)| p.path() == format!("/apply/{name}/confirm"));
    let ready = at.filter(|at| !confirmed[*at] && p.sending().is_none());
    match step {
        Step::Walk(n) => {
            if !confirmed[n] && p.sending().is_none() {
                p.walk(KINDS[n].0);
                prepared[n] = true;
            }
        }
        Step::Confirm(fault) => {
            let Some(at) = ready else { return };
            p.faults = fault.map(|fault| (SUBMIT.to_owned(), fault)).into_iter().collect();
            p.confirm();
            confirmed[at] = true;
        }
        Step::Killed { arrived } => {
            let Some(at) = ready else { return };
            p.send(Event::Apply(E::ConfirmTapped));
            confirmed[at] = true;
            p.reload(arrived);
        }
        Step::Closed { arrived } => {
            if let Some(at) = ready {
                p.send(Event::Apply(E::ConfirmTapped));
                confirmed[at] = true;
            }
            p.close(arrived);
            *p = p.tab("/card/services");
        }
        Step::Hears => p.hear(),
        Step::Waits => p.wait(3),
        Step::Elsewhere => p.open("/card/services"),
        Step::Shown => {
            p.send(Event::Hidden);
            p.tap(Event::Shown);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..Config::default() })]

    #[test]
    fn whatever_two_tabs_do_nothing_that_was_confirmed_and_no_draft_is_lost(
        steps in prop::collection::vec((0..2_usize, step()), 1..16),
        seed in 1..1_000_000_u64,
    ) {
        let a = Phone::of(ME, seed);
        let mut tabs = [a.tab("/card/services"), a.tab("/card/services")];
        let (mut prepared, mut confirmed) = ([false; 2], [false; 2]);
        for (tab, step) in steps {
            take(&mut tabs[tab], step, &mut prepared, &mut confirmed);
        }
        // Both are closed with whatever was under way, and the app is opened again on a network that works.
        for tab in &mut tabs {
            tab.close(false);
        }
        let mut again = a.tab("/applications");
        again.wait(5);
        let filed = confirmed.iter().filter(|confirmed| **confirmed).count();
        prop_assert_eq!(again.truth(ME).len(), filed, "each that was confirmed is there, once");
        prop_assert_eq!((again.kept_count().0, again.sending()), (0, None), "and none is waited for any more");
        for (n, (_, name)) in KINDS.into_iter().enumerate() {
            if prepared[n] && !confirmed[n] {
                again.open(&format!("/apply/{name}/confirm"));
                prop_assert_eq!(again.path(), format!("/apply/{name}/confirm"), "the draft is whole");
            }
        }
    }
}
