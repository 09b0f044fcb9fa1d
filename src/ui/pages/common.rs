//! What pages share: the frame, the states of what is loaded, and values written out.

use crate::words::{SharedString, joined};
use std::rc::Rc;

use journey::domain::{Date, Fen, Instant, LawRef, Outlet, Text, YearMonth};
use journey::steps::{apply::Progress, home::settings};
use journey::view::Chrome;
use journey::{Event, Failure, LoadView, Route, Stage};

use crate::platform::intl;
use crate::ui::Ui;
use crate::ui::components::{
    self, Action, Button, Icon, Kind, NavBar, Page, Pair, Shape, Tab, Tone, announced, button, countdown, demo_ribbon,
    key_values, link, nav_bar, nothing, notice, page, primary, secondary, skeleton, slow_notice, small, stack, tab_bar,
    text_button,
};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{Key, key};

/// A page, without what is around every page.
#[derive(Default)]
pub struct Frame {
    /// Something at the end of the bar.
    pub nav_action: Option<El>,
    /// A bar of its own in place of the usual one.
    pub nav: Option<El>,
    /// The contents.
    pub body: Children,
    /// Buttons that stay in reach at the bottom.
    pub actions: Option<El>,
    /// A dialog or a sheet over the page.
    pub over: Option<El>,
    /// Whether it is one of the app's main places, which have the tab bar.
    pub tabs: bool,
}

impl Frame {
    /// A page that is nothing but its contents.
    pub fn new(body: Children) -> Self {
        Self { body, ..Self::default() }
    }
}

/// Draws a page with what is around every page: demo ribbon, title with the way back, what to know at the moment, tab
/// bar.
pub fn frame(ui: Ui, chrome: &Chrome, id: &'static str, title: SharedString, frame: Frame) -> El {
    let ribbon = chrome.demo.then(|| {
        let panel = (chrome.route != Route::Demo).then(|| (ui.t(key::COMMON_DEMO_PANEL), ui.link(&Route::Demo)));
        demo_ribbon(ui.t(key::COMMON_DEMO), panel)
    });
    let Frame { nav_action, nav, body, actions, over, tabs } = frame;
    let nav = nav.unwrap_or_else(|| {
        let back = chrome
            .back
            .as_ref()
            .map(|route| (ui.t(key::COMMON_BACK), Action::link_instead(ui.href(route), ui.on(Event::BackTapped))));
        nav_bar(NavBar { title, back, action: nav_action })
    });
    let mut all = children![to_know(ui, chrome)];
    all.append(body);
    page(Page {
        id,
        ribbon,
        nav: Some(nav),
        body: all,
        actions,
        tabs: tabs.then(|| main_places(ui, &chrome.route)),
        over,
    })
}

fn main_places(ui: Ui, here: &Route) -> El {
    let tab = |icon, text, route: Route| Tab { icon, text: ui.t(text), href: ui.href(&route), here: *here == route };
    tab_bar(
        ui.t(key::TAB_LABEL),
        vec![
            tab(Icon::Home, key::TAB_HOME, Route::Home),
            tab(Icon::Apps, key::TAB_SERVICES, Route::Center),
            tab(Icon::Card, key::TAB_CARD, Route::Card),
            tab(Icon::User, key::TAB_ME, Route::Me),
        ],
    )
}

/// What to know on any page: no network, a submission under way, the guide.
fn to_know(ui: Ui, chrome: &Chrome) -> El {
    let mut all = children![];
    if !chrome.online {
        all.push(notice(Tone::Warning, ui.t(key::COMMON_OFFLINE), None));
    }
    // The steps of an application show it themselves.
    let elsewhere = !matches!(chrome.route, Route::Apply { .. } | Route::Intent);
    if let Some(progress) = chrome.sending.as_ref().filter(|_| elsewhere) {
        let (tone, text) = match progress {
            Progress::Sending { .. } => (Tone::Waiting, key::COMMON_SENDING),
            Progress::NotSent(_) => (Tone::Danger, key::COMMON_NOT_SENT),
            Progress::Refused(_) => (Tone::Danger, key::COMMON_REFUSED),
            Progress::Unknown { .. } => (Tone::Warning, key::COMMON_SENDING_UNKNOWN),
        };
        let open = link(ui.t(key::COMMON_SENDING_OPEN), ui.href(&Route::Intent));
        all.push(notice(tone, ui.t(text), Some(open)));
    }
    if let Some(n) = Some(&chrome.route).filter(|_| chrome.guide).and_then(guided) {
        let end = button(Button {
            kind: Kind::Text,
            small: true,
            action: Action::run(ui.on(Event::Settings(settings::Event::GuideEnded))),
            ..Button::new(ui.t(key::COMMON_GUIDE_END))
        });
        all.push(notice(Tone::Info, ui.fill(key::COMMON_GUIDE, &[("n", n)]), Some(end)));
    }
    if all.is_empty() { nothing() } else { stack(all) }
}

