//! Words, rows, tiles, buttons, cards, facts.

use super::s;
use crate::ui::components::{
    Action, Banner, Button, CardFace, Cell, Eye, Icon, IndexGroup, Kind, Pair, Section, Tile, Tone, amount, banner,
    bullets, button, button_bar, button_row, card_box, card_face, cell, cell_group, disclosure, heading, icon,
    index_list, key_values, lead, link, numbered, on_click, outside_link, paragraph, section, section_with, small,
    stat, stats, tag, text_button, tile_grid,
};
use crate::ui::vdom::{Children, El, children, div};

fn tap() -> Action {
    Action::run(on_click(|| {}))
}

fn to() -> Action {
    Action::link(s("#/gallery"))
}

pub(super) fn all() -> Children {
    children![
        section(
            s("Banner"),
            children![banner(Banner {
                title: s("Electronic Social Security Card"),
                text: Some(s("Show it, scan it, sign with it")),
                button: Some(s("Open")),
                action: to(),
                guide: false,
            })],
        ),
        section(s("Tiles"), children![tiles()]),
        section_with(Section {
            title: s("Rows"),
            action: Some(link(s("All"), s("#/gallery"))),
            note: Some(s("Grouped, with an icon, a note, a value, a mark.")),
            children: children![cell_group(cells())],
        }),
        section(s("Chosen among its like"), children![cell_group(chosen_cells())]),
        section(s("Buttons"), children![card_box(children![buttons()])]),
        section(s("Card faces"), faces()),
        section(s("Facts"), facts()),
        section(s("Words"), words()),
        section(s("Icons"), children![card_box(children![div("icons").children(icons())])]),
        section(s("Index"), children![index()]),
    ]
}

fn tiles() -> El {
    let tile = |icon, text: &str, action, guide| Tile { icon, text: s(text), action, guide };
    tile_grid(
        s("Services"),
        vec![
            tile(Icon::Apps, "Citizen Center", to(), true),
            tile(Icon::Umbrella, "Social Security", to(), false),
            tile(Icon::Medical, "Medical", to(), false),
            tile(Icon::Home, "Housing Fund", to(), false),
            tile(Icon::Book, "Education", to(), false),
            tile(Icon::Briefcase, "Work", to(), false),
            tile(Icon::Car, "Transport", Action::off(s("Not in this city")), false),
            tile(Icon::More, "All", to(), false),
        ],
        0,
    )
}

fn cells() -> Children {
    let base = |icon, title: &str, action| Cell { icon: Some(icon), action, ..Cell::new(s(title)) };
    children![
        cell(Cell { note: Some(s("Months, sums, gaps")), ..base(Icon::Chart, "Social Security Query", to()) }),
        cell(Cell { extra: Some(s("Hefei")), ..base(Icon::Location, "City", tap()) }),
        cell(Cell {
            tag: Some((Tone::Info, s("Online"))),
            guide: true,
            ..base(Icon::Card, "Social Security Card", to())
        }),
        cell(Cell { ..base(Icon::Bank, "Bank account", Action::off(s("At a bank counter only"))) }),
        cell(Cell { extra: Some(s("2031-05")), ..Cell::new(s("Valid until")) }),
        cell(Cell {
            danger: true,
            note: Some(s("Ends what this card can do")),
            ..base(Icon::Stop, "Card Cancellation", to())
        }),
    ]
}

fn chosen_cells() -> Children {
    let city = |name: &str, chosen| cell(Cell { chosen: Some(chosen), action: tap(), ..Cell::new(s(name)) });
    children![city("Hefei", true), city("Wuhu", false)]
}

fn buttons() -> El {
    let of = |kind, text: &str| Button { kind, action: tap(), ..Button::new(s(text)) };
    button_bar(children![
        button(of(Kind::Primary, "Continue")),
        button(of(Kind::Secondary, "Not now")),
        button(of(Kind::Danger, "Cancel the card")),
        text_button(s("Why is this asked?"), to()),
        button(Button { busy: Some(s("Sending")), ..of(Kind::Primary, "Submit the application") }),
        button(Button { action: Action::off(s("Tick all five statements first")), ..of(Kind::Primary, "Continue") }),
        button(Button { guide: true, ..of(Kind::Primary, "Cancel") }),
        button_row(children![
            button(Button { icon: Some(Icon::Copy), small: true, ..of(Kind::Secondary, "Copy") }),
            button(Button { small: true, ..of(Kind::Secondary, "Print") }),
        ]),
    ])
}

