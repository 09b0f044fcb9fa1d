//! Samples of every type of the contract: every variant, every optional member there and not.
//!
//! They are made so that they cannot be forgotten: a variant or a member that is not named here does not compile.

use super::decoders::each_type_read;
use contract::application::*;
use contract::card::*;
use contract::city::*;
use contract::contribution::*;
use contract::problem::*;
use contract::session::*;
use contract::text::Text;
use contract::values::{Actor, Date, Fen, Instant, Insurance, YearMonth};
use contract::verification::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A type that can show all it can be.
pub trait Samples: Sized {
    /// The first has nothing that is optional, the second all of it.
    fn samples() -> Vec<Self>;
}

/// A type and the component of the document that describes it.
pub struct Entry {
    /// Name of the component schema.
    pub name: &'static str,
    /// The samples as they are on the wire.
    pub samples: Vec<Value>,
    /// Reads a value as the type, and writes it again.
    pub round_trip: fn(&Value) -> Result<Value, String>,
}

/// Components that say what form a string has, and are no types of their own in Rust.
pub const FORMS: [&str; 5] = ["DocumentId", "DocumentNumber", "Id", "IdNumber", "SixDigits"];

macro_rules! entries {
    ($($module:ident: $($type:ident)+;)+) => {
        vec![$($(entry::<contract::$module::$type>(stringify!($type))),+),+]
    };
}

/// All types.
pub fn entries() -> Vec<Entry> {
    let mut all = each_type_read!(entries);
    all.extend(entries! {
        session: SignIn;
        verification: VerificationRequest VerificationAnswer;
        card: RevealRequest;
        application: CheckRequest;
    });
    for (name, tag, value) in [
        ("SignInSmsCode", "method", "sms_code"),
        ("SignInPassword", "method", "password"),
        ("SignInDocumentPassword", "method", "document_password"),
        ("SignInHostCode", "method", "host_code"),
    ] {
        all.push(variant::<SignIn>(name, tag, value));
    }
    for (name, value) in [
        ("VerificationForSignIn", "sign_in"),
        ("VerificationForSignInDocument", "sign_in_document"),
        ("VerificationForApplication", "application"),
    ] {
        all.push(variant::<VerificationRequest>(name, "purpose", value));
    }
    all
}

fn entry<T: Samples + Serialize + DeserializeOwned>(name: &'static str) -> Entry {
    let samples = T::samples().iter().map(|s| serde_json::to_value(s).expect(name)).collect();
    Entry { name, samples, round_trip: round_trip::<T> }
}

/// The samples of one variant, which has a component of its own.
fn variant<T: Samples + Serialize + DeserializeOwned>(name: &'static str, tag: &str, value: &str) -> Entry {
    let mut entry = entry::<T>(name);
    entry.samples.retain(|s| s[tag] == value);
    entry
}

fn round_trip<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(value.clone()).map_err(|e| e.to_string())?;
    serde_json::to_value(read).map_err(|e| e.to_string())
}

macro_rules! plain {
    ($($type:ty: [$($value:expr),+];)+) => {$(
        impl Samples for $type {
            fn samples() -> Vec<Self> { vec![$($value),+] }
        }
    )+};
}

plain! {
    bool: [false, true];
    u8: [2, 3];
    u16: [0, 404];
    u32: [0, 12, u32::MAX];
    // Fits every string that has no form of its own, the hexadecimal checksum included.
    String: ["0f".to_owned()];
    Text: [Text::new("示例市", "Shili")];
    Fen: [Fen::ZERO, Fen::new(86_240), Fen::new(-5), Fen::new(9_007_199_254_740_991)];
    Date: [Date::new(1900, 1, 1).unwrap(), Date::new(2024, 2, 29).unwrap(), Date::new(2199, 12, 31).unwrap()];
    YearMonth: [YearMonth::new(1900, 1).unwrap(), YearMonth::new(2026, 11).unwrap(), YearMonth::new(2199, 12).unwrap()];
    Instant: [
        Instant::from_ms(0),
        Instant::parse("2026-11-23T09:30:00.25+08:00").unwrap(),
        Instant::parse("2199-12-31T23:59:59.999Z").unwrap()
    ];
}