/// Which of the seven taps the guide marks on a page, if it marks one there.
const fn guided(route: &Route) -> Option<&'static str> {
    Some(match route {
        Route::Home => "1",
        Route::Center => "2",
        Route::SocialSecurity => "3",
        Route::Card => "4",
        Route::Record { .. } => "5",
        Route::CardServices => "6",
        Route::Cancellation => "7",
        _ => return None,
    })
}

/// What is loaded, or what stands in its place: a skeleton, or why it did not come.
///
/// # Errors
/// The view to show in its place.
pub fn ready<T>(ui: Ui, load: &LoadView<T>, shape: Shape) -> Result<&T, El> {
    match load {
        LoadView::Ready(data) => Ok(data),
        LoadView::Loading { slow } => Err(waiting(ui, *slow, shape)),
        LoadView::Failed(failure) => Err(failed(ui, failure)),
    }
}

/// Something is on its way.
pub fn waiting(ui: Ui, slow: bool, shape: Shape) -> El {
    let slow = if slow { slow_notice(ui.t(key::COMMON_SLOW)) } else { nothing() };
    stack(children![slow, skeleton(shape, ui.t(key::COMMON_LOADING))])
}

/// Something did not come: why, a way to try again, and the code for the help line.
pub fn failed(ui: Ui, failure: &Failure) -> El {
    let (title, text) = wording::failure(ui, failure);
    components::failure_panel(components::FailurePanel {
        title,
        text: with_retry_time(ui, failure, text),
        retry: Some(primary(ui.t(key::COMMON_RETRY), Action::run(ui.on(Event::RetryTapped)))),
        code: support_code(ui, failure),
    })
}

/// Something that was sent did not work: a message in the form.
pub fn refused(ui: Ui, failure: &Failure) -> El {
    let (title, text) = wording::failure(ui, failure);
    let mut lines = vec![with_retry_time(ui, failure, text)];
    if let Some(left) = failure.attempts_left.filter(|left| *left > 0) {
        lines.push(ui.plural(key::COMMON_ATTEMPTS_LEFT, left));
    }
    let mut children: Children = lines.into_iter().map(small).collect();
    // What the person mistyped is no matter for the help line.
    if failure.attempts_left.is_none() {
        children.push(code_line(ui, failure));
    }
    notice(Tone::Danger, title, Some(stack(children)))
}

fn with_retry_time(ui: Ui, failure: &Failure, text: SharedString) -> SharedString {
    match failure.retry_at {
        Some(at) => {
            let when = ui.fill(key::COMMON_TRY_AFTER, &[("time", &when(ui, at))]);
            ui.sentences(text, &when)
        }
        None => text,
    }
}

/// The telephone number for social insurance: the deployment's, or the city's, or that of the whole country.
pub(super) fn help_line(ui: Ui, chrome: &Chrome) -> &str {
    line(ui.deployment().help_line.as_deref(), chrome.city.as_ref().map(|city| &*city.help_line), "12333")
}

/// A button that calls it.
pub(super) fn call_help(ui: Ui, chrome: &Chrome) -> El {
    let phone = help_line(ui, chrome);
    secondary(ui.fill(key::COMMON_CALL, &[("phone", phone)]), Action::link(joined(&["tel:", phone])))
}

/// The one for medical insurance.
pub(super) fn medical_help_line(ui: Ui, chrome: &Chrome) -> &str {
    let city = chrome.city.as_ref().map(|city| &*city.medical_help_line);
    line(ui.deployment().medical_help_line.as_deref(), city, "12393")
}

fn line<'a>(deployment: Option<&'a str>, city: Option<&'a str>, country: &'a str) -> &'a str {
    deployment.or(city).unwrap_or(country)
}

