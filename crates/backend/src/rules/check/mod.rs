//! May I, and what follows: one file for each kind of application.

mod cancel;
mod loss;
mod resume;
mod stop;
mod unlink;

use super::calendar::last_sync;
use super::standing::CardStanding;
use super::terms::{DECISION_DAYS, Terms, UNDO_SECONDS};
use crate::state::{Citizen, Course, Guard};
use contract::application::{
    ApplicationKind, Check, Consequence, ConsequenceCode, Law, LawRef, Motive, Reason, ReasonCode,
};
use contract::text::Text;
use contract::values::{Instant, Insurance, YearMonth};
use contract::verification::VerificationMethod;

/// Who asks, where and when.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) citizen: &'a Citizen,
    pub(crate) guard: &'a Guard,
    pub(crate) terms: &'a Terms,
    /// How the person signed in; `None`: the embedder vouched.
    pub(crate) came_by: Option<VerificationMethod>,
    pub(crate) now: Instant,
}

/// What one kind comes to.
#[derive(Default)]
struct Finding {
    reasons: Vec<Reason>,
    consequences: Vec<Consequence>,
    insurances: Vec<Insurance>,
    motives: Vec<Motive>,
    months: Vec<YearMonth>,
}

/// Carries out the check.
pub(crate) fn check(case: Case<'_>, kind: ApplicationKind) -> Check {
    let mut finding = match kind {
        ApplicationKind::StopContributions => stop::find(case),
        ApplicationKind::CancelCard => cancel::find(case),
        ApplicationKind::UnlinkCard => unlink::find(case),
        ApplicationKind::ReportLoss => loss::find(case),
        ApplicationKind::ResumeContributions => resume::find(case),
    };
    if let Some(filed) = case.citizen.under_way(kind, case.now) {
        let application = Some(filed.id.clone());
        finding.reasons.push(Reason { application, ..reason(ReasonCode::UnderWay, &[]) });
    }
    let eligible = finding.reasons.is_empty();
    if !eligible {
        // Nothing follows from what cannot be done; the insurances say what it would have been about.
        (finding.consequences, finding.motives, finding.months) = (Vec::new(), Vec::new(), Vec::new());
    }
    // A second factor: another than the one of the sign-in.
    let factors = [VerificationMethod::SmsCode, VerificationMethod::Password];
    let methods = factors.into_iter().filter(|method| Some(*method) != case.came_by).collect();
    Check {
        kind,
        eligible,
        reasons: finding.reasons,
        consequences: finding.consequences,
        insurances: finding.insurances,
        motives: finding.motives,
        effective_months: finding.months,
        methods: if eligible { methods } else { Vec::new() },
        undo_seconds: UNDO_SECONDS,
        decision_working_days: if course(case.terms, kind) == Course::AtOnce { 0 } else { DECISION_DAYS },
        as_of: last_sync(case.now),
    }
}

/// The course an application of that kind takes in a city.
pub(crate) fn course(terms: &Terms, kind: ApplicationKind) -> Course {
    match kind {
        ApplicationKind::StopContributions | ApplicationKind::ResumeContributions => terms.course,
        ApplicationKind::CancelCard => terms.cancel_course,
        ApplicationKind::UnlinkCard | ApplicationKind::ReportLoss => Course::AtOnce,
    }
}

impl Case<'_> {
    fn card(&self) -> Option<CardStanding> {
        self.citizen.card.as_ref().map(|card| self.citizen.card_standing(card, self.guard, self.terms, self.now))
    }

    /// Months a stop or a new start can be filed for: the next one, or, after the month's payment cycle has
    /// begun, the one after.
    fn months(&self) -> Vec<YearMonth> {
        let today = self.now.china_date();
        let first = if today.day() <= self.terms.cut_off_day { 1 } else { 2 };
        (first..first + self.terms.months_offered).map(|n| today.year_month().plus(n)).collect()
    }
}

const LOCAL: LawRef = LawRef { law: Law::Local, article: 0 };
const NPC: LawRef = LawRef { law: Law::Npc2024, article: 0 };

fn sil(article: u16) -> LawRef {
    LawRef { law: Law::Sil, article }
}

fn reg(article: u16) -> LawRef {
    LawRef { law: Law::Reg, article }
}

fn reason(code: ReasonCode, basis: &[LawRef]) -> Reason {
    Reason { code, basis: basis.to_vec(), text: None, amount_fen: None, months: None, application: None, outlet: None }
}

fn follows(code: ConsequenceCode, acknowledge: bool, basis: &[LawRef]) -> Consequence {
    Consequence {
        code,
        basis: basis.to_vec(),
        acknowledge,
        title: None,
        text: None,
        months: None,
        threshold_months: None,
        days: None,
        month: None,
        amount_fen: None,
    }
}

/// What the months that a pension needs rest on; 视同缴费 counts by an article of its own.
fn of_threshold(pension: &crate::state::Digest) -> &'static [LawRef] {
    const DEEMED: LawRef = LawRef { law: Law::Sil, article: 13 };
    const THRESHOLD: LawRef = LawRef { law: Law::Sil, article: 16 };
    if pension.months_deemed > 0 { &[THRESHOLD, DEEMED, NPC] } else { &[THRESHOLD, NPC] }
}

/// A rule of the city: its name, and what it says.
fn local_rule(acknowledge: bool, title: Text, text: Text) -> Consequence {
    let local = follows(ConsequenceCode::Local, acknowledge, &[LOCAL]);
    Consequence { title: Some(title), text: Some(text), ..local }
}

/// Why a resident, who pays by the year, has nothing to stop or to resume: the scheme of each insurance that is on record
/// (SIL 22: the pension, which a province may run together with the rural scheme of SIL 20; SIL 25: medical).
fn resident_scheme(case: Case<'_>) -> Reason {
    let scheme = |digest: &crate::state::Digest| match digest.insurance {
        Insurance::Pension => Some(sil(22)),
        Insurance::Medical => Some(sil(25)),
        _ => None,
    };
    let basis: Vec<_> = case.citizen.record.iter().filter_map(scheme).collect();
    reason(ReasonCode::ResidentScheme, if basis.is_empty() { &[LOCAL] } else { &basis })
}
