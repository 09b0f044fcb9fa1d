//! W3C Trace Context (level 1): one trace for all that one event asks for, which the journey begins and whose first digits
//! are the support code; one span for each attempt.

use std::rc::Rc;

use super::{Surroundings, layer, set};
use crate::fetch::Fetch;
use contract::http::TRACEPARENT;

/// Sends no trace: the deployment does not want it.
pub fn none(next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    layer(move |mut request| {
        request.headers.retain(|(name, _)| name != TRACEPARENT);
        next.fetch(request)
    })
}

/// Gives each attempt a span of its own. What has no trace yet (a renewal, which belongs to many calls) gets one.
pub fn per_attempt(around: &Rc<Surroundings>, next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let around = Rc::clone(around);
    layer(move |mut request| {
        let trace = request.header(TRACEPARENT).and_then(|parent| parent.split('-').nth(1)).map(str::to_owned);
        let trace = trace.unwrap_or_else(|| hex(&*around.chance, 4));
        set(&mut request.headers, TRACEPARENT, parent(&trace, &*around.chance));
        next.fetch(request)
    })
}

/// The flag says that it may be recorded.
fn parent(trace: &str, chance: &dyn Fn() -> u32) -> String {
    ["00-", trace, "-", &hex(chance, 2), "-01"].concat()
}

/// Words of eight digits; never all zero, which would be no id.
#[inline(never)]
fn hex(chance: &dyn Fn() -> u32, words: u32) -> String {
    let mut out = String::new();
    for _ in 0..words {
        let word = chance() | 1;
        out.extend((0..8).rev().map(|n| char::from(b"0123456789abcdef"[((word >> (4 * n)) & 15) as usize])));
    }
    out
}
