//! The electronic card: its face, its numbers, its code.

pub mod access_log;
pub mod cancellation;
pub mod card_services;
pub mod month;
pub mod record;
pub mod social_security;

use crate::words::SharedString;
use journey::domain::{CardCode, CardState, RevealField};
use journey::steps::card::{self, Face, NumberView, View};
use journey::view::Chrome;
use journey::{Event, LoadView, Route};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::platform::page;
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, CardFace, Cell, Eye, Icon, Kind, Pair, Qr, Shape, Tone, button, card_box, card_face, cell,
    cell_group, icon, key_values, link, nothing, notice, paragraph, qr, section, small, stack,
};
use crate::ui::pages::common::{
    Frame, as_of, at, date, help_line, local, person_name, ready, refused, stale, until, waiting,
};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, div, el};
use crate::words::key;

/// Draws the electronic card.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let body = match ready(ui, &view.face, Shape::Card) {
        Ok(face) => stack(contents(ui, chrome, view, face)),
        Err(instead) => instead,
    };
    Frame { tabs: true, ..Frame::new(children![stale(ui, view.stale.as_ref()), body]) }
}

fn contents(ui: Ui, chrome: &Chrome, view: &View, face: &Face) -> Children {
    let card = &face.card;
    let trouble = trouble(ui, face);
    children![
        the_face(ui, face),
        masked_again(ui, &face.id_number),
        view.reveal_failure.as_ref().map_or_else(nothing, |failure| refused(ui, failure)),
        trouble.map_or_else(nothing, |text| {
            let more = link(ui.t(key::CARD_SERVICES), ui.href(&Route::CardServices));
            notice(Tone::Warning, text, Some(more))
        }),
        section(ui.t(key::CARD_CODE), children![code(ui, view)]),
        cell_group(children![cell(Cell {
            icon: Some(Icon::Chart),
            note: Some(ui.t(key::CARD_RECORD_NOTE)),
            action: ui.link(&Route::Record { insurance: None, year: None }),
            guide: chrome.guide,
            ..Cell::new(ui.t(key::CARD_RECORD))
        })]),
        section(
            ui.t(key::CARD_DETAILS),
            children![card_box(children![key_values(details(ui, face)), masked_again(ui, &face.card_number)])],
        ),
        as_of(ui, card.as_of),
        safe(ui, chrome),
    ]
}

fn the_face(ui: Ui, face: &Face) -> El {
    let card = &face.card;
    let mut lines = vec![(ui.t(key::CARD_BANK), local(ui, &card.bank))];
    if let Some(day) = card.valid_until {
        lines.push((ui.t(key::CARD_VALID), date(ui, day)));
    }
    card_face(CardFace {
        title: ui.t(key::CARD_TITLE),
        issuer: local(ui, &card.issuing_place),
        holder: person_name(&card.name),
        number: (ui.t(key::CARD_NUMBER), face.id_number.text.clone().into()),
        eye: Some(Eye {
            label: ui.t(key::CARD_SHOW_NUMBER),
            shown: face.id_number.mask_at.is_some(),
            act: ui.on(Event::Card(card::Event::RevealTapped(RevealField::IdNumber))),
        }),
        state: Some(wording::card_state(ui, card.state)),
        lines,
        dim: !matches!(card.state, CardState::Normal | CardState::Unknown),
    })
}

fn masked_again(ui: Ui, number: &NumberView) -> El {
    number
        .mask_at
        .map_or_else(nothing, |end| el("p").class("text text--small").child(until(ui, end, key::CARD_MASK_IN)))
}

/// What is wrong with the card, and what to do about it.
fn trouble(ui: Ui, face: &Face) -> Option<SharedString> {
    let card = &face.card;
    let mut text = match card.state {
        CardState::Normal => {
            return (!card.linked).then(|| ui.t(key::CARD_UNLINKED));
        }
        CardState::NotEnabled => ui.t(key::CARD_NOT_ENABLED),
        CardState::TemporarilyLost => ui.t(key::CARD_TEMPORARILY_LOST),
        CardState::FormallyLost => ui.t(key::CARD_FORMALLY_LOST),
        CardState::Locked => ui.t(key::CARD_LOCKED),
        CardState::Expired => ui.t(key::CARD_EXPIRED),
        CardState::Cancelled => ui.t(key::CARD_CANCELLED),
        CardState::Unknown => ui.t(key::CARD_UNKNOWN),
    };
    if let Some(end) = card.loss_report_ends {
        let ends = ui.fill(key::CARD_LOSS_ENDS, &[("time", &at(ui, end))]);
        text = ui.sentences(text, &ends);
    }
    Some(text)
}

