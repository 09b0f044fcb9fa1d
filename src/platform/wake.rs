//! Alarms: however many are set, one timer runs, for the earliest.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use journey::domain::Instant;

use super::clock;

/// A timer of the browser cannot wait for longer than 2^31 ms, and one that waits for long is late when
/// the device was asleep meanwhile: so it looks at the clock at least this often.
const LONGEST_MS: i64 = 60_000;

/// Alarms that have been set.
pub struct Alarms {
    ring: Box<dyn Fn()>,
    due: RefCell<Vec<Instant>>,
    timer: RefCell<Option<Timeout>>,
}

impl Alarms {
    /// None yet; `ring` is what happens when one goes off.
    pub fn new(ring: Box<dyn Fn()>) -> Rc<Self> {
        Rc::new(Self { ring, due: RefCell::default(), timer: RefCell::default() })
    }

    /// Sets one for that time by the device's clock. Rings at that time or soon after, once for all
    /// that are due together.
    pub fn set(self: &Rc<Self>, at: Instant) {
        let mut due = self.due.borrow_mut();
        if !due.contains(&at) {
            due.push(at);
            drop(due);
            self.wind();
        }
    }

    fn wind(self: &Rc<Self>) {
        let Some(first) = self.due.borrow().iter().copied().min() else { return };
        let wait = (first.ms() - clock::now().ms()).clamp(0, LONGEST_MS);
        let alarms = Rc::clone(self);
        let timer = Timeout::new(u32::try_from(wait).unwrap_or_default(), move || alarms.look());
        // The timer in whose call this may happen has fired: to cancel it is harmless.
        self.timer.replace(Some(timer));
    }

    /// Rings if something is due: also to be called when the page comes into sight, as timers of a
    /// hidden page are held back.
    pub fn look(self: &Rc<Self>) {
        let now = clock::now();
        let mut due = self.due.borrow_mut();
        let before = due.len();
        due.retain(|at| *at > now);
        let rings = due.len() < before;
        drop(due);
        if rings {
            (self.ring)();
        }
        self.wind();
    }
}
