//! How to cancel: the six steps of the source, each openable on the real page.

use journey::steps::home::settings;
use journey::view::Chrome;
use journey::{Event, Route};

use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Icon, button, card_box, cell_group, lead, link, numbered, paragraph, section, small, stack,
};
use crate::ui::pages::card::cancellation::points;
use crate::ui::pages::card::social_security::row;
use crate::ui::pages::common::Frame;
use crate::ui::vdom::children;
use crate::words::{Key, key};

/// The steps: what to do, the name of the page it is done on, and the page.
const STEPS: [(Key, Key, Route); 6] = [
    (key::HELP_STEP_1, key::HELP_OPEN_1, Route::Home),
    (key::HELP_STEP_2, key::HELP_OPEN_2, Route::SocialSecurity),
    (key::HELP_STEP_3, key::HELP_OPEN_3, Route::Card),
    (key::HELP_STEP_4, key::HELP_OPEN_4, Route::Record { insurance: None, year: None }),
    (key::HELP_STEP_5, key::HELP_OPEN_5, Route::CardServices),
    (key::HELP_STEP_6, key::HELP_OPEN_6, Route::Cancellation),
];

/// Draws the help.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let steps = STEPS
        .into_iter()
        .map(|(what, open, route)| stack(children![paragraph(ui.t(what)), link(ui.t(open), ui.href(&route))]))
        .collect();
    let started = ui.on(Event::Settings(settings::Event::GuideStarted));
    let guide = button(Button {
        icon: Some(Icon::Forward), // A link to where the guide begins, which also starts it.
        action: Action::link_also(ui.href(&Route::Home), started),
        ..Button::new(ui.t(key::HELP_GUIDE))
    });
    let body = children![
        lead(ui.t(key::HELP_LEAD)),
        guide,
        small(ui.t(key::HELP_GUIDE_NOTE)),
        section(ui.t(key::HELP_STEPS), children![card_box(children![numbered(steps)])]),
        points(ui, key::HELP_KNOW, &[key::HELP_KNOW_1, key::HELP_KNOW_2, key::HELP_KNOW_3]),
        section(
            ui.t(key::HELP_MORE),
            children![cell_group(children![
                row(ui, Icon::Umbrella, key::HELP_CHARACTERISTICS, None, &Route::Characteristics),
                row(ui, Icon::Book, key::HELP_LAW, None, &Route::Law),
            ])],
        ),
    ];
    Frame::new(children![stack(body)])
}
