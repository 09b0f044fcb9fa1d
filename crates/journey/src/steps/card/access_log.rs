//! Who saw my data.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::shared::Shared;
use contract::operations as op;
use contract::session::AccessLog;

/// What is known of the log.
#[derive(Clone, Default)]
pub(crate) struct State {
    log: Load<AccessLog>,
}

/// What the log draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Who saw what, newest first.
    pub log: LoadView<Shared<AccessLog>>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx) {
        self.log.ask(cx.now);
        cx.ask(Slot::AccessLog, api::ask::<op::GetAccessLog>());
    }

    /// The log came, or not.
    pub(crate) fn loaded(&mut self, cx: &Cx, answer: &Answer) {
        self.log.settle(answer.read(), cx.now);
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View { log: self.log.view(cx.now, Clone::clone) }
    }
}
