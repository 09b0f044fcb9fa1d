//! Working days, Monday to Friday in China. Public holidays move every year by decree and are left out:
//! a deadline told here is never later than the real one.

use contract::values::{Date, Instant};

/// The working day so many working days after `day`.
pub(crate) fn working_days_after(day: Date, days: u32) -> Date {
    let mut day = day;
    let mut left = days;
    while left > 0 {
        // At the end of the calendar there is no next day: stay.
        let Some(next) = day.plus_days(1) else { return day };
        day = next;
        if day.weekday() < 5 {
            left -= 1;
        }
    }
    day
}

/// Midnight in China at the end of that day.
pub(crate) fn end_of(day: Date) -> Instant {
    Instant::china_midnight(day).plus_seconds(86_400)
}

/// So many hours after midnight in China on that day.
pub(crate) fn hour_of(day: Date, hour: i64) -> Instant {
    Instant::china_midnight(day).plus_seconds(hour * 3600)
}

/// When the record was last brought up to date: each night at two.
pub(crate) fn last_sync(now: Instant) -> Instant {
    let today = hour_of(now.china_date(), 2);
    if today <= now { today } else { today.plus_seconds(-86_400) }
}

#[cfg(test)]
mod tests {
    use super::{last_sync, working_days_after};
    use contract::values::{Date, Instant};

    #[test]
    fn weekends_do_not_count() {
        for (from, days, to) in [
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-11-23", 1, "2026-11-24"),
            ("2026-11-27", 1, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-23", 10, "2026-12-07"),
            ("2199-12-31", 3, "2199-12-31"),
        ] {
            let from = Date::parse(from).unwrap();
            assert_eq!(working_days_after(from, days).to_string(), to);
        }
    }

    #[test]
    fn the_record_is_at_most_a_day_old() {
        for (now, sync) in [
            ("2026-11-22T18:00:00Z", "2026-11-22T18:00:00Z"),
            ("2026-11-22T17:59:59Z", "2026-11-21T18:00:00Z"),
            ("2026-11-23T13:00:00Z", "2026-11-22T18:00:00Z"),
        ] {
            assert_eq!(last_sync(Instant::parse(now).unwrap()).to_string(), sync);
        }
    }
}
