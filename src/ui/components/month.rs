//! Months of a record, each with the truth about it: an icon, a text and a colour.

use super::action::Action;
use super::icon::{self, Icon};
use super::text::hidden_el;
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
    /// Outside of the record.
    Outside,
}

impl MonthMark {
    const fn look(self) -> (&'static str, Option<Icon>) {
        match self {
            Self::Posted => ("tone-success", Some(Icon::Check)),
            Self::Paid => ("tone-waiting", Some(Icon::Clock)),
            Self::Unpaid => ("tone-danger", Some(Icon::Cross)),
            Self::Unknown => ("tone-warning", Some(Icon::Question)),
            Self::Outside => ("tone-plain", None),
        }
    }

    fn draw(self) -> El {
        let (tone, icon) = self.look();
        span("mark").class(tone).maybe_child(icon.map(icon::draw))
    }
}

/// One month.
pub struct Month {
    /// Its name: in rows in full, in the grid as short as it goes.
    pub name: SharedString,
    /// What is true of it.
    pub mark: MonthMark,
    /// The same in words.
    pub state: SharedString,
    /// The sum, in rows.
    pub amount: Option<SharedString>,
    /// Opens its details.
    pub action: Action,
}

/// Months under each other.
pub fn month_rows(months: Vec<Month>) -> El {
    let mut list = el("ul").class("cells__list");
    for month in months {
        let live = month.action.is_live();
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
        list = list.child(el("li").class("cell").child(row));
    }
    div("cells").child(list)
}

/// The months of a year as a grid; `label` names the year.
pub fn month_grid(label: SharedString, months: Vec<Month>) -> El {
    let mut list = el("ul").class("month-grid").attr("aria-label", label);
    for month in months {
        let one = month
            .action
            .el("month-grid__month")
            .class(month.mark.look().0)
            .child(span("month-grid__name").text(month.name))
            .maybe_child(month.mark.look().1.map(icon::draw))
            .text(" ")
            .child(hidden_el(month.state));
        list = list.child(el("li").class("month-grid__item").child(one));
    }
    list
}

/// What the marks mean.
pub fn month_legend(marks: Vec<(MonthMark, SharedString)>) -> El {
    let mut list = el("ul").class("legend");
    for (mark, text) in marks {
        list = list.child(el("li").class("legend__item").child(mark.draw()).child(el("span").text(text)));
    }
    list
}
