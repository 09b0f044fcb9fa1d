//! Which entries of the history are of the flow, so that they can be taken off it at its end.

/// The flow's entries in the history.
#[derive(Default)]
pub(crate) struct Entries {
    /// First and last, as far as they are in one piece.
    span: Option<(u32, u32)>,
    /// Whether the entry visited last is of the flow.
    inside: bool,
    /// Where in the history this page began: not at its first entry, if it was loaded again.
    began: Option<u32>,
}

impl Entries {
    /// First and last.
    pub(super) const fn span(&self) -> Option<(u32, u32)> {
        self.span
    }

    /// An entry is visited.
    pub(crate) fn visit(&mut self, in_flow: bool, index: u32) {
        self.began.get_or_insert(index);
        let was_inside = std::mem::replace(&mut self.inside, in_flow);
        self.span = match self.span {
            Some((first, last)) if (first..=last).contains(&index) => {
                // Another page in the place of one of them: what came after is gone.
                if in_flow {
                    Some((first, last))
                } else {
                    index.checked_sub(1).filter(|l| *l >= first).map(|l| (first, l))
                }
            }
            Some((first, last)) if in_flow && was_inside && last.checked_add(1) == Some(index) => Some((first, index)),
            _ if in_flow => Some((index, index)),
            other => other,
        };
    }

    /// What was kept over a reload, or of another tab or day: then it is of another history.
    pub(super) fn restore(&mut self, (first, last): (u32, u32), in_flow: bool, index: u32) {
        if self.began.is_none_or(|began| began == 0 || began < first) {
            return;
        }
        self.span = match self.span {
            Some((f, l)) if f <= last && first <= l => Some((f.min(first), l.max(last))),
            None => Some((first, last)),
            other => other,
        };
        self.visit(in_flow, index);
    }

    /// The flow is over; gives how many entries back from this one it began.
    pub(super) fn end(&mut self, index: u32) -> u32 {
        match self.span.take() {
            Some((first, last)) if (first..=last).contains(&index) => index - first,
            _ => 0,
        }
    }
}
