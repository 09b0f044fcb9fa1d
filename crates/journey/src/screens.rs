//! The screens of the app, one row each, in the order of the journey.
//!
//! A row has the screen's variant of [`Route`](crate::Route) with what its address says, and then:
//! - `named`: its name, which its style sheet, locale prefix and gallery entry bear. Its title is the word `{name}.title`,
//!   and whoever embeds the app is told the name.
//! - `in`: its page, a module below the app's `ui::pages`.
//! - `at`: its address. A parameter is a field of the variant; those at the end may be absent if the field may.
//! - who sees it: `public`, `personal` (asks for signing in), or `either` (shown anyway, and says who is signed in).
//! - `below`: the screen above, for the back link of a page that was opened by its address.
//! - `loads`: what the model does when somebody comes to it, once they may see it. Left out if nothing.
//! - `draws`: what its page is given to draw, its type and where it is made. Left out if nothing.
//!
//! The table is a macro that hands its rows to another one, so that each part of the app takes the columns it needs:
//! `route` the addresses, `view` the variants of [`Screen`](crate::view::Screen), `model` what is loaded and drawn, the app the
//! pages.

/// Hands the table of screens to the macro of that name.
#[macro_export]
macro_rules! screens {
    ($each:ident) => {
        $each! {
            /// Home.
            Home named "home", in home, at "/", public, below None,
                loads |m| m.load_services(),
                draws home::View = |m| m.home_view();

            /// Citizen Center.
            Center named "center", in home::center, at "/center", public, below Some(Route::Home),
                loads |m| m.load_services(),
                draws home::View = |m| m.home_view();

            /// City picker.
            Cities named "cities", in account::cities, at "/cities", public, below Some(Route::Home),
                draws home::cities::View = |m| m.home.cities.view(&m.cx);

            /// Social Security.
            SocialSecurity named "social-security", in card::social_security, at "/social-security", either,
                below Some(Route::Center),
                loads |m| m.card.read_ahead(&mut m.cx);

            /// The electronic card.
            Card named "card", in card, at "/card", personal, below Some(Route::SocialSecurity),
                loads |m| m.card.face.enter(&mut m.cx),
                draws card::View = |m| m.card.face.view(&m.cx);

            /// Social Security Query.
            Record {
                /// The insurance shown; the person's first if absent.
                insurance: Option<Insurance>,
                /// The year shown; the latest if absent.
                year: Option<Year>,
            } named "record", in card::record, at "/record/{insurance}/{year}", personal, below Some(Route::Card),
                loads |m| m.card.record.enter(&mut m.cx, *insurance, *year),
                draws card::record::View = |m| m.card.record.view(&m.cx);

            /// One month of the record.
            Month {
                /// The insurance.
                insurance: Insurance,
                /// The month.
                month: YearMonth,
            } named "month", in card::month, at "/record/{insurance}/{month}", personal,
                below Some(Route::Record { insurance: Some(*insurance), year: Some(month.year()) }),
                loads |m| m.card.record.enter_month(&mut m.cx, *insurance, *month),
                draws card::record::MonthView = |m| m.card.record.month_view(&m.cx, *insurance, *month);

            /// Social Security Card.
            CardServices named "card-services", in card::card_services, at "/card/services", personal,
                below Some(Route::Record { insurance: None, year: None }),
                loads |m| m.card.card_services.enter(&mut m.cx),
                draws card::card_services::View = |m| m.card.card_services.view(&m.cx, m.left_behind());

            /// Card Cancellation: what it is, and the "Cancel" button.
            Cancellation named "cancellation", in card::cancellation, at "/card/cancellation", personal,
                below Some(Route::CardServices),
                loads |m| m.card.card_services.enter(&mut m.cx),
                draws card::card_services::CancellationView = |m| m.card.card_services.cancellation(&m.cx);

            /// What do you mean?
            Intent named "intent", in apply::intent, at "/apply", personal, below Some(Route::Cancellation);

            /// The steps of one application.
            Apply {
                /// What is applied for.
                kind: ApplicationKind,
                /// Which step.
                stage: Stage,
            } named stage.name(), in apply, at "/apply/{kind}/{stage}", personal,
                below Some(stage.before().map_or(Route::Intent, |stage| Route::Apply { kind: *kind, stage })),
                loads |m| m.apply.flow.enter(&mut m.cx, *kind, *stage),
                draws Box<apply::View> = |m| Box::new(m.apply_view(*kind, *stage));

            /// The receipt of what was just submitted.
            Receipt(id: String) named "receipt", in apply::receipt, at "/receipt/{id}", personal,
                below Some(Route::Applications),
                loads |m| m.apply.applications.enter(&mut m.cx, id),
                draws apply::applications::View = |m| m.apply.applications.view(&m.cx);

            /// My applications.
            Applications named "applications", in apply::applications, at "/applications", personal,
                below Some(Route::Home),
                loads |m| m.apply.applications.enter_list(&mut m.cx),
                draws apply::applications::ListView = |m| m.apply.applications.list_view(&m.cx);

            /// One of them.
            Application(id: String) named "application", in apply::application, at "/applications/{id}", personal,
                below Some(Route::Applications),
                loads |m| m.apply.applications.enter(&mut m.cx, id),
                draws apply::applications::View = |m| m.apply.applications.view(&m.cx);

            /// Withdraw it?
            Withdraw(id: String) named "withdraw", in apply::withdraw, at "/applications/{id}/withdraw", personal,
                below Some(Route::Application(id.clone())),
                loads |m| m.apply.applications.enter(&mut m.cx, id),
                draws apply::applications::View = |m| m.apply.applications.view(&m.cx);

            /// Who saw my data.
            AccessLog named "access-log", in card::access_log, at "/access-log", personal, below Some(Route::Me),
                loads |m| m.card.access_log.enter(&mut m.cx),
                draws card::access_log::View = |m| m.card.access_log.view(&m.cx);

            /// Me: sign in or out, and everything about oneself.
            Me named "me", in account::me, at "/me", either, below Some(Route::Home),
                draws LoadView<()> = |m| m.who();

            /// Where I am signed in.
            Sessions named "sessions", in account::sessions, at "/sessions", personal, below Some(Route::Me),
                loads |m| m.account.sessions.enter(&mut m.cx),
                draws account::sessions::View = |m| m.account.sessions.view(&m.cx);

            /// Settings.
            Settings named "settings", in account::settings, at "/settings", public, below Some(Route::Me);

            /// About.
            About named "about", in guide::about, at "/about", public, below Some(Route::Me);

            /// How to cancel.
            Help named "help", in guide::help, at "/help", public, below Some(Route::Me);

            /// The five characteristics of social insurance.
            Characteristics named "characteristics", in guide::characteristics, at "/help/characteristics", public,
                below Some(Route::Help);

            /// The legal ground.
            Law named "law", in guide::law, at "/help/law", public, below Some(Route::Help);

            /// The demo panel.
            Demo named "demo", in demo, at "/demo", either, below Some(Route::Home),
                loads |m| m.demo.load(&mut m.cx),
                draws demo::View = |m| m.demo.view(&m.cx);

            /// Every component in every state; no such page but in development builds.
            Gallery named "gallery", in home::not_found, at "/gallery", public, below None;
        }
    };
}
