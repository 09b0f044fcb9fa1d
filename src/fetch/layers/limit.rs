//! A time limit: the deadline of a call, and the limit of an attempt.

use std::rc::Rc;

use super::{Surroundings, layer};
use crate::fetch::{Fetch, lost};
use futures_util::future::{Either, select};

/// Gives a request up after so many milliseconds: it is dropped, which stops it, and reported as lost. What was sent
/// and not answered may have been carried out.
pub fn limit(ms: u32, around: &Rc<Surroundings>, next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let around = Rc::clone(around);
    layer(move |request| {
        let lost = lost(request.method);
        let (answer, end) = (next.fetch(request), (around.sleep)(ms));
        Box::pin(async move {
            match select(answer, end).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right(_) => Err(lost),
            }
        })
    })
}
