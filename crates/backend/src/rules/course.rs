//! The life of an application: worked out from what was filed and the time, so that it moves on by itself
//! and every reader sees the same.

use super::calendar::{end_of, hour_of, working_days_after};
use super::terms::DECISION_DAYS;
use crate::state::{Course, Filed};
use contract::application::{Application, ApplicationKind, ApplicationState, NextStep, TimelineEntry};
use contract::text::Text;
use contract::values::{Actor, Instant};

/// A stage an application reaches if nobody steps in.
struct Stage {
    state: ApplicationState,
    at: Instant,
    actor: Actor,
}

impl Filed {
    /// When it was or will be granted, if its course leads there.
    fn granted_at(&self) -> Option<Instant> {
        match self.course {
            Course::AtOnce => Some(self.submitted_at),
            Course::Granted => Some(self.decided_at()),
            Course::Refused | Course::Supplement | Course::NotAccepted => None,
        }
    }

    /// When it takes effect, if its course leads there and nobody steps in: on the first day of its
    /// month, and not before it is granted.
    pub(crate) fn effective_at(&self) -> Option<Instant> {
        let granted = self.granted_at()?;
        let month = self.effective_month.map(|m| Instant::china_midnight(m.first_day()));
        Some(month.map_or(granted, |m| m.max(granted)))
    }

    /// When it is taken up: the working day after it was received.
    fn taken_up_at(&self) -> Instant {
        hour_of(working_days_after(self.undo_until.china_date(), 1), 10)
    }

    fn reviewed_at(&self) -> Instant {
        hour_of(working_days_after(self.taken_up_at().china_date(), 1), 10)
    }

    fn decided_at(&self) -> Instant {
        hour_of(working_days_after(self.reviewed_at().china_date(), 2), 15)
    }

    /// Until when it must be decided (REG 10).
    fn decision_deadline(&self) -> Instant {
        end_of(working_days_after(self.submitted_at.china_date(), self.decision_days))
    }

    /// Until when what is asked for must be there.
    fn supplement_deadline(&self) -> Instant {
        end_of(working_days_after(self.taken_up_at().china_date(), DECISION_DAYS))
    }

    fn stages(&self) -> Vec<Stage> {
        use ApplicationState as S;
        let stage = |state, at, actor| Stage { state, at, actor };
        let mut all = vec![stage(S::Submitted, self.submitted_at, Actor::Citizen)];
        if self.course != Course::AtOnce {
            all.push(stage(S::Received, self.undo_until, Actor::System));
        }
        match self.course {
            Course::AtOnce => {}
            Course::NotAccepted => all.push(stage(S::NotAccepted, self.taken_up_at(), Actor::Agency)),
            Course::Supplement => {
                all.push(stage(S::Supplement, self.taken_up_at(), Actor::Agency));
                all.push(stage(S::Expired, self.supplement_deadline(), Actor::System));
            }
            Course::Granted | Course::Refused => {
                all.push(stage(S::Accepted, self.taken_up_at(), Actor::Agency));
                all.push(stage(S::Reviewing, self.reviewed_at(), Actor::Agency));
                let decision = if self.course == Course::Granted { S::Approved } else { S::Rejected };
                all.push(stage(decision, self.decided_at(), Actor::Agency));
            }
        }
        if let Some(at) = self.effective_at() {
            all.push(stage(S::Effective, at, Actor::System));
        }
        all
    }

    /// When another application of the same person took the place of this one: contributing again was
    /// granted before the stop took effect.
    fn superseded_at(&self, all: &[Self]) -> Option<Instant> {
        if self.kind != ApplicationKind::StopContributions {
            return None;
        }
        let (granted, effective) = (self.granted_at()?, self.effective_at()?);
        all.iter()
            .filter(|other| other.kind == ApplicationKind::ResumeContributions && other.withdrawn_at.is_none())
            .filter(|other| other.submitted_at >= granted)
            .filter_map(Self::granted_at)
            .filter(|at| *at < effective)
            .min()
    }

    /// How it ended before its course was run, if it did.
    fn cut(&self, all: &[Self]) -> Option<Stage> {
        let withdrawn = self.withdrawn_at.map(|at| (ApplicationState::Withdrawn, at, Actor::Citizen));
        let superseded = || self.superseded_at(all).map(|at| (ApplicationState::Superseded, at, Actor::System));
        withdrawn.or_else(superseded).map(|(state, at, actor)| Stage { state, at, actor })
    }

