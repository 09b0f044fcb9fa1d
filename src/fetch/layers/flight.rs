//! One answer for several who wait: it is worked on as long as any of them is there, and stopped with the last.
//!
//! `futures::Shared` does the same for any number of threads, with a lock and a table of wakers; here is one thread.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use super::OutcomeFuture;
use contract::http::Outcome;

#[derive(Default)]
struct State {
    answer: Option<OutcomeFuture>,
    outcome: Option<Outcome>,
    /// Those to be woken when it is there.
    wakers: Vec<Waker>,
}

/// A place among those who wait.
#[derive(Clone)]
pub(super) struct Flight(Rc<RefCell<State>>);

/// A flight that may be over.
pub(super) struct Trace(Weak<RefCell<State>>);

impl Flight {
    pub(super) fn new(answer: OutcomeFuture) -> Self {
        Self(Rc::new(RefCell::new(State { answer: Some(answer), ..State::default() })))
    }

    pub(super) fn trace(&self) -> Trace {
        Trace(Rc::downgrade(&self.0))
    }
}

impl Trace {
    /// A place in it, unless it is over or everybody has left.
    pub(super) fn join(&self) -> Option<Flight> {
        self.0.upgrade().filter(|state| state.borrow().outcome.is_none()).map(Flight)
    }
}

impl Future for Flight {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        // Out of the cell while it is worked on: what happens meanwhile may let go of other places.
        let answer = self.0.borrow_mut().answer.take();
        if let Some(mut answer) = answer {
            match answer.as_mut().poll(cx) {
                Poll::Ready(outcome) => {
                    self.0.borrow_mut().outcome = Some(outcome);
                    wake(&self.0);
                }
                Poll::Pending => self.0.borrow_mut().answer = Some(answer),
            }
        }
        let mut state = self.0.borrow_mut();
        if let Some(outcome) = &state.outcome {
            return Poll::Ready(outcome.clone());
        }
        state.wakers.retain(|waker| !waker.will_wake(cx.waker()));
        state.wakers.push(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Flight {
    /// Whoever looked last is the one who is told when it goes on. If it was this one, another has to look.
    fn drop(&mut self) {
        wake(&self.0);
    }
}

fn wake(state: &RefCell<State>) {
    let wakers = std::mem::take(&mut state.borrow_mut().wakers);
    wakers.into_iter().for_each(Waker::wake);
}
