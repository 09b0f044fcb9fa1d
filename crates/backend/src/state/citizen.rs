//! A citizen's state: facts only. What they come to at some time is worked out by the rules.

use contract::application::{ApplicationKind, Motive};
use contract::card::CardState;
use contract::contribution::Participation;
use contract::json::{FromJson, ToJson};
use contract::session::Payer;
use contract::text::Text;
use contract::values::{Date, Fen, Instant, Insurance, YearMonth};
use contract::verification::VerificationMethod;

/// A person.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Citizen {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) id_number: String,
    pub(crate) phone: String,
    /// The electronic card's password, as [`crate::Secrets::keep`] gives it.
    pub(crate) password: String,
    pub(crate) city: String,
    pub(crate) payer: Payer,
    /// Statutory retirement age before the decision of 2024, in years: 60, 55 or 50.
    pub(crate) old_age: u32,
    pub(crate) card: Option<IssuedCard>,
    pub(crate) record: Vec<Digest>,
    pub(crate) first_insured_on: Option<Date>,
    pub(crate) applications: Vec<Filed>,
    pub(crate) proofs: Vec<Proof>,
    /// When the electronic card was last linked here.
    pub(crate) linked_at: Instant,
}

/// The card as it was issued.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct IssuedCard {
    pub(crate) number: String,
    pub(crate) place: Text,
    pub(crate) bank: Text,
    pub(crate) issued_on: Date,
    pub(crate) valid_until: Option<Date>,
    pub(crate) generation: u8,
    /// What the card system says, loss reports made here apart.
    pub(crate) state: CardState,
    pub(crate) state_since: Instant,
    /// When a loss report made elsewhere ends.
    pub(crate) loss_ends: Option<Instant>,
}

/// What the months of one insurance come to.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct Digest {
    pub(crate) insurance: Insurance,
    pub(crate) participation: Participation,
    pub(crate) months_posted: u32,
    /// 视同缴费; not among those posted.
    #[serde(default)]
    pub(crate) months_deemed: u32,
    /// Those posted that were paid in other cities.
    #[serde(default)]
    pub(crate) months_elsewhere: u32,
    pub(crate) first_month: Option<YearMonth>,
    pub(crate) last_month: Option<YearMonth>,
    pub(crate) streak_months: u32,
    /// The same of months paid in the person's city; `None` in a store of before this was told apart.
    pub(crate) streak_here: Option<u32>,
    pub(crate) gap_months: u32,
    pub(crate) balance: Option<Fen>,
    /// Months due and not paid that count as a debt.
    pub(crate) arrears_months: u32,
    pub(crate) arrears: Fen,
    /// Months paid and not posted.
    pub(crate) pending_months: u32,
}

impl Digest {
    /// Months that count for the pension: those posted, and those that count as paid (SIL 13, 16).
    pub(crate) const fn months_counted(&self) -> u32 {
        self.months_posted + self.months_deemed
    }
}

/// What the office makes of an application. The reference backend has no office behind it: the terms of
/// the city say which course its applications take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Course {
    /// Takes effect by itself, at once.
    AtOnce,
    /// Accepted, reviewed, granted.
    Granted,
    /// Accepted, reviewed, refused.
    Refused,
    /// Something is asked for that never comes.
    Supplement,
    /// Not accepted.
    NotAccepted,
}

/// An application as it was filed.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct Filed {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) kind: ApplicationKind,
    pub(crate) insurances: Vec<Insurance>,
    pub(crate) motive: Option<Motive>,
    pub(crate) effective_month: Option<YearMonth>,
    pub(crate) city: String,
    pub(crate) submitted_at: Instant,
    pub(crate) undo_until: Instant,
    pub(crate) course: Course,
    /// Working days the office has to decide; 0 where it takes effect at once.
    pub(crate) decision_days: u32,
    /// When the loss report ends by itself.
    pub(crate) loss_ends: Option<Instant>,
    pub(crate) withdrawn_at: Option<Instant>,
    pub(crate) checksum: String,
}

/// A verification for an application.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct Proof {
    pub(crate) id: String,
    pub(crate) method: VerificationMethod,
    /// Digest of the code that was sent; empty for a password.
    pub(crate) code: String,
    /// Until when it can be answered; after the answer, until when it is good for a submission.
    pub(crate) expires_at: Instant,
    pub(crate) answered: bool,
    pub(crate) used: bool,
}
