//! What tests of pages need: a door to words, and what is around a page.

use std::rc::Rc;

use journey::domain::{Instant, Verification, VerificationMethod};
use journey::view::Chrome;
use journey::{Route, Settings};

use super::vdom::{El, heard};
use super::{Deployment, Language, Ui};
use crate::words::Words;

/// A language: its tag, and the text of its locale file.
pub type Locale = (&'static str, &'static str);

pub const CHINESE: Locale = ("zh-CN", include_str!("../../locales/zh-CN.json"));
pub const ENGLISH: Locale = ("en", include_str!("../../locales/en.json"));

/// A door to these words, at some second. Every number has the plural form `other`; an address is that of a fragment.
pub fn door(tag: &str, words: Words, now: i64) -> Ui {
    let language = Language { tag: tag.into(), words, category: Box::new(|_| "other".to_owned()) };
    let href = |route: &Route| ["#", &route.to_string()].concat().into();
    Ui::new(language, now, Rc::new(|_| {}), href, Deployment::default())
}

/// A door to the words of a locale file.
pub fn ui((tag, words): Locale) -> Ui {
    door(tag, Words::parse(words).unwrap(), 0)
}

/// What is said of a time that runs out, from ten minutes before that second to one after it, looked at each so many seconds: what
/// is heard besides what is shown first.
pub fn said(ui: Ui, shown: &El, end: i64, step: usize) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for now in (end - 600..end + 60).step_by(step) {
        ui.set_clock(now);
        let text = heard(shown)[1..].concat();
        if said.last() != Some(&text) {
            said.push(text);
        }
    }
    said.retain(|text| !text.is_empty());
    said
}

/// What is said of when another code can be had, by what draws that of a code.
pub fn said_of_resending(drawn: impl FnOnce(Ui, &Verification) -> El) -> Vec<String> {
    let end = 1_000_000;
    let ui = ui(ENGLISH);
    let code = Verification {
        id: "v".to_owned(),
        method: VerificationMethod::SmsCode,
        sent_to: None,
        expires_at: Instant::from_ms((end + 240) * 1000),
        resend_at: Instant::from_ms(end * 1000),
        attempts_left: 5,
    };
    said(ui, &drawn(ui, &code), end, 1)
}

/// What is around the page of a route, for somebody who is not signed in and has chosen nothing.
pub fn chrome(route: Route, lang: &str) -> Chrome {
    Chrome {
        route,
        back: None,
        session: None,
        leaving: false,
        warning: None,
        city: None,
        demo: false,
        online: true,
        guide: false,
        sending: None,
        clock_offset_ms: 0,
        settings: Settings::default(),
        lang: lang.to_owned(),
    }
}
