//! Who asks the same at the same time shares one request.

use std::cell::RefCell;
use std::rc::Rc;

use super::flight::{Flight, Trace};
use super::{layer, same, then};
use crate::fetch::{Fetch, Request};
use contract::http::Method;

type Flights = RefCell<Vec<(Request, Trace)>>;

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
            let closes = Closes(Rc::clone(&flights));
            let done = move |outcome| {
                drop(closes);
                outcome
            };
            return then(next.fetch(request), Box::new(done));
        }
        let mut flights = flights.borrow_mut();
        // Those that are over, or that nobody waits for any more, are of no use.
        flights.retain(|(_, flight)| flight.join().is_some());
        let same = flights.iter().find(|(asked, _)| same(asked, &request));
        if let Some(flight) = same.and_then(|(_, flight)| flight.join()) {
            return Box::pin(flight);
        }
        let flight = Flight::new(next.fetch(request.clone()));
        flights.push((request, flight.trace()));
        Box::pin(flight)
    })
}
