//! Every decoder there is, and what must hold of what it takes. `fuzz/` has them, too.

use contract::channel::Tell;
use contract::json::{self, FromJson};
use serde::Serialize;
use std::collections::BTreeMap;

/// Reads a text, and looks at what comes of it; gives whether it was taken.
pub type Decode = fn(&[u8]) -> bool;

/// What is taken is written as serde writes it, and read again as the same.
fn decode<T: FromJson + Serialize + PartialEq>(text: &[u8]) -> bool {
    let Some(read) = json::read::<T>(text) else { return false };
    let written = serde_json::to_vec(&read).unwrap();
    assert!(json::read::<T>(&written).is_some_and(|again| again == read), "{}", String::from_utf8_lossy(text));
    true
}

/// A message of a worker: a line of JSON and a body.
fn message(text: &[u8]) -> bool {
    let Some(read) = str::from_utf8(text).ok().and_then(Tell::read) else { return false };
    assert!(Tell::read(&read.clone().write()).is_some_and(|again| again == read), "{}", String::from_utf8_lossy(text));
    true
}

macro_rules! decoders {
    ($($module:ident: $($type:ident)+;)+) => {
        BTreeMap::from([
            ("TellHead", message as Decode),
            $($((stringify!($type), decode::<contract::$module::$type> as Decode)),+),+
        ])
    };
}

/// By the name of the type.
pub fn decoders() -> BTreeMap<&'static str, Decode> {
    decoders! {
        http: FetchError;
        values: Fen Date YearMonth Instant Insurance Actor;
        text: Text;
        session: Session Payer Access AccessedData AccessLog;
        verification: VerificationMethod Verification Verified;
        city: City Cities Availability Outlet Service Services;
        card: CardState Card CardCode RevealField Reveal CardServiceId CardService CardServices;
        contribution: Participation InsuranceSummary Summary MonthState ContributionKind Contribution ContributionPage;
        application: ApplicationKind Law LawRef ReasonCode Reason ConsequenceCode Consequence Motive Check Submission
            ApplicationState TimelineEntry NextStep Application Applications;
        problem: ProblemType FieldError Problem;
        demo: Fault Demo DemoCitizen DemoSms DemoStorage;
    }
}
