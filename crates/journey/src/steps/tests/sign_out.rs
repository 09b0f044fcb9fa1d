//! Signing out: done when the backend says so, kept until then, and heard of in every tab.

use crate::bench::samples;
use crate::bench::{Bench, kept, says, stored};
use crate::domain::ProblemType;
use crate::steps::account::sign_in::{Event as E, View};
use crate::view::Screen;
use crate::{Effect, EmbedderCode, Event, Keep, Kept, LoadView, Notice, Start, Stored};
use contract::http::{FetchError, Response};

const OUT: &str = "DELETE /v1/session";

fn out() -> Event {
    Event::SignIn(E::SignOutTapped)
}

fn done() -> Response {
    Response::new(204)
}

/// What a device holds whose sign-out was not confirmed.
fn owing() -> Stored {
    let mut b = Bench::on("/me");
    let stored = stored(&b.send(out()));
    assert!(stored.get(Keep::SignOut, "").is_some());
    stored
}

/// Another tab keeps a sign-out, or none any more.
fn elsewhere(kept: &Stored) -> Event {
    let text = kept.get(Keep::SignOut, "").map(str::to_owned);
    Event::KeptElsewhere { what: Keep::SignOut, of: String::new(), text }
}

fn form(b: &Bench) -> View {
    match b.screen() {
        Screen::SignIn(view) => view,
        other => panic!("not the sign-in: {other:?}"),
    }
}

#[test]
fn signed_out_is_said_when_the_backend_has_confirmed_it_and_not_before() {
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &samples::card());
    b.open("/apply/unlink-card");
    b.open("/me");
    let effects = b.send(out());
    assert!(b.chrome().session.is_none(), "the device forgets at once");
    assert!(b.chrome().leaving && !says(&effects, Notice::SignedOut));
    assert_eq!(kept(&effects, Keep::Draft), Some(None));
    let place = |is: fn(&Effect) -> bool| effects.iter().position(is).unwrap();
    let keeps = place(|e| matches!(e, Effect::Keep { what: Keep::SignOut, text: Some(_), .. }));
    assert!(keeps < place(|e| matches!(e, Effect::Call { .. })), "kept before the first byte is sent");
    assert!(b.send(out()).is_empty(), "a second tap does nothing");
    let effects = b.answer(OUT, Ok(done()));
    assert!(says(&effects, Notice::SignedOut) && !b.chrome().leaving);
    assert_eq!(kept(&effects, Keep::SignOut), Some(None));
    b.send(Event::RetryTapped);
    assert!(b.pending().is_empty(), "told once is enough: {:?}", b.pending());
    b.open("/card");
    assert!(!form(&b).ended, "nobody asks who is there until someone signs in");
}

#[test]
fn a_sign_out_that_is_not_confirmed_is_told_again_until_it_is() {
    for failure in [FetchError::NeverSent, FetchError::MaybeSent, FetchError::Unusable] {
        let mut b = Bench::on("/me");
        b.send(out());
        let effects = b.lost(OUT, failure);
        assert!(b.chrome().leaving && !says(&effects, Notice::SignedOut), "{failure:?}");
        assert!(b.wait(10).is_empty());
        b.wait(20);
        b.refuse(OUT, ProblemType::Unavailable);
        assert!(b.chrome().leaving);
        b.send(Event::ConnectionChanged { online: false });
        b.send(Event::ConnectionChanged { online: true });
        assert!(says(&b.answer(OUT, Ok(done())), Notice::SignedOut) && !b.chrome().leaving);
        assert!(b.wait(600).is_empty());
    }
    // There was no session any more: that is what was wanted.
    let mut b = Bench::on("/me");
    b.send(out());
    assert!(says(&b.refuse(OUT, ProblemType::NotSignedIn), Notice::SignedOut) && !b.chrome().leaving);
}

#[test]
fn what_is_owed_is_paid_before_anything_personal_is_asked_for() {
    for path in ["/card", "/me", "/", "/social-security"] {
        let mut b = Bench::started(Start { stored: owing(), ..Start::default() });
        b.open(path);
        assert!(b.chrome().leaving);
        let personal =
            |b: &Bench| b.pending().iter().any(|o| o.ends_with("/session") && o != OUT || o.ends_with("/card"));
        assert!(b.pending().contains(&OUT.to_owned()) && !personal(&b), "{path}: {:?}", b.pending());
        b.lost(OUT, FetchError::NeverSent);
        b.send(Event::RetryTapped);
        assert!(b.pending().contains(&OUT.to_owned()) && !personal(&b), "{path}: {:?}", b.pending());
        b.answer(OUT, Ok(done()));
        assert!(!b.chrome().leaving && b.chrome().session.is_none());
        b.open("/card");
        assert!(matches!(b.screen(), Screen::SignIn(_)));
    }
}

