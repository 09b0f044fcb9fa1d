//! For each operation of the contract, a step of the journey that waits for its answer.

use super::ends::{insurances, listed};
use super::once;
use crate::support::{PASSWORD, Phone};
use contract::card::RevealField;
use contract::demo::DemoChange;
use contract::http::{Method, Response};
use contract::operations::{self as op, FromBody, Operation, OperationId, Row};
use journey::domain::{ApplicationKind, ApplicationState, VerificationMethod};
use journey::steps::{account::sign_in, apply, card};
use journey::view::Screen;
use journey::{Event, LoadView, Stage};

/// A step of the journey.
pub struct Step {
    /// What it asks the backend.
    pub row: &'static Row,
    /// On which page.
    pub at: &'static str,
    /// A phone on that page, before the question.
    pub prepare: fn() -> Phone,
    /// Asks, once the page is loaded; nothing to do where the page itself does.
    pub ask: fn(&mut Phone),
    /// What must hold while nobody knows what became of it; the text says what was done, for the failure's message.
    pub open: fn(&Phone, &str),
    /// Asks again, as the person does.
    pub again: fn(&mut Phone),
    /// Whether the person is where he wanted to be.
    pub done: fn(&Phone) -> bool,
    /// How many of the items in the answer the screen lists, if it does.
    pub lists: fn(&Screen) -> Option<usize>,
    /// Whether an answer can be read.
    pub reads: fn(&[u8]) -> bool,
}

impl Step {
    /// What it asks the backend, as the phone names it.
    pub fn operation(&self) -> String {
        format!("{} {}", self.row.method.as_str(), self.row.path_of("*"))
    }

    /// A phone on which it can go wrong.
    pub fn twin(&self, ready: &Phone) -> Phone {
        if self.row.method == Method::Get || self.row.id == OperationId::CheckApplication {
            ready.reader()
        } else {
            ready.twin()
        }
    }
}

pub const ME: &str = "c-jia";

fn reads<T: FromBody>(body: &[u8]) -> bool {
    T::read(body).is_some()
}

fn at(path: &str) -> Phone {
    let mut phone = Phone::of(ME, 7);
    phone.open(path);
    phone
}

fn retry(phone: &mut Phone) {
    // The two halves of a page may depend on each other.
    for _ in 0..2 {
        phone.tap(Event::RetryTapped);
    }
}

/// The page of a read: it asks by itself, and "try again" asks again.
fn page<O: Operation>(at: &'static str, prepare: fn() -> Phone) -> Step {
    let (row, reads) = (O::ROW, reads::<O::Answer>);
    Step { row, at, prepare, ask: |_| (), open: |_, _| (), again: retry, done: |_| true, lists: listed, reads }
}

fn out() -> Phone {
    let mut phone = Phone::new(7);
    phone.open("/card");
    phone
}

fn sign_in(phone: &mut Phone) {
    // Where it was taken, nobody asks.
    if matches!(phone.screen(), Screen::SignIn(_)) {
        phone.sign_in(ME);
    }
}

fn ask_for_code(phone: &mut Phone) {
    let id_number = phone.id_number(ME);
    phone.tap(Event::SignIn(sign_in::Event::CodeRequested { id_number }));
}

/// Before the proof of identity.
fn unproved() -> Phone {
    let mut phone = Phone::of(ME, 7);
    phone.tap_seven();
    phone.open("/apply/stop-contributions");
    while !matches!(phone.screen(), Screen::Apply(v) if v.stage == Stage::Verify) {
        assert!(phone.step());
    }
    phone
}

fn begin(phone: &mut Phone) {
    phone.apply(apply::Event::MethodChosen(VerificationMethod::Password));
}

fn prove(phone: &mut Phone) {
    begin(phone);
    phone.apply(apply::Event::AnswerSubmitted(PASSWORD.to_owned()));
}

/// Before the last button.
pub fn unconfirmed() -> Phone {
    let mut phone = Phone::of(ME, 7);
    phone.tap_seven();
    phone.walk(ApplicationKind::StopContributions);
    phone
}

/// With an application, on that page of it.
fn filed(end: &str) -> Phone {
    let mut phone = unconfirmed();
    phone.confirm();
    let id = phone.application().id;
    phone.open(&end.replace('*', &id));
    phone
}

const ONE: &str = "GET /v1/applications/*";

/// What the page of an application is answered with as long as it stands as it does now.
pub fn as_it_stands(phone: &Phone) -> (String, Response) {
    let body = serde_json::to_vec(&phone.application()).unwrap();
    (ONE.to_owned(), Response { body, ..Response::new(200) })
}

