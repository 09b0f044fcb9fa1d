//! The screens of the app, one row each, in the order of the journey.
//!
//! A row has the screen's variant of [`Route`](crate::Route) with what its address says, and then:
//! - `named`: its name, which its page, step, style sheet, locale prefix and gallery entry bear. Its title is the word
//!   `{name}.title`, and whoever embeds the app is told the name.
//! - `at`: its address. A parameter is a field of the variant; those at the end may be absent if the field may.
//! - who sees it: `public`, `personal` (asks for signing in), or `either` (shown anyway, and says who is signed in).
//! - `below`: the screen above, for the back link of a page that was opened by its address.
//! - `loads`: what the model does when somebody comes to it, once they may see it. Left out if nothing.
//! - `shows`: what its page is given to draw.
//!
//! The table is a macro that hands its rows to another one, so that each part of the core takes the columns it needs:
//! `route` the addresses, `model` what is loaded and shown.

macro_rules! screens {
    ($each:ident) => {
        $each! {
            /// Home.
            Home named "home", at "/", public, below None,
                loads |m| m.load_services(),
                shows |m| Screen::Home(m.home_view());

            /// Citizen Center.
            Center named "center", at "/center", public, below Some(Route::Home),
                loads |m| m.load_services(),
                shows |m| Screen::Center(m.home_view());

            /// City picker.
            Cities named "cities", at "/cities", public, below Some(Route::Home),
                shows |m| Screen::Cities(m.cities.view(m.cx.now));

            /// Social Security.
            SocialSecurity named "social-security", at "/social-security", public, below Some(Route::Center),
                shows |_| Screen::SocialSecurity;

            /// The electronic card.
            Card named "card", at "/card", personal, below Some(Route::SocialSecurity),
                loads |m| m.card.enter(&mut m.cx),
                shows |m| Screen::Card(m.card.view(m.cx.now, &m.cx.requests));

            /// Social Security Query.
            Record {
                /// The insurance shown; the person's first if absent.
                insurance: Option<Insurance>,
                /// The year shown; the latest if absent.
                year: Option<Year>,
            } named "record", at "/record/{insurance}/{year}", personal, below Some(Route::Card),
                loads |m| m.record.enter(&mut m.cx, *insurance, *year),
                shows |m| Screen::Record(m.record.view(m.cx.now));

            /// One month of the record.
            Month {
                /// The insurance.
                insurance: Insurance,
                /// The month.
                month: YearMonth,
            } named "month", at "/record/{insurance}/{month}", personal,
                below Some(Route::Record { insurance: Some(*insurance), year: Some(month.year()) }),
                loads |m| m.record.enter_month(&mut m.cx, *insurance, *month),
                shows |m| Screen::Month(m.record.month_view(m.cx.now, *insurance, *month));

            /// Social Security Card.
            CardServices named "card-services", at "/card/services", personal,
                below Some(Route::Record { insurance: None, year: None }),
                loads |m| m.card_services.enter(&mut m.cx),
                shows |m| Screen::CardServices(m.card_services.view(m.cx.now));

            /// Card Cancellation: what it is, and the "Cancel" button.
            Cancellation named "cancellation", at "/card/cancellation", personal, below Some(Route::CardServices),
                loads |m| m.card_services.enter(&mut m.cx),
                shows |m| Screen::Cancellation(m.card_services.cancellation(m.cx.now));

            /// What do you mean?
            Intent named "intent", at "/apply", personal, below Some(Route::Cancellation),
                shows |m| m.intent_screen();

            /// The steps of one application.
            Apply {
                /// What is applied for.
                kind: ApplicationKind,
                /// Which step.
                stage: Stage,
            } named stage.name(), at "/apply/{kind}/{stage}", personal,
                below Some(stage.before().map_or(Route::Intent, |stage| Route::Apply { kind: *kind, stage })),
                loads |m| m.apply.enter(&mut m.cx, *kind, *stage),
                shows |m| m.apply_screen(*kind, *stage);

            /// The receipt of what was just submitted.
            Receipt(id: String) named "receipt", at "/receipt/{id}", personal, below Some(Route::Applications),
                loads |m| m.applications.enter(&mut m.cx, id),
                shows |m| Screen::Receipt(m.applications.view(m.cx.now, &m.cx.requests));

            /// My applications.
            Applications named "applications", at "/applications", personal, below Some(Route::Home),
                loads |m| m.applications.enter_list(&mut m.cx),
                shows |m| Screen::Applications(m.applications.list_view(m.cx.now));

            /// One of them.
            Application(id: String) named "application", at "/applications/{id}", personal,
                below Some(Route::Applications),
                loads |m| m.applications.enter(&mut m.cx, id),
                shows |m| Screen::Application(m.applications.view(m.cx.now, &m.cx.requests));

            /// Withdraw it?
            Withdraw(id: String) named "withdraw", at "/applications/{id}/withdraw", personal,
                below Some(Route::Application(id.clone())),
                loads |m| m.applications.enter(&mut m.cx, id),
                shows |m| Screen::Withdraw(m.applications.view(m.cx.now, &m.cx.requests));

            /// Who saw my data.
            AccessLog named "access-log", at "/access-log", personal, below Some(Route::Me),
                loads |m| m.applications.enter_access(&mut m.cx),
                shows |m| Screen::AccessLog(m.applications.access_view(m.cx.now));

            /// Me: sign in or out, and everything about oneself.
            Me named "me", at "/me", either, below Some(Route::Home),
                shows |m| Screen::Me(m.who());

            /// Settings.
            Settings named "settings", at "/settings", public, below Some(Route::Me),
                shows |_| Screen::Settings;

            /// About.
            About named "about", at "/about", public, below Some(Route::Me),
                shows |_| Screen::About;

            /// How to cancel.
            Help named "help", at "/help", public, below Some(Route::Me),
                shows |_| Screen::Help;

            /// The five characteristics of social insurance.
            Characteristics named "characteristics", at "/help/characteristics", public, below Some(Route::Help),
                shows |_| Screen::Characteristics;

            /// The legal ground.
            Law named "law", at "/help/law", public, below Some(Route::Help),
                shows |_| Screen::Law;

            /// The demo panel.
            Demo named "demo", at "/demo", either, below Some(Route::Home),
                loads |m| m.load_demo(),
                shows |m| m.demo_screen();

            /// Every component in every state; development builds only.
            Gallery named "gallery", at "/gallery", public, below None,
                shows |_| Screen::Gallery;
        }
    };
}
pub(crate) use screens;