impl<T: Samples> Samples for Option<T> {
    fn samples() -> Vec<Self> {
        std::iter::once(None).chain(T::samples().into_iter().map(Some)).collect()
    }
}

impl<T: Samples> Samples for Vec<T> {
    fn samples() -> Vec<Self> {
        vec![Self::new(), T::samples()]
    }
}

/// `Type[every variant that is sent] - Variant that only stands for what the other side sends;`
macro_rules! variants {
    ($($type:ident [$($variant:ident),+ $(,)?] $(- $unsent:ident)?;)+) => {$(
        impl Samples for $type {
            fn samples() -> Vec<Self> {
                let all = vec![$(Self::$variant),+];
                for sample in &all {
                    // Without a `_`: a variant that is missing above does not compile.
                    match sample { $(Self::$variant)|+ => {} $(Self::$unsent => {})? }
                }
                all
            }
        }
    )+};
}

variants! {
    Insurance[Pension, Medical, Unemployment, WorkInjury, Maternity];
    Actor[Citizen, Agency, Collector, Bank, System] - Unknown;
    SignInWay[SmsCode, Password, EmbedderCode, Redirect] - Unknown;
    NumberCheck[Gb11643, Forms, LettersDigits] - Unknown;
    Payer[Flexible, Employee, Resident, Retiree] - Unknown;
    AccessedData[Card, IdNumber, CardNumber, Contributions, Application] - Unknown;
    VerificationMethod[SmsCode, Password] - Unknown;
    Availability[Online, Appointment, WindowOnly, NotForYou, NotOffered] - Unknown;
    CardState[Normal, NotEnabled, TemporarilyLost, FormallyLost, Locked, Expired, Cancelled] - Unknown;
    RevealField[IdNumber, CardNumber];
    CardServiceId[
        Apply, Enable, Replace, ReportLost, ReleaseLossReport, ChangePassword, UpdateDetails, CardStatus,
        ProductionProgress, Outlets, Cancel,
    ] - Unknown;
    Participation[Active, Paused, Ended] - Unknown;
    MonthState[Unpaid, PaidNotPosted, Posted, NotSynced];
    ContributionKind[Regular, BackPayment, Refund, Correction, Deemed] - Unknown;
    ApplicationKind[StopContributions, CancelCard, UnlinkCard, ReportLoss, ResumeContributions];
    // The catch-alls of the next three are sent too: they mean "see `text`".
    Law[Sil, Reg, Npc2024, Local, Other];
    ReasonCode[
        EmployerPays, AlreadyRetired, ResidentScheme, ArrearsFirst, AlreadyPaused, AlreadyActive, UnderWay,
        CardCancelled, CardLost, RelationOpen, PaymentPending, WindowOnly, NotLinked, Other,
    ];
    ConsequenceCode[
        AccountStays, MonthsKept, Threshold, LowerPension, MedicalEnds, MedicalWaiting, MedicalAccountUsable,
        StreakEnds, NoUnemployment, CanResume, ECardEnds, BankAccountApart, ContributionsGoOn, CanRelink,
        LossReportEnds, BankLossApart, Local,
    ];
    Motive[NewEmployer, Moved, Hardship, Abroad, CardLost, OtherCard, Other];
    ApplicationState[
        Submitted, Received, Accepted, Supplement, NotAccepted, Reviewing, Approved, Rejected, Effective, Withdrawn,
        Expired, Superseded,
    ] - Unknown;
    // "about:blank" is a type that RFC 9457 knows, so it is sent.
    ProblemType[
        InvalidRequest, IdempotencyKeyMissing, NotSignedIn, Forbidden, VerificationRequired, NotFound,
        MethodNotAllowed, RequestInProgress, AlreadyUnderWay, NotWithdrawable, VerificationExpired,
        IdempotencyKeyReused, WrongAnswer, NotEligible, Locked, TooManyRequests, ServerError, NotSupported, Unavailable, Unknown,
    ];
}

