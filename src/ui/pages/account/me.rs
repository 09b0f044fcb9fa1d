//! Me: who is signed in, and everything about oneself.

use journey::steps::account::sign_in;
use journey::view::Chrome;
use journey::{Event, LoadView, Route};

use crate::platform::storage;
use crate::ui::Ui;
use crate::ui::components::{
    Action, Cell, Icon, Pair, Shape, Tone, card_box, cell, cell_group, icon, key_values, nothing, notice, paragraph,
    primary, secondary, section, small, stack, text_button,
};
use crate::ui::pages::card::social_security::row;
use crate::ui::pages::common::{Frame, at, help_line, medical_help_line, person_name, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children, div, el, span};
use crate::words::{joined, key};

/// Draws Me.
pub fn draw(ui: Ui, chrome: &Chrome, who: &LoadView<()>) -> Frame {
    let body = children![
        match ready(ui, who, Shape::Lines(3)) {
            Ok(()) => person(ui, chrome),
            // Whoever could not be asked is not "not signed in".
            Err(instead) => instead,
        },
        section(
            ui.t(key::ME_MINE),
            children![cell_group(children![
                row(ui, Icon::List, key::ME_APPLICATIONS, None, &Route::Applications),
                row(ui, Icon::Eye, key::ME_ACCESS, None, &Route::AccessLog),
                row(ui, Icon::Lock, key::ME_SESSIONS, None, &Route::Sessions),
            ])],
        ),
        section(
            ui.t(key::ME_APP),
            children![cell_group(children![
                row(ui, Icon::Settings, key::ME_SETTINGS, Some(key::ME_SETTINGS_NOTE), &Route::Settings),
                row(ui, Icon::Question, key::ME_HELP, None, &Route::Help),
                row(ui, Icon::Info, key::ME_ABOUT, None, &Route::About),
            ])],
        ),
        lines(ui, chrome),
        if chrome.session.is_some() {
            let out = ui.on(Event::SignIn(sign_in::Event::SignOutTapped));
            secondary(ui.t(key::ME_SIGN_OUT), Action::run(out))
        } else {
            nothing()
        },
    ];
    Frame { tabs: true, ..Frame::new(children![stack(body)]) }
}

fn person(ui: Ui, chrome: &Chrome) -> El {
    if chrome.leaving {
        return leaving(ui);
    }
    let Some(session) = &chrome.session else {
        return card_box(children![
            el("h2").class("heading").text(ui.t(key::ME_OUT)),
            paragraph(ui.t(key::ME_OUT_TEXT)),
            // Sign-in is asked for on the first personal page.
            primary(ui.t(key::ME_SIGN_IN), ui.link(&Route::Card)),
        ]);
    };
    let pair = |name, value| Pair::new(ui.t(name), value);
    card_box(children![
        div("me-head").child(span("me-head__mark").child(icon(Icon::User))).child(
            div("me-head__words")
                .child(el("h2").class("me-head__name").text(person_name(&session.name)))
                .child(el("p").class("text text--small").text(wording::payer(ui, session.payer))),
        ),
        key_values(vec![
            pair(key::ME_ID, session.id_number.clone().into()),
            pair(key::ME_UNTIL, at(ui, session.expires_at))
        ]),
    ])
}

/// Signed out here, and what is still open.
pub(super) fn leaving(ui: Ui) -> El {
    let again = text_button(ui.t(key::COMMON_RETRY), Action::run(ui.on(Event::RetryTapped)));
    let text = if storage::outlives() { key::ME_LEAVING_TEXT } else { key::ME_LEAVING_OPEN };
    let text = children![small(ui.t(text)), again];
    el("div").attr("role", "status").child(notice(Tone::Warning, ui.t(key::ME_LEAVING), Some(stack(text))))
}

/// The help lines of the city in use.
pub(in crate::ui::pages) fn lines(ui: Ui, chrome: &Chrome) -> El {
    let line = |title, phone: &str| {
        cell(Cell {
            icon: Some(Icon::Phone),
            extra: Some(phone.into()),
            action: Action::link(joined(&["tel:", phone])),
            ..Cell::new(ui.t(title))
        })
    };
    section(
        ui.t(key::ME_LINES),
        children![cell_group(children![
            line(key::ME_LINE_SOCIAL, help_line(ui, chrome)),
            line(key::ME_LINE_MEDICAL, medical_help_line(ui, chrome)),
        ])],
    )
}
