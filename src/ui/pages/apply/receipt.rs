//! The receipt of what was just submitted: what is true of it now, its number, until when it can be
//! undone, who acts next. It can be saved, printed, shared, copied and made a picture of, all on the device.

use crate::words::{SharedString, joined};
use std::rc::Rc;

use journey::domain::{Actor, Application, ApplicationState as State, NextStep};
use journey::steps::apply::applications::{Event as Its, View};
use journey::view::Chrome;
use journey::{Event, Route};

use super::help_line;
use crate::platform::export;
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Icon, Kind, OnClick, Pair, ResultPanel, Shape, StepMark, TimelineEvent, button, button_bar,
    button_row, card_box, disclosure, key_values, nothing, on_click, paragraph, primary, result_panel, secondary,
    section, small, stack, timeline,
};
use crate::ui::pages::common::{self, Frame, person_name, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, div, el, live};
use crate::words::{DOT, key};

/// Draws the receipt.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let (body, actions) = match ready(ui, &view.application, Shape::Cells(4)) {
        Ok(application) => {
            let mut body = children![common::stale(ui, view.stale.as_ref())];
            body.extend(contents(ui, chrome, application));
            let follow = primary(ui.t(key::RECEIPT_FOLLOW), ui.link(&Route::Application(application.id.clone())));
            let home = secondary(ui.t(key::RECEIPT_HOME), ui.link(&Route::Home));
            (body, Some(button_bar(children![follow, home])))
        }
        Err(instead) => (children![instead], None),
    };
    Frame { actions, ..Frame::new(body) }
}

/// Where an application stands, and what that means. Said when it changes while the page is open.
pub fn standing(ui: Ui, application: &Application) -> El {
    let (tone, title) = wording::application_state(ui, application.state);
    let text = Some(wording::application_state_meaning(ui, application.state));
    result_panel(ResultPanel { tone, title, text, children: children![] }).attr("role", "status")
}

fn contents(ui: Ui, chrome: &Chrome, application: &Application) -> Children {
    children![
        standing(ui, application),
        undo(ui, application),
        card_box(children![key_values(all_facts(ui, chrome, application))]),
        disclosure(ui.t(key::RECEIPT_CHECKSUM_ASK), children![paragraph(ui.t(key::RECEIPT_CHECKSUM_TEXT))]),
        next(ui, application),
        section(ui.t(key::RECEIPT_PROGRESS), children![card_box(children![course(ui, application)])]),
        div("keep").child(section(ui.t(key::RECEIPT_KEEP), children![stack(keep(ui, chrome, application))])),
        help_line(ui, chrome),
    ]
}

/// What it is: number, matter, month, time.
pub(super) fn facts(ui: Ui, application: &Application) -> Vec<Pair> {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let number = application.number.clone();
    let copy = button(Button {
        kind: Kind::Text,
        small: true,
        icon: Some(Icon::Copy),
        action: Action::run(on_click(move || {
            let told = move |done| ui.send(Event::Applications(Its::NumberCopied(done)));
            export::copy(number.clone(), Box::new(told));
        })),
        ..Button::new(ui.t(key::RECEIPT_COPY))
    });
    let mut facts = vec![
        Pair { strong: true, action: Some(copy), ..pair(key::RECEIPT_NUMBER, application.number.clone().into()) },
        pair(key::APPLY_ELIGIBILITY_WHAT, wording::application_kind(ui, application.kind)),
    ];
    if let Some(month) = application.effective_month {
        facts.push(pair(key::RECEIPT_MONTH, common::month(ui, month)));
    }
    if let Some(motive) = application.motive {
        facts.push(pair(key::APPLY_REVIEW_MOTIVE, wording::motive(ui, motive)));
    }
    facts.push(pair(key::RECEIPT_SUBMITTED, common::at(ui, application.submitted_at)));
    facts
}

/// What stands on the receipt, on the screen as on paper and in a file: also whose it is, who decides, and the checksum.
fn all_facts(ui: Ui, chrome: &Chrome, application: &Application) -> Vec<Pair> {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut facts = facts(ui, application);
    if let Some(session) = &chrome.session {
        facts.push(pair(key::RECEIPT_PERSON, [&*person_name(&session.name), &session.id_number].join(DOT).into()));
    }
    let agency = application.agency.as_ref().map(|name| common::local(ui, name));
    facts.push(pair(key::RECEIPT_AGENCY, agency.unwrap_or_else(|| wording::actor(ui, Actor::Agency))));
    facts.push(pair(key::RECEIPT_CHECKSUM, application.checksum.clone().into()));
    facts
}

