//! Who is signed in. Asked for where personal data first shows, on that very screen: the address does
//! not change, so back, reload and "where I wanted to be" are right by themselves.

use super::sign_out::SIGNED_OUT;
pub use super::ways::Way;
use super::ways::{Ways, resident_id};
use crate::answer::Answer;
use crate::api;
use crate::cx::{Cx, Who, key};
use crate::domain::{CodeError, SixDigits};
use crate::effect::{Effect, Keep, Notice};
use crate::failure::Failure;
use crate::load::LoadView;
use crate::requests::{Requests, Slot};
use crate::shared::Shared;
use contract::operations as op;
use contract::problem::ProblemType;
use contract::session::{IdDocument, RESIDENT_ID, SignIn, SignInMethods, SignInWay};
use contract::values::{IdNumberError, Instant};
use contract::verification::{Verification, VerificationRequest};

/// A one-time code of the embedder's, and the nonce that this page made for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedderCode {
    /// The code.
    pub code: String,
    /// What it is bound to. A code that this page has not asked for has another, or none.
    pub nonce: String,
}

/// Signing in and out.
#[derive(Default)]
pub(crate) struct State {
    /// The ways that there are, and what was chosen of them.
    pub(crate) ways: Ways,
    verification: Option<Shared<Verification>>,
    /// What the code was asked for.
    identity: Option<Identity>,
    id_error: Option<IdNumberError>,
    code_error: Option<CodeError>,
    failure: Option<Failure>,
    pub(super) ended: bool,
    /// The backend has not confirmed a sign-out yet: when it is told again.
    pub(super) owes_sign_out: Option<Instant>,
    /// Whether the embedder can sign somebody in.
    pub(crate) embedder_signs_in: bool,
    /// What the code that the embedder was last asked for is bound to.
    nonce: Option<String>,
}

/// The number of a document.
#[derive(Clone)]
struct Identity {
    /// The kind.
    document: String,
    number: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A way to sign in was chosen.
    WayChosen(Way),
    /// A kind of document was chosen.
    DocumentChosen(String),
    /// "Send code" was tapped.
    CodeRequested {
        /// As typed.
        id_number: String,
    },
    /// "Send again" was tapped.
    ResendTapped,
    /// "Sign in" was tapped, with a code.
    CodeSubmitted(String),
    /// "Sign in" was tapped, with a password.
    PasswordSubmitted {
        /// As typed.
        id_number: String,
        /// As typed.
        password: String,
    },
    /// "Another ID number" was tapped.
    OtherNumberTapped,
    /// "Sign in with this app" was tapped.
    EmbedderTapped,
    /// The embedder gave a code, or nothing.
    EmbedderAnswered(Option<EmbedderCode>),
    /// "Stay signed in" was tapped, before the end of the session.
    StayTapped,
    /// "Sign out" was tapped.
    SignOutTapped,
}

/// What the sign-in screen draws.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct View {
    /// The ways and the kinds of document that there are.
    pub methods: LoadView<Shared<SignInMethods>>,
    /// The way chosen; `None` where nothing is to be typed in any.
    pub way: Option<Way>,
    /// The kind of document chosen.
    pub document: Option<IdDocument>,
    /// What is wrong with the ID number.
    pub id_error: Option<IdNumberError>,
    /// What is wrong with the code or password.
    pub code_error: Option<CodeError>,
    /// The code that was sent and is waited for.
    pub code: Option<Shared<Verification>>,
    /// Something is on its way: the buttons say so.
    pub busy: bool,
    /// Why it did not work.
    pub failure: Option<Failure>,
    /// The session ended by itself: say that nothing is lost.
    pub ended: bool,
    /// The embedder can sign somebody in.
    pub embedder_signs_in: bool,
    /// A submission that was confirmed on this device is sent by itself once the same person has signed in.
    pub resumes: bool,
}

impl State {
    /// Asks who is signed in, unless that is known or being asked.
    pub(crate) fn ensure(cx: &mut Cx) {
        if matches!(cx.who, Who::Unknown | Who::Unclear(_)) {
            Self::ask(cx);
        }
    }

    pub(crate) fn ask(cx: &mut Cx) {
        cx.who = Who::Asking(cx.now);
        cx.by_itself = false;
        cx.ask(Slot::Session, api::ask::<op::GetSession>());
    }

