//! The seam: anything that can answer a request can be tested.

use contract::http::{Outcome, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;

use crate::roles::Person;

/// A backend, or a wrapper around one. The same seam as the app's `Fetch`, with the same meaning: an HTTP error is
/// an answer; only a transport that has none gives an error.
///
/// A wrapper (an adapter that speaks another backend's dialect, a backend broken on purpose) takes a `Backend` and
/// is one; the kit does not know the difference.
pub trait Backend {
    /// Answers a request. Cookies are the kit's business: they come and go as headers.
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome>;
}

/// What the kit needs beside the backend: time, codes and chance.
pub trait World {
    /// The time, by the kit's clock.
    fn now(&self) -> Instant;

    /// Lets so many seconds pass, by waiting or by moving the backend's clock.
    ///
    /// # Errors
    /// Says why not, where that is not possible or takes longer than was allowed.
    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>>;

    /// The SMS code that was just sent to this person.
    ///
    /// # Errors
    /// Says why there is none.
    fn code<'a>(&'a self, person: &'a Person, sent_to: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>>;

    /// 128 bits nobody can foretell, in hexadecimal; another one with each call.
    fn chance(&self) -> String;
}
