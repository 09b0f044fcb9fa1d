//! Social Security Query: by insurance and year, the four truths about each month, and
//! what is missing.

use crate::words::SharedString;
use journey::domain::{
    Contribution, ContributionKind, Differs, Fen, Gap, Insurance, InsuranceSummary, Month, MonthState, Payer, Summary,
};
use journey::steps::card::record::{self, View, Year};
use journey::view::Chrome;
use journey::{Event, LoadView, Route};

use crate::platform::intl;
use crate::ui::Ui;
use crate::ui::components::Month as MonthRow;
use crate::ui::components::{
    Action, Capsule, Cell, Empty, Icon, MonthMark, Pair, Select, Shape, Tone, bullets, capsules, card_box, cell,
    cell_group, disclosure, empty, key_values, month_legend, month_rows, nothing, notice, on_input, paragraph, section,
    select, small, stack, stat, stats, tag,
};
use crate::ui::pages::common::{Frame, as_of, date, duration, help_line, local, money, month, ready, stale};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, div, el};
use crate::words::{DOT, joined, key};

/// Draws Social Security Query.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let body = match ready(ui, &view.summary, Shape::Cells(6)) {
        Ok(summary) if summary.items.is_empty() => empty(Empty {
            icon: Icon::Chart,
            title: ui.t(key::RECORD_EMPTY),
            text: ui.fill(key::RECORD_EMPTY_TEXT, &[("phone", help_line(ui, chrome))]),
            action: None,
        }),
        Ok(summary) => stack(contents(ui, chrome, view, summary)),
        Err(instead) => instead,
    };
    let card = cell_group(children![cell(Cell {
        icon: Some(Icon::Card),
        note: Some(ui.t(key::RECORD_CARD_NOTE)),
        action: ui.link(&Route::CardServices),
        guide: chrome.guide,
        ..Cell::new(ui.t(key::RECORD_CARD))
    })]);
    Frame::new(children![card, stale(ui, view.stale.as_ref()), body])
}

fn contents(ui: Ui, chrome: &Chrome, view: &View, summary: &Summary) -> Children {
    let shown = view.insurance.as_ref().map(|item| item.insurance);
    let tabs = summary.items.iter().map(|item| insurance(ui, view, item.insurance, shown)).collect();
    let months = match (&view.months, view.year) {
        (_, None) => nothing(),
        // Nothing more to say than that there is no record.
        _ if view.insurance.is_none() => nothing(),
        (LoadView::Ready(year), Some(n)) => the_year(ui, chrome, shown, year, n),
        (other, Some(_)) => match ready(ui, other, Shape::Cells(6)) {
            Ok(_) => nothing(),
            Err(instead) => instead,
        },
    };
    children![
        capsules(ui.t(key::RECORD_INSURANCES), tabs),
        view.insurance
            .as_ref()
            .map_or_else(|| no_insurance(ui, chrome, summary), |item| totals(ui, chrome, item, summary)),
        years(ui, view),
        months,
        as_of(ui, summary.as_of),
    ]
}

/// The address names an insurance the person has no part in: a true "none". Maternity is run together
/// with medical insurance (Handling Regulations 20).
fn no_insurance(ui: Ui, chrome: &Chrome, summary: &Summary) -> El {
    let Route::Record { insurance: Some(insurance), .. } = chrome.route else { return nothing() };
    let medical = summary.items.iter().any(|item| item.insurance == Insurance::Medical);
    let (title, text) = if insurance == Insurance::Maternity && medical {
        (ui.t(key::RECORD_WITH_MEDICAL), ui.t(key::RECORD_WITH_MEDICAL_TEXT))
    } else {
        let name = wording::insurance(ui, insurance);
        (
            ui.fill(key::RECORD_NO_INSURANCE, &[("insurance", &name)]),
            ui.fill(key::RECORD_NO_INSURANCE_TEXT, &[("phone", help_line(ui, chrome))]),
        )
    };
    empty(Empty { icon: Icon::Umbrella, title, text, action: None })
}

fn insurance(ui: Ui, view: &View, insurance: Insurance, shown: Option<Insurance>) -> Capsule {
    let route = Route::Record { insurance: Some(insurance), year: view.year };
    let chosen = Event::Record(record::Event::InsuranceChosen(insurance));
    Capsule {
        text: wording::insurance_short(ui, insurance),
        action: Action::link_instead(ui.href(&route), ui.on(chosen)),
        here: shown == Some(insurance),
    }
}

