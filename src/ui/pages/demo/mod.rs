//! The demo panel, on the embedded backend only: another person, the codes "sent", slow and failing
//! answers, the clock, and a fresh start.

#[cfg(any(debug_assertions, feature = "gallery"))]
pub mod gallery;

use journey::Event;
use journey::domain::{Demo, DemoChange, DemoCitizen, DemoStorage, Fault};
use journey::steps::demo::{self, View};
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Cell, Choice, Icon, Kind, RadioGroup, Section, Select, Shape, Tone, button, button_row, card_box,
    cell, cell_group, danger, lead, nothing, notice, on_input, radio_group, section, section_with, select, small,
    stack, tag,
};
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::vdom::{El, children, div, el, span};
use crate::words::{Key, SharedString, key};

/// Draws the panel.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let mut body = children![lead(ui.t(key::DEMO_LEAD))];
    match ready(ui, &view.demo, Shape::Cells(6)) {
        Ok(demo) => body.extend([
            outbox(ui, demo),
            citizens(ui, chrome, demo),
            latency(ui, demo),
            faults(ui, demo),
            clock(ui, demo),
            storage(ui, demo),
        ]),
        Err(instead) => body.push(instead),
    }
    Frame::new(body)
}

fn changed(change: DemoChange) -> Event {
    Event::Demo(demo::Event::Changed(change))
}

fn citizens(ui: Ui, chrome: &Chrome, demo: &Demo) -> El {
    let here = chrome.session.as_ref().map(|session| &session.citizen);
    let people = demo.citizens.iter().map(|citizen| person(ui, citizen, here == Some(&citizen.id)));
    section_with(Section {
        note: Some(ui.t(key::DEMO_WHO_NOTE)),
        ..Section::new(ui.t(key::DEMO_WHO), children![stack(people.collect())])
    })
}

fn person(ui: Ui, citizen: &DemoCitizen, here: bool) -> El {
    let name = common::local(ui, &citizen.name);
    let fact = |name, value: &str| {
        div("citizen__fact").child(el("dt").text(ui.t(name))).child(el("dd").child(el("code").text(value.to_owned())))
    };
    let sign_in = DemoChange { sign_in: Some(citizen.id.clone()), ..DemoChange::default() };
    let go = button(Button {
        kind: Kind::Secondary,
        small: true,
        action: Action::run(ui.on(changed(sign_in))),
        ..Button::new(ui.fill(key::DEMO_WHO_GO, &[("name", &name)]))
    });
    div("citizen")
        .child(
            div("citizen__head")
                .child(el("h3").class("citizen__name").text(name))
                .maybe_child(here.then(|| span("citizen__here").child(tag(Tone::Success, ui.t(key::DEMO_WHO_HERE))))),
        )
        .child(el("p").class("text text--small").text(common::local(ui, &citizen.story)))
        .child(
            el("dl")
                .class("citizen__facts")
                .child(fact(key::DEMO_ID_NUMBER, &citizen.id_number))
                .child(fact(key::DEMO_PASSWORD, &citizen.password)),
        )
        .child(go)
}

fn outbox(ui: Ui, demo: &Demo) -> El {
    let codes = if demo.outbox.is_empty() {
        card_box(children![small(ui.t(key::DEMO_SMS_NONE))])
    } else {
        let rows = demo.outbox.iter().map(|sms| {
            let sent = [("to", sms.to.as_str()), ("time", &common::at(ui, sms.at))];
            cell(Cell {
                icon: Some(Icon::Phone),
                note: Some(ui.fill(key::DEMO_SMS_ONE, &sent)),
                ..Cell::new(sms.code.clone().into())
            })
        });
        cell_group(rows.collect())
    };
    section_with(Section {
        note: (!demo.outbox.is_empty()).then(|| ui.t(key::DEMO_SMS_NOTE)),
        ..Section::new(ui.t(key::DEMO_SMS), children![codes])
    })
}

fn latency(ui: Ui, demo: &Demo) -> El {
    let choice = |ms: &str, text| Choice::new(ms.into(), ui.t(text));
    card_box(children![radio_group(RadioGroup {
        choices: vec![
            choice("0", key::DEMO_LATENCY_NONE),
            choice("300", key::DEMO_LATENCY_SOME),
            choice("3000", key::DEMO_LATENCY_LONG),
        ],
        chosen: Some(demo.latency_ms.to_string().into()),
        on_change: Some(on_input(move |ms| {
            ui.send(changed(DemoChange { latency_ms: ms.parse().ok(), ..DemoChange::default() }));
        })),
        ..RadioGroup::new("latency".into(), ui.t(key::DEMO_LATENCY))
    })])
}

