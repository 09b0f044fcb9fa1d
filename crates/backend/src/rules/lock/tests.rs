//! Lanes: who is locked by whose wrong answers, for how long, and what opens it.

use super::{
    ATTEMPTS, DAY, FIRST_TO_STRANGERS, HOUR, KNOWN, LANES, LOCKS, OWN, PER_HOUR, RESEND_SECONDS, STRANGERS,
    TO_STRANGERS, lane,
};
use crate::state::Guard;
use contract::problem::{Problem, ProblemType as P};
use contract::values::Instant;
use contract::verification::VerificationMethod::{Password, SmsCode};
use proptest::prelude::*;

fn at(seconds: i64) -> Instant {
    Instant::from_ms(0).plus_seconds(seconds)
}

/// Answers wrongly until the lane is locked, as soon as that is allowed; when that was, and until when it holds.
fn lock(guard: &mut Guard, who: &str, mut now: i64) -> (i64, Option<Instant>) {
    loop {
        if let Err(wait) = guard.open(who, at(now)) {
            assert_eq!(wait.kind, P::TooManyRequests, "{who} at {now}");
            now = wait.retry_at.unwrap().ms() / 1000;
        }
        let problem = guard.wrong_answer(who, at(now));
        if problem.kind == P::Locked {
            return (now, problem.retry_at);
        }
    }
}

fn kind(refused: Result<(), Box<Problem>>) -> Option<P> {
    refused.err().map(|problem| problem.kind)
}

#[test]
fn six_wrong_answers_lock_after_waits_and_time_opens() {
    let (mut guard, own) = (Guard::default(), lane(Password, OWN));
    let mut now = 0;
    for (n, wait) in (1..ATTEMPTS).zip([0, 0, 2, 4, 8]) {
        let problem = guard.wrong_answer(&own, at(now));
        assert_eq!((problem.kind, problem.attempts_left), (P::WrongAnswer, Some(ATTEMPTS - n)));
        assert_eq!(problem.retry_at, (wait > 0).then(|| at(now + wait)));
        if wait > 0 {
            let early = guard.open(&own, at(now + wait - 1)).unwrap_err();
            assert_eq!((early.kind, early.retry_at), (P::TooManyRequests, Some(at(now + wait))));
        }
        now += wait;
        assert_eq!(guard.open(&own, at(now)), Ok(()));
    }
    assert_eq!(guard.wrong_answer(&own, at(now)).kind, P::Locked);
    assert_eq!(guard.card_lock(at(now + 1)), Some(at(now)));
    let end = now + LOCKS[0];
    assert_eq!(guard.open(&own, at(end - 1)).unwrap_err().retry_at, Some(at(end)));
    assert_eq!(guard.open(&own, at(end)), Ok(()));
    assert_eq!((guard.attempts_left(&own, at(end)), guard.card_lock(at(end))), (ATTEMPTS, None));
}

#[test]
fn each_lock_is_longer_and_the_last_ends_at_a_counter() {
    for by in [Password, SmsCode] {
        let (mut guard, own) = (Guard::default(), lane(by, OWN));
        let mut now = 0;
        for seconds in LOCKS {
            let (locked, until) = lock(&mut guard, &own, now);
            assert_eq!(until, Some(at(locked + seconds)));
            now = locked + seconds;
        }
        let (_, until) = lock(&mut guard, &own, now);
        assert_eq!(until, None);
        let later = guard.open(&own, at(now + 1000 * DAY)).unwrap_err();
        assert_eq!((later.kind, later.retry_at, later.attempts_left), (P::Locked, None, Some(0)));
        assert_eq!(guard.card_lock(at(now + 1000 * DAY)).is_some(), by == Password);
    }
}

#[test]
fn codes_of_a_sign_in_are_locked_for_an_hour_at_most() {
    let (mut guard, stranger) = (Guard::default(), lane(SmsCode, "net"));
    let (mut now, mut held) = (0, Vec::new());
    for _ in 0..6 {
        let (locked, until) = lock(&mut guard, &stranger, now);
        now = until.expect("it ends by itself").ms() / 1000;
        held.push(now - locked);
    }
    assert_eq!(held, [60, 300, 1200, HOUR, HOUR, HOUR]);
}

#[test]
fn a_right_answer_opens_its_own_lane_and_no_other() {
    let mut guard = Guard::default();
    let all = [lane(Password, OWN), lane(SmsCode, OWN), lane(Password, "net"), lane(SmsCode, "net")];
    for who in &all {
        guard.wrong_answer(who, at(0));
        guard.wrong_answer(who, at(0));
    }
    guard.right_answer(&all[1]);
    assert_eq!(all.each_ref().map(|who| guard.attempts_left(who, at(0))), [4, 6, 4, 4]);
    assert_eq!(guard.card_lock(at(0)), None);
}

