//! What this app exists for: `/v1/applications` and the check before it.

use crate::json::{FromJson, ToJson};
use crate::text::Text;
use crate::values::{Actor, Fen, Instant, Insurance, YearMonth};
use crate::verification::VerificationMethod;
use serde::{Deserialize, Serialize};

/// What can be applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationKind {
    /// 停保 / 暂停缴费.
    StopContributions,
    /// 社保卡注销.
    CancelCard,
    /// 解除关联: the electronic card here, not the card.
    UnlinkCard,
    /// 临时挂失.
    ReportLoss,
    /// Contributing again (登记) after a stop.
    ResumeContributions,
}

/// An article of law: `{"law": "SIL", "article": 14}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson, ToJson)]
pub struct LawRef {
    /// Which text.
    pub law: Law,
    /// Which article; 0 where the text as a whole is meant.
    pub article: u16,
}

/// The texts that are cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson, ToJson)]
pub enum Law {
    /// Social Insurance Law (as of 2018-12-29).
    #[serde(rename = "SIL")]
    Sil,
    /// Social Insurance Handling Regulations (2023).
    #[serde(rename = "REG")]
    Reg,
    /// Decision on gradually raising the statutory retirement age (NPC, 2024-09-13).
    #[serde(rename = "NPC-2024-09-13")]
    Npc2024,
    /// A rule of the city.
    #[serde(rename = "LOCAL")]
    Local,
    /// A text this side does not know.
    #[serde(other, rename = "OTHER")]
    Other,
}

/// The body of `POST /v1/applications/check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
pub struct CheckRequest {
    /// For what.
    pub kind: ApplicationKind,
}

/// Why not, or why not this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// The employer reports and pays (SIL 58, 60).
    EmployerPays,
    /// A retiree pays no contributions.
    AlreadyRetired,
    /// A resident pays by the year; there is nothing to stop by the month.
    ResidentScheme,
    /// Arrears must be settled first, here (local rule).
    ArrearsFirst,
    /// Contributions are paused already.
    AlreadyPaused,
    /// Contributions are running already.
    AlreadyActive,
    /// An application of this kind is under way.
    UnderWay,
    /// The card is cancelled already.
    CardCancelled,
    /// The card is reported lost already.
    CardLost,
    /// The social-insurance relation must be ended or moved first.
    RelationOpen,
    /// A month is paid and not posted yet: wait until it is.
    PaymentPending,
    /// Only at a counter, in this city.
    WindowOnly,
    /// The electronic card is not linked here.
    NotLinked,
    /// A reason this side does not know; see `text`.
    #[serde(other)]
    Other,
}

/// A reason with what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// Its legal ground.
    #[serde(default)]
    pub basis: Vec<LawRef>,
    /// The backend's own words, for a reason of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Money it is about (arrears).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<Fen>,
    /// Months it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The application in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The counter to go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<crate::city::Outlet>,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum ConsequenceCode {
    /// The pension account stays, earns interest, cannot be taken out early (SIL 14). `amount_fen`: balance.
    AccountStays,
    /// Paid months are kept and added up (SIL 16, 19). `months`: posted so far, with those that count as paid.
    MonthsKept,
    /// What is missing to a monthly pension (SIL 16). `months` so far, with those that count as paid, `threshold_months`,
    /// `month` of retirement.
    Threshold,
    /// Fewer years mean a lower pension (SIL 15).
    LowerPension,
    /// Medical reimbursement ends. `month`: the last one covered (SIL 23, 27; local).
    MedicalEnds,
    /// A gap of more than `months` brings a new waiting period of `days` days (local).
    MedicalWaiting,
    /// Money in the medical account stays usable. `amount_fen`: balance.
    MedicalAccountUsable,
    /// Months in a row are counted anew. `months`: the streak that ends (local).
    StreakEnds,
    /// No unemployment benefit after stopping by oneself (SIL 45).
    NoUnemployment,
    /// Can be resumed; the gap is not filled by itself.
    CanResume,
    /// All services of the electronic card end with the card.
    ECardEnds,
    /// Bank account of the card is closed by the bank, apart from this.
    BankAccountApart,
    /// Contributions do not stop because the card is cancelled.
    ContributionsGoOn,
    /// Services come back when linked again.
    CanRelink,
    /// The loss report ends by itself after `days` days (local).
    LossReportEnds,
    /// The card's functions stop at once; the bank's must be reported apart.
    BankLossApart,
    /// A local rule in the backend's own words; see `title` and `text`.
    #[serde(other)]
    Local,
}

