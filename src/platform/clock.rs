//! Time and chance, as the device has them.

use contract::values::Steady;
use journey::Moment;
use journey::domain::Instant;

thread_local! {
    static STEADY: Steady = const { Steady::new() };
}

/// The device's two clocks; an engine without the second has one.
fn clocks() -> (f64, f64) {
    let wall = js_sys::Date::now();
    let ticks = web_sys::window().and_then(|window| window.performance());
    (wall, ticks.map_or(wall, |ticks| ticks.now()))
}

/// The time as the device had it when the page was opened, and how long that is ago: what is done to the device's clock
/// meanwhile moves no countdown. Answers of the backend set it right.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
pub fn now() -> Instant {
    let (wall, ticks) = clocks();
    Instant::from_ms(STEADY.with(|steady| steady.at(wall, ticks)) as i64)
}

/// By how many milliseconds the device's clock was set since this was asked last, or the device was asleep, if any.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
pub fn jump() -> Option<i64> {
    let (wall, ticks) = clocks();
    STEADY.with(|steady| steady.jump(wall, ticks)).map(|ms| ms as i64)
}

/// What an update is given.
pub fn moment() -> Moment {
    Moment { now: now(), chance: chance() }
}

/// Thirty-two random bits.
pub fn bits() -> u32 {
    let [a, b, c, d, ..] = chance();
    u32::from_le_bytes([a, b, c, d])
}

/// Sixteen random bytes: the browser's strong source, or (in an engine without one) its weak one.
/// They name a submission and a support code; no secret is made of them.
fn chance() -> [u8; 16] {
    let mut bytes = [0; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let strong = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if strong.is_none() {
        bytes.fill_with(weak);
    }
    bytes
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 256")]
fn weak() -> u8 {
    (js_sys::Math::random() * 256.0) as u8
}
