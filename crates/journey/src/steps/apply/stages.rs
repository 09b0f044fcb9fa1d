//! From one step of the flow to the next, and no further than the ground is laid.

use super::{Draft, State};
use crate::cx::Cx;
use crate::effect::How;
use crate::route::{Route, Stage};
use contract::application::ConsequenceCode;

impl State {
    /// The first step that is not done yet.
    fn open_stage(&self) -> Stage {
        match (self.check.data().filter(|c| c.eligible), &self.draft) {
            (Some(check), Some(draft)) => draft.open_stage(check),
            _ => Stage::Eligibility,
        }
    }

    /// A step whose ground is not laid is not shown; the first open one is, in its place.
    pub(super) fn guard(&mut self, cx: &mut Cx, stage: Stage) {
        let Some(check) = self.check.data() else { return };
        let open = self.open_stage();
        if stage > open {
            self.go_to(cx, open, How::Replace);
        } else if stage == Stage::Details && !Draft::asks_details(check) {
            // Nothing is asked there: the step before is where back leads, too.
            self.go_to(cx, Stage::Consequences, How::Replace);
        }
    }

    /// A consequence was ticked, or not. What is acknowledged is a code; of several with one code each has its tick.
    pub(super) fn acknowledge(&mut self, cx: &mut Cx, code: ConsequenceCode, nth: usize, ticked: bool) {
        let many = self
            .check
            .data()
            .map_or(0, |check| check.consequences.iter().filter(|one| one.acknowledge && one.code == code).count());
        let mut whole = ticked;
        if many > 1 {
            if self.draft.as_ref().is_some_and(|draft| draft.acknowledged.contains(&code)) {
                self.partly.extend((0..many).map(|nth| (code, nth)));
            }
            self.partly.retain(|one| *one != (code, nth));
            self.partly.extend(ticked.then_some((code, nth)));
            whole = (0..many).all(|nth| self.partly.contains(&(code, nth)));
            if whole {
                self.partly.retain(|(other, _)| *other != code);
            }
        }
        self.change(cx, |draft| draft.acknowledge(code, whole));
    }

    pub(super) fn go_to(&self, cx: &mut Cx, stage: Stage, how: How) {
        if let Some(draft) = &self.draft {
            cx.go(Route::Apply { kind: draft.kind, stage }, how);
        }
    }

    /// "Continue": to the next step, or says what is missing in this one.
    pub(super) fn go_on(&mut self, cx: &mut Cx) {
        let Route::Apply { stage, .. } = cx.route else { return };
        let (Some(check), Some(draft)) = (self.check.data().filter(|c| c.eligible), &self.draft) else { return };
        let next = match stage {
            Stage::Eligibility => Stage::Consequences,
            Stage::Consequences if !draft.all_acknowledged(check) => stage,
            Stage::Consequences if Draft::asks_details(check) => Stage::Details,
            Stage::Details if !draft.has_details(check) => stage,
            Stage::Consequences | Stage::Details => Stage::Review,
            Stage::Review if draft.verified.is_some() => Stage::Confirm,
            Stage::Review => Stage::Verify,
            Stage::Verify | Stage::Confirm => stage,
        };
        self.incomplete = next == stage;
        if next != stage {
            self.go_to(cx, next, How::Push);
        }
    }
}
