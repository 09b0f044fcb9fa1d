//! Dates, times and numbers as people write them, by the platform's `Intl`. All times are China's, whatever the device's
//! zone: deadlines and contributions are counted in it.

use std::cell::RefCell;

use journey::domain::{Date, Fen, Instant, YearMonth};
use js_sys::{Array, Function, JsString, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

type Options = &'static [(&'static str, &'static str)];

const ZONE: (&str, &str) = ("timeZone", "Asia/Shanghai");
/// The contract's months are of this one: no other has a March 2025.
const CALENDAR: (&str, &str) = ("calendar", "gregory");
const MONTH: Options = &[("year", "numeric"), ("month", "long"), ZONE, CALENDAR];
const DATE: Options = &[("year", "numeric"), ("month", "short"), ("day", "numeric"), ZONE, CALENDAR];
const DATE_TIME: Options = &[
    ("year", "numeric"),
    ("month", "short"),
    ("day", "numeric"),
    ("hour", "2-digit"),
    ("minute", "2-digit"),
    ("hourCycle", "h23"),
    ZONE,
    CALENDAR,
];
const TIME: Options = &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23"), ZONE];
const YUAN: Options = &[("minimumFractionDigits", "2"), ("maximumFractionDigits", "2")];

/// What formats, with what it was made for: language, and which of the option lists.
type Made = (String, Options, Option<Function>);

thread_local! {
    /// A formatter is dear to make, and a record has hundreds of months.
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// A month: 2025年3月, March 2025.
pub fn month(lang: &str, month: YearMonth) -> String {
    moment(lang, MONTH, Instant::china_midnight(month.first_day()))
}

/// A day: 2025年3月5日, Mar 5, 2025.
pub fn date(lang: &str, date: Date) -> String {
    moment(lang, DATE, Instant::china_midnight(date))
}

/// A day and a time of day, to the minute.
pub fn date_time(lang: &str, at: Instant) -> String {
    moment(lang, DATE_TIME, at)
}

/// A time of day, to the minute.
pub fn time(lang: &str, at: Instant) -> String {
    moment(lang, TIME, at)
}

/// A number of yuan, with the language's own signs for groups and decimals: 55,278.40, 55.278,40.
pub fn yuan(lang: &str, fen: Fen) -> String {
    // Sums of a person's are far below 2^53 fen.
    #[allow(clippy::cast_precision_loss, reason = "whole fen of a person's are exact")]
    let yuan = fen.get() as f64 / 100.0;
    write(lang, "NumberFormat", YUAN, yuan).unwrap_or_else(|| fen.to_yuan())
}

/// Whether that is a language tag for `Intl`, which refuses any other with a `RangeError`.
pub fn is_tag(text: &str) -> bool {
    let check = || -> Result<JsValue, JsValue> {
        let check: Function = Reflect::get(&intl()?, &JsString::from("getCanonicalLocales"))?.dyn_into()?;
        check.call1(&JsValue::UNDEFINED, &text.into())
    };
    check().is_ok()
}

fn moment(lang: &str, options: Options, at: Instant) -> String {
    // 2^53 ms is far beyond the calendar's end.
    #[allow(clippy::cast_precision_loss, reason = "whole milliseconds within the calendar are exact")]
    let ms = at.ms() as f64;
    write(lang, "DateTimeFormat", options, ms).unwrap_or_else(|| at.china_date().to_string())
}

/// `None` outside of a browser.
fn write(lang: &str, kind: &str, options: Options, value: f64) -> Option<String> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    MADE.with_borrow_mut(|made| {
        let known = made.iter().position(|m| m.0 == lang && m.1 == options);
        let place = known.unwrap_or_else(|| {
            made.push((lang.to_owned(), options, make(lang, kind, options).ok()));
            made.len() - 1
        });
        made[place].2.as_ref()?.call1(&JsValue::UNDEFINED, &value.into()).ok()?.as_string()
    })
}

fn intl() -> Result<JsValue, JsValue> {
    Reflect::get(&global(), &JsString::from("Intl"))
}

/// The constructor throws for a tag that is none: then the engine's own language is better than no page at all.
fn make(lang: &str, kind: &str, options: Options) -> Result<Function, JsValue> {
    let kind: Function = Reflect::get(&intl()?, &JsString::from(kind))?.dyn_into()?;
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value))?;
    }
    let of = |lang: JsValue| Reflect::construct(&kind, &Array::of2(&lang, &object));
    let made = of(lang.into()).or_else(|_| of(JsValue::UNDEFINED))?;
    Reflect::get(&made, &JsString::from("format"))?.dyn_into()
}
