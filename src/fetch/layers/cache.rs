//! Answers with an `ETag`, kept in memory: asked about with `If-None-Match`, not fetched anew (RFC 9111, 4.3).
//!
//! Nothing is given out without having asked. What is kept belongs to whoever is signed in, and is forgotten when
//! that changes. `no-store`, which personal answers carry, is for caches outside of the app: the model holds what it
//! shows as well, and a page that stays open asks over and over for the same (the contract's header `Cache-Control`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{changes_session, layer, same, set, then};
use crate::fetch::{Fetch, Request, Response};
use contract::http::{Method, Outcome, PURPOSE, REQUEST_ID};

/// So many answers are kept.
pub const MOST: usize = 32;
/// An answer longer than so many bytes is not kept.
pub const LONGEST: usize = 64 * 1024;

#[derive(Default)]
struct Kept {
    /// The oldest first.
    answers: RefCell<Vec<(Request, Response)>>,
    /// Goes up whenever everything is forgotten: an answer that was asked for before is not kept.
    era: Cell<u32>,
}

impl Kept {
    #[inline(never)]
    fn forget(&self) {
        self.answers.borrow_mut().clear();
        self.era.set(self.era.get().wrapping_add(1));
    }

    #[inline(never)]
    fn find(&self, request: &Request) -> Option<Response> {
        let answers = self.answers.borrow();
        answers.iter().find(|(asked, _)| same(asked, request)).map(|(_, answer)| answer.clone())
    }

    #[inline(never)]
    fn keep(&self, request: Request, answer: &Response) {
        let mut answers = self.answers.borrow_mut();
        answers.retain(|(asked, _)| !same(asked, &request));
        if answer.header("ETag").is_some() && answer.body.len() <= LONGEST {
            let mut answer = answer.clone();
            // They speak of this exchange only; each further one has its own.
            answer.headers.retain(|(name, _)| !["Date", REQUEST_ID].iter().any(|own| name.eq_ignore_ascii_case(own)));
            answers.push((request, answer));
            if answers.len() > MOST {
                answers.remove(0);
            }
        }
    }
}

/// Keeps answers, and asks whether they still hold.
pub fn cache(next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let kept = Rc::<Kept>::default();
    layer(move |mut request| {
        let changes = changes_session(&request);
        if changes {
            kept.forget();
        }
        let mut asks = request.clone();
        // The answer is the same, whoever or whatever asks.
        request.headers.retain(|(name, _)| name != PURPOSE);
        let mut known = None;
        if request.method == Method::Get {
            known = kept.find(&request);
            if let Some(tag) = known.as_ref().and_then(|known| known.header("ETag")) {
                set(&mut asks.headers, "If-None-Match", tag.to_owned());
            }
        }
        let (kept, era) = (Rc::clone(&kept), kept.era.get());
        let done = move |outcome: Outcome| {
            let mut answer = outcome?;
            if changes || answer.status == 401 {
                kept.forget();
            } else if request.method == Method::Get {
                if let (304, Some(known)) = (answer.status, known) {
                    answer = confirmed(known, answer);
                }
                if answer.status == 200 && era == kept.era.get() {
                    kept.keep(request, &answer);
                }
            }
            Ok(answer)
        };
        then(next.fetch(asks), Box::new(done))
    })
}

/// A known answer with what the new one says about itself (RFC 9111, 3.2).
fn confirmed(mut known: Response, answer: Response) -> Response {
    for (name, value) in answer.headers {
        if !name.eq_ignore_ascii_case("Content-Length") {
            set(&mut known.headers, &name, value);
        }
    }
    known
}
