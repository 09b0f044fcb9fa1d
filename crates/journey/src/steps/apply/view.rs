//! What the pages between "Cancel" and the receipt draw.

use super::{Draft, Identity, Progress, State};
use crate::cx::Cx;
use crate::domain::CodeError;
use crate::failure::Failure;
use crate::load::LoadView;
use crate::route::Stage;
use crate::shared::Shared;
use contract::application::{ApplicationKind, Check, ConsequenceCode, LawRef, Motive};
use contract::values::YearMonth;

/// What each of those pages draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What is applied for.
    pub kind: ApplicationKind,
    /// Which step.
    pub stage: Stage,
    /// Position of the step, from 1, and how many there are for this application.
    pub position: (u32, u32),
    /// May I, and what follows.
    pub check: LoadView<Shared<Check>>,
    /// What is acknowledged.
    pub acknowledged: Vec<ConsequenceCode>,
    /// What is ticked besides, of codes that are not acknowledged as a whole: a code, and which of those that have it.
    pub partly: Vec<(ConsequenceCode, usize)>,
    /// The reason chosen.
    pub motive: Option<Motive>,
    /// The month chosen.
    pub month: Option<YearMonth>,
    /// "Continue" was tapped where something is missing.
    pub incomplete: bool,
    /// Whether to leave is asked.
    pub leaving: bool,
    /// How proving identity goes.
    pub identity: Identity,
    /// What is wrong with the code or password as typed.
    pub code_error: Option<CodeError>,
    /// What the backend said to it.
    pub answer_failure: Option<Failure>,
    /// How the sending goes; `None` before the last button.
    pub progress: Option<Progress>,
    /// The article that is open in a sheet, and whether what it says is here: that comes with the guide.
    pub law: Option<(LawRef, LoadView<()>)>,
}

impl View {
    /// Whether the nth of the consequences of that code is ticked.
    pub fn is_ticked(&self, code: ConsequenceCode, nth: usize) -> bool {
        self.acknowledged.contains(&code) || self.partly.contains(&(code, nth))
    }
}

impl State {
    pub(crate) fn view(&self, cx: &Cx, kind: ApplicationKind, stage: Stage, guide: LoadView<()>) -> View {
        let sent = self.outbox.body();
        let kind = sent.map(|s| s.kind).or(self.outbox.refused()).unwrap_or(kind);
        // While it is being sent, and where it was refused, every step of the flow shows that.
        let stage = if self.outbox.is_shown() { Stage::Confirm } else { stage };
        let draft = self.draft.as_ref().filter(|d| d.kind == kind);
        View {
            kind,
            stage,
            position: self.position(stage),
            check: self.check.view(cx.now, Clone::clone),
            acknowledged: draft.map(|d| d.acknowledged.clone()).unwrap_or_default(),
            partly: self.partly.clone(),
            motive: sent.map_or_else(|| draft.and_then(|d| d.motive), |s| s.motive),
            month: sent.map_or_else(|| draft.and_then(|d| d.month), |s| s.effective_month),
            incomplete: self.incomplete,
            leaving: self.leaving,
            identity: self.proof.view(cx, self.check.data().map_or(&[], |c| &c.methods)),
            code_error: self.proof.code_error,
            answer_failure: self.proof.failure.clone(),
            progress: self.outbox.progress().cloned(),
            law: self.law.clone().map(|law| (law, guide)),
        }
    }

    fn position(&self, stage: Stage) -> (u32, u32) {
        let skip_details = self.check.data().is_some_and(|c| !Draft::asks_details(c));
        let steps: Vec<Stage> = Stage::ALL.into_iter().filter(|s| !(skip_details && *s == Stage::Details)).collect();
        let at = steps.iter().position(|s| *s >= stage).unwrap_or(0);
        (u32::try_from(at).unwrap_or(0) + 1, u32::try_from(steps.len()).unwrap_or(0))
    }
}
