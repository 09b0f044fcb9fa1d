//! Properties of the values, compared with another calendar where there is one.

use contract::json;
use contract::session::{IdDocument, NumberCheck};
use contract::text::Text;
use contract::values::{Date, Fen, IdNumber, IdNumberError, Instant, Insurance, YearMonth};
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{Month, OffsetDateTime};

/// 1900-01-01 to 2199-12-31 in days since 1970-01-01.
const DAYS: std::ops::RangeInclusive<i32> = -25_567..=84_005;
/// The same in milliseconds.
const MS: std::ops::Range<i64> = -25_567 * 86_400_000..84_006 * 86_400_000;

fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// The same day in the calendar of the `time` crate.
fn oracle(days: i32) -> time::Date {
    let epoch = time::Date::from_calendar_date(1970, Month::January, 1).unwrap();
    time::Date::from_julian_day(epoch.to_julian_day() + days).unwrap()
}

#[test]
fn every_day_is_the_one_of_another_calendar() {
    for days in DAYS {
        let (ours, theirs) = (Date::from_days_since_epoch(days).unwrap(), oracle(days));
        assert_eq!(ours.year_month().year(), theirs.year().cast_unsigned());
        assert_eq!(ours.year_month().month(), u32::from(u8::from(theirs.month())));
        assert_eq!(ours.day(), u32::from(theirs.day()));
        assert_eq!(ours.weekday(), u32::from(theirs.weekday().number_days_from_monday()));
        assert_eq!(ours.days_since_epoch(), days);
        assert_eq!(Date::parse(&ours.to_string()), Ok(ours));
        assert_eq!(ours.plus_days(1).is_some(), days != *DAYS.end());
    }
    for outside in [DAYS.start() - 1, DAYS.end() + 1, i32::MIN, i32::MAX] {
        assert_eq!(Date::from_days_since_epoch(outside), None);
        assert_eq!(today().plus_days(outside.saturating_mul(2)), None);
    }
}

#[test]
fn days_that_are_not_in_the_calendar_are_refused() {
    for year in 1899..=2200 {
        for month in 0..=13 {
            for day in 0..=32 {
                let theirs = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok()).and_then(|m| {
                    time::Date::from_calendar_date(i32::try_from(year).unwrap(), m, u8::try_from(day).unwrap()).ok()
                });
                let there = (1900..=2199).contains(&year) && theirs.is_some();
                assert_eq!(Date::new(year, month, day).is_some(), there, "{year}-{month}-{day}");
            }
        }
    }
    for text in ["", "2026-1-1", "2026/11/23", "2026-11-23 ", "+026-11-23", "2026-11-2３", "1899-12-31", "2026-02-29"]
    {
        assert!(Date::parse(text).is_err(), "{text}");
    }
}

#[test]
fn instants_that_are_none_are_refused() {
    for text in [
        "",
        "2026-11-23",
        "2026-11-23T09:30:00",
        "2026-11-23 09:30:00Z",
        "2026-11-23T09:30Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:60:00Z",
        "2026-11-23T09:30:61Z",
        "2026-11-23T09:30:00.Z",
        "2026-11-23T09:30:00.5",
        "2026-11-23T09:30:00+0800",
        "2026-11-23T09:30:00+24:00",
        "2026-11-23T09:30:00+08:60",
        "2026-11-23T09:30:00+08-00",
        "2026-11-23T09:30:00ZZ",
        "2026-11-23T09:30:0０Z",
        "2026-02-30T09:30:00Z",
        "2026-11-23T09:30:",
        // Out of the calendar's range by a leap second, or an offset.
        "2199-12-31T23:59:60Z",
        "2199-12-31T23:59:59-00:01",
        "1900-01-01T00:00:00+00:01",
    ] {
        assert!(Instant::parse(text).is_err(), "{text}");
    }
    // A leap second is the second after it.
    let leap = Instant::parse("2016-12-31T23:59:60Z").unwrap();
    assert_eq!(leap, Instant::parse("2017-01-01T00:00:00Z").unwrap());
    assert_eq!(Instant::parse("2026-11-23t09:30:00z"), Instant::parse("2026-11-23T09:30:00Z"));
}

