//! What the contract asks of a request, as data: operations, their paths, what has to be in a query and in a body.
//!
//! A backend of another shape knows nothing of this, so what has not the form of the contract is refused before
//! anything is sent. `tests/contract.rs` holds this to `openapi.yaml`.

use contract::http::Method;

/// The operations of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are those of openapi.yaml")]
pub enum Operation {
    SignIn,
    GetSession,
    SignOut,
    ListCities,
    ListServices,
    GetCard,
    CreateCardCode,
    ListCardServices,
    Reveal,
    GetContributionSummary,
    ListContributions,
    StartVerification,
    AnswerVerification,
    CheckApplication,
    SubmitApplication,
    ListApplications,
    GetApplication,
    WithdrawApplication,
    GetAccessLog,
}

/// What a member of a body or of a query has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text of 1 to 128 characters.
    Text,
    /// Six digits.
    SixDigits,
    /// 18 characters (GB 11643-1999).
    IdNumber,
    /// A month.
    Month,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Texts.
    Texts,
    /// How many items a page has.
    Limit,
    /// A cursor.
    Cursor,
}

/// A member: its name, what it is, whether it has to be there.
pub(crate) type Member = (&'static str, Kind, bool);

/// The members of a body: those of all, and for the value of the first one more.
pub(crate) struct Form {
    pub(crate) members: &'static [Member],
    pub(crate) more: &'static [(&'static str, &'static [Member])],
}

/// A problem of the contract, with its status.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) name: &'static str,
    pub(crate) status: u16,
}

const fn problem(name: &'static str, status: u16) -> Problem {
    Problem { name, status }
}

/// All of them.
pub(crate) const PROBLEMS: [Problem; 18] = [
    INVALID,
    KEY_MISSING,
    NOT_SIGNED_IN,
    FORBIDDEN,
    problem("/problems/verification-required", 403),
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    problem("/problems/request-in-progress", 409),
    problem("/problems/already-under-way", 409),
    problem("/problems/not-withdrawable", 409),
    problem("/problems/verification-expired", 410),
    problem("/problems/idempotency-key-reused", 422),
    problem("/problems/wrong-answer", 422),
    problem("/problems/not-eligible", 422),
    problem("/problems/locked", 423),
    TOO_MANY,
    SERVER_ERROR,
    UNAVAILABLE,
];
pub(crate) const INVALID: Problem = problem("/problems/invalid-request", 400);
pub(crate) const KEY_MISSING: Problem = problem("/problems/idempotency-key-missing", 400);
pub(crate) const NOT_SIGNED_IN: Problem = problem("/problems/not-signed-in", 401);
pub(crate) const FORBIDDEN: Problem = problem("/problems/forbidden", 403);
pub(crate) const NOT_FOUND: Problem = problem("/problems/not-found", 404);
pub(crate) const METHOD_NOT_ALLOWED: Problem = problem("/problems/method-not-allowed", 405);
pub(crate) const TOO_MANY: Problem = problem("/problems/too-many-requests", 429);
pub(crate) const SERVER_ERROR: Problem = problem("/problems/server-error", 500);
pub(crate) const UNAVAILABLE: Problem = problem("/problems/unavailable", 503);

const INSURANCES: Kind = Kind::OneOf(&["pension", "medical", "unemployment", "work_injury", "maternity"]);
const KINDS: Kind =
    Kind::OneOf(&["stop_contributions", "cancel_card", "unlink_card", "report_loss", "resume_contributions"]);
const MOTIVES: Kind = Kind::OneOf(&["new_employer", "moved", "hardship", "abroad", "card_lost", "other_card", "other"]);
const METHODS: Kind = Kind::OneOf(&["sms_code", "password"]);

const NOTHING: Form = Form { members: &[], more: &[] };
const SIGN_IN: Form = Form {
    members: &[("method", Kind::OneOf(&["sms_code", "password", "host_code"]), true)],
    more: &[
        ("sms_code", &[("verification", Kind::Text, true), ("code", Kind::SixDigits, true)]),
        ("password", &[("id_number", Kind::IdNumber, true), ("password", Kind::SixDigits, true)]),
        ("host_code", &[("code", Kind::Text, true), ("nonce", Kind::Text, true)]),
    ],
};
const REVEAL: Form = Form { members: &[("field", Kind::OneOf(&["id_number", "card_number"]), true)], more: &[] };
const START: Form = Form {
    members: &[("purpose", Kind::OneOf(&["sign_in", "application"]), true)],
    more: &[("sign_in", &[("id_number", Kind::IdNumber, true)]), ("application", &[("method", METHODS, true)])],
};
const ANSWER: Form = Form { members: &[("answer", Kind::SixDigits, true)], more: &[] };
const CHECK: Form = Form { members: &[("kind", KINDS, true)], more: &[] };
const SUBMIT: Form = Form {
    members: &[
        ("kind", KINDS, true),
        ("motive", MOTIVES, false),
        ("effective_month", Kind::Month, false),
        ("acknowledged", Kind::Texts, false),
        ("verification", Kind::Text, true),
    ],
    more: &[],
};
const PAGES: &[Member] = &[
    ("insurance", INSURANCES, false),
    ("from", Kind::Month, false),
    ("to", Kind::Month, false),
    ("cursor", Kind::Cursor, false),
    ("limit", Kind::Limit, false),
];