fn support_code(ui: Ui, failure: &Failure) -> Option<(SharedString, SharedString)> {
    // Also where nothing was sent: then it tells the help line just that, by its `C-`.
    (!failure.support_code.is_empty()).then(|| (ui.t(key::COMMON_SUPPORT_CODE), failure.support_code.as_str().into()))
}

/// The support code in a line of its own.
fn code_line(ui: Ui, failure: &Failure) -> El {
    support_code(ui, failure).map_or_else(nothing, |(name, code)| small([name, code].join(" ").into()))
}

/// Why what is shown could not be brought up to date, if so.
pub fn stale(ui: Ui, failure: Option<&Failure>) -> El {
    let Some(failure) = failure else { return nothing() };
    let (title, _) = wording::failure(ui, failure);
    let retry = text_button(ui.t(key::COMMON_RETRY), Action::run(ui.on(Event::RetryTapped)));
    notice(
        Tone::Warning,
        ui.sentences(ui.t(key::COMMON_STALE), &title),
        Some(stack(children![code_line(ui, failure), retry])),
    )
}

/// A person's name. A line does not begin with the dot between its parts: U+2060 stands before it.
pub fn person_name(name: &str) -> SharedString {
    name.replace(['\u{b7}', '\u{2022}', '\u{2027}', '\u{30fb}'], "\u{2060}\u{b7}").into()
}

/// A sum of money. What was paid back has its sign before that of the currency.
pub fn money(ui: Ui, fen: Fen) -> SharedString {
    let amount = intl::yuan(&ui.tag(), Fen::new(fen.get().saturating_abs()));
    let text = ui.fill(key::COMMON_MONEY, &[("amount", &amount)]);
    if fen.get() < 0 { joined(&["-", &text]) } else { text }
}

/// A month, written out.
pub fn month(ui: Ui, month: YearMonth) -> SharedString {
    intl::month(&ui.tag(), month).into()
}

/// A day, written out.
pub fn date(ui: Ui, date: Date) -> SharedString {
    intl::date(&ui.tag(), date).into()
}

/// A day and time, written out.
pub fn at(ui: Ui, at: Instant) -> SharedString {
    intl::date_time(&ui.tag(), at).into()
}

/// The time of day of a moment today; of any other the day as well.
pub fn when(ui: Ui, at: Instant) -> SharedString {
    let today = Instant::from_ms(ui.now().saturating_mul(1000)).china_date();
    if at.china_date() == today { intl::time(&ui.tag(), at).into() } else { self::at(ui, at) }
}

/// How old what is shown is.
pub fn as_of(ui: Ui, time: Instant) -> El {
    small(ui.fill(key::COMMON_AS_OF, &[("time", &at(ui, time))]))
}

/// A number of months in years and months.
pub fn duration(ui: Ui, months: u32) -> SharedString {
    let (years, rest) = (months / 12, months % 12);
    match (years, rest) {
        (0, rest) => ui.plural(key::COMMON_MONTHS, rest),
        (years, 0) => ui.plural(key::COMMON_YEARS, years),
        (years, rest) => {
            let years = ui.plural(key::COMMON_YEARS, years);
            let months = ui.plural(key::COMMON_MONTHS, rest);
            ui.fill(key::COMMON_YEARS_MONTHS, &[("years", &years), ("months", &months)])
        }
    }
}

/// A number of days.
pub fn days(ui: Ui, days: u32) -> SharedString {
    ui.plural(key::COMMON_DAYS, days)
}

/// The backend's own words in the language in use.
pub fn local(ui: Ui, text: &Text) -> SharedString {
    text.get(&joined(&[&ui.tag(), " ", &ui.deployment().fallback])).into()
}

/// Seconds left by the backend's clock, which [`Ui::clock`] shows; follows it.
pub fn left(ui: Ui, until: Instant) -> u32 {
    // Of both only the whole seconds, or ten minutes would begin as 10:01.
    let end = until.ms().div_euclid(1000).saturating_mul(1000);
    Instant::from_ms(ui.clock().saturating_mul(1000)).seconds_until(Instant::from_ms(end))
}

/// Time that runs out, in a text with `{time}`: "42 s", "9:05". Said at its moments.
pub fn until(ui: Ui, end: Instant, text: Key) -> El {
    el("span").child(countdown(Rc::new(move || ui.fill(text, &[("time", &clock(ui, left(ui, end)))])))).child(said(
        ui,
        end,
        text,
        key::COMMON_OVER,
    ))
}

