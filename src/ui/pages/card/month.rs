//! One month of the record, with every field of it.

use journey::LoadView;
use journey::domain::Contribution;
use journey::steps::card::record::MonthView;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Empty, Icon, MonthMark, Pair, Shape, Tone, card_box, disclosure, empty, key_values, lead, link, nothing, paragraph,
    section, stack, tag,
};
use crate::ui::pages::common::{Frame, as_of, date, help_line, local, money, month, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children, div, el};
use crate::words::{joined, key};

/// Draws one month.
pub fn draw(ui: Ui, chrome: &Chrome, view: &MonthView) -> Frame {
    let body = match ready(ui, &view.rows, Shape::Cells(6)) {
        Ok(rows) if rows.is_empty() => empty(Empty {
            icon: Icon::Calendar,
            title: ui.t(key::MONTH_NONE),
            text: ui.fill(key::MONTH_NONE_TEXT, &[("phone", help_line(ui, chrome))]),
            action: None,
        }),
        Ok(rows) => stack(rows.iter().enumerate().map(|(at, row)| one(ui, chrome, rows.len(), at, row)).collect()),
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
    let state = wording::month_state(ui, row.state);
    let head = div("record-head")
        .child(el("h2").class("record-head__name").text(wording::insurance(ui, row.insurance)))
        .child(tag(tone, state.clone()));
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut pairs = vec![
        pair(key::MONTH_STATE, state),
        pair(key::MONTH_PERIOD, month(ui, row.month)),
        pair(key::MONTH_KIND, wording::payment(ui, row.kind)),
        pair(key::MONTH_BASE, money(ui, row.base_fen)),
        pair(key::MONTH_PERSONAL, money(ui, row.personal_fen)),
        pair(key::MONTH_EMPLOYER, money(ui, row.employer_fen)),
        Pair { strong: true, ..pair(key::MONTH_TOTAL, money(ui, row.personal_fen.plus(row.employer_fen))) },
    ];
    if let Some(employer) = &row.employer {
        pairs.push(pair(key::MONTH_EMPLOYER_NAME, employer.clone().into()));
    }
    if let Some(day) = row.posted_on {
        pairs.push(pair(key::MONTH_POSTED_ON, date(ui, day)));
    }
    // Only the city in use has a name here; the id of another would tell a person nothing.
    if let Some(city) = chrome.city.as_ref().filter(|city| city.id == row.city) {
        pairs.push(pair(key::MONTH_CITY, local(ui, &city.name)));
    }
    let facts = card_box(children![head, key_values(pairs)]);
    if of < 2 {
        return facts;
    }
    let title = ui.fill(key::MONTH_ROW, &[("n", &(at + 1).to_string())]);
    section(title, children![facts])
}
