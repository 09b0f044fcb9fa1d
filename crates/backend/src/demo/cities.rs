//! Six made-up cities, each with terms of its own, so that every rule can be seen at work.

use super::services::services;
use crate::rules::terms::{Terms, Waiting};
use crate::state::Course;
use contract::city::{Availability, City, Outlet};
use contract::text::Text;

/// The cities.
pub(crate) fn cities() -> Vec<Terms> {
    vec![shili(), yangban(), yanshi(), fanli(), moni(), shixing()]
}

/// The default: all online, nothing in the way.
fn shili() -> Terms {
    base("shili", "示例市", "Demo Shili", true)
}

/// Strict: arrears first, payments must be posted, the relation must have ended; a lost card bars the code.
fn yangban() -> Terms {
    let mut t = base("yangban", "样板市", "Demo Yangban", true);
    "12333-2".clone_into(&mut t.city.help_line);
    (t.arrears_first, t.pending_blocks, t.relation_first, t.loss_bars_code) = (true, true, true, true);
    (t.cut_off_day, t.months_offered, t.loss_days, t.code_seconds) = (15, 2, 7, 30);
    t.waiting = Some(Waiting { gap_months: 2, days: 180 });
    t.streak_right = None;
    t.services = services(&t.hall, &["residence_permit"], &["medical_transfer"], &["transit_card"]);
    t
}

/// Refuses after review.
fn yanshi() -> Terms {
    let mut t = base("yanshi", "演示市", "Demo Yanshi", false);
    (t.course, t.cancel) = (Course::Refused, Availability::Appointment);
    (t.cut_off_day, t.loss_days) = (20, 3);
    t.services = services(&t.hall, &["public_rental"], &["driving_licence"], &["hospital_booking"]);
    t
}

/// Asks for more.
fn fanli() -> Terms {
    let mut t = base("fanli", "范例市", "Demo Fanli", false);
    (t.course, t.cancel_course) = (Course::Supplement, Course::Supplement);
    (t.months_offered, t.loss_days, t.waiting) = (6, 10, None);
    t.services = services(&t.hall, &[], &["marriage_booking"], &["tax", "transit_card"]);
    t
}

/// At the counter only.
fn moni() -> Terms {
    let mut t = base("moni", "模拟市", "Demo Moni", false);
    (t.stop, t.cancel) = (Availability::WindowOnly, Availability::WindowOnly);
    (t.loss_days, t.loss_bars_code) = (1, true);
    let counter = ["flexible_registration", "medical_transfer", "housing_fund", "residence_permit"];
    t.services = services(&t.hall, &counter, &["business_registration"], &["public_rental"]);
    t
}

/// Does not accept what comes online without a visit before.
fn shixing() -> Terms {
    let mut t = base("shixing", "试行市", "Demo Shixing", false);
    t.course = Course::NotAccepted;
    (t.cut_off_day, t.waiting, t.streak_right) = (31, None, None);
    t.services = services(&t.hall, &["unemployment_benefit"], &[], &["medical_voucher", "hospital_booking"]);
    t
}

fn base(id: &str, zh: &str, en: &str, popular: bool) -> Terms {
    let outlet = |zh_what: &str, en_what: &str, number: &str, phone: &str| Outlet {
        name: Text::new(&format!("{zh}{zh_what}（虚构）"), &format!("{en} {en_what} (made up)")),
        address: Text::new(&format!("{zh}示例路{number}号"), &format!("{number} Demo Road, {en}")),
        hours: Text::new("周一至周五 9:00–17:00", "Monday to Friday, 9:00–17:00"),
        phone: phone.to_owned(),
    };
    let hall = outlet("社保经办大厅", "social insurance hall", "1", "12333");
    let bank = outlet("示例银行网点", "Demo Bank branch", "8", "100-0000-0008");
    Terms {
        city: City {
            id: id.to_owned(),
            name: Text::new(zh, en),
            region: if popular {
                Text::new("示范省", "Demo Province")
            } else {
                Text::new("虚构省", "Fiction Province")
            },
            pinyin: id.to_owned(),
            popular,
            help_line: "12333".to_owned(),
            medical_help_line: "12393".to_owned(),
        },
        services: services(&hall, &["medical_transfer"], &["public_rental"], &[]),
        hall,
        bank,
        stop: Availability::Online,
        cancel: Availability::Online,
        arrears_first: false,
        pending_blocks: false,
        relation_first: false,
        cut_off_day: 25,
        months_offered: 3,
        loss_days: 10,
        loss_bars_code: false,
        code_seconds: 60,
        waiting: Some(Waiting { gap_months: 3, days: 90 }),
        streak_right: Some(Text::new(
            "本市购车、落户等资格按连续缴费月数计算，中断后重新起算",
            "This city counts months in a row for car plates and residence; after a gap the count starts anew",
        )),
        course: Course::Granted,
        cancel_course: Course::Granted,
    }
}