proptest! {
    /// Whatever strangers do who know the ID number, the person's session, card and codes are as if they had not.
    #[test]
    fn strangers_change_nothing_for_the_person(steps in prop::collection::vec((0..60u32, any::<bool>(), any::<bool>(), 0..4000i64), 0..400)) {
        let (mut guard, mut now) = (Guard::default(), 0);
        guard.know("home");
        for (net, by_password, sends, pause) in steps {
            now += pause;
            let who = lane(if by_password { Password } else { SmsCode }, &format!("net-{net}"));
            if sends && !by_password {
                let _ = guard.send(&who, at(now));
            } else if guard.open(&who, at(now)).is_ok() {
                guard.wrong_answer(&who, at(now));
            }
            prop_assert!(guard.lanes.len() <= LANES + 1 && guard.messages.len() <= FIRST_TO_STRANGERS + 1);
            for by in [Password, SmsCode] {
                prop_assert_eq!(guard.open(&lane(by, OWN), at(now)), Ok(()));
                prop_assert_eq!(guard.attempts_left(&lane(by, OWN), at(now)), ATTEMPTS);
            }
            prop_assert_eq!(guard.card_lock(at(now)), None);
            prop_assert_eq!(guard.open_to_password("home", at(now)), Ok(()));
        }
        prop_assert_eq!(guard.send(&lane(SmsCode, OWN), at(now)), Ok(()));
        prop_assert_eq!(guard.send(&lane(SmsCode, "home"), at(now)), Ok(()));
    }

    /// However many clients guess a password, the guesses of a day are bounded.
    #[test]
    fn guesses_of_all_strangers_are_bounded(pause in 1..200i64) {
        let (mut guard, mut guesses, mut now) = (Guard::default(), 0, 0);
        for net in 0.. {
            now += pause;
            if now >= DAY {
                break;
            }
            let client = format!("net-{net}");
            if guard.open_to_password(&client, at(now)).is_ok() {
                guard.wrong_answer(&lane(Password, &client), at(now));
                guesses += 1;
            }
        }
        prop_assert!(guesses <= STRANGERS, "{}", guesses);
        prop_assert_eq!(kind(guard.open_to_password("another", at(now - 1))).is_some(), guesses == STRANGERS);
        prop_assert_eq!(guard.open(&lane(SmsCode, "another"), at(now)), Ok(()), "another way is open");
        prop_assert_eq!(guard.open_to_password("another", at(2 * DAY)), Ok(()));
    }
}

#[test]
fn a_password_that_is_locked_for_the_person_is_locked_for_a_sign_in() {
    let mut guard = Guard::default();
    let (now, until) = lock(&mut guard, &lane(Password, OWN), 0);
    let refused = guard.open_to_password("net", at(now)).unwrap_err();
    assert_eq!((refused.kind, refused.retry_at), (P::Locked, until));
    assert_eq!(guard.open(&lane(SmsCode, "net"), at(now)), Ok(()));
}

#[test]
fn messages_keep_a_pause_and_a_limit_for_each_client() {
    let (mut guard, own, net) = (Guard::default(), lane(SmsCode, OWN), lane(SmsCode, "net"));
    assert!(guard.send(&net, at(0)).is_ok());
    assert_eq!(guard.send(&net, at(59)).unwrap_err().retry_at, Some(at(60)));
    assert!(guard.send(&own, at(59)).is_ok());
    assert!(guard.send(&net, at(60)).is_ok());
    guard.right_answer(&net);
    for n in 2..PER_HOUR {
        assert!(guard.send(&net, at(60)).is_ok(), "{n}");
        guard.right_answer(&net);
    }
    assert_eq!(guard.send(&net, at(61)).unwrap_err().retry_at, Some(at(3600)));
    assert!(guard.send(&net, at(3600)).is_ok());
}

#[test]
fn messages_to_strangers_have_a_limit_together_and_a_higher_one_for_the_first_of_each() {
    let (mut guard, mut now) = (Guard::default(), 0);
    guard.know("home");
    let to = |client: &str| lane(SmsCode, client);
    // Two who ask as often as they may.
    for n in 0..TO_STRANGERS {
        assert!(guard.send(&to(["one", "other"][n % 2]), at(now)).is_ok(), "{n}");
        now += RESEND_SECONDS / 2;
    }
    assert_eq!(guard.send(&to("one"), at(now)).unwrap_err().retry_at, Some(at(HOUR)));
    for n in TO_STRANGERS..FIRST_TO_STRANGERS {
        assert!(guard.send(&to(&format!("net-{n}")), at(now)).is_ok(), "{n}");
        let again = guard.send(&to(&format!("net-{n}")), at(now + RESEND_SECONDS)).unwrap_err();
        assert!(again.retry_at > Some(at(now + RESEND_SECONDS)), "{n}");
    }
    assert_eq!(guard.send(&to("another"), at(now)).unwrap_err().retry_at, Some(at(HOUR)));
    assert!(guard.send(&to("another"), at(HOUR)).is_ok(), "when it says");
    assert!(guard.send(&to("home"), at(now)).is_ok() && guard.send(&to(OWN), at(now)).is_ok());
}

#[test]
fn only_the_latest_clients_are_known() {
    let mut guard = Guard::default();
    for n in 0..=KNOWN {
        guard.know(&format!("net-{n}"));
        guard.know("net-0");
    }
    assert_eq!((guard.known.len(), guard.known.last().map(String::as_str)), (KNOWN, Some("net-0")));
    assert!(!guard.is_known("net-1") && guard.is_known("net-2"));
}
