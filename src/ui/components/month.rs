//! Months of a record, each with the truth about it: an icon, a text and a colour.

use super::action::Action;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// What is true of a month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MonthMark {
    /// Paid, and on the person's account.
    Posted,
    /// Paid, not on the account yet.
    Paid,
    /// Not paid.
    Unpaid,
    /// Not known: the other place has not reported.
    Unknown,
}

impl MonthMark {
    const fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Posted => ("tone-success", Icon::Check),
            Self::Paid => ("tone-waiting", Icon::Clock),
            Self::Unpaid => ("tone-danger", Icon::Cross),
            Self::Unknown => ("tone-warning", Icon::Question),
        }
    }

    fn draw(self) -> El {
        let (tone, icon) = self.look();
        span("mark").class(tone).child(icon::draw(icon))
    }
}

/// One month.
pub struct Month {
    /// Its name.
    pub name: SharedString,
    /// What is true of it.
    pub mark: MonthMark,
    /// The same in words.
    pub state: SharedString,
    /// The sum.
    pub amount: Option<SharedString>,
    /// Opens its details.
    pub action: Action,
}

/// Months under each other.
pub fn month_rows(months: Vec<Month>) -> El {
    let mut list = el("ul").class("cells__list");
    for month in months {
        let (live, key) = (month.action.is_live(), month.action.key());
        let row = month
            .action
            .el("month-row")
            .child(month.mark.draw())
            .child(
                span("month-row__body")
                    .child(span("month-row__name").text(month.name))
                    .child(span("month-row__state").text(month.state)),
            )
            .maybe_child(month.amount.map(|text| span("month-row__amount").text(text)))
            .maybe_child(live.then(|| span("cell__arrow").child(icon::draw(Icon::Forward))));
        list = list.child(el("li").maybe_key(key).class("cell").child(row));
    }
    div("cells").child(list)
}

/// What the marks mean.
pub fn month_legend(marks: Vec<(MonthMark, SharedString)>) -> El {
    let mut list = el("ul").class("legend");
    for (mark, text) in marks {
        list = list.child(el("li").class("legend__item").child(mark.draw()).child(el("span").text(text)));
    }
    list
}
