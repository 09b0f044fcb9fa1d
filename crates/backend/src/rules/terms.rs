//! The terms of a city: what differs from place to place, as data.

use crate::state::Course;
use contract::city::{Availability, City, Outlet, Service};
use contract::text::Text;

/// What a city offers and asks for.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question a city answers by itself")]
pub(crate) struct Terms {
    pub(crate) city: City,
    /// The counter of the social insurance agency.
    pub(crate) hall: Outlet,
    /// The counter of the bank of the card.
    pub(crate) bank: Outlet,
    /// Services of the city, for anybody.
    pub(crate) services: Vec<Service>,
    /// How contributions can be stopped.
    pub(crate) stop: Availability,
    /// How a card can be cancelled.
    pub(crate) cancel: Availability,
    /// Whether arrears must be paid before contributions can be stopped.
    pub(crate) arrears_first: bool,
    /// Whether a month that is paid and not posted must be waited for.
    pub(crate) pending_blocks: bool,
    /// Whether the social-insurance relation must have ended or moved before a card is cancelled.
    pub(crate) relation_first: bool,
    /// Last day of a month on which a stop can be filed for the next one: the payment cycle begins after it.
    pub(crate) cut_off_day: u32,
    /// How many months are offered to choose from.
    pub(crate) months_offered: i32,
    /// How many days a temporary loss report lasts.
    pub(crate) loss_days: u32,
    /// Whether a lost card bars the electronic card's code.
    pub(crate) loss_bars_code: bool,
    /// How many seconds a code of the card is accepted.
    pub(crate) code_seconds: i64,
    /// The new waiting period for medical reimbursement.
    pub(crate) waiting: Option<Waiting>,
    /// A right that counts months in a row, in the city's own words.
    pub(crate) streak_right: Option<Text>,
    /// What the office makes of applications to stop or resume contributions.
    pub(crate) course: Course,
    /// What it makes of applications to cancel a card.
    pub(crate) cancel_course: Course,
}

/// A gap of more than so many months brings a new waiting period of so many days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    pub(crate) gap_months: u32,
    pub(crate) days: u32,
}

/// How long a submission can be undone without a reason, in seconds (rule for pages that create legal
/// commitments, in the MIIT evaluation of age-friendly websites).
pub(crate) const UNDO_SECONDS: u32 = 600;
/// Working days an agency has to decide (REG 10).
pub(crate) const DECISION_DAYS: u32 = 10;
/// How long a revealed number may stay on the screen, in seconds.
pub(crate) const REVEAL_SECONDS: i64 = 20;