const FAULTS: [(Fault, Key); 6] = [
    (Fault::Offline, key::DEMO_FAULT_OFFLINE),
    (Fault::LostAnswer, key::DEMO_FAULT_LOST),
    (Fault::ServerError, key::DEMO_FAULT_SERVER),
    (Fault::TooManyRequests, key::DEMO_FAULT_MANY),
    (Fault::Conflict, key::DEMO_FAULT_CONFLICT),
    (Fault::Malformed, key::DEMO_FAULT_MALFORMED),
];

fn faults(ui: Ui, demo: &Demo) -> El {
    let now = demo.fault.filter(|_| demo.fault_count > 0);
    let place = now.and_then(|fault| FAULTS.iter().position(|(known, _)| *known == fault));
    let mut options = vec![(SharedString::default(), ui.t(key::DEMO_FAULT_NONE))];
    options.extend(FAULTS.iter().enumerate().map(|(at, (_, text))| (at.to_string().into(), ui.t(*text))));
    let chooser = select(Select {
        hint: Some(ui.t(key::DEMO_FAULT_TEXT)),
        options,
        chosen: place.map(|at| at.to_string()).unwrap_or_default().into(),
        on_change: Some(on_input(move |at| {
            let fault = at.parse::<usize>().ok().and_then(|at| FAULTS.get(at)).map(|(fault, _)| *fault);
            let count = u32::from(fault.is_some());
            ui.send(changed(DemoChange { fault, fault_count: Some(count), ..DemoChange::default() }));
        })),
        ..Select::new("fault".into(), ui.t(key::DEMO_FAULT))
    });
    let Some(fault) = now else { return card_box(children![chooser]) };
    let always = demo.fault_count == u32::MAX;
    let choice = |value: u32, text| Choice::new(value.to_string().into(), ui.t(text));
    let often = radio_group(RadioGroup {
        choices: vec![choice(1, key::DEMO_FAULT_ONCE), choice(u32::MAX, key::DEMO_FAULT_ALWAYS)],
        chosen: Some((if always { u32::MAX } else { 1 }).to_string().into()),
        on_change: Some(on_input(move |count| {
            let fault_count = count.parse().ok();
            ui.send(changed(DemoChange { fault: Some(fault), fault_count, ..DemoChange::default() }));
        })),
        ..RadioGroup::new("fault-count".into(), ui.t(key::DEMO_FAULT_COUNT))
    });
    let text = if always { key::DEMO_FAULT_ON } else { key::DEMO_FAULT_ON_ONCE };
    card_box(children![chooser, often, notice(Tone::Warning, ui.t(text), None)])
}

const MINUTE: i32 = 60;
const DAY: i32 = 24 * 60 * MINUTE;

fn clock(ui: Ui, demo: &Demo) -> El {
    let ahead = demo.clock_ahead_seconds;
    let count = |unit: i32| u32::try_from(ahead / unit).unwrap_or(0);
    let now = if ahead >= DAY {
        ui.plural(key::DEMO_CLOCK_NOW, count(DAY))
    } else if ahead >= MINUTE {
        ui.plural(key::DEMO_CLOCK_MINUTES, count(MINUTE))
    } else {
        ui.t(key::DEMO_CLOCK_SAME)
    };
    let advance = |text, seconds| {
        let change = DemoChange { advance_seconds: Some(seconds), ..DemoChange::default() };
        button(Button {
            kind: Kind::Secondary,
            small: true,
            action: Action::run(ui.on(changed(change))),
            ..Button::new(ui.t(text))
        })
    };
    section_with(Section {
        note: Some(ui.t(key::DEMO_CLOCK_NOTE)),
        ..Section::new(
            ui.t(key::DEMO_CLOCK),
            children![card_box(children![
                small(now),
                button_row(children![
                    advance(key::DEMO_CLOCK_TEN, 10 * MINUTE),
                    advance(key::DEMO_CLOCK_DAY, DAY),
                    advance(key::DEMO_CLOCK_MONTH, 31 * DAY),
                ]),
            ])],
        )
    })
}

fn storage(ui: Ui, demo: &Demo) -> El {
    let (tone, text) = match demo.storage {
        DemoStorage::Kept => (Tone::Success, key::DEMO_STORAGE_KEPT),
        DemoStorage::MemoryOnly => (Tone::Warning, key::DEMO_STORAGE_MEMORY),
    };
    let reset = DemoChange { reset: true, ..DemoChange::default() };
    section(
        ui.t(key::DEMO_STORAGE),
        children![
            notice(tone, ui.t(text), None),
            danger(ui.t(key::DEMO_RESET), Action::run(ui.on(changed(reset)))),
            small(ui.t(key::DEMO_RESET_NOTE)),
            nothing(),
        ],
    )
}
