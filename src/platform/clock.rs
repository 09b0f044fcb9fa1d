//! Time and chance, as the device has them.

use journey::Moment;
use journey::domain::Instant;

/// The device's clock.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
pub fn now() -> Instant {
    Instant::from_ms(js_sys::Date::now() as i64)
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