/// One thing that follows, from the person's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Consequence {
    /// Which.
    pub code: ConsequenceCode,
    /// Its legal ground.
    #[serde(default)]
    pub basis: Vec<LawRef>,
    /// Whether it takes something away: the person ticks those.
    pub acknowledge: bool,
    /// The name of the rule, for a heading, where it is the backend's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The backend's own words, for a local rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Months it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Months needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_months: Option<u32>,
    /// Days it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The month it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<YearMonth>,
    /// Money it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<Fen>,
}

/// A reason the person can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Motive {
    /// 入职新单位.
    NewEmployer,
    /// Moved to another city.
    Moved,
    /// Hard times.
    Hardship,
    /// Settled abroad.
    Abroad,
    /// Card lost.
    CardLost,
    /// A card of another city or bank takes its place.
    OtherCard,
    /// Other; the person need not say.
    Other,
}

/// The answer of `POST /v1/applications/check`: may I, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Check {
    /// For what.
    pub kind: ApplicationKind,
    /// Whether it can be submitted.
    pub eligible: bool,
    /// Why not.
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// What follows.
    #[serde(default)]
    pub consequences: Vec<Consequence>,
    /// The insurances it is about.
    #[serde(default)]
    pub insurances: Vec<Insurance>,
    /// Reasons to choose from; empty where none is asked.
    #[serde(default)]
    pub motives: Vec<Motive>,
    /// Months to choose from, the earliest first; empty where it takes effect at once.
    #[serde(default)]
    pub effective_months: Vec<YearMonth>,
    /// Ways to prove identity.
    #[serde(default)]
    pub methods: Vec<VerificationMethod>,
    /// How long it can be undone after the submission, in seconds.
    pub undo_seconds: u32,
    /// Working days in which it must be decided (REG 10); 0 where it takes effect at once.
    pub decision_working_days: u32,
    /// When the record it rests on was brought up to date.
    pub as_of: Instant,
}

/// The body of `POST /v1/applications`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Submission {
    /// What.
    pub kind: ApplicationKind,
    /// Why, where it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<Motive>,
    /// From which month on, where it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_month: Option<YearMonth>,
    /// The consequences that were ticked.
    #[serde(default)]
    pub acknowledged: Vec<ConsequenceCode>,
    /// The verification, answered.
    pub verification: String,
}

/// The states of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// 已提交; can be undone.
    Submitted,
    /// 收件.
    Received,
    /// 受理.
    Accepted,
    /// 补正: something is asked for.
    Supplement,
    /// 不予受理.
    NotAccepted,
    /// 审核.
    Reviewing,
    /// 办结, granted.
    Approved,
    /// 办结, refused.
    Rejected,
    /// 生效.
    Effective,
    /// 撤回.
    Withdrawn,
    /// Ran out of time.
    Expired,
    /// Another application took its place.
    Superseded,
    /// A state this side does not know.
    #[serde(other)]
    Unknown,
}

/// One event in the life of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct TimelineEntry {
    /// What it came to.
    pub state: ApplicationState,
    /// When.
    pub at: Instant,
    /// By whom.
    pub actor: Actor,
    /// The office's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// Who acts next, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct NextStep {
    /// Who.
    pub actor: Actor,
    /// Until when, by law or by the terms of the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Instant>,
}

/// An application, as the backend knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Application {
    /// Opaque id.
    pub id: String,
    /// 业务流水号: the number to tell the office.
    pub number: String,
    /// What.
    pub kind: ApplicationKind,
    /// Where it stands.
    pub state: ApplicationState,
    /// The insurances it is about.
    #[serde(default)]
    pub insurances: Vec<Insurance>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<Motive>,
    /// From which month on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_month: Option<YearMonth>,
    /// The city that decides.
    pub city: String,
    /// The office that decides, by its name; `None`: it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Text>,
    /// When it was submitted.
    pub submitted_at: Instant,
    /// Until when it can be undone without a reason, while it is `submitted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<Instant>,
    /// Whether it can be withdrawn now.
    pub withdrawable: bool,
    /// Who acts next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Checksum over number, kind, person and time, which the office can confirm (hexadecimal).
    pub checksum: String,
}

/// The answer of `GET /v1/applications`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Applications {
    /// The person's applications.
    pub items: Vec<Application>,
}