#[test]
fn days_in_china_begin_at_midnight_there() {
    let before = Instant::parse("2026-11-22T15:59:59.999Z").unwrap();
    assert_eq!(before.china_date().to_string(), "2026-11-22");
    let midnight = Instant::china_midnight(today());
    assert_eq!(midnight.to_string(), "2026-11-22T16:00:00Z");
    assert_eq!(midnight.china_date(), today());
    // A broken clock gives the nearest day there is.
    assert_eq!(Instant::from_ms(i64::MIN).china_date().to_string(), "1900-01-01");
    assert_eq!(Instant::from_ms(i64::MAX).china_date().to_string(), "2199-12-31");
}

#[test]
fn seconds_are_counted_up_to_the_next() {
    let now = Instant::from_ms(1_000_000);
    assert_eq!(now.seconds_until(now), 0);
    assert_eq!(now.seconds_until(Instant::from_ms(1_000_001)), 1);
    assert_eq!(now.seconds_until(Instant::from_ms(1_001_000)), 1);
    assert_eq!(now.seconds_until(Instant::from_ms(1_001_001)), 2);
    assert_eq!(now.seconds_until(Instant::from_ms(0)), 0);
    assert_eq!(now.seconds_until(Instant::from_ms(i64::MAX)), u32::MAX);
    assert_eq!(now.plus_seconds(600).ms(), 1_600_000);
    assert_eq!(now.plus_seconds(i64::MAX).ms(), i64::MAX);
}

#[test]
fn insurances_have_one_name() {
    for insurance in Insurance::ALL {
        assert_eq!(serde_json::to_value(insurance).unwrap(), insurance.as_str());
        assert_eq!(Insurance::parse(insurance.as_str()), Some(insurance));
    }
    assert_eq!(Insurance::parse("Pension"), None);
}

