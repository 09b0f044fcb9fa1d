//! Nouns and rules. What both sides of the contract share is defined there, once, and named here:
//! the rest of the app knows only these names.

mod code;
mod months;
mod search;

pub use code::{CodeError, SixDigits};
pub use contract::application::{
    Application, ApplicationKind, ApplicationState, Check, Consequence, ConsequenceCode, Law, LawRef, Motive, NextStep,
    Reason, ReasonCode, TimelineEntry,
};
pub use contract::card::{Card, CardCode, CardService, CardServiceId, CardServices, CardState, Reveal, RevealField};
pub use contract::city::{Availability, City, Outlet, Service};
pub use contract::contribution::{
    Contribution, ContributionKind, InsuranceSummary, MonthState, Participation, Summary, truth,
};
pub use contract::demo::{Demo, DemoChange, DemoCitizen, DemoSms, DemoStorage, Fault};
pub use contract::problem::ProblemType;
pub use contract::session::{
    Access, AccessedData, IdDocument, NumberCheck, Payer, RESIDENT_ID, Session, SessionEntry, Sessions, SignInMethod,
    SignInMethods, SignInWay,
};
pub use contract::text::Text;
pub use contract::values::{Actor, Date, Fen, IdNumber, IdNumberError, Instant, Insurance, YearMonth};
pub use contract::verification::{Verification, VerificationMethod};
pub use months::{Differs, Gap, Month, due_until, months, runs};
pub use search::{cut_query, finds, fold, nearly_finds};