/// What is said of a time that runs out, to whoever does not see it: one minute and ten seconds before, in a text with
/// `{time}`, and at its end.
pub fn said(ui: Ui, end: Instant, text: Key, over: Key) -> El {
    announced(Rc::new(move || match moment(end.ms().div_euclid(1000).saturating_sub(ui.clock())) {
        Some(0) => ui.t(over),
        Some(seconds) => ui.fill(text, &[("time", &ui.plural(key::COMMON_SECONDS, seconds))]),
        None => SharedString::default(),
    }))
}

/// How many seconds before its end a time is said that has so many left. Each for some seconds: a voice takes its time, and a
/// busy device leaves seconds out.
pub(super) const fn moment(left: i64) -> Option<u32> {
    match left {
        56..=60 => Some(60),
        6..=10 => Some(10),
        -4..=0 => Some(0),
        _ => None,
    }
}

/// A short time that is left: "42 s", "9:05", "2:09:05".
pub fn clock(ui: Ui, seconds: u32) -> SharedString {
    if seconds < 60 {
        return ui.plural(key::COMMON_SECONDS, seconds);
    }
    let two = |n: u32| [if n < 10 { "0" } else { "" }, &n.to_string()].concat();
    let (minutes, rest) = (seconds / 60, two(seconds % 60));
    if minutes < 60 {
        return joined(&[&minutes.to_string(), ":", &rest]);
    }
    joined(&[&(minutes / 60).to_string(), ":", &two(minutes % 60), ":", &rest])
}

/// The legal ground of something, in a line.
pub fn law(ui: Ui, basis: &[LawRef]) -> El {
    if basis.is_empty() {
        return nothing();
    }
    let names: Vec<SharedString> = basis.iter().map(|law| wording::law_ref(ui, law)).collect();
    let names = names.join(&ui.t(key::COMMON_AND));
    small(ui.fill(key::COMMON_LEGAL_BASIS, &[("law", &names)]))
}

/// A counter: where it is, when it is open, and its telephone to tap on.
pub fn outlet(ui: Ui, outlet: &Outlet) -> El {
    let call = ui.fill(key::COMMON_CALL, &[("phone", &outlet.phone)]);
    // Several counters may have one telephone.
    let name = joined(&[&call, " · ", &local(ui, &outlet.name)]);
    let call = link(call, joined(&["tel:", &outlet.phone])).attr("aria-label", name);
    let pair = |name, value| Pair::new(ui.t(name), value);
    key_values(vec![
        pair(key::OUTLET_NAME, local(ui, &outlet.name)),
        pair(key::OUTLET_ADDRESS, local(ui, &outlet.address)),
        pair(key::OUTLET_HOURS, local(ui, &outlet.hours)),
        Pair { action: Some(call), ..pair(key::OUTLET_PHONE, String::new().into()) },
    ])
}

/// The first step of an application.
pub fn apply(kind: journey::domain::ApplicationKind) -> Route {
    Route::Apply { kind, stage: Stage::Eligibility }
}

#[cfg(test)]
mod tests {
    use crate::ui::testing::{self, CHINESE, ENGLISH};
    use crate::words::key;

    #[test]
    fn sentences_follow_each_other_as_their_language_has_it() {
        for (locale, both, gap) in [
            (CHINESE, "没能更新，下面是之前的内容。请重试。", ""),
            (ENGLISH, "Could not update. Below is what was loaded before. 请重试。", " "),
        ] {
            let (tag, words) = locale;
            assert!(!words.contains("。 ") && !words.contains("， "), "{tag}");
            let ui = testing::ui(locale);
            assert_eq!(ui.sentences(ui.t(key::COMMON_STALE), "请重试。"), both);
            assert_eq!(ui.sentences(ui.t(key::COMMON_STALE), ""), *ui.t(key::COMMON_STALE));
            assert_eq!(ui.gap(), gap);
        }
    }

    #[test]
    fn a_line_does_not_begin_with_the_dot_in_a_name() {
        let joined = "阿*\u{2060}·示*\u{2060}·甲";
        for name in ["阿*·示*·甲", "阿*\u{2022}示*\u{30fb}甲", "阿*\u{2027}示*·甲"] {
            assert_eq!(super::person_name(name), joined);
        }
        assert!(crate::words::DOT.starts_with('\u{a0}'));
    }
}
