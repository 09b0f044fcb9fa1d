//! When a person retires, and how many months a monthly pension needs by then.
//!
//! Decision of the Standing Committee of the National People's Congress of 2024-09-13, in force since
//! 2025-01-01, simplified: the statutory age only; retiring up to three years earlier or later by choice,
//! and special kinds of work, are left out.

use contract::values::YearMonth;

/// Expected month of retirement of somebody born in `born` who would have retired at `old_age` (60, 55
/// or 50) before the decision.
///
/// From 60 and 55 the age rises by a month for every four months of birth, up to three years (to 63 and
/// 58); from 50 by a month for every two months, up to five years (to 55). It starts with those who would
/// have retired in January 2025.
pub(crate) fn month(born: YearMonth, old_age: u32) -> YearMonth {
    let before = born.plus(old_age.cast_signed() * 12);
    let (step, most) = if old_age <= 50 { (2, 60) } else { (4, 36) };
    let late = YearMonth::new(2025, 1).map_or(-1, |start| before.since(start));
    if late < 0 { before } else { before.plus((late / step + 1).min(most)) }
}

/// Months of contributions a monthly pension needs for somebody who retires in that year (SIL 16; decision
/// of 2024-09-13): 15 years, from 2030 on half a year more each year, up to 20 years in 2039.
pub(crate) fn threshold_months(year: u32) -> u32 {
    180 + year.saturating_sub(2029).min(10) * 6
}

#[cfg(test)]
mod tests {
    use super::{month, threshold_months};
    use contract::values::YearMonth;

    #[test]
    fn ages_rise_as_the_tables_of_the_decision_say() {
        for (born, old_age, retires) in [
            // Men: table 1 of the decision's annex.
            ("1964-12", 60, "2024-12"),
            ("1965-01", 60, "2025-02"),
            ("1965-04", 60, "2025-05"),
            ("1965-05", 60, "2025-07"),
            ("1976-08", 60, "2039-07"),
            ("1976-09", 60, "2039-09"),
            ("1990-01", 60, "2053-01"),
            // Women at 55: table 2.
            ("1969-12", 55, "2024-12"),
            ("1970-01", 55, "2025-02"),
            ("1981-09", 55, "2039-09"),
            // Women at 50: table 3.
            ("1975-01", 50, "2025-02"),
            ("1975-02", 50, "2025-03"),
            ("1975-03", 50, "2025-05"),
            ("1984-11", 50, "2039-11"),
            ("1990-01", 50, "2045-01"),
        ] {
            assert_eq!(month(YearMonth::parse(born).unwrap(), old_age).to_string(), retires, "{born} {old_age}");
        }
    }

    #[test]
    fn the_threshold_rises_from_2030_to_2039() {
        for (year, months) in
            [(2024, 180), (2029, 180), (2030, 186), (2031, 192), (2038, 234), (2039, 240), (2060, 240)]
        {
            assert_eq!(threshold_months(year), months);
        }
    }
}
