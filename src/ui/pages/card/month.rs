//! One month of the record, with every field of it.

use journey::LoadView;
use journey::domain::{Contribution, ContributionKind, Fen, MonthState};
use journey::steps::card::record::MonthView;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Empty, Icon, MonthMark, Pair, Shape, Tone, card_box, disclosure, empty, key_values, lead, link, nothing, notice,
    paragraph, section, small, stack, tag,
};
use crate::ui::pages::common::{Frame, as_of, date, help_line, local, money, month, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, div, el};
use crate::words::{joined, key};

/// Draws one month.
pub fn draw(ui: Ui, chrome: &Chrome, view: &MonthView) -> Frame {
    let body = match ready(ui, &view.rows, Shape::Cells(6)) {
        Ok(rows) if rows.is_empty() => empty(Empty {
            icon: Icon::Calendar,
            title: ui.t(if view.truth == Some(MonthState::NotSynced) { key::MONTH_UNKNOWN } else { key::MONTH_NONE }),
            text: ui.fill(key::MONTH_NONE_TEXT, &[("phone", help_line(ui, chrome))]),
            action: None,
        }),
        Ok(rows) => {
            let one = |(at, row)| one(ui, chrome, rows.len(), at, row);
            let mut all: Children = rows.iter().enumerate().map(one).collect();
            all.push(sum(ui, view.truth, rows));
            stack(all)
        }
        Err(instead) => instead,
    };
    let wrong = disclosure(
        ui.t(key::MONTH_WRONG),
        children![
            paragraph(ui.fill(key::MONTH_WRONG_TEXT, &[("phone", help_line(ui, chrome))])),
            link(
                ui.fill(key::COMMON_CALL, &[("phone", help_line(ui, chrome))]),
                joined(&["tel:", help_line(ui, chrome)])
            ),
        ],
    );
    Frame::new(children![
        // Each payment says it itself.
        if matches!(&view.rows, LoadView::Ready(rows) if !rows.is_empty()) {
            nothing()
        } else {
            lead(wording::insurance(ui, view.insurance))
        },
        body,
        view.as_of.map_or_else(nothing, |time| as_of(ui, time)),
        wrong,
    ])
}

fn one(ui: Ui, chrome: &Chrome, of: usize, at: usize, row: &Contribution) -> El {
    let tone = match wording::month_mark(row.state) {
        MonthMark::Posted => Tone::Success,
        MonthMark::Paid => Tone::Waiting,
        MonthMark::Unpaid => Tone::Danger,
        MonthMark::Unknown => Tone::Warning,
    };
    let tone = if row.takes_back() { Tone::Info } else { tone };
    let state = wording::payment_state(ui, row);
    let head = div("record-head")
        .child(el("h2").class("record-head__name").text(wording::insurance(ui, row.insurance)))
        .child(tag(tone, state.clone()));
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut pairs = vec![
        pair(key::MONTH_STATE, state),
        pair(key::MONTH_PERIOD, month(ui, row.month)),
        pair(key::MONTH_KIND, wording::payment(ui, row)),
    ];
    let deemed = row.kind == ContributionKind::Deemed;
    if !deemed {
        // More, where something was corrected upwards.
        let fen = |fen: Fen| {
            let more = row.kind == ContributionKind::Correction && fen > Fen::ZERO;
            if more { joined(&["+", &money(ui, fen)]) } else { money(ui, fen) }
        };
        pairs.extend([
            pair(key::MONTH_BASE, money(ui, row.base_fen)),
            pair(key::MONTH_PERSONAL, fen(row.personal_fen)),
            pair(key::MONTH_EMPLOYER, fen(row.employer_fen)),
            Pair { strong: true, ..pair(key::MONTH_TOTAL, fen(row.total())) },
        ]);
    }
    if let Some(employer) = &row.employer {
        pairs.push(pair(key::MONTH_EMPLOYER_NAME, employer.clone().into()));
    }
    if let Some(day) = row.posted_on {
        let name = if deemed { key::MONTH_DEEMED_ON } else { key::MONTH_POSTED_ON };
        pairs.push(pair(name, date(ui, day)));
    }
    // A city has its name from the backend, or is the one in use; the id of another would tell a person nothing.
    let here = || chrome.city.as_ref().filter(|city| city.id == row.city).map(|city| &city.name);
    if let Some(name) = row.city_name.as_ref().or_else(here) {
        pairs.push(pair(key::MONTH_CITY, local(ui, name)));
    }
    let note = if deemed { small(ui.t(key::MONTH_DEEMED_NOTE)) } else { nothing() };
    let facts = card_box(children![head, key_values(pairs), note]);
    if of < 2 {
        return facts;
    }
    let title = ui.fill(key::MONTH_ROW, &[("n", &(at + 1).to_string())]);
    section(title, children![facts])
}

/// What the payments of a month come to, where that is not plain from one of them.
fn sum(ui: Ui, truth: Option<MonthState>, rows: &[Contribution]) -> El {
    let special = |row: &Contribution| row.takes_back() || row.kind == ContributionKind::Correction;
    if rows.len() < 2 && !rows.iter().any(special) {
        return nothing();
    }
    let posted = rows.iter().filter(|row| row.state == MonthState::Posted);
    let sum = money(ui, posted.map(Contribution::total).sum());
    let counts = truth == Some(MonthState::Posted);
    let text = if counts { key::MONTH_COUNTS } else { key::MONTH_COUNTS_NOT };
    notice(if counts { Tone::Success } else { Tone::Info }, ui.fill(text, &[("sum", &sum)]), None)
}