#[test]
fn texts_fall_back_to_chinese_then_to_anything() {
    let text = Text::new("示例市", "Shili");
    assert_eq!((text.get("en"), text.get("zh-CN"), text.get("ja")), ("Shili", "示例市", "示例市"));
    assert_eq!(json::read::<Text>(br#"{"en":"Shili"}"#).unwrap().get("ja"), "Shili");
    assert_eq!(Text::default().get("en"), "");
    let text = json::read::<Text>(br#"{"en":"E","en-AU":"A","zh-CN":"C","zh-Hant":"H"}"#).unwrap();
    for (tags, found) in [
        ("en-GB", "E"),
        ("EN-au-x-a", "A"),
        ("zh-Hant-HK", "H"),
        ("zh-TW", "C"),
        ("fr", "C"),
        ("fr en", "E"),
        ("ug bo zh-Hant", "H"),
        ("e", "C"),
        ("", "C"),
        ("en ", "E"),
    ] {
        assert_eq!(text.get(tags), found, "{tags}");
    }
}

/// The check character after ISO 7064 MOD 11-2 as the standard writes it, apart from the table of weights.
fn check_character(first_17: &str) -> char {
    let p = first_17.bytes().fold(0, |p, b| (p + u32::from(b - b'0')) * 2 % 11);
    match (12 - p) % 11 {
        10 => 'X',
        n => char::from_digit(n, 10).unwrap(),
    }
}

/// A right number: a region there is, a day up to `today`, any sequence.
fn id_numbers() -> impl Strategy<Value = String> {
    (prop::sample::select(vec![11_u32, 31, 44, 54, 65, 71, 81, 83, 99]), 0..10_000_u32, -25_567..20_780, 0..1000_u32)
        .prop_map(|(province, place, born, sequence)| {
            let born = Date::from_days_since_epoch(born).unwrap().to_string().replace('-', "");
            let first_17 = format!("{province}{place:04}{born}{sequence:03}");
            let check = check_character(&first_17);
            format!("{first_17}{check}")
        })
}

#[test]
fn a_number_of_a_document_is_read_as_its_kind_wants_it() {
    let document = |check, forms: &[&str]| IdDocument {
        kind: "x".to_owned(),
        name: Text::default(),
        hint: None,
        check,
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        min_length: (check == NumberCheck::LettersDigits).then_some(5),
        max_length: (check == NumberCheck::LettersDigits).then_some(9),
    };
    let permit = document(NumberCheck::Forms, &["H########", "*@#"]);
    let passport = document(NumberCheck::LettersDigits, &[]);
    let of_later = document(NumberCheck::Unknown, &[]);
    for (kind, text, read) in [
        (&permit, "h1234 5678", Ok("H12345678")),
        (&permit, "Ｈ１２３４－５６７８", Ok("H12345678")),
        (&permit, "通行证：H12345678，本人", Ok("H12345678")),
        (&permit, "9x0", Ok("9X0")),
        (&permit, "A12345678", Err(IdNumberError::Form)),
        (&permit, "H1234567", Err(IdNumberError::Form)),
        (&permit, "H123/5678", Err(IdNumberError::Characters('/'))),
        (&permit, " - ", Err(IdNumberError::Empty)),
        (&passport, "e12345678", Ok("E12345678")),
        (&passport, "E123", Err(IdNumberError::Form)),
        (&passport, "E123456789", Err(IdNumberError::Form)),
        (&passport, "E1234号5", Err(IdNumberError::Characters('号'))),
        (&permit, "Permit H12345678", Ok("H12345678")),
        (&permit, "My permit no. H1234 5678, issued 2020", Ok("H12345678")),
        (&permit, "Permit A12345678", Err(IdNumberError::Form)),
        (&passport, "Passport No. E12345678", Ok("E12345678")),
        (&passport, "passport:E12345678", Ok("E12345678")),
        (&passport, "my passport is E 1234 5678", Ok("E12345678")),
        (&passport, "AZE 12345", Ok("AZE12345")),
        (&passport, "passport E12345678 or E12345679", Err(IdNumberError::Form)),
        (&of_later, "a-1", Ok("A1")),
        (&document(NumberCheck::Gb11643, &[]), "1101", Err(IdNumberError::Length(4))),
    ] {
        assert_eq!(kind.read(text, today()).as_deref(), read.as_ref().copied(), "{text}");
    }
}

proptest! {
    #[test]
    fn instants_come_back(ms in MS) {
        let instant = Instant::from_ms(ms);
        prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant));
        let json = serde_json::to_string(&instant).unwrap();
        prop_assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), instant);
    }

    #[test]
    fn instants_are_those_of_another_calendar(ms in MS, minutes in -14 * 60..=14 * 60_i32) {
        let nanoseconds = i128::from(ms) * 1_000_000;
        let offset = time::UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        let theirs = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap().to_offset(offset);
        prop_assume!((1900..2200).contains(&theirs.year()));
        prop_assert_eq!(Instant::parse(&theirs.format(&Rfc3339).unwrap()), Ok(Instant::from_ms(ms)));
        let ours = OffsetDateTime::parse(&Instant::from_ms(ms).to_string(), &Rfc3339).unwrap();
        prop_assert_eq!(ours.unix_timestamp_nanos(), nanoseconds);
    }

    #[test]
    fn no_text_makes_a_value_panic(text in "\\PC{0,40}", digits in "[0-9T:Zz.+\\-Xx ]{0,32}") {
        for t in [&text, &digits] {
            let _ = Date::parse(t);
            let _ = YearMonth::parse(t);
            let _ = Instant::parse(t);
            let _ = IdNumber::parse(t, today());
        }
    }

    #[test]
    fn no_clock_makes_an_instant_panic(ms in any::<i64>(), seconds in any::<i64>(), other in any::<i64>()) {
        let instant = Instant::from_ms(ms);
        let _ = (instant.china_date(), instant.seconds_until(Instant::from_ms(other)));
        prop_assert!(Instant::parse(&instant.to_string()).is_ok(), "what is written can be read");
        let _ = instant.plus_seconds(seconds);
    }

    #[test]
    fn months_add_and_subtract(year in 1900..2200_u32, month in 1..13_u32, n in -3600..3600_i32) {
        let from = YearMonth::new(year, month).unwrap();
        prop_assert_eq!(YearMonth::parse(&from.to_string()), Ok(from));
        let to = from.plus(n);
        let (first, last) = (YearMonth::new(1900, 1).unwrap(), YearMonth::new(2199, 12).unwrap());
        let inside = (first.since(from)..=last.since(from)).contains(&n);
        if inside {
            prop_assert_eq!(to.since(from), n);
            prop_assert_eq!(to.plus(-n), from);
            prop_assert_eq!(to.cmp(&from), n.cmp(&0));
            prop_assert_eq!(to.first_day() >= from.first_day(), n >= 0);
        } else {
            prop_assert_eq!(to, if n < 0 { first } else { last });
        }
        prop_assert_eq!(from.first_day().year_month(), from);
        prop_assert_eq!(from.first_day().day(), 1);
    }

    #[test]
    fn months_outside_are_refused(year in any::<u32>(), month in any::<u32>()) {
        prop_assert_eq!(YearMonth::new(year, month).is_some(), (1900..2200).contains(&year) && (1..13).contains(&month));
    }

    #[test]
    fn right_numbers_are_taken(number in id_numbers()) {
        let parsed = IdNumber::parse(&number, today()).unwrap();
        prop_assert_eq!(parsed.as_str(), &number);
        let shown = format!("{parsed:?}");
        prop_assert!(!shown.contains(&number[6..]));
        let typed = format!(" {} {} {}", &number[..6], &number[6..14], number[14..].to_lowercase());
        prop_assert_eq!(IdNumber::parse(&typed, today()), Ok(parsed));
    }

    #[test]
    fn one_wrong_character_is_noticed(number in id_numbers(), at in 0..18_usize, to in 0..11_usize) {
        let mut wrong = number.clone().into_bytes();
        wrong[at] = b"0123456789X"[to];
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assume!(wrong != number);
        prop_assert!(IdNumber::parse(&wrong, today()).is_err());
    }

    #[test]
    fn swapped_neighbours_are_noticed(number in id_numbers(), at in 0..17_usize) {
        let mut wrong = number.clone().into_bytes();
        wrong.swap(at, at + 1);
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assume!(wrong != number);
        prop_assert!(IdNumber::parse(&wrong, today()).is_err());
    }

    #[test]
    fn another_length_is_named(number in "[0-9]{0,30}") {
        prop_assume!(number.len() != 18);
        let fault = IdNumber::parse(&number, today()).unwrap_err();
        let right = match number.len() {
            0 => IdNumberError::Empty,
            15 => IdNumberError::OldLength,
            n => IdNumberError::Length(n),
        };
        prop_assert_eq!(fault, right);
    }

    #[test]
    fn yuan_says_the_same_as_fen(fen in any::<i64>(), other in any::<i64>()) {
        let yuan = Fen::new(fen).to_yuan();
        prop_assert_eq!(yuan.replace([',', '.'], "").parse::<i128>().unwrap(), i128::from(fen));
        let (whole, rest) = yuan.trim_start_matches('-').split_once('.').unwrap();
        prop_assert_eq!(rest.len(), 2);
        let mut groups = whole.split(',');
        prop_assert!((1..=3).contains(&groups.next().unwrap().len()));
        prop_assert!(groups.all(|g| g.len() == 3));
        prop_assert_eq!(Fen::new(fen).plus(Fen::new(other)).get(), fen.saturating_add(other));
        let sum: Fen = [Fen::new(fen), Fen::ZERO, Fen::new(other)].into_iter().sum();
        prop_assert_eq!(sum.get(), fen.saturating_add(other));
        prop_assert_eq!(serde_json::to_string(&Fen::new(fen)).unwrap(), fen.to_string());
    }
}
