//! Answers with an `ETag`, kept in memory: asked about with `If-None-Match`, not fetched anew (RFC 9111, 4.3).
//!
//! Nothing is given out without having asked. What is kept belongs to whoever is signed in, and is forgotten when
//! that changes; personal answers carry `no-store` anyway (the contract's rule).

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::{changes_session, layer, set};
use crate::fetch::{Fetch, Request, Response};
use contract::http::{Method, Outcome};

/// So many answers are kept.
pub const MOST: usize = 32;
/// An answer longer than so many bytes is not kept.
pub const LONGEST: usize = 64 * 1024;

#[derive(Default)]
struct Kept {
    /// The oldest first.
    answers: RefCell<VecDeque<(Request, Response)>>,
    /// Goes up whenever everything is forgotten: an answer that was asked for before is not kept.
    era: Cell<u32>,
}

impl Kept {
    fn forget(&self) {
        self.answers.borrow_mut().clear();
        self.era.set(self.era.get().wrapping_add(1));
    }

    fn find(&self, request: &Request) -> Option<Response> {
        let answers = self.answers.borrow();
        answers.iter().find(|(asked, _)| asked == request).map(|(_, answer)| answer.clone())
    }

    fn keep(&self, request: Request, answer: &Response) {
        let mut answers = self.answers.borrow_mut();
        answers.retain(|(asked, _)| *asked != request);
        let control = answer.header("Cache-Control").unwrap_or_default().to_ascii_lowercase();
        let may = answer.header("ETag").is_some() && !control.contains("no-store") && answer.body.len() <= LONGEST;
        if may {
            let mut answer = answer.clone();
            // They speak of this exchange only; each further one has its own.
            answer.headers.retain(|(name, _)| !["date", "x-request-id"].contains(&&*name.to_ascii_lowercase()));
            answers.push_back((request, answer));
            if answers.len() > MOST {
                answers.pop_front();
            }
        }
    }
}

/// Keeps answers, and asks whether they still hold.
pub fn cache(next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let kept = Rc::<Kept>::default();
    layer(move |request| {
        let (kept, next) = (Rc::clone(&kept), Rc::clone(&next));
        Box::pin(async move {
            let changes = changes_session(&request);
            if changes {
                kept.forget();
            }
            let era = kept.era.get();
            let outcome = if request.method == Method::Get && request.header("If-None-Match").is_none() {
                ask(&kept, era, &*next, request).await
            } else {
                next.fetch(request).await
            };
            if changes || matches!(&outcome, Ok(answer) if answer.status == 401) {
                kept.forget();
            }
            outcome
        })
    })
}

async fn ask(kept: &Kept, era: u32, next: &dyn Fetch, request: Request) -> Outcome {
    let known = kept.find(&request);
    let mut asks = request.clone();
    if let Some(tag) = known.as_ref().and_then(|known| known.header("ETag")) {
        set(&mut asks.headers, "If-None-Match", tag.to_owned());
    }
    let mut answer = next.fetch(asks).await?;
    if let (304, Some(mut known)) = (answer.status, known) {
        // What the new answer says about itself holds (RFC 9111, 3.2).
        for (name, value) in answer.headers {
            if !name.eq_ignore_ascii_case("Content-Length") {
                set(&mut known.headers, &name, value);
            }
        }
        answer = known;
    }
    if answer.status == 200 && era == kept.era.get() {
        kept.keep(request, &answer);
    }
    Ok(answer)
}