#[test]
fn signing_in_ends_the_session_before_and_with_it_what_is_owed() {
    let mut b = Bench::started(Start { stored: owing(), ..Start::default() });
    b.open("/card");
    b.lost(OUT, FetchError::NeverSent);
    let (id_number, password) = ("11010519491231002X".to_owned(), "123456".to_owned());
    b.send(Event::SignIn(E::PasswordSubmitted { id_number, password }));
    let effects = b.ok("POST /v1/session", &samples::session("other"));
    assert_eq!(kept(&effects, Keep::SignOut), Some(None));
    assert!(!b.chrome().leaving);
    b.wait(60);
    assert!(!b.pending().contains(&OUT.to_owned()), "the new session must not be ended");

    // A code that the page was opened with goes first; where it is worth nothing, nobody asks who is there.
    let handed = Some(EmbedderCode { code: "hc".to_owned(), nonce: "n".to_owned() });
    let mut b = Bench::started(Start { stored: owing(), handed, ..Start::default() });
    b.open("/card");
    assert!(!b.pending().contains(&OUT.to_owned()), "{:?}", b.pending());
    b.refuse("POST /v1/session", ProblemType::VerificationExpired);
    assert!(b.pending().contains(&OUT.to_owned()) && !b.pending().contains(&"GET /v1/session".to_owned()));
}

#[test]
fn a_tab_that_hears_of_a_sign_out_blanks_itself_at_once() {
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &samples::card());
    b.send(Event::Hidden);
    b.send(Event::Shown);
    b.send(elsewhere(&owing()));
    assert!(b.chrome().session.is_none() && b.chrome().leaving);
    assert!(!form(&b).ended, "the person knows");
    assert!(b.pending().is_empty(), "the other tab tells the backend: {:?}", b.pending());
    assert!(!format!("{:?}", b.model.view()).contains("1****************8"));
    b.send(elsewhere(&Stored::default()));
    assert!(!b.chrome().leaving);
    assert!(b.wait(60).is_empty(), "nothing is owed any more");

    // Where the other tab is closed before the answer, this one goes on.
    let mut b = Bench::on("/card");
    b.send(elsewhere(&owing()));
    b.wait(30);
    assert_eq!(b.pending(), [OUT]);
}

#[test]
fn a_tab_that_hears_of_a_sign_out_forgets_what_was_filled_in() {
    let mut b = Bench::on("/apply/unlink-card");
    b.ok("POST /v1/applications/check", &samples::check(crate::domain::ApplicationKind::UnlinkCard));
    let code = crate::domain::ConsequenceCode::CanRelink;
    let filled = stored(&b.send(Event::Apply(crate::steps::apply::Event::Acknowledged { code, nth: 0, ticked: true })));
    b.send(elsewhere(&owing()));
    for draft in filled.of(Keep::Draft) {
        b.send(Event::KeptElsewhere { what: Keep::Draft, of: draft.of.clone(), text: None });
    }
    b.sign_in("me");
    match b.screen() {
        Screen::Apply(view) => assert!(view.acknowledged.is_empty(), "{view:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_from_the_back_forward_cache_shows_nothing_personal_before_it_is_known_who_is_there() {
    let restored = |path: &str| {
        let mut b = Bench::on(path);
        if path == "/card" {
            b.ok("GET /v1/card", &samples::card());
        }
        b.send(Event::Hidden);
        b.send(Event::Restored(Stored::default()));
        b.send(Event::Shown);
        assert!(!format!("{:?}", b.model.view()).contains("1****************8"), "{path}");
        b
    };
    let mut b = restored("/card");
    assert_eq!(b.screen(), Screen::AskingWho(LoadView::Loading { slow: false }));
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(_)));
    let mut b = restored("/card");
    b.ok("GET /v1/session", &samples::session("me"));
    assert!(b.pending().contains(&"GET /v1/card".to_owned()), "it is as it was");
    let b = restored("/me");
    assert!(b.chrome().session.is_none());
}

#[test]
fn a_page_from_the_back_forward_cache_learns_what_was_signed_out_elsewhere_meanwhile() {
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &samples::card());
    b.send(Event::Hidden);
    let debt = Kept { what: Keep::SignOut, of: String::new(), text: "signed-out".to_owned() };
    b.send(Event::Restored(Stored(vec![debt])));
    b.send(Event::Shown);
    assert!(b.chrome().session.is_none() && b.chrome().leaving);
    assert_eq!(b.pending(), ["DELETE /v1/session"], "nothing is asked for before that is paid");
}