fn withdraw(phone: &mut Phone) {
    if !matches!(phone.screen(), Screen::Withdraw(_)) {
        return;
    }
    if phone.instead.is_empty() {
        return phone.withdraw();
    }
    // An answer that cannot be used makes the page ask how the application stands; where it turns out to be withdrawn, the
    // failure would be over.
    phone.instead.push(as_it_stands(phone));
    phone.withdraw();
    if !matches!(phone.screen(), Screen::Withdraw(_)) {
        phone.instead.retain(|(operation, _)| operation != ONE);
        phone.reload(true);
    }
}

fn reveal(phone: &mut Phone) {
    phone.tap(Event::Card(card::Event::RevealTapped(RevealField::IdNumber)));
}

fn is_revealed(phone: &Phone) -> bool {
    matches!(phone.screen(), Screen::Card(v) if matches!(&v.face, LoadView::Ready(f) if f.id_number.mask_at.is_some()))
}

fn has_code(phone: &Phone) -> bool {
    matches!(phone.screen(), Screen::Card(v) if matches!(v.code, Some(LoadView::Ready(_))))
}

fn is_at(phone: &Phone, stage: Stage) -> bool {
    matches!(phone.screen(), Screen::Apply(v) if v.stage == stage)
}

/// All of them but signing out, here and elsewhere, which gives nothing back.
pub fn steps() -> Vec<Step> {
    vec![
        page::<op::GetSession>("/applications", || at("/applications")),
        page::<op::GetSession>("/me", || at("/me")),
        page::<op::ListSignInMethods>("signing in", out),
        page::<op::ListSessions>("/sessions", || {
            let phone = at("/me");
            // Another session of the same person, and back to a session of this phone.
            phone.demo(&DemoChange { sign_in: Some(ME.to_owned()), ..DemoChange::default() });
            let mut phone = phone;
            phone.open("/sessions");
            phone
        }),
        page::<op::ListCities>("/cities", || at("/cities")),
        page::<op::ListServices>("/", || at("/")),
        page::<op::GetCard>("/card", || at("/card")),
        page::<op::ListCardServices>("/card/services", || at("/card/services")),
        page::<op::ListCardServices>("/card/cancellation", || at("/card/cancellation")),
        Step { lists: insurances, ..page::<op::GetContributionSummary>("/record", || at("/record")) },
        page::<op::ListContributions>("/record", || at("/record")),
        page::<op::ListContributions>("a month", || at("/record/pension/2025-05")),
        page::<op::CheckApplication>("check", || at("/apply/stop-contributions")),
        page::<op::ListApplications>("/applications", || filed("/applications")),
        page::<op::GetApplication>("/applications/*", || filed("/applications/*")),
        page::<op::GetApplication>("/receipt/*", || filed("/receipt/*")),
        page::<op::GetAccessLog>("/access-log", || {
            let mut phone = at("/card");
            reveal(&mut phone);
            phone.open("/access-log");
            phone
        }),
        Step {
            again: |phone| phone.tap(Event::Card(card::Event::CodeTapped)),
            done: has_code,
            ..page::<op::CreateCardCode>("/card", || at("/card"))
        },
        Step {
            ask: reveal,
            again: |phone| {
                if !is_revealed(phone) {
                    reveal(phone);
                }
            },
            done: is_revealed,
            ..page::<op::Reveal>("/card", || at("/card"))
        },
        Step { ask: sign_in, again: sign_in, done: has_code, ..page::<op::SignIn>("/card", out) },
        Step {
            ask: ask_for_code,
            again: |phone| {
                phone.tap(Event::SignIn(sign_in::Event::OtherNumberTapped));
                // A code was sent: the backend sends no other within the minute.
                phone.wait(61);
                ask_for_code(phone);
            },
            done: |phone| matches!(phone.screen(), Screen::SignIn(v) if v.code.is_some()),
            ..page::<op::StartVerification>("/card", out)
        },
        Step {
            ask: begin,
            again: |phone| phone.tap(Event::RetryTapped),
            done: |phone| is_at(phone, Stage::Verify),
            ..page::<op::StartVerification>("verify", unproved)
        },
        Step {
            ask: prove,
            again: |phone| {
                if is_at(phone, Stage::Verify) {
                    prove(phone);
                }
            },
            done: |phone| is_at(phone, Stage::Confirm),
            ..page::<op::AnswerVerification>("verify", unproved)
        },
        Step {
            ask: Phone::confirm,
            open: once::is_open,
            again: |phone| phone.wait(3),
            done: once::is_submitted,
            ..page::<op::SubmitApplication>("confirm", unconfirmed)
        },
        Step {
            ask: withdraw,
            open: once::is_not_withdrawn,
            again: withdraw,
            done: |phone| {
                matches!(phone.screen(), Screen::Application(_))
                    && phone.application().state == ApplicationState::Withdrawn
            },
            ..page::<op::WithdrawApplication>("withdraw", || filed("/applications/*/withdraw"))
        },
    ]
}