fn code(ui: Ui, view: &View) -> El {
    let refresh = |kind| {
        button(Button {
            kind,
            icon: Some(Icon::Refresh),
            small: true,
            action: Action::run(ui.on(Event::Card(card::Event::CodeTapped))),
            ..Button::new(ui.t(key::CARD_CODE_REFRESH))
        })
    };
    let covered =
        |over: Children| qr(Qr { size: 29, label: ui.t(key::CARD_CODE_LABEL), over: Some(over), ..Qr::default() });
    match &view.code {
        None => covered(children![icon(Icon::Lock), paragraph(ui.t(key::CARD_CODE_NONE))]),
        Some(LoadView::Loading { slow }) => {
            covered(children![paragraph(ui.t(key::CARD_CODE_LOADING)), waiting(ui, *slow, Shape::Lines(1))])
        }
        Some(LoadView::Failed(failure)) => {
            let (title, text) = wording::failure(ui, failure);
            let code = [ui.t(key::COMMON_SUPPORT_CODE), failure.support_code.clone().into()].join(" ");
            stack(children![
                covered(children![paragraph(title), small(text), refresh(Kind::Primary)]),
                el("div").class("centred").child(small(code.into())),
            ])
        }
        Some(LoadView::Ready(code)) => match draw_code(&code.payload) {
            Some((path, size)) => qr(Qr {
                path,
                size,
                label: ui.t(key::CARD_CODE_LABEL),
                below: below(ui, code, refresh(Kind::Text)),
                over: None,
            }),
            None => covered(children![paragraph(ui.t(key::CARD_CODE_NONE)), refresh(Kind::Primary)]),
        },
    }
}

fn below(ui: Ui, code: &CardCode, refresh: El) -> Children {
    children![
        el("p").class("text").child(until(ui, code.expires_at, key::CARD_CODE_LEFT)),
        refresh,
        small(ui.t(key::CARD_CODE_HINT)),
    ]
}

/// The dark modules as one path of horizontal runs, and the side in modules.
fn draw_code(payload: &str) -> Option<(SharedString, u32)> {
    let code = QrCode::encode_text(payload, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let run = (x - start).to_string();
                for part in ["M", &start.to_string(), " ", &y.to_string(), "h", &run, "v1h-", &run, "z"] {
                    path.push_str(part);
                }
            } else {
                x += 1;
            }
        }
    }
    Some((path.into(), u32::try_from(size).ok()?))
}

fn details(ui: Ui, face: &Face) -> Vec<Pair> {
    let card = &face.card;
    let pair = |name, value| Pair::new(ui.t(name), value);
    let shown = face.card_number.mask_at.is_some();
    let eye = el("button")
        .class("eye")
        .attr("type", "button")
        .attr("aria-pressed", if shown { "true" } else { "false" })
        .attr("aria-label", ui.t(key::CARD_SHOW_CARD_NUMBER))
        .on_click(ui.on(Event::Card(card::Event::RevealTapped(RevealField::CardNumber))))
        .child(icon(if shown { Icon::EyeOff } else { Icon::Eye }));
    let mut all = vec![
        Pair { action: Some(eye), ..pair(key::CARD_CARD_NUMBER, face.card_number.text.clone().into()) },
        pair(key::CARD_ISSUED, date(ui, card.issued_on)),
        pair(
            key::CARD_GENERATION,
            ui.t(if card.generation >= 3 { key::CARD_GENERATION_3 } else { key::CARD_GENERATION_2 }),
        ),
    ];
    if card.state != CardState::Normal {
        all.push(pair(key::CARD_SINCE, at(ui, card.state_since)));
    }
    all
}

/// Against messages that only look as if they came from here.
fn safe(ui: Ui, chrome: &Chrome) -> El {
    let phone = help_line(ui, chrome);
    div("safe").child(icon(Icon::Shield)).child(
        div("safe__words")
            .child(small(ui.fill(key::CARD_SAFE, &[("phone", phone)])))
            .child(small(ui.fill(key::CARD_SITE, &[("host", &page::site())]))),
    )
}
