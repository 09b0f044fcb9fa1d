//! What is kept over a reload while the person decides: choices only, no name, no number.

use crate::cx::Cx;
use crate::effect::Keep;
use crate::route::Stage;
use contract::application::{ApplicationKind, Check, ConsequenceCode, Motive, Submission};
use contract::json::{self, FromJson, ToJson};
use contract::values::{Instant, YearMonth};

/// How long an application that was left can be gone on with, in milliseconds: a day.
const KEPT_MS: i64 = 24 * 3_600_000;

/// An application being prepared.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub(super) struct Draft {
    /// Opaque id of the person it is of: another person who signs in does not find it.
    pub(super) citizen: String,
    pub(super) kind: ApplicationKind,
    pub(super) acknowledged: Vec<ConsequenceCode>,
    pub(super) motive: Option<Motive>,
    pub(super) month: Option<YearMonth>,
    /// Id of the verification that was answered.
    pub(super) verified: Option<String>,
    /// First and last entry of the flow in the history.
    #[serde(default)]
    pub(super) entries: Option<(u32, u32)>,
    /// When the person left it, to go on later; `None` while they are in it.
    #[serde(default)]
    pub(super) left: Option<Instant>,
    /// When it was changed last.
    #[serde(default)]
    pub(super) at: Instant,
}

/// A draft that nobody has changed for so many seconds is forgotten: a device in a hall must not gather those of everybody.
const KEPT_SECONDS: i64 = 30 * 24 * 3600;

/// The name of the entry that the draft of this kind and person is kept under.
pub(super) fn name(kind: ApplicationKind, citizen: &str) -> String {
    [json::write(&kind).trim_matches('"'), ".", citizen].concat()
}

impl Draft {
    pub(super) fn new(citizen: &str, kind: ApplicationKind) -> Self {
        Self {
            citizen: citizen.to_owned(),
            kind,
            acknowledged: Vec::new(),
            motive: None,
            month: None,
            verified: None,
            entries: None,
            left: None,
            at: Instant::default(),
        }
    }

    /// The draft that came to a submission.
    pub(super) fn of(citizen: &str, sent: &Submission) -> Self {
        Self {
            acknowledged: sent.acknowledged.clone(),
            motive: sent.motive,
            month: sent.effective_month,
            verified: Some(sent.verification.clone()),
            ..Self::new(citizen, sent.kind)
        }
    }

    /// Reads what was kept; anything unreadable is no draft.
    pub(super) fn read(text: &str) -> Option<Self> {
        json::read(text.as_bytes())
    }

    /// The draft of this kind and person that is kept, if there is one.
    pub(super) fn kept(cx: &Cx, kind: ApplicationKind, citizen: &str) -> Option<Self> {
        let kept = cx.stored.get(Keep::Draft, &name(kind, citizen)).and_then(Self::read);
        kept.filter(|draft| draft.kind == kind && draft.citizen == citizen && !draft.is_over(cx.now))
    }

    /// Keeps it on the device.
    pub(super) fn keep(&mut self, cx: &mut Cx) {
        self.at = cx.now;
        cx.keep(Keep::Draft, &name(self.kind, &self.citizen), Some(json::write(self)));
    }

    /// Forgets what is kept and too old or unreadable. The one entry of an older version gets the name it has now.
    pub(super) fn tidy(cx: &mut Cx) {
        for kept in cx.stored.of(Keep::Draft).cloned().collect::<Vec<_>>() {
            let draft = Self::read(&kept.text);
            match draft {
                Some(mut draft) if kept.of.is_empty() && Self::kept(cx, draft.kind, &draft.citizen).is_none() => {
                    draft.keep(cx);
                }
                Some(draft)
                    if !kept.of.is_empty()
                        && !draft.is_over(cx.now)
                        && draft.at.plus_seconds(KEPT_SECONDS) > cx.now =>
                {
                    continue;
                }
                _ => {}
            }
            cx.keep(Keep::Draft, &kept.of, None);
        }
    }

    pub(super) fn acknowledge(&mut self, code: ConsequenceCode, ticked: bool) {
        self.acknowledged.retain(|c| *c != code);
        if ticked {
            let at = self.acknowledged.iter().take_while(|c| **c < code).count();
            self.acknowledged.insert(at, code);
        }
    }

    /// Whether there is anything that a person would have to do once more.
    pub(super) fn has_answers(&self) -> bool {
        !self.acknowledged.is_empty() || self.motive.is_some() || self.month.is_some() || self.verified.is_some()
    }

    /// Whether it was left so long ago that it is not gone on with any more.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.left.is_some_and(|left| now.ms().saturating_sub(left.ms()) >= KEPT_MS)
    }

    /// Whether everything that takes something away is ticked.
    pub(super) fn all_acknowledged(&self, check: &Check) -> bool {
        check.consequences.iter().all(|c| !c.acknowledge || self.acknowledged.contains(&c.code))
    }

    /// Whether reason or month is asked for.
    pub(super) fn asks_details(check: &Check) -> bool {
        !check.motives.is_empty() || !check.effective_months.is_empty()
    }

    /// Whether they are given, and among those on offer.
    pub(super) fn has_details(&self, check: &Check) -> bool {
        let motive = check.motives.is_empty() || self.motive.is_some_and(|m| check.motives.contains(&m));
        let month =
            check.effective_months.is_empty() || self.month.is_some_and(|m| check.effective_months.contains(&m));
        motive && month
    }

    /// The first step that is not done yet, for someone who may apply.
    pub(super) fn open_stage(&self, check: &Check) -> Stage {
        if !self.all_acknowledged(check) {
            Stage::Consequences
        } else if !self.has_details(check) {
            Stage::Details
        } else if self.verified.is_none() {
            Stage::Verify
        } else {
            Stage::Confirm
        }
    }

    /// What is submitted; `None` while identity is not proved. Only what was asked for goes in.
    pub(super) fn submission(&self, check: &Check) -> Option<Submission> {
        let offered = |c: &ConsequenceCode| check.consequences.iter().any(|o| o.code == *c);
        Some(Submission {
            kind: self.kind,
            motive: self.motive.filter(|m| check.motives.contains(m)),
            effective_month: self.month.filter(|m| check.effective_months.contains(m)),
            acknowledged: self.acknowledged.iter().copied().filter(offered).collect(),
            verification: self.verified.clone()?,
        })
    }
}