fn totals(ui: Ui, chrome: &Chrome, item: &InsuranceSummary, summary: &Summary) -> El {
    let mut numbers = children![stat(
        item.months_posted.to_string().into(),
        ui.t(key::RECORD_UNIT_MONTH),
        ui.t(key::RECORD_MONTHS_POSTED)
    )];
    if let Some(balance) = item.balance_fen {
        numbers.push(stat(
            intl::yuan(&ui.tag(), balance).into(),
            ui.t(key::RECORD_UNIT_YUAN),
            ui.t(key::RECORD_BALANCE),
        ));
    }
    let retired = chrome.session.as_ref().is_some_and(|session| session.payer == Payer::Retiree);
    let (tone, state) = wording::participation(ui, item.participation, retired);
    let head = div("record-head")
        .child(el("h2").class("record-head__name").text(wording::insurance(ui, item.insurance)))
        .child(tag(tone, state));
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut pairs = vec![pair(key::RECORD_STREAK, ui.plural(key::COMMON_MONTHS, item.streak_months))];
    if item.gap_months > 0 {
        pairs.push(pair(key::RECORD_GAPS_COUNT, ui.plural(key::COMMON_MONTHS, item.gap_months)));
    }
    if let Some(months) = item.months_elsewhere {
        pairs.push(pair(key::RECORD_ELSEWHERE, duration(ui, months)));
    }
    if let Some(months) = item.months_deemed {
        pairs.push(pair(key::PAYMENT_DEEMED, duration(ui, months)));
    }
    if let Some(day) = summary.first_insured_on {
        pairs.push(pair(key::RECORD_SINCE, date(ui, day)));
    }
    let mut children = children![head, stats(numbers)];
    if item.insurance == Insurance::Pension {
        if let Some(retirement) = summary.retirement_month {
            pairs.push(pair(key::RECORD_RETIRE, month(ui, retirement)));
        }
        if let Some(needed) = summary.threshold_months {
            // What counts as paid counts for the pension (SIL 13, 16).
            let counted = item.months_posted.saturating_add(item.months_deemed.unwrap_or(0));
            children.push(threshold(ui, counted, needed));
        }
    }
    children.push(key_values(pairs));
    card_box(children)
}

/// How far it is to a monthly pension (SIL 16).
fn threshold(ui: Ui, months: u32, needed: u32) -> El {
    let values = [("threshold", &*duration(ui, needed)), ("months", &duration(ui, months))];
    let rest = needed.saturating_sub(months);
    let left = if rest == 0 {
        ui.t(key::RECORD_THRESHOLD_MET)
    } else {
        ui.fill(key::RECORD_THRESHOLD_LEFT, &[("left", &duration(ui, rest))])
    };
    let share = months.min(needed).saturating_mul(100) / needed.max(1);
    div("meter")
        .child(
            div("meter__bar")
                .attr("aria-hidden", "true")
                .child(div("meter__done").attr("--share", [&share.to_string(), "%"].concat())),
        )
        .child(
            el("p")
                .class("meter__text")
                .text(ui.fill(key::RECORD_THRESHOLD, &values))
                .text(ui.gap())
                .child(el("strong").text(left)),
        )
}

fn years(ui: Ui, view: &View) -> El {
    let Some(year) = view.year.filter(|_| !view.years.is_empty()) else { return nothing() };
    let name = |year: u32| ui.fill(key::COMMON_YEAR, &[("year", &year.to_string())]);
    let mut options: Vec<(SharedString, SharedString)> =
        view.years.iter().map(|year| (year.to_string().into(), name(*year))).collect();
    if !view.years.contains(&year) {
        options.insert(0, (year.to_string().into(), name(year)));
    }
    select(Select {
        options,
        chosen: year.to_string().into(),
        on_change: Some(on_input(move |text| {
            if let Ok(year) = text.parse() {
                ui.send(Event::Record(record::Event::YearChosen(year)));
            }
        })),
        ..Select::new("record-year".into(), ui.t(key::RECORD_YEAR))
    })
}

fn the_year(ui: Ui, chrome: &Chrome, insurance: Option<Insurance>, year: &Year, number: u32) -> El {
    let text = number.to_string();
    let values = [("year", text.as_str())];
    if year.months.is_empty() {
        return stack(children![
            differs(ui, year.differs),
            empty(Empty {
                icon: Icon::Calendar,
                title: ui.fill(key::RECORD_NO_MONTHS, &values),
                text: ui.t(key::RECORD_NO_MONTHS_TEXT),
                action: None,
            }),
        ]);
    }
    let insurance = insurance.unwrap_or(Insurance::Pension);
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut sums = vec![
        pair(key::RECORD_YEAR_POSTED, ui.plural(key::COMMON_MONTHS, year.posted)),
        pair(key::RECORD_PERSONAL, money(ui, year.personal)),
    ];
    if year.employer != Fen::ZERO {
        sums.push(pair(key::RECORD_EMPLOYER, money(ui, year.employer)));
    }
    stack(children![
        differs(ui, year.differs),
        not_known(ui, chrome, &year.unknown),
        gaps(ui, chrome, &year.gaps),
        section(
            ui.fill(key::RECORD_MONTHS, &values),
            children![
                card_box(children![key_values(sums)]),
                month_rows(year.months.iter().map(|month| month_row(ui, insurance, month)).collect()),
                disclosure(
                    ui.t(key::RECORD_LEGEND),
                    children![month_legend(vec![
                        (MonthMark::Posted, ui.t(key::RECORD_LEGEND_POSTED)),
                        (MonthMark::Paid, ui.t(key::RECORD_LEGEND_PAID)),
                        (MonthMark::Unpaid, ui.t(key::RECORD_LEGEND_UNPAID)),
                        (MonthMark::Unknown, ui.t(key::RECORD_LEGEND_UNSYNCED)),
                    ])],
                ),
            ],
        ),
    ])
}

