//! The ways to sign in that there are, and the kinds of ID document.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::shared::Shared;
use contract::operations as op;
use contract::problem::ProblemType;
use contract::session::{IdDocument, NumberCheck, RESIDENT_ID, SignInMethod, SignInMethods, SignInWay};
use contract::text::Text;
use contract::values::Instant;

/// How to sign in by something that is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// ID number and a code by SMS.
    #[default]
    Sms,
    /// ID number and the password of the electronic card.
    Password,
}

/// What is known of the ways, and what was chosen.
#[derive(Default)]
pub(crate) struct Ways {
    methods: Load<SignInMethods>,
    /// The way chosen, whether it is there or not.
    pub(super) chosen: Way,
    /// The kind of document chosen; `None`: the first.
    pub(super) document: Option<String>,
}

impl Ways {
    /// The form is shown: asks which ways there are, unless that is known; also if they could not be had, where it is tried
    /// `again`.
    pub(crate) fn enter(&mut self, cx: &mut Cx, again: bool) {
        let asks = match self.methods {
            Load::Idle | Load::Loading { .. } => !cx.requests.is_pending(Slot::SignInMethods),
            Load::Loaded { .. } => false,
            Load::Failed(_) => again,
        };
        if asks {
            self.methods.ask(cx.now);
            cx.ask(Slot::SignInMethods, api::ask::<op::ListSignInMethods>());
        }
    }

    /// The ways came, or not. A backend that does not say has those that there were before it could.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        let methods = answer.read().or_else(|failure| match failure.refusal() {
            Some(ProblemType::NotFound | ProblemType::NotSupported) => Ok(Shared::new(usual())),
            _ => Err(failure),
        });
        self.methods.settle(methods, cx.now);
    }

    /// Whether a way is there.
    pub(super) fn has(&self, way: SignInWay) -> bool {
        self.methods.data().is_some_and(|it| it.methods.iter().any(|method| method.method == way))
    }

    /// The way by something that is typed: that chosen, if it is there.
    pub(super) fn way(&self) -> Option<Way> {
        let of = |way| if way == Way::Sms { SignInWay::SmsCode } else { SignInWay::Password };
        [self.chosen, Way::Sms, Way::Password].into_iter().find(|way| self.has(of(*way)))
    }

    /// The kind of document chosen, if it is there; else the first.
    pub(super) fn document(&self) -> Option<&IdDocument> {
        let all = &self.methods.data()?.documents;
        all.iter().find(|one| Some(&one.kind) == self.document.as_ref()).or_else(|| all.first())
    }

    /// How they are coming.
    pub(super) fn view(&self, now: Instant) -> LoadView<Shared<SignInMethods>> {
        self.methods.view(now, Shared::clone)
    }
}

/// The ways there were before a backend could say which: it has no names for them.
fn usual() -> SignInMethods {
    let ways = [SignInWay::SmsCode, SignInWay::Password, SignInWay::EmbedderCode];
    SignInMethods {
        methods: ways.into_iter().map(|method| SignInMethod { method, url: None, name: None }).collect(),
        documents: vec![resident_id()],
    }
}

/// The resident ID card, whose name a page knows.
pub(super) fn resident_id() -> IdDocument {
    IdDocument {
        kind: RESIDENT_ID.to_owned(),
        name: Text::default(),
        hint: None,
        check: NumberCheck::Gb11643,
        forms: Vec::new(),
        min_length: None,
        max_length: None,
    }
}