    /// When it took effect, as far as that has come by `now`; `None` too when it was taken back.
    pub(crate) fn in_effect(&self, all: &[Self], now: Instant) -> Option<Instant> {
        let at = self.effective_at().filter(|at| *at <= now)?;
        self.cut(all).is_none_or(|cut| now < cut.at).then_some(at)
    }

    /// Where it stands.
    pub(crate) fn state(&self, all: &[Self], now: Instant) -> ApplicationState {
        self.timeline(all, now).last().map_or(ApplicationState::Submitted, |entry| entry.state)
    }

    /// Whether it is still on its way: neither ended nor in effect.
    pub(crate) fn is_under_way(&self, all: &[Self], now: Instant) -> bool {
        is_open(self.state(all, now)) || self.is_waiting(all, now)
    }

    /// Whether it is granted and not yet in effect.
    pub(crate) fn is_waiting(&self, all: &[Self], now: Instant) -> bool {
        self.state(all, now) == ApplicationState::Approved
    }

    /// Whether it can be withdrawn: while it is undecided, and in any case in the undo window.
    pub(crate) fn is_withdrawable(&self, all: &[Self], now: Instant) -> bool {
        let state = self.state(all, now);
        is_open(state)
            || (state == ApplicationState::Effective && self.course == Course::AtOnce && now < self.undo_until)
    }

    fn timeline(&self, all: &[Self], now: Instant) -> Vec<TimelineEntry> {
        let cut = self.cut(all).filter(|cut| cut.at <= now);
        let end = cut.as_ref().map_or(now, |cut| cut.at);
        let mut stages = self.stages();
        stages.retain(|stage| stage.at <= end);
        // What ends it comes last, and nothing takes effect in the same moment.
        if let Some(cut) = cut {
            stages.push(cut);
        }
        stages
            .into_iter()
            .map(|s| TimelineEntry { text: words(s.state), state: s.state, at: s.at, actor: s.actor })
            .collect()
    }

    fn next(&self, state: ApplicationState) -> Option<NextStep> {
        use ApplicationState as S;
        let (actor, deadline) = match state {
            S::Submitted | S::Received | S::Accepted | S::Reviewing => (Actor::Agency, self.decision_deadline()),
            S::Supplement => (Actor::Citizen, self.supplement_deadline()),
            S::Approved => (Actor::System, self.effective_at()?),
            _ => return None,
        };
        Some(NextStep { actor, deadline: Some(deadline) })
    }

    /// The application as the wire has it.
    pub(crate) fn view(&self, all: &[Self], now: Instant) -> Application {
        let timeline = self.timeline(all, now);
        let state = timeline.last().map_or(ApplicationState::Submitted, |entry| entry.state);
        let withdrawable = self.is_withdrawable(all, now);
        Application {
            id: self.id.clone(),
            number: self.number.clone(),
            kind: self.kind,
            state,
            insurances: self.insurances.clone(),
            motive: self.motive,
            effective_month: self.effective_month,
            city: self.city.clone(),
            agency: None,
            submitted_at: self.submitted_at,
            undo_until: (withdrawable && now < self.undo_until).then_some(self.undo_until),
            withdrawable,
            next: self.next(state),
            timeline,
            checksum: self.checksum.clone(),
        }
    }
}

/// Whether the office has yet to decide.
fn is_open(state: ApplicationState) -> bool {
    use ApplicationState as S;
    matches!(state, S::Submitted | S::Received | S::Accepted | S::Supplement | S::Reviewing)
}

/// The office's own words, where it owes some (REG: what is missing is told once and in full).
fn words(state: ApplicationState) -> Option<Text> {
    match state {
        ApplicationState::Supplement => Some(Text::new(
            "请补充能说明申请原因的材料（示例），可到经办窗口提交",
            "Please hand in something that shows your reason (demo); a counter takes it",
        )),
        ApplicationState::NotAccepted => Some(Text::new(
            "本市须先到窗口核对参保信息（示例）",
            "This city must first check your insurance details at a counter (demo)",
        )),
        ApplicationState::Rejected => Some(Text::new(
            "登记信息与申请内容不一致（示例）。可申请行政复议或提起行政诉讼",
            "The register and the application differ (demo). You may ask for reconsideration or go to court",
        )),
        _ => None,
    }
}