/// A month: what is true of it, who paid for it where, and what is unusual about that.
fn month_row(ui: Ui, insurance: Insurance, of: &Month) -> MonthRow {
    let mut said = vec![wording::truth(ui, of)];
    let mut say = |text: SharedString| {
        if !said.contains(&text) {
            said.push(text);
        }
    };
    for payment in &of.payments {
        if let Some(employer) = &payment.employer {
            // Whoever has not paid is not named as if they had.
            let own = payment.state == of.truth;
            let state = wording::payment_state(ui, payment);
            say(if own { employer.clone().into() } else { joined(&[employer, ": ", &state]) });
        }
        if let Some(city) = &payment.city_name {
            say(local(ui, city));
        }
        if payment.takes_back() || payment.kind == ContributionKind::Correction {
            say(wording::payment(ui, payment));
        }
    }
    // What is on its way yet is no part of what is posted.
    let on_its_way = of.truth == MonthState::PaidNotPosted;
    let counts = if on_its_way { MonthState::PaidNotPosted } else { MonthState::Posted };
    let has_money = |p: &&Contribution| p.state == counts && p.kind != ContributionKind::Deemed;
    let sum: Fen = of.payments.iter().filter(has_money).map(Contribution::total).sum();
    MonthRow {
        name: month(ui, of.month),
        mark: wording::month_mark(of.truth),
        state: said.join(DOT).into(),
        amount: of.payments.iter().any(|p| has_money(&p)).then(|| money(ui, sum)),
        action: ui.link(&Route::Month { insurance, month: of.month }),
    }
}

/// What summary and payments differ about.
fn differs(ui: Ui, differs: Option<Differs>) -> El {
    let (summary, payments) = match differs {
        None => return nothing(),
        Some(Differs::Month { summary, payments }) => {
            let payments = payments.map_or_else(|| ui.plural(key::COMMON_MONTHS, 0), |payments| month(ui, payments));
            (month(ui, summary), payments)
        }
        Some(Differs::Count { summary, payments }) => {
            (ui.plural(key::COMMON_MONTHS, summary), ui.plural(key::COMMON_MONTHS, payments))
        }
    };
    let values = [("summary", &*summary), ("payments", &payments)];
    notice(Tone::Warning, ui.fill(key::RECORD_DIFFERS, &values), None)
}

fn range(ui: Ui, gap: Gap) -> SharedString {
    let (from, to) = (month(ui, gap.from), month(ui, gap.to));
    if gap.from == gap.to { from } else { ui.fill(key::COMMON_RANGE, &[("from", &from), ("to", &to)]) }
}

/// Months that nobody knows of yet.
fn not_known(ui: Ui, chrome: &Chrome, runs: &[Gap]) -> El {
    if runs.is_empty() {
        return nothing();
    }
    let one = |run: &Gap| {
        let text = ui.plural(key::RECORD_UNKNOWN, run.months()).replace("{range}", &range(ui, *run));
        notice(Tone::Info, text.into(), None)
    };
    let mut all: Children = runs.iter().map(one).collect();
    all.push(small(ui.fill(key::RECORD_UNKNOWN_WHAT, &[("phone", help_line(ui, chrome))])));
    stack(all)
}

/// What is missing, and what can be done about it (SIL 4, 74, 83).
fn gaps(ui: Ui, chrome: &Chrome, gaps: &[Gap]) -> El {
    if gaps.is_empty() {
        return nothing();
    }
    let mut all = children![];
    for gap in gaps {
        let text = ui.plural(key::RECORD_GAP, gap.months()).replace("{range}", &range(ui, *gap));
        all.push(notice(Tone::Warning, text.into(), None));
    }
    let phone = ui.fill(key::RECORD_GAP_4, &[("phone", help_line(ui, chrome))]);
    let what = [key::RECORD_GAP_1, key::RECORD_GAP_2, key::RECORD_GAP_3];
    let mut points: Children = what.into_iter().map(|key| paragraph(ui.t(key))).collect();
    points.push(paragraph(phone));
    all.push(disclosure(ui.t(key::RECORD_GAP_WHAT), children![bullets(points)]));
    stack(all)
}