/// How long it can be undone, with the way to do so, or why not any more; follows the clock.
pub(super) fn undo(ui: Ui, application: &Application) -> El {
    let state = application.state;
    if !application.withdrawable && state != State::Withdrawn {
        let (_, state) = wording::application_state(ui, state);
        return small(ui.fill(key::RECEIPT_UNDO_GONE, &[("state", &state)]));
    }
    let Some(end) = application.undo_until.filter(|_| application.withdrawable) else { return nothing() };
    let time = common::when(ui, end);
    let until = ui.fill(key::RECEIPT_UNDO_UNTIL, &[("time", &time)]);
    let over = ui.fill(key::RECEIPT_UNDO_OVER, &[("time", &time)]);
    let href = ui.href(&Route::Withdraw(application.id.clone()));
    let shown = live(Rc::new(move || {
        // Over: the application is asked for anew, and says then what is still possible.
        if common::left(ui, end) == 0 {
            return small(over.clone());
        }
        let go = button(Button {
            kind: Kind::Secondary,
            icon: Some(Icon::Undo),
            small: true,
            action: Action::link(href.clone()),
            ..Button::new(ui.t(key::RECEIPT_UNDO_GO))
        });
        let time = common::clock(ui, common::left(ui, end));
        div("undo tone-info")
            .child(
                div("undo__words")
                    .child(el("h2").class("undo__title").text(ui.t(key::RECEIPT_UNDO_TITLE)))
                    .child(
                        el("p")
                            .class("undo__time")
                            .attr("role", "timer")
                            .attr("aria-live", "off")
                            .text(ui.fill(key::RECEIPT_UNDO_LEFT, &[("time", &time)])),
                    )
                    .child(el("p").class("undo__until").text(until.clone())),
            )
            .child(go)
    }));
    el("div").child(shown).child(common::said(ui, end, key::RECEIPT_UNDO_LEFT, key::COMMON_OVER))
}

/// Who acts next, and until when.
fn next(ui: Ui, application: &Application) -> El {
    let Some(step) = &application.next else { return nothing() };
    section(ui.t(key::RECEIPT_NEXT), children![card_box(children![key_values(next_facts(ui, step))])])
}

fn next_facts(ui: Ui, step: &NextStep) -> Vec<Pair> {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let is_office = !matches!(step.actor, Actor::Citizen | Actor::System);
    let who = if is_office { key::RECEIPT_NEXT_WHO } else { key::RECEIPT_NEXT_ACTS };
    let mut facts = vec![pair(who, wording::actor(ui, step.actor))];
    if let Some(by) = by(ui, step) {
        let name = match step.actor {
            Actor::System => key::RECEIPT_MONTH,
            Actor::Citizen => key::RECEIPT_NEXT_HAND_IN,
            _ => key::RECEIPT_NEXT_BY,
        };
        facts.push(pair(name, by));
    }
    facts
}

/// The day by which somebody acts. A deadline is the end of a day, which is midnight and by the calendar
/// the next day already; what takes effect by itself does so as a day begins.
fn by(ui: Ui, step: &NextStep) -> Option<SharedString> {
    let at = step.deadline?;
    let at = if step.actor == Actor::System { at } else { at.plus_seconds(-1) };
    Some(common::date(ui, at.china_date()))
}

/// An event in the past: what is waited for then is no longer said.
fn was(ui: Ui, state: State) -> SharedString {
    match state {
        State::Submitted => ui.t(key::RECEIPT_WAS_SUBMITTED),
        State::Received => ui.t(key::RECEIPT_WAS_RECEIVED),
        state => wording::application_state(ui, state).1,
    }
}

/// What happened, and what is still to come, in the order of time.
pub(super) fn course(ui: Ui, application: &Application) -> El {
    let last = application.timeline.len().saturating_sub(1);
    let mut events: Vec<TimelineEvent> = application
        .timeline
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let under_way = at == last && application.next.is_some();
            let mark = match wording::step_mark(entry.state) {
                StepMark::Done if under_way => StepMark::Now,
                mark => mark,
            };
            let mut lines = vec![wording::actor(ui, entry.actor)];
            lines.extend(entry.text.as_ref().map(|text| common::local(ui, text)));
            let said = match mark {
                StepMark::Now => key::APPLICATIONS_TIME_NOW,
                StepMark::Yours => key::APPLICATIONS_TIME_YOURS,
                StepMark::Failed => key::APPLICATIONS_TIME_FAILED,
                StepMark::Done | StepMark::Next => key::APPLICATIONS_TIME_DONE,
            };
            TimelineEvent {
                mark,
                title: was(ui, entry.state),
                state: [ui.t(said), common::at(ui, entry.at)].join(DOT).into(),
                lines,
            }
        })
        .collect();
    if let Some(step) = &application.next {
        let until = by(ui, step).map(|when| {
            let text =
                if step.actor == Actor::System { key::APPLICATIONS_TIME_ON } else { key::APPLICATIONS_TIME_UNTIL };
            ui.fill(text, &[("when", &when)])
        });
        let title = match application.state {
            State::Approved => key::STATE_EFFECTIVE,
            State::Supplement => key::RECEIPT_NEXT_CITIZEN,
            _ => key::RECEIPT_NEXT_DECISION,
        };
        events.push(TimelineEvent {
            mark: StepMark::Next,
            title: ui.t(title),
            state: until.unwrap_or_else(|| ui.t(key::APPLICATIONS_TIME_NEXT)),
            lines: vec![wording::actor(ui, step.actor)],
        });
    }
    timeline(events)
}

