//! What `Intl` takes and writes, and that nothing it refuses ends the app.
#![cfg(target_arch = "wasm32")]

use citizen_center::fetch::Config;
use citizen_center::platform::intl;
use journey::domain::{Date, Fen, Instant, YearMonth};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_config_is_refused_for_a_tag_that_intl_does_not_take() {
    for line in include_str!("tags.txt").lines() {
        let (fits, tag) = line.split_at(2);
        assert_eq!(intl::is_tag(tag), fits == "+ ", "{line}");
        let config = format!("{{\"languages\":{{\"{tag}\":\"A\"}},\"language_fallback\":\"en {tag}\"}}");
        assert_eq!(Config::parse(&config).is_ok(), fits == "+ ", "{line}");
    }
}

#[wasm_bindgen_test]
fn a_tag_that_is_none_does_not_end_the_app() {
    let day = Date::new(2026, 3, 5).unwrap();
    for tag in ["en-x", "", "_", "e"] {
        assert!(intl::date(tag, day).contains("2026"), "{tag}");
        assert!(intl::yuan(tag, Fen::new(12_345)).contains("123"), "{tag}");
    }
}

#[wasm_bindgen_test]
fn numbers_have_the_signs_of_the_language() {
    for (tag, text) in [("en", "55,278.40"), ("zh-CN", "55,278.40"), ("de", "55.278,40"), ("ar-EG", "٥٥٬٢٧٨٫٤٠")]
    {
        assert_eq!(intl::yuan(tag, Fen::new(5_527_840)), text, "{tag}");
    }
    assert_eq!(intl::yuan("en", Fen::new(-5)), "-0.05");
    assert_eq!(intl::yuan("en", Fen::ZERO), "0.00");
}

#[wasm_bindgen_test]
fn months_are_those_of_the_record_whatever_calendar_a_language_has() {
    let (day, month) = (Date::new(2026, 11, 3).unwrap(), YearMonth::new(2026, 11).unwrap());
    for (tag, year) in [("th", "2026"), ("fa", "۲۰۲۶"), ("th-u-ca-buddhist", "2026"), ("zh-CN", "2026")] {
        for said in [intl::month(tag, month), intl::date(tag, day), intl::date_time(tag, Instant::china_midnight(day))]
        {
            assert!(said.contains(year), "{tag}: {said}");
        }
    }
}
