//! Results, messages, months, codes, progress, and pages with nothing to show.

use crate::words::{SharedString, joined};
use std::rc::Rc;

use super::s;
use crate::ui::components::{
    Action, Empty, FailurePanel, Icon, Month, MonthMark, Qr, ResultPanel, Shape, StepMark, TimelineEvent, Tone,
    card_box, countdown, empty, failure_panel, link, month_legend, month_rows, nothing, notice, on_click, paragraph,
    primary, progress, qr, result_panel, secondary, section, skeleton, slow_notice, text_button, tile_grid, timeline,
};
use crate::ui::vdom::{Children, El, children};

fn tap() -> Action {
    Action::run(on_click(|| {}))
}

pub(super) fn all() -> Children {
    children![
        section(s("Notices"), notices()),
        section(s("Outcomes"), outcomes()),
        section(s("Progress in a form"), children![card_box(children![progress(s("Step 3 of 8"), 3, 8)])]),
        section(s("Timeline"), children![card_box(children![events()])]),
        section(s("Months as rows"), children![month_rows(months())]),
        section(
            s("What the marks of months mean"),
            children![card_box(children![month_legend(vec![
                (MonthMark::Posted, s("Posted")),
                (MonthMark::Paid, s("Paid, not posted")),
                (MonthMark::Unpaid, s("Not paid")),
                (MonthMark::Unknown, s("Not synced")),
            ])])],
        ),
        section(s("QR codes"), children![card_box(children![code(false), code(true)])]),
        section(
            s("Empty"),
            children![empty(Empty {
                icon: Icon::File,
                title: s("No applications yet"),
                text: s("What you apply for appears here, with its state."),
                action: Some(secondary(s("See what you can apply for"), Action::link(s("#/gallery")))),
            })],
        ),
        section(
            s("Failure"),
            children![failure_panel(FailurePanel {
                title: s("The record could not be loaded"),
                text: s("You seem to be offline. Nothing was changed. Check the network, then try again."),
                retry: Some(primary(s("Try again"), tap())),
                code: Some((s("Support code"), s("7F3A-21C9"))),
            })],
        ),
        section(
            s("Loading"),
            children![
                slow_notice(s("This takes longer than usual")),
                skeleton(Shape::Cells(3), s("Loading")),
                skeleton(Shape::Card, s("Loading")),
                tile_grid(s("Services"), vec![], 8),
                card_box(children![skeleton(Shape::Lines(3), s("Loading"))]),
                nothing(),
            ],
        ),
    ]
}

fn notices() -> Children {
    children![card_box(children![
        notice(Tone::Plain, s("As of 12 March 2025."), None),
        notice(
            Tone::Info,
            s("March is paid but not posted. Banks report within 5 working days."),
            Some(link(s("Why does this take days?"), s("#/gallery"))),
        ),
        notice(Tone::Waiting, s("The city is checking your application."), None),
        notice(Tone::Success, s("Your card works everywhere."), None),
        notice(Tone::Warning, s("Three months are missing in 2019."), Some(text_button(s("Show them"), tap()))),
        notice(Tone::Danger, s("This cannot be undone after 10 minutes."), None),
    ])]
}

fn outcomes() -> Children {
    let of = |tone, title: &str, text: &str| {
        card_box(children![result_panel(ResultPanel {
            tone,
            title: s(title),
            text: Some(s(text)),
            children: children![paragraph(s("Withdraw within 9:41"))],
        })])
    };
    children![
        of(Tone::Waiting, "Submitted, waiting to be accepted", "The city answers by 17 March 2025."),
        of(Tone::Success, "Contributions stopped", "Your last month is March 2025."),
        of(Tone::Info, "Nothing to stop", "You have not paid this year."),
        of(Tone::Warning, "Something is missing", "Add the employer's notice by 20 March."),
        of(Tone::Danger, "Refused", "Your employer pays for you: ask the employer."),
    ]
}

fn events() -> El {
    let event = |mark, title: &str, state: &str, lines: &[&str]| TimelineEvent {
        mark,
        title: s(title),
        state: s(state),
        lines: lines.iter().map(|line| s(line)).collect(),
    };
    timeline(vec![
        event(StepMark::Done, "Submitted", "Done, 12 March 2025, 10:24", &["By you"]),
        event(StepMark::Yours, "Add a paper", "Your turn until 20 March", &["The employer's notice"]),
        event(StepMark::Now, "Review", "Under way, expected by 17 March", &["By the agency in Hefei"]),
        event(StepMark::Failed, "Bank", "Failed", &["The bank could not be reached"]),
        event(StepMark::Next, "Contributions stop", "Yet to come", &[]),
    ])
}

fn months() -> Vec<Month> {
    let of = |at: u8, mark, state: &str| Month {
        name: joined(&["2025-0", &at.to_string()]),
        mark,
        state: s(state),
        amount: Some(s("CNY 873.60")),
        action: if mark == MonthMark::Unknown { Action::none() } else { tap() },
    };
    vec![
        of(1, MonthMark::Posted, "Posted"),
        of(2, MonthMark::Paid, "Paid, not posted"),
        of(3, MonthMark::Unpaid, "Not paid"),
        of(4, MonthMark::Unknown, "Not synced from the other city"),
    ]
}

/// Not a real code: the three corners of one.
const CORNERS: &str = "M0 0h7v7h-7zM1 1v5h5v-5zM2 2h3v3h-3zM14 0h7v7h-7zM15 1v5h5v-5zM16 2h3v3h-3zM0 14h7v7h-7zM1 15v5h5v-5zM2 16h3v3h-3zM9 1h2v1h-2zM11 3h1v3h-1zM9 8h3v1h-3zM13 9h2v2h-2zM17 8h1v3h-1zM19 10h2v1h-2zM9 12h1v3h-1zM11 14h3v1h-3zM15 13h1v4h-1zM18 15h3v2h-3zM10 18h4v1h-4zM16 19h2v2h-2zM1 9h3v2h-3zM5 9h2v1h-2z";

fn code(expired: bool) -> El {
    let left: Rc<dyn Fn() -> SharedString> = Rc::new(|| s("Refreshes in 42 s"));
    qr(Qr {
        path: s(CORNERS),
        size: 21,
        label: s("QR code of the electronic card"),
        below: if expired { children![] } else { children![countdown(left)] },
        over: expired.then(|| children![paragraph(s("This code has expired")), primary(s("Show a new one"), tap())]),
    })
}
