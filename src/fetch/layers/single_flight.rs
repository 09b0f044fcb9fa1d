//! Who asks the same at the same time shares one request.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Answer, layer};
use crate::fetch::{Fetch, Request};
use contract::http::Method;
use futures_util::FutureExt;
use futures_util::future::WeakShared;

type Flights = RefCell<Vec<(Request, WeakShared<Answer>)>>;

/// From here on nobody joins what is under way.
struct Closes(Rc<Flights>);

impl Drop for Closes {
    fn drop(&mut self) {
        self.0.borrow_mut().clear();
    }
}

/// Identical GETs under way are one request, stopped when the last who waits for it is gone. Whoever asks after
/// something was changed, or while it is being changed, is not given what was read before.
pub fn single_flight(next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let flights = Rc::<Flights>::default();
    layer(move |request| {
        if request.method != Method::Get {
            flights.borrow_mut().clear();
            let (closes, answer) = (Closes(Rc::clone(&flights)), next.fetch(request));
            return Box::pin(async move {
                let outcome = answer.await;
                drop(closes);
                outcome
            });
        }
        let mut flights = flights.borrow_mut();
        // Those that are over, or that nobody waits for any more, are of no use.
        flights.retain(|(_, flight)| flight.upgrade().is_some_and(|flight| flight.peek().is_none()));
        let same = flights.iter().find(|(asked, _)| *asked == request);
        if let Some(flight) = same.and_then(|(_, flight)| flight.upgrade()) {
            return Box::pin(flight);
        }
        let flight = next.fetch(request.clone()).shared();
        flights.extend(flight.downgrade().map(|weak| (request, weak)));
        Box::pin(flight)
    })
}