    /// Asks again while somebody is known: in another tab the session may have ended, or be another's.
    pub(crate) fn ask_again(cx: &mut Cx) {
        if cx.session().is_some() {
            cx.ask(Slot::Session, api::ask::<op::GetSession>());
        }
    }

    fn is_busy(requests: &Requests) -> bool {
        requests.is_pending(Slot::SignIn) || requests.is_pending(Slot::SignInCode)
    }

    /// The backend answered 401: the session has ended.
    pub(crate) fn end(&mut self, cx: &mut Cx) {
        self.ended |= cx.session().is_some();
        cx.who = Who::Out;
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::WayChosen(way) => {
                self.ways.chosen = way;
                self.clear_errors();
            }
            Event::DocumentChosen(kind) => {
                self.ways.document = Some(kind);
                self.clear_errors();
            }
            Event::CodeRequested { id_number } => {
                if let Some(id) = self.read_id(cx, &id_number) {
                    self.request_code(cx, id);
                }
            }
            Event::ResendTapped => {
                let due = self.verification.as_ref().is_none_or(|v| v.resend_at <= cx.now);
                if let Some(id) = self.identity.clone().filter(|_| due && !Self::is_busy(&cx.requests)) {
                    self.request_code(cx, id);
                }
            }
            Event::CodeSubmitted(text) => self.submit_code(cx, &text),
            Event::PasswordSubmitted { id_number, password } => self.submit_password(cx, &id_number, &password),
            Event::OtherNumberTapped => {
                if !cx.requests.is_pending(Slot::SignIn) {
                    self.verification = None;
                    self.identity = None;
                    self.clear_errors();
                    cx.forget(Slot::SignInCode);
                }
            }
            Event::EmbedderTapped => {
                if !Self::is_busy(&cx.requests) {
                    self.clear_errors();
                    let nonce = key(&cx.chance);
                    self.nonce = Some(nonce.clone());
                    cx.effects.push(Effect::AskEmbedder { nonce });
                }
            }
            Event::EmbedderAnswered(answer) => {
                let asked = self.nonce.take();
                match answer {
                    // An older answer, to somebody who has thought better of it, is for nobody.
                    Some(code) if asked.as_ref() == Some(&code.nonce) => Self::by_embedder(cx, code),
                    Some(_) => self.nonce = asked,
                    None => cx.announce(Notice::EmbedderFailed),
                }
            }
            Event::SignOutTapped => {
                let Some(citizen) = cx.session().map(|session| session.citizen.clone()) else { return };
                // An answer on its way must not bring back who is gone.
                for slot in [Slot::SignIn, Slot::SignInCode] {
                    cx.forget(slot);
                }
                *self = self.anew();
                self.leave(cx, SIGNED_OUT);
                let drafts: Vec<String> = cx.stored.of(Keep::Draft).map(|kept| kept.of.clone()).collect();
                for of in drafts.iter().filter(|of| of.split_once('.').is_none_or(|(_, whose)| *whose == *citizen)) {
                    cx.keep(Keep::Draft, of, None);
                }
            }
            // It is about the end of the session: `idle` takes it in.
            Event::StayTapped => {}
        }
    }

    /// The backend said who is signed in, or that nobody is.
    pub(crate) fn asked(&mut self, cx: &mut Cx, answer: &Answer) {
        match answer.read() {
            Ok(session) => {
                cx.who = Who::In(session);
                self.ended = false;
            }
            Err(f) if f.is_signed_out() => self.end(cx),
            // Asked again only: who was there still is, as far as anybody knows.
            Err(_) if cx.session().is_some() => {}
            Err(f) => cx.who = Who::Unclear(f),
        }
    }

    /// Nothing of the person stays; what there is for everybody does.
    fn anew(&mut self) -> Self {
        let ways = std::mem::take(&mut self.ways);
        Self { ways, embedder_signs_in: self.embedder_signs_in, ..Self::default() }
    }

    /// The code was sent, or not.
    pub(crate) fn code_sent(&mut self, cx: &mut Cx, answer: &Answer) {
        match answer.read::<Verification>() {
            Ok(v) => {
                cx.wake_at(v.resend_at);
                cx.wake_at(v.expires_at);
                self.verification = Some(v);
                cx.announce(Notice::CodeSent);
            }
            Err(f) => self.failure = Some(f),
        }
    }

    /// Signed in, or not.
    pub(crate) fn signed_in(&mut self, cx: &mut Cx, answer: &Answer) {
        match answer.read() {
            Ok(session) => {
                // The backend ends the session before with it.
                self.forget_debt(cx);
                *self = self.anew();
                cx.who = Who::In(session);
                cx.forget(Slot::Session);
                cx.announce(Notice::SignedIn);
            }
            Err(f) => {
                if f.refusal() == Some(ProblemType::VerificationExpired) {
                    self.verification = None;
                }
                self.failure = Some(f);
                // The code that the page was opened with is worth nothing; somebody may be signed in all the same.
                if matches!(cx.who, Who::Asking(_)) {
                    if self.owes_sign_out() {
                        cx.who = Who::Out;
                        self.pay_sign_out(cx);
                    } else {
                        Self::ask(cx);
                    }
                }
            }
        }
    }

    fn clear_errors(&mut self) {
        self.id_error = None;
        self.code_error = None;
        self.failure = None;
    }

    fn read_id(&mut self, cx: &Cx, text: &str) -> Option<Identity> {
        if Self::is_busy(&cx.requests) {
            return None;
        }
        self.clear_errors();
        let document = self.ways.document().cloned().unwrap_or_else(resident_id);
        match document.read(text, cx.now.china_date()) {
            Ok(number) => Some(Identity { document: document.kind, number }),
            Err(e) => {
                self.id_error = Some(e);
                None
            }
        }
    }

    fn request_code(&mut self, cx: &mut Cx, id: Identity) {
        self.clear_errors();
        let Identity { document, number } = id.clone();
        let body = if document == RESIDENT_ID {
            VerificationRequest::SignIn { id_number: number }
        } else {
            VerificationRequest::SignInDocument { document, number }
        };
        self.identity = Some(id);
        cx.ask(Slot::SignInCode, api::tell::<op::StartVerification>(&body));
    }

    fn submit_code(&mut self, cx: &mut Cx, text: &str) {
        let busy = Self::is_busy(&cx.requests);
        let Some(verification) = self.verification.as_ref().filter(|_| !busy).map(|v| v.id.clone()) else {
            return;
        };
        self.clear_errors();
        match SixDigits::parse(text) {
            Ok(code) => Self::sign_in(cx, &SignIn::SmsCode { verification, code: code.as_str().to_owned() }),
            Err(e) => self.code_error = Some(e),
        }
    }

    fn submit_password(&mut self, cx: &mut Cx, id_number: &str, password: &str) {
        let Some(id) = self.read_id(cx, id_number) else {
            // Both are read, so that the person hears of both at once.
            self.code_error = SixDigits::parse(password).err().filter(|_| !Self::is_busy(&cx.requests));
            return;
        };
        match SixDigits::parse(password) {
            Ok(code) => {
                let (Identity { document, number }, password) = (id, code.as_str().to_owned());
                let body = if document == RESIDENT_ID {
                    SignIn::Password { id_number: number, password }
                } else {
                    SignIn::DocumentPassword { document, number, password }
                };
                Self::sign_in(cx, &body);
            }
            Err(e) => self.code_error = Some(e),
        }
    }

    /// Signs in with a code of the embedder's. Who is there is not asked meanwhile: it would be somebody else.
    pub(crate) fn by_embedder(cx: &mut Cx, code: EmbedderCode) {
        if cx.session().is_none() {
            cx.who = Who::Asking(cx.now);
        }
        let EmbedderCode { code, nonce } = code;
        Self::sign_in(cx, &SignIn::EmbedderCode { code, nonce });
    }

    fn sign_in(cx: &mut Cx, body: &SignIn) {
        // A sign-out that is still under way must not end the new session.
        cx.forget(Slot::SignOut);
        cx.ask(Slot::SignIn, api::tell::<op::SignIn>(body));
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        let way = self.ways.way();
        View {
            methods: self.ways.view(cx.now),
            way,
            document: self.ways.document().cloned(),
            id_error: self.id_error,
            code_error: self.code_error,
            code: self.verification.clone().filter(|_| way == Some(Way::Sms)),
            busy: Self::is_busy(&cx.requests),
            failure: self.failure.clone(),
            ended: self.ended,
            embedder_signs_in: self.embedder_signs_in && self.ways.has(SignInWay::EmbedderCode),
            resumes: cx.stored.of(Keep::Sending).next().is_some(),
        }
    }
}
