//! What the app says: a toast for the eye, and the same to assistive technology. Both are of the page they were said on: they go
//! after a while, and with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use journey::Notice;
use journey::domain::Instant;

use crate::platform::clock;
use crate::ui::Ui;
use crate::ui::components::{Tone, live_region, toast};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, live};
use crate::ui::watched::Watched;

/// How long a toast stays, in milliseconds.
const TOAST_MS: u32 = 4_000;
/// The live region is emptied for so long before it says the same again, in milliseconds: a text that does not change
/// is not read out.
const PAUSE_MS: u32 = 80;
/// What leads to another page, said so shortly before that is there, is said of that one, in milliseconds.
const ON_THE_WAY_MS: i64 = 1_000;

/// What is being said. Notices, not their words: the language may be changing just now.
#[derive(Default)]
pub struct Announcer {
    announcement: Rc<Watched<Option<Notice>>>,
    toast: Rc<Watched<Option<Notice>>>,
    /// When something was said that leads to another page.
    led: Cell<Instant>,
    timers: RefCell<Option<[Timeout; 2]>>,
}

impl Announcer {
    /// Says a notice.
    pub fn say(&self, notice: Notice) {
        let (announcement, toast) = (Rc::clone(&self.announcement), Rc::clone(&self.toast));
        let leads = matches!(
            notice,
            Notice::SignedIn | Notice::SignedOut | Notice::Submitted | Notice::Withdrawn | Notice::CityChanged
        );
        self.led.set(if leads { clock::now() } else { Instant::default() });
        toast.set(Some(notice));
        announcement.set(None);
        let (said, done) = (Rc::clone(&announcement), toast);
        let over = move || {
            done.set(None);
            announcement.set(None);
        };
        let begins = Timeout::new(PAUSE_MS, move || said.set(Some(notice)));
        self.timers.replace(Some([begins, Timeout::new(TOAST_MS, over)]));
    }

    /// Another page is there: what was said on the one before goes with it.
    pub fn leave(&self) {
        if clock::now().ms() - self.led.get().ms() > ON_THE_WAY_MS {
            self.timers.replace(None);
            self.toast.set(None);
            self.announcement.set(None);
        }
    }

    /// The toast and the live region, to be drawn outside of the pages.
    pub fn draw(&self, ui: Ui) -> (El, El) {
        let (announcement, shown) = (Rc::clone(&self.announcement), Rc::clone(&self.toast));
        let toast = live(Rc::new(move || match shown.with(Clone::clone) {
            Some(notice) => {
                let (tone, text) = wording::notice(ui, notice);
                toast(tone, Some(text))
            }
            None => toast(Tone::Plain, None),
        }));
        let text = Rc::new(move || {
            let notice = announcement.with(Clone::clone);
            notice.map(|notice| wording::notice(ui, notice).1).unwrap_or_default()
        });
        (toast, live_region(text))
    }
}