impl Operation {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::SignIn,
        Self::GetSession,
        Self::SignOut,
        Self::ListCities,
        Self::ListServices,
        Self::GetCard,
        Self::CreateCardCode,
        Self::ListCardServices,
        Self::Reveal,
        Self::GetContributionSummary,
        Self::ListContributions,
        Self::StartVerification,
        Self::AnswerVerification,
        Self::CheckApplication,
        Self::SubmitApplication,
        Self::ListApplications,
        Self::GetApplication,
        Self::WithdrawApplication,
        Self::GetAccessLog,
    ];

    /// Its name in `openapi.yaml` and in a map.
    pub const fn name(self) -> &'static str {
        self.facts().0
    }

    /// Its method.
    pub const fn method(self) -> Method {
        self.facts().1
    }

    /// Its path, `{id}` standing for an id.
    pub const fn path(self) -> &'static str {
        self.facts().2
    }

    /// The status of its success.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignOut => 204,
            Self::StartVerification | Self::SubmitApplication => 201,
            _ => 200,
        }
    }

    /// Whether what it gives is the same for everyone.
    pub(crate) const fn is_public(self) -> bool {
        matches!(self, Self::ListCities | Self::ListServices)
    }

    const fn facts(self) -> (&'static str, Method, &'static str) {
        match self {
            Self::SignIn => ("signIn", Method::Post, "/v1/session"),
            Self::GetSession => ("getSession", Method::Get, "/v1/session"),
            Self::SignOut => ("signOut", Method::Delete, "/v1/session"),
            Self::ListCities => ("listCities", Method::Get, "/v1/cities"),
            Self::ListServices => ("listServices", Method::Get, "/v1/services"),
            Self::GetCard => ("getCard", Method::Get, "/v1/card"),
            Self::CreateCardCode => ("createCardCode", Method::Post, "/v1/card/code"),
            Self::ListCardServices => ("listCardServices", Method::Get, "/v1/card/services"),
            Self::Reveal => ("reveal", Method::Post, "/v1/reveals"),
            Self::GetContributionSummary => ("getContributionSummary", Method::Get, "/v1/contributions/summary"),
            Self::ListContributions => ("listContributions", Method::Get, "/v1/contributions"),
            Self::StartVerification => ("startVerification", Method::Post, "/v1/verifications"),
            Self::AnswerVerification => ("answerVerification", Method::Post, "/v1/verifications/{id}/answer"),
            Self::CheckApplication => ("checkApplication", Method::Post, "/v1/applications/check"),
            Self::SubmitApplication => ("submitApplication", Method::Post, "/v1/applications"),
            Self::ListApplications => ("listApplications", Method::Get, "/v1/applications"),
            Self::GetApplication => ("getApplication", Method::Get, "/v1/applications/{id}"),
            Self::WithdrawApplication => ("withdrawApplication", Method::Post, "/v1/applications/{id}/withdrawal"),
            Self::GetAccessLog => ("getAccessLog", Method::Get, "/v1/access-log"),
        }
    }

    /// What its body has to be; `None`: it has none.
    pub(crate) const fn form(self) -> Option<&'static Form> {
        match self {
            Self::SignIn => Some(&SIGN_IN),
            Self::Reveal => Some(&REVEAL),
            Self::StartVerification => Some(&START),
            Self::AnswerVerification => Some(&ANSWER),
            Self::CheckApplication => Some(&CHECK),
            Self::SubmitApplication => Some(&SUBMIT),
            _ => None,
        }
    }

    /// What may be in its query.
    pub(crate) const fn query(self) -> &'static [Member] {
        match self {
            Self::ListServices => &[("city", Kind::Text, true)],
            Self::ListContributions => PAGES,
            _ => NOTHING.members,
        }
    }
}
