//! Every part in every state: the one fixture for pictures and for accessibility checks.
//! In development builds only, or with the feature `gallery`. Its labels are samples
//! in plain English, not words of the app.

mod content;
mod forms;
mod states;

use crate::words::SharedString;
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Get, Set};

use crate::ui::components::{
    Action, Button, Dialog, Icon, Kind, NavBar, OnClick, Page, Tab, Tone, button, button_bar, demo_ribbon, dialog,
    live_region, nav_action, nav_bar, on_click, page, paragraph, section, sheet, tab_bar, toast,
};
use crate::ui::vdom::{El, children, live};

/// What lies over the gallery.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Dialog,
    Alert,
    Sheet,
    Toast,
}

thread_local! {
    /// What lies over it now. Not made with the page: that is drawn anew with whatever answer comes in late, and
    /// what was opened would close.
    static OVER: ArcRwSignal<Over> = ArcRwSignal::new(Over::Nothing);
}

/// The gallery, which redraws itself when something is opened.
pub fn gallery() -> El {
    let over = OVER.with(Clone::clone);
    live(Rc::new(move || draw(&over)))
}

fn draw(over: &ArcRwSignal<Over>) -> El {
    let show = |what: Over| -> OnClick {
        let over = over.clone();
        on_click(move || over.set(what))
    };
    let mut body = children![section(
        s("Over the page"),
        children![button_bar(children![
            plain("Open dialog", show(Over::Dialog)),
            plain("Open alert dialog", show(Over::Alert)),
            plain("Open sheet", show(Over::Sheet)),
            plain("Show toast", show(Over::Toast)),
        ])],
    )];
    body.push(live_region(Rc::new(SharedString::default)));
    body.extend(content::all());
    body.extend(states::all());
    body.extend(forms::all());
    let close = show(Over::Nothing);
    page(Page {
        id: "gallery",
        ribbon: Some(demo_ribbon(
            s("Demo data: nobody here is real"),
            Some((s("Demo panel"), Action::link(s("#/demo")))),
        )),
        nav: Some(nav_bar(NavBar {
            title: s("Gallery of parts"),
            back: Some((s("Back"), Action::link(s("#/")))),
            action: Some(nav_action(Some(Icon::Question), s("Help"), Action::link(s("#/help")))),
        })),
        body,
        actions: Some(button_bar(children![button(Button {
            action: Action::run(on_click(|| {})),
            ..Button::new(s("Confirm stopping contributions"))
        })])),
        tabs: Some(tab_bar(s("Main places"), tabs())),
        over: what_is_over(over.get(), &close),
    })
}

fn tabs() -> Vec<Tab> {
    [
        (Icon::Home, "Home", "#/", false),
        (Icon::Apps, "Services", "#/services", true),
        (Icon::Card, "Cards", "#/cards", false),
        (Icon::User, "Me", "#/me", false),
    ]
    .into_iter()
    .map(|(icon, text, href, here)| Tab { icon, text: s(text), href: s(href), here })
    .collect()
}

fn what_is_over(over: Over, close: &OnClick) -> Option<El> {
    match over {
        Over::Nothing => None,
        Over::Dialog | Over::Alert => Some(dialog(Dialog {
            id: "sample-dialog",
            title: s("Stop your contributions?"),
            text: Some(s("From April 2025 nothing is paid. You can withdraw within 10 minutes.")),
            children: children![],
            actions: children![
                button(Button {
                    kind: Kind::Secondary,
                    action: Action::run(Rc::clone(close)),
                    first: true,
                    ..Button::new(s("Think again"))
                }),
                button(Button {
                    kind: Kind::Danger,
                    action: Action::run(Rc::clone(close)),
                    ..Button::new(s("Stop contributions"))
                }),
            ],
            urgent: over == Over::Alert,
            close: Rc::clone(close),
        })),
        Over::Sheet => Some(sheet(Dialog {
            id: "sample-sheet",
            title: s("Social Insurance Law, article 15"),
            text: None,
            children: children![paragraph(s("A pension has a pooled part and a part from the account."))],
            actions: children![button(Button {
                kind: Kind::Secondary,
                action: Action::run(Rc::clone(close)),
                first: true,
                ..Button::new(s("Back"))
            })],
            urgent: false,
            close: Rc::clone(close),
        })),
        Over::Toast => Some(toast(Tone::Success, Some(s("Copied")))),
    }
}

/// A sample label.
fn s(text: &str) -> SharedString {
    text.into()
}

fn plain(text: &str, act: OnClick) -> El {
    button(Button { kind: Kind::Secondary, action: Action::run(act), ..Button::new(s(text)) })
}
