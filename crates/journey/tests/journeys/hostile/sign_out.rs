//! Signing out gives nothing back, so nothing can be spoilt but that. The device forgets the person at once, whatever is
//! answered; what counts is whether the backend has.

use super::answers::{Spoilt, beside, refusals};
use crate::support::{Phone, operation};
use contract::http::REQUEST_ID;
use journey::Event;
use journey::steps::account::{sessions, sign_in};
use journey::view::Screen;

pub const OPERATION: &str = "DELETE /v1/session";

fn asked(phone: &Phone) -> usize {
    phone.sent.iter().filter(|request| operation(request) == OPERATION).count()
}

/// Hands out a phone on that page for each answer that may come instead of the backend's to that operation, with what the
/// answer is, and whether it is the backend's word.
fn instead(path: &str, operation: &str, mut each: impl FnMut(Phone, &Spoilt, bool)) {
    let mut ready = Phone::of("c-jia", 7);
    ready.open(path);
    for mut it in beside("{\"citizen\":\"c\"}").into_iter().chain(refusals()) {
        // Who is not signed in need not be signed out; but a 401 may name another problem.
        if it.answer.status == 401 {
            continue;
        }
        it.answer.headers = vec![(REQUEST_ID.to_owned(), super::CODE.to_owned())];
        let is_word = it.answer.is_success() && it.answer.body.is_empty();
        let mut phone = ready.twin();
        phone.instead = vec![(operation.to_owned(), it.answer.clone())];
        phone.load();
        each(phone, &it, is_word);
    }
}

#[test]
fn only_the_backends_own_word_ends_the_asking_to_be_signed_out() {
    let mut owed = 0;
    instead("/me", OPERATION, |mut phone, it, is_word| {
        phone.tap(Event::SignIn(sign_in::Event::SignOutTapped));
        assert!(phone.instead.is_empty() && phone.chrome().session.is_none(), "{}", it.what);
        phone.tap(Event::RetryTapped);
        assert_eq!(asked(&phone), if is_word { 1 } else { 2 }, "{}", it.what);
        phone.tap(Event::RetryTapped);
        assert_eq!(asked(&phone), if is_word { 1 } else { 2 }, "{}: over and over", it.what);
        owed += usize::from(!is_word);
    });
    println!("{owed} answers that were not the backend's word");
    assert!(owed > 100, "{owed}");
}

#[test]
fn only_the_backends_own_word_says_that_the_other_sessions_have_ended() {
    instead("/sessions", "DELETE /v1/sessions", |mut phone, it, is_word| {
        phone.tap(Event::Sessions(sessions::Event::EndOthersTapped));
        match phone.screen() {
            Screen::Sessions(view) => {
                assert_eq!((view.ended, view.failure.is_none()), (is_word, is_word), "{}", it.what);
            }
            Screen::SignIn(_) if it.signed_out => {}
            other => panic!("{}: {other:?}", it.what),
        }
    });
}
