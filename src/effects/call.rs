//! Requests: each is under way until it is answered or aborted.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use journey::{Event, Number};

use super::Send;
use crate::fetch::{Fetch, Request};
use crate::platform::spawn;

/// The requests under way.
pub struct Calls {
    fetch: Rc<dyn Fetch>,
    send: Send,
    under_way: RefCell<Vec<(Number, AbortHandle)>>,
}

impl Calls {
    /// None yet; `fetch` answers them, and `send` takes the answers.
    pub fn new(fetch: Rc<dyn Fetch>, send: Send) -> Rc<Self> {
        Rc::new(Self { fetch, send, under_way: RefCell::default() })
    }

    /// Sends a request.
    pub fn begin(self: &Rc<Self>, number: Number, request: Request) {
        let (call, handle) = abortable(self.fetch.fetch(request));
        self.under_way.borrow_mut().push((number, handle));
        let calls = Rc::clone(self);
        spawn(Box::pin(async move {
            let Ok(outcome) = call.await else { return };
            calls.under_way.borrow_mut().retain(|(n, _)| *n != number);
            (calls.send)(Event::Answered { number, outcome });
        }));
    }

    /// Aborts a request: its answer is not wanted any more.
    pub fn abort(&self, number: Number) {
        let mut calls = self.under_way.borrow_mut();
        if let Some(at) = calls.iter().position(|(n, _)| *n == number) {
            calls.swap_remove(at).1.abort();
        }
    }
}