/// The image that the receipt is written on.
const PICTURE: &str = "receipt-picture";

/// Taking the receipt away. What this browser lacks is not offered; of what it has, nobody knows whether the app around it lets
/// it happen, so nothing is claimed, and there are other ways beside it.
fn keep(ui: Ui, chrome: &Chrome, application: &Application) -> Children {
    let text = as_text(ui, chrome, application);
    let name = [&*ui.t(key::RECEIPT_FILE), "-", &application.number, ".txt"].concat();
    let handed_over = move || ui.send(Event::Applications(Its::ReceiptHandedOver));
    let way = |text, icon, does: OnClick| {
        button(Button {
            kind: Kind::Secondary,
            icon: Some(icon),
            small: true,
            action: Action::run(does),
            ..Button::new(ui.t(text))
        })
    };
    let (file, shared, copied, drawn) = (text.clone(), text.clone(), text.clone(), text);
    let mut ways = children![way(
        key::RECEIPT_SAVE,
        Icon::Download,
        on_click(move || {
            export::save(&name, "text/plain;charset=utf-8", &["\u{feff}", &file].concat());
            handed_over();
        })
    )];
    if export::can_print() {
        ways.push(way(
            key::RECEIPT_PRINT,
            Icon::File,
            on_click(move || {
                export::print();
                handed_over();
            }),
        ));
    }
    if export::can_share() {
        ways.push(way(
            key::RECEIPT_SHARE,
            Icon::Outside,
            on_click(move || export::share(&shared, Box::new(handed_over))),
        ));
    }
    let told = move |done| ui.send(Event::Applications(Its::ReceiptCopied(done)));
    ways.push(way(
        key::RECEIPT_COPY_ALL,
        Icon::Copy,
        on_click(move || export::copy(copied.to_string(), Box::new(told))),
    ));
    let pictured = drawn.clone();
    let picture = move || {
        if export::picture(&drawn, PICTURE).is_none() {
            handed_over();
        }
    };
    ways.push(way(key::RECEIPT_PICTURE, Icon::Apps, on_click(picture)));
    children![
        button_row(ways),
        // A receipt that says something else has another picture, which is not made yet.
        el("img").key(pictured).class("picture").attr("id", PICTURE).attr("alt", ui.t(key::RECEIPT_PICTURE_ALT)),
        small(ui.t(key::RECEIPT_KEEP_HINT)),
    ]
}

/// The receipt as a text that any device can open.
fn as_text(ui: Ui, chrome: &Chrome, application: &Application) -> SharedString {
    let mut lines = vec![
        joined(&[&ui.t(key::APP_NAME), " · ", &ui.t(key::RECEIPT_TITLE)]),
        SharedString::default(),
        wording::application_state(ui, application.state).1,
        wording::application_state_meaning(ui, application.state),
    ];
    if let Some(end) = application.undo_until.filter(|_| application.withdrawable) {
        lines.push(ui.fill(key::RECEIPT_UNDO_UNTIL, &[("time", &common::at(ui, end))]));
    }
    lines.push(SharedString::default());
    let line = |name: &str, value: &str| joined(&[name, ": ", value]);
    lines.extend(all_facts(ui, chrome, application).into_iter().map(|pair| line(&pair.name, &pair.value)));
    if let Some(step) = &application.next {
        lines.push(ui.t(key::RECEIPT_NEXT));
        lines.extend(next_facts(ui, step).into_iter().map(|pair| line(&pair.name, &pair.value)));
    }
    lines.push(SharedString::default());
    for entry in &application.timeline {
        lines.push([common::at(ui, entry.at), was(ui, entry.state), wording::actor(ui, entry.actor)].join("  ").into());
        // What the office has written.
        lines.extend(entry.text.as_ref().map(|text| common::local(ui, text)));
    }
    joined(&[&lines.join("\r\n"), "\r\n"])
}
