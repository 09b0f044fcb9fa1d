//! Every decoder there is, and what must hold of what it takes. `fuzz/` has them, too.

use contract::channel::{Ask, Tell};
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

/// A message to or from a worker, a line of JSON and a body: what is taken is written, and read again as the same.
fn message<T: Clone + PartialEq>(text: &[u8], read: fn(&str) -> Option<T>, write: fn(T) -> String) -> bool {
    let Some(message) = str::from_utf8(text).ok().and_then(read) else { return false };
    assert!(read(&write(message.clone())).is_some_and(|again| again == message), "{}", String::from_utf8_lossy(text));
    true
}

/// Hands every type of the contract that is read to a macro, by module, after what the macro is told beside them. What
/// is only sent is in `samples.rs`.
macro_rules! each_type_read {
    ($then:ident $($told:tt)*) => {
        $then! {
            $($told)*
            values: Fen Date YearMonth Instant Insurance Actor;
            text: Text;
            session: SignInMethods SignInMethod SignInWay IdDocument NumberCheck Session SessionEntry Sessions Payer Access AccessedData AccessLog;
            verification: VerificationMethod Verification Verified;
            city: City Cities Availability Outlet Service Services;
            card: CardState Card CardCode RevealField Reveal CardServiceId CardService CardServices;
            contribution: Participation InsuranceSummary Summary MonthState ContributionKind Contribution
                ContributionPage;
            application: ApplicationKind Law LawRef ReasonCode Reason ConsequenceCode Consequence Motive Check
                Submission ApplicationState TimelineEntry NextStep Application Applications;
            problem: ProblemType FieldError Problem;
        }
    };
}
#[allow(unused_imports, reason = "the fuzzer needs no samples")]
pub(crate) use each_type_read;

/// A function of types, as one that takes a text and says whether it was taken, by the name of each type.
macro_rules! by_name {
    ($function:ident; $($module:ident: $($type:ident)+;)+) => {
        BTreeMap::from([$($((stringify!($type), $function::<contract::$module::$type> as fn(&[u8]) -> bool)),+),+])
    };
}
#[allow(unused_imports, reason = "the fuzzer decodes only")]
pub(crate) use by_name;

/// By the name of the type.
pub fn decoders() -> BTreeMap<&'static str, Decode> {
    let mut all = each_type_read!(by_name decode;);
    // What the app reads beside the contract.
    all.extend(by_name! { decode;
        http: FetchError Method;
        demo: Fault Demo DemoCitizen DemoSms DemoStorage;
    });
    all.insert("AskHead", |text| message(text, Ask::read, Ask::write));
    all.insert("TellHead", |text| message(text, Tell::read, Tell::write));
    all
}

/// What is put in the place of something, or in between.
pub const TOKENS: [&str; 40] = [
    "",
    "null",
    "true",
    "0",
    "-0",
    "-1",
    "1.5",
    "1e400",
    "256",
    "65536",
    "4294967296",
    "9223372036854775808",
    "\"\"",
    "\"x\"",
    "\"2026-02-30\"",
    "\"2199-12-31T23:59:60.999999999Z\"",
    "\"1900-01-01T00:00:00+23:59\"",
    "\"\\ud83d\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u0000\"",
    "\"\u{4e2d}\u{1f600}\"",
    "\"/problems/locked\"",
    "\"withdrawn\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "{\"a\":{}}",
    "{\"en\":\"a\",\"en\":\"b\"}",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "\u{feff}",
    "\u{a0}",
];
