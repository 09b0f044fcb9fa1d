//! What a page is given to draw: plain data, one variant per screen. Pages need not understand the
//! machinery behind it.

use crate::load::LoadView;
use crate::route::Route;
use crate::settings::Settings;
use crate::shared::Shared;
use crate::steps::apply::Progress;
use crate::steps::{applications, apply, card, card_services, cities, demo, home, record, sign_in};
use contract::city::City;
use contract::session::Session;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The page.
    pub screen: Screen,
    /// What is around it.
    pub chrome: Chrome,
}

/// What is around every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Chrome {
    /// Where the person is.
    pub route: Route,
    /// Where the back link leads.
    pub back: Option<Route>,
    /// Who is signed in.
    pub session: Option<Shared<Session>>,
    /// The city in use.
    pub city: Option<Shared<City>>,
    /// Whether the backend is the embedded one.
    pub demo: bool,
    /// Whether the device says it has a network.
    pub online: bool,
    /// Whether the guide is on: the page marks the next of the seven taps.
    pub guide: bool,
    /// A submission under way, on whatever screen the person is.
    pub sending: Option<Progress>,
    /// Backend's clock minus device's, in milliseconds: countdowns are by the backend's.
    pub clock_offset_ms: i64,
    /// What was chosen about the app.
    pub settings: Settings,
    /// Language chosen, as a BCP 47 tag: the one in use, or one whose words are on their way.
    pub lang: String,
}

/// The pages.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Home.
    Home(home::View),
    /// Citizen Center.
    Center(home::View),
    /// City picker.
    Cities(cities::View),
    /// Social Security.
    SocialSecurity,
    /// The electronic card.
    Card(card::View),
    /// Social Security Query.
    Record(record::View),
    /// One month of the record.
    Month(record::MonthView),
    /// Social Security Card.
    CardServices(card_services::View),
    /// Card Cancellation.
    Cancellation(card_services::CancellationView),
    /// What do you mean?
    Intent,
    /// A step of an application.
    Apply(Box<apply::View>),
    /// Just submitted.
    Receipt(applications::View),
    /// My applications.
    Applications(applications::ListView),
    /// One of them.
    Application(applications::View),
    /// Withdraw it?
    Withdraw(applications::View),
    /// Who saw my data.
    AccessLog(applications::AccessView),
    /// Me: signed in or not, as soon as that is known.
    Me(LoadView<()>),
    /// Settings.
    Settings,
    /// About.
    About,
    /// How to cancel.
    Help,
    /// The five characteristics of social insurance.
    Characteristics,
    /// The legal ground.
    Law,
    /// The demo panel.
    Demo(demo::View),
    /// Every part in every state.
    Gallery,
    /// No such page.
    NotFound,
    /// Personal, and nobody is signed in: sign in here.
    SignIn(sign_in::View),
    /// Personal, and it is not known yet who is signed in.
    AskingWho(LoadView<()>),
}

/// Whether a personal screen may be shown.
pub(crate) enum Gate {
    /// Yes.
    Open,
    /// No: this is shown instead.
    Closed(Box<Screen>),
}

impl Gate {
    /// No: this is shown instead.
    pub(crate) fn closed(screen: Screen) -> Self {
        Self::Closed(Box::new(screen))
    }
}
