//! A case is data: a sentence, a group, whether it writes, and how it is found out.

use crate::kit::Kit;
use crate::verdict::Check;
use futures_util::future::LocalBoxFuture;

/// What a case is about; the groups run in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Cities and their services.
    Cities,
    /// Signing in, who is signed in, signing out.
    Session,
    /// The card, its code, its services.
    Card,
    /// The contribution record.
    Record,
    /// Pages of the record.
    Paging,
    /// Masking, revealing, the access log, whose data it is.
    Privacy,
    /// May I, and what follows.
    Check,
    /// Submitting an application and following it.
    Application,
    /// Once, and only once.
    Idempotency,
    /// Taking an application back.
    Undo,
    /// Proving identity.
    Verification,
    /// Refusals of requests that have not the form of the contract.
    Problems,
    /// Input that means harm.
    Hostile,
    /// What takes time, and what locks somebody out: last of those that act.
    Time,
    /// What holds for every answer there was: caching.
    Caching,
    /// What holds for every answer there was: headers.
    Headers,
    /// What holds for every answer there was: dates.
    Clock,
    /// What holds for every answer there was: schemas.
    Schema,
}

impl Group {
    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cities => "cities",
            Self::Session => "session",
            Self::Card => "card",
            Self::Record => "record",
            Self::Paging => "paging",
            Self::Privacy => "privacy",
            Self::Check => "check",
            Self::Application => "application",
            Self::Idempotency => "idempotency",
            Self::Undo => "undo",
            Self::Verification => "verification",
            Self::Problems => "problems",
            Self::Hostile => "hostile",
            Self::Time => "time",
            Self::Caching => "caching",
            Self::Headers => "headers",
            Self::Clock => "clock",
            Self::Schema => "schema",
        }
    }
}

/// One thing the contract promises.
pub struct Case {
    /// The promise, as a sentence without its full stop. No two are the same.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// Whether it changes anything beyond sessions and the access log; `--read-only` leaves those out.
    pub writes: bool,
    /// Finds out.
    pub run: for<'a> fn(&'a Kit) -> LocalBoxFuture<'a, Check>,
}

/// A table of cases of one group: how each acts, what it promises, what finds out.
macro_rules! cases {
    ($group:ident: $($how:ident $name:literal => $run:ident,)+) => {
        /// The cases of this group, in their order.
        pub(super) const CASES: &[$crate::case::Case] = &[$($crate::case::Case {
            name: $name,
            group: $crate::case::Group::$group,
            writes: $crate::case::cases!(@$how),
            run: |kit| Box::pin($run(kit)),
        },)+];
    };
    (@reads) => { false };
    (@writes) => { true };
}
pub(crate) use cases;
