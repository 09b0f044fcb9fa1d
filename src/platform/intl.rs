//! Dates and times as people write them, by the platform's `Intl`. All in China's time,
//! whatever the device's zone: deadlines and contributions are counted in it.

use std::cell::RefCell;

use journey::domain::{Date, Instant, YearMonth};
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

type Options = &'static [(&'static str, &'static str)];

const MONTH: Options = &[("year", "numeric"), ("month", "long")];
const DATE: Options = &[("year", "numeric"), ("month", "short"), ("day", "numeric")];
const DATE_TIME: Options = &[
    ("year", "numeric"),
    ("month", "short"),
    ("day", "numeric"),
    ("hour", "2-digit"),
    ("minute", "2-digit"),
    ("hourCycle", "h23"),
];
const TIME: Options = &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];

/// A formatter with what it was made for: language, and which of the option lists.
type Made = (String, Options, DateTimeFormat);

thread_local! {
    /// A formatter is dear to make, and a record has hundreds of months.
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// A month: 2025年3月, March 2025.
pub fn month(lang: &str, month: YearMonth) -> String {
    write(lang, MONTH, Instant::china_midnight(month.first_day()))
}

/// A day: 2025年3月5日, Mar 5, 2025.
pub fn date(lang: &str, date: Date) -> String {
    write(lang, DATE, Instant::china_midnight(date))
}

/// A day and a time of day, to the minute.
pub fn date_time(lang: &str, at: Instant) -> String {
    write(lang, DATE_TIME, at)
}

/// A time of day, to the minute.
pub fn time(lang: &str, at: Instant) -> String {
    write(lang, TIME, at)
}

fn write(lang: &str, options: Options, at: Instant) -> String {
    // Natively there is no `Intl`: pages are drawn there for tests alone.
    if cfg!(not(target_arch = "wasm32")) {
        return at.china_date().to_string();
    }
    MADE.with_borrow_mut(|made| {
        let known = made.iter().position(|m| m.0 == lang && m.1 == options);
        let place = known.unwrap_or_else(|| {
            made.push((lang.to_owned(), options, make(lang, options)));
            made.len() - 1
        });
        // 2^53 ms is far beyond the calendar's end.
        #[allow(clippy::cast_precision_loss, reason = "whole milliseconds within the calendar are exact")]
        let ms = JsValue::from_f64(at.ms() as f64);
        let text = made[place].2.format().call1(&JsValue::UNDEFINED, &ms);
        text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| at.to_string())
    })
}

fn make(lang: &str, options: Options) -> DateTimeFormat {
    let object = Object::new();
    let zone = [("timeZone", "Asia/Shanghai")];
    for (name, value) in options.iter().chain(&zone) {
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    DateTimeFormat::new(&Array::of1(&JsValue::from_str(lang)), &object)
}