fn faces() -> Children {
    let face = |tone, state: &str, shown: bool, dim| {
        card_face(CardFace {
            title: s("Social Security Card"),
            issuer: s("Issued in Hefei, Anhui"),
            holder: s("Zhang San"),
            number: (s("Social security number"), s(if shown { "340102 19800101 001X" } else { "3401**********001X" })),
            eye: Some(Eye { label: s("Show the social security number"), shown, act: on_click(|| {}) }),
            state: Some((tone, s(state))),
            lines: vec![(s("Bank"), s("Demo Bank")), (s("Valid until"), s("2031-05"))],
            dim,
        })
    };
    children![card_box(children![
        face(Tone::Success, "In use", false, false),
        face(Tone::Warning, "Reported lost", true, true)
    ])]
}

fn facts() -> Children {
    children![
        card_box(children![stats(children![
            stat(s("146"), s("months"), s("Paid so far")),
            stat(s("34"), s("months"), s("Still to pay")),
        ])]),
        card_box(children![key_values(vec![
            Pair {
                name: s("Application number"),
                value: s("HF-20250312-000123"),
                action: Some(button(Button { kind: Kind::Text, small: true, action: tap(), ..Button::new(s("Copy")) })),
                strong: true,
            },
            Pair::new(s("Submitted"), s("12 March 2025, 10:24")),
            Pair::new(s("Reason"), s("Working for an employer from now on")),
        ])]),
        card_box(children![amount(s("CNY 1,234.56"), true), paragraph(s("A sum, large; its digits have one width."))]),
        card_box(children![
            tag(Tone::Plain, s("Window only")),
            tag(Tone::Info, s("Online")),
            tag(Tone::Waiting, s("Under review")),
            tag(Tone::Success, s("Posted")),
            tag(Tone::Warning, s("Needs you")),
            tag(Tone::Danger, s("Refused")),
        ]),
    ]
}

fn words() -> Children {
    children![
        card_box(children![
            heading(2, s("A heading")),
            lead(s("A first paragraph, a little larger than what follows it.")),
            paragraph(s("A paragraph. Short sentences, one thought each, numbers with their units.")),
            heading(3, s("A smaller heading")),
            small(s("A note in smaller type.")),
            bullets(children![paragraph(s("A point")), paragraph(s("Another point"))]),
            numbered(children![paragraph(s("First this")), paragraph(s("Then that"))]),
            link(s("A link in the text"), s("#/gallery")),
            small(s("and to another site:")),
            outside_link(s("The law"), s("https://example.org/"), s("opens a new window")),
        ]),
        disclosure(s("What the law says"), children![paragraph(s("Article 16: fifteen years."))]),
    ]
}

fn icons() -> Children {
    [
        Icon::Home,
        Icon::Apps,
        Icon::Card,
        Icon::User,
        Icon::Shield,
        Icon::Umbrella,
        Icon::Search,
        Icon::Forward,
        Icon::Back,
        Icon::Down,
        Icon::Check,
        Icon::Cross,
        Icon::CheckCircle,
        Icon::CrossCircle,
        Icon::Warning,
        Icon::Info,
        Icon::Clock,
        Icon::Location,
        Icon::Phone,
        Icon::Bank,
        Icon::File,
        Icon::List,
        Icon::Lock,
        Icon::Eye,
        Icon::EyeOff,
        Icon::Refresh,
        Icon::Copy,
        Icon::Download,
        Icon::Question,
        Icon::Settings,
        Icon::Calendar,
        Icon::LinkOff,
        Icon::Stop,
        Icon::Pause,
        Icon::Heart,
        Icon::Medical,
        Icon::Briefcase,
        Icon::Book,
        Icon::Language,
        Icon::Bell,
        Icon::TextSize,
        Icon::Contrast,
        Icon::City,
        Icon::People,
        Icon::Undo,
        Icon::Outside,
        Icon::Qr,
        Icon::Chart,
        Icon::Yuan,
        Icon::Car,
        Icon::Edit,
        Icon::More,
    ]
    .into_iter()
    .map(icon)
    .collect()
}

fn index() -> El {
    let city = |name: &str| cell(Cell { action: tap(), ..Cell::new(s(name)) });
    let group = |letter: &str, names: &[&str]| IndexGroup {
        letter: s(letter),
        cells: names.iter().map(|name| city(name)).collect(),
    };
    index_list(
        "cities",
        s("Jump to a letter"),
        vec![
            group("Hot", &["Hefei"]),
            group("B", &["Bengbu"]),
            group("H", &["Hefei", "Huainan"]),
            group("W", &["Wuhu"]),
        ],
    )
}
