//! Nouns and rules. What both sides of the contract share is defined there, once, and named here:
//! the rest of the app knows only these names.

mod code;
mod gaps;

pub use code::{CodeError, SixDigits};
pub use contract::application::{
    Application, ApplicationKind, ApplicationState, Check, Consequence, ConsequenceCode, Law, LawRef, Motive, NextStep,
    Reason, ReasonCode, TimelineEntry,
};
pub use contract::card::{Card, CardCode, CardService, CardServiceId, CardServices, CardState, Reveal, RevealField};
pub use contract::city::{Availability, City, Outlet, Service};
pub use contract::contribution::{
    Contribution, ContributionKind, InsuranceSummary, MonthState, Participation, Summary,
};
pub use contract::demo::{Demo, DemoChange, DemoCitizen, DemoSms, DemoStorage, Fault};
pub use contract::problem::ProblemType;
pub use contract::session::{Access, AccessedData, Payer, Session, SessionEntry, Sessions};
pub use contract::text::Text;
pub use contract::values::{Actor, Date, Fen, IdNumber, IdNumberError, Instant, Insurance, YearMonth};
pub use contract::verification::{Verification, VerificationMethod};
pub use gaps::{Gap, gaps};
