//! The session is about to end: one tap, and it does not.

use std::rc::Rc;

use journey::Event;
use journey::steps::account::{idle::Warning, sign_in};

use crate::ui::Ui;
use crate::ui::components::{Action, Button, Dialog, button, dialog, on_click, secondary};
use crate::ui::pages::common::until;
use crate::ui::vdom::{El, children};
use crate::words::key;

/// Draws the question.
pub fn draw(ui: Ui, warning: &Warning) -> El {
    let stay = on_click(move || ui.send(Event::SignIn(sign_in::Event::StayTapped)));
    let (text, answer) = if warning.can_stay {
        (key::SESSION_END_TEXT, key::SESSION_END_STAY)
    } else {
        (key::SESSION_END_LAST, key::SESSION_END_NOTED)
    };
    dialog(Dialog {
        id: "session-end",
        title: ui.t(key::SESSION_END_SOON),
        text: Some(ui.t(text)),
        children: children![until(ui, warning.ends, key::SESSION_END_LEFT)],
        actions: children![
            button(Button { first: true, action: Action::run(Rc::clone(&stay)), ..Button::new(ui.t(answer)) }),
            secondary(ui.t(key::ME_SIGN_OUT), Action::run(ui.on(Event::SignIn(sign_in::Event::SignOutTapped)))),
        ],
        urgent: true,
        // Whoever closes it is there.
        close: stay,
    })
}