/// `Type { every member }`: as many samples as the member with the most has.
macro_rules! members {
    ($($type:ident { $($member:ident $(= $values:expr)?),+ $(,)? })+) => {$(
        impl Samples for $type {
            fn samples() -> Vec<Self> {
                $(let $member = members!(@ $($values)?);)+
                let most = [$($member.len()),+].into_iter().max().unwrap_or(0).max(2);
                (0..most).map(|i| Self { $($member: pick(&$member, i)),+ }).collect()
            }
        }
    )+};
    (@) => { Samples::samples() as Vec<_> };
    (@ $values:expr) => { $values };
}

fn pick<T: Clone>(from: &[T], i: usize) -> T {
    from[i % from.len()].clone()
}

fn six_digits() -> Vec<String> {
    vec!["204816".to_owned()]
}

members! {
    SignInMethods { methods, documents }
    SignInMethod { method, url, name }
    IdDocument { kind, name, hint, check, forms, min_length, max_length }
    Session {
        citizen, name, id_number, city, payer, signed_in_at, expires_at, idle_seconds, prefetch, background, method,
    }
    SessionEntry { id, current, signed_in_at, seen_at, method, device }
    Sessions { items }
    Access { at, actor, what, ahead }
    AccessLog { items }
    Verification { id, method, sent_to, expires_at, resend_at, attempts_left }
    VerificationAnswer { answer = six_digits() }
    Verified { id, expires_at }
    City { id, name, region, pinyin, popular, help_line, medical_help_line }
    Cities { items }
    Outlet { name, address, hours, phone }
    Service { id, name, category, availability, reason, outlet }
    Services { city, items }
    Card {
        name, id_number, card_number, issuing_place, bank, issued_on, valid_until, generation, state, state_since,
        loss_report_ends, linked, code_available, as_of,
    }
    CardCode { payload, issued_at, expires_at }
    RevealRequest { field }
    Reveal { field, value, mask_at }
    CardService { id, availability, reason, outlet }
    CardServices { card_state, items }
    InsuranceSummary {
        insurance, participation, months_posted, months_deemed, months_elsewhere, first_month, last_month, streak_months,
        gap_months, balance_fen,
    }
    Summary { items, first_insured_on, retirement_month, threshold_months, as_of }
    Contribution {
        insurance, month, state, kind, base_fen, personal_fen, employer_fen, employer, posted_on, city, city_name,
    }
    ContributionPage { items, next_cursor, as_of }
    LawRef { law, article }
    CheckRequest { kind }
    Reason { code, basis, text, amount_fen, months, application, outlet }
    Consequence { code, basis, acknowledge, title, text, months, threshold_months, days, month, amount_fen }
    Check {
        kind, eligible, reasons, consequences, insurances, motives, effective_months, methods, undo_seconds,
        decision_working_days, as_of,
    }
    Submission { kind, motive, effective_month, acknowledged, verification }
    TimelineEntry { state, at, actor, text }
    NextStep { actor, deadline }
    Application {
        id, number, kind, state, insurances, motive, effective_month, city, agency, submitted_at, undo_until,
        withdrawable, next, timeline, checksum,
    }
    Applications { items }
    FieldError { pointer, code }
    Problem { kind, title, status, detail, errors, attempts_left, retry_at, application }
}

impl Samples for SignIn {
    fn samples() -> Vec<Self> {
        let text = || "0f".to_owned();
        let all = vec![
            Self::SmsCode { verification: text(), code: "204816".to_owned() },
            Self::Password { id_number: "990000198506010018".to_owned(), password: "135790".to_owned() },
            Self::DocumentPassword { document: text(), number: text(), password: "135790".to_owned() },
            Self::EmbedderCode { code: text(), nonce: text() },
        ];
        for sample in &all {
            match sample {
                Self::SmsCode { .. }
                | Self::Password { .. }
                | Self::DocumentPassword { .. }
                | Self::EmbedderCode { .. } => {}
            }
        }
        all
    }
}

impl Samples for VerificationRequest {
    fn samples() -> Vec<Self> {
        let text = || "0f".to_owned();
        let mut all = vec![
            Self::SignIn { id_number: "990000198506010018".to_owned() },
            Self::SignInDocument { document: text(), number: text() },
        ];
        all.extend(VerificationMethod::samples().into_iter().map(|method| Self::Application { method }));
        for sample in &all {
            match sample {
                Self::SignIn { .. } | Self::SignInDocument { .. } | Self::Application { .. } => {}
            }
        }
        all
    }
}
