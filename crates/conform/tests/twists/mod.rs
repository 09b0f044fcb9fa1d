//! The ways to be broken. Each is a wrapper around the reference backend that does one thing wrong.

use conform::backend::{Backend, World};
use conform::reference::Reference;
use contract::http::{Method, Outcome, Request, Response};
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

mod said;

use Twist as T;
use said::{by_document, done, each, html, set, unknown, unset};

/// `Way "the case that is named for it";`
macro_rules! twists {
    ($($twist:ident $case:literal;)+) => {
        /// One way to be broken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Twist { $($twist),+ }

        /// Each way, and the case that is named for it.
        pub const TWISTS: &[(Twist, &str)] = &[$((T::$twist, $case)),+];
    };
}

twists! {
    ForgetsKeys "A repeat gives the first answer, and nothing is filed twice";
    SubmitsTwiceAtOnce "The same confirmation sent at once several times takes effect once";
    SharesKeysBetweenPeople "A key belongs to a person: somebody else's is another key";
    TakesUntickedLosses "A loss that was not ticked is 400 and names `/acknowledged`";
    RefusesWithStatus200 "A path that is not there is 404";
    FailsOnLargeBodies "A body of a megabyte is refused";
    RefusesInHtml "Every refusal is a problem document";
    SendsMoneyAsFloats "Money is a whole number of fen";
    PostsWhatIsOnItsWay "A posted month has its day of posting, and no other has one";
    LosesTheLastPage "All pages together are the whole record, each month once, in its order";
    TakesCursorsForOtherFilters "A cursor that was given for other filters is 400 and names `?cursor`";
    ShowsOthersApplications "Nobody reads an application of somebody else";
    ShowsTheIdNumber "The session masks name and ID number";
    NeverCountsDown "A wrong answer says how many are left, one less each time";
    DoesNotSayHowLongToWait "Who asks for a second SMS code too soon is told 429, and how long to wait";
    SaysAnotherStatus "The status in a problem is the status of the answer";
    SaysAnotherType "Every problem has the status that belongs to its type";
    KeepsSessionsAfterSignOut "Signing out ends the session, also for who kept its cookie";
    LetsPersonalAnswersBeKept "Every personal answer is `no-store`";
    NamesAllRequestsTheSame "No two answers have the same `X-Request-Id`";
    RefusesASecondWithdrawal "Withdrawing again comes to the same";
    CutsTheUndoWindow "An application can be undone for as long as the check said";
    SpeaksLocalTime "Every instant is in UTC, with `Z`";
    SendsNull "`null` is never sent";
    TellsWhichNumbersAreKnown "An ID number that nobody has is asked for a code like any other";
    ListsNoDocument "Who signs in by SMS code or password has a document to do so by";
    DoesNotSayWhereTo "A redirect says where to, and a kind of document what its numbers look like";
    TakesAnyDocument "A kind of document that is not listed is 400 and names `/document`";
    LocksCardsByIdNumber "Wrong passwords of somebody who is not signed in change neither the card nor a session";
    ResetsEveryCount "A right answer in one way resets the count of no other";
    ResetsOnRepeats "A right answer that is sent again resets no count";
    LocksEveryWay "The wrong answer after the last one left locks that way alone, and says until when";
    LocksForTheSameTime "A lock after another lasts longer";
    TakesTheSameFactorTwice "Identity is proved in another way than the person signed in by";
    ListsThisSessionOnly "Where a person is signed in is listed, this session first";
    LetsOtherSessionsGoOn "Ending the other sessions ends them, and not the one that asks";
    IsKeptAliveByTimers "What a timer asks for does not keep a session alive";
    DoesNotSayWhichMethods "Every 405 says which methods there are";
    CountsWhatWasPaidBack "A month counts once, whoever paid, and by the sum of what is posted for it";
    ForgetsTheSignOfRefunds "What was paid back is below zero, and no other payment is";
    DoesNotSayWhoPaid "Where several payments are for one month, an employer's says whose it is";
    PartsAMonth "Payments for one month are not parted from each other by a page";
    OffersWhatItRefuses "The card services offer the cancelling that its check allows, and no other";
    CitesAnArticleThatIsNone "No article is cited that the law does not have";
    ReadsIdsAsTheyStand "An id in a path is the same however it is percent-encoded";
    GivesAnIdThatIsAStepUpwards "Every id has 1 to 128 characters, and a path can hold it";
    SaysThatNothingHasChanged "An application that has changed is not 304 for the `ETag` it had before";
}

/// The reference backend, broken in one way.
pub struct Twisted(Rc<Inner>);

struct Inner {
    reference: Reference,
    twist: Twist,
    count: Cell<u32>,
    /// Submissions that are being carried out, by key.
    under_way: RefCell<BTreeMap<String, u32>>,
    /// How many applications there are too many.
    surplus: Cell<u32>,
    /// What was answered, by key or path.
    remembered: RefCell<BTreeMap<String, Response>>,
}

impl Twisted {
    pub fn new(reference: Reference, twist: Twist) -> Self {
        let (count, under_way, surplus, remembered) = Default::default();
        Self(Rc::new(Inner { reference, twist, count, under_way, surplus, remembered }))
    }
}

impl Backend for Twisted {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        let inner = self.0.clone();
        Box::pin(async move { inner.answer(request).await })
    }
}

impl Inner {
    async fn answer(&self, mut request: Request) -> Outcome {
        self.before(&mut request);
        if let Some(response) = self.instead(&request) {
            return Ok(response);
        }
        let key = request.header("Idempotency-Key").map(str::to_owned);
        self.begin(key.as_deref());
        let mut response = self.reference.send(request.clone()).await?;
        self.end(key.as_deref());
        self.after(&request, &mut response).await;
        Ok(response)
    }

    /// What becomes of a request before the rules see it.
    fn before(&self, request: &mut Request) {
        let submits = request.method == Method::Post && request.path == "/v1/applications";
        match self.twist {
            T::ReadsIdsAsTheyStand => request.path = request.path.replace('%', "%25"),
            T::ForgetsKeys if submits => {
                let n = self.count.get() + 1;
                self.count.set(n);
                set(&mut request.headers, "Idempotency-Key", &format!("\"forgotten-{n}\""));
            }
            T::TakesUntickedLosses if submits => {
                let all =
                    ["threshold", "lower_pension", "medical_ends", "medical_waiting", "streak_ends", "no_unemployment"];
                let mut body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
                body["acknowledged"] = json!(all);
                request.body = body.to_string().into_bytes();
            }
            T::IsKeptAliveByTimers => request.headers.retain(|(name, _)| name != "Purpose"),
            _ => {}
        }
    }

    /// Answers without asking the rules.
    fn instead(&self, request: &Request) -> Option<Response> {
        match self.twist {
            T::KeepsSessionsAfterSignOut if request.method == Method::Delete => {
                let mut response = done();
                set(&mut response.headers, "Set-Cookie", "session=; Max-Age=0");
                Some(response)
            }
            T::LetsOtherSessionsGoOn if request.method == Method::Delete && request.path == "/v1/sessions" => {
                Some(done())
            }
            T::SaysThatNothingHasChanged => {
                let tag = request.header("If-None-Match")?;
                let headers = [("X-Request-Id", "x-1"), ("Date", "Mon, 23 Nov 2026 02:00:00 GMT"), ("ETag", tag)];
                let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
                Some(Response { status: 304, headers, body: Vec::new() })
            }
            T::SharesKeysBetweenPeople => {
                let key = request.header("Idempotency-Key")?;
                self.remembered.borrow().get(key).cloned()
            }
            _ => None,
        }
    }

    fn begin(&self, key: Option<&str>) {
        let Some(key) = key.filter(|_| self.twist == T::SubmitsTwiceAtOnce) else { return };
        let mut all = self.under_way.borrow_mut();
        let others = all.entry(key.to_owned()).or_default();
        *others += 1;
        if *others > 1 {
            self.surplus.set(self.surplus.get() + 1);
        }
    }

    fn end(&self, key: Option<&str>) {
        if let Some(others) = key.and_then(|key| self.under_way.borrow_mut().get(key).copied()) {
            self.under_way.borrow_mut().insert(key.unwrap_or_default().to_owned(), others - 1);
        }
    }

    /// What becomes of the answer.
    async fn after(&self, request: &Request, response: &mut Response) {
        let path = request.path.split('?').next().unwrap_or_default();
        let mut body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let before = body.clone();
        match (self.twist, response.status, path) {
            (T::SubmitsTwiceAtOnce, 200, "/v1/applications") => {
                let first = body["items"][0].clone();
                for _ in 0..self.surplus.get() {
                    body["items"].as_array_mut().into_iter().for_each(|items| items.push(first.clone()));
                }
            }
            (T::SharesKeysBetweenPeople, 201, "/v1/applications") => {
                self.remember(request.header("Idempotency-Key"), response);
            }
            (T::ShowsOthersApplications, 201, "/v1/applications") => {
                let mut shown = response.clone();
                shown.status = 200;
                let path = format!("/v1/applications/{}", body["id"].as_str().unwrap_or_default());
                self.remember(Some(&path), &shown);
            }
            (T::ShowsOthersApplications, 404, path) => {
                if let Some(shown) = self.remembered.borrow().get(path) {
                    *response = shown.clone();
                    return;
                }
            }
            (T::RefusesWithStatus200, 404, _) => response.status = 200,
            (T::FailsOnLargeBodies, _, _) if request.body.len() > 100_000 => html(response, 500),
            (T::RefusesInHtml, 404 | 405, _) => html(response, response.status),
            (T::SendsMoneyAsFloats, _, _) => each(&mut body, &mut |name, value| {
                if name.ends_with("_fen")
                    && let Some(fen) = value.as_f64()
                {
                    *value = json!(fen / 100.0 + 0.001);
                }
            }),
            (T::PostsWhatIsOnItsWay, 200, "/v1/contributions") => each(&mut body, &mut |name, value| {
                if name == "state" && *value == "paid_not_posted" {
                    *value = json!("posted");
                }
            }),
            (T::LosesTheLastPage, 200, "/v1/contributions") => self.lose(request, &mut body).await,
            (T::TakesCursorsForOtherFilters, 400, "/v1/contributions") => {
                let mut first = request.clone();
                first.path = request.path.split("&cursor=").next().unwrap_or_default().to_owned();
                if let Ok(other) = self.reference.send(first).await {
                    *response = other;
                }
                return;
            }
            (T::ShowsTheIdNumber, 200, "/v1/session") => body["id_number"] = json!("990000198506010018"),
            (T::NeverCountsDown, 422, _) => body["attempts_left"] = json!(5),
            (T::DoesNotSayHowLongToWait, 429, _) => unset(response, "Retry-After"),
            (T::SaysAnotherStatus, 404, _) => body["status"] = json!(200),
            (T::SaysAnotherType, 404, _) => body["type"] = json!("/problems/not-eligible"),
            (T::LetsPersonalAnswersBeKept, 200, "/v1/card") => {
                set(&mut response.headers, "Cache-Control", "max-age=60");
            }
            (T::NamesAllRequestsTheSame, _, _) => set(&mut response.headers, "X-Request-Id", "rq-1"),
            (T::RefusesASecondWithdrawal, 200, path) if path.ends_with("/withdrawal") => {
                if self.remembered.borrow().contains_key(path) {
                    response.status = 409;
                    set(&mut response.headers, "Content-Type", "application/problem+json");
                    body = json!({ "type": "/problems/not-withdrawable", "title": "Too late", "status": 409 });
                }
                self.remember(Some(path), response);
            }
            (T::CutsTheUndoWindow, 201, "/v1/applications") => body["undo_until"] = body["submitted_at"].clone(),
            (T::SpeaksLocalTime, _, _) => each(&mut body, &mut |name, value| {
                if name == "as_of" {
                    *value = json!("2026-11-23T08:00:00+08:00");
                }
            }),
            (T::SendsNull, 200, "/v1/card") => body["valid_until"] = Value::Null,
            (T::TellsWhichNumbersAreKnown, 201, "/v1/verifications") if unknown(request) => {
                response.status = 404;
                set(&mut response.headers, "Content-Type", "application/problem+json");
                body = json!({ "type": "/problems/not-found", "title": "Nobody has this number", "status": 404 });
            }
            (T::DoesNotSayWhichMethods, 405, _) => unset(response, "Allow"),
            (T::GivesAnIdThatIsAStepUpwards, 200, "/v1/cities") => body["items"][0]["id"] = json!(".."),
            _ => {
                let status = response.status;
                self.truth(request, status, path, &mut body);
                self.signing_in(request, path, response, &mut body);
                self.after_wrong_answers(path, response, &mut body);
            }
        }
        if body != before {
            response.body = body.to_string().into_bytes();
        }
    }

    /// The same for what is about signing in.
    fn signing_in(&self, request: &Request, path: &str, response: &mut Response, body: &mut Value) {
        match (self.twist, response.status, path) {
            (T::ListsNoDocument, 200, "/v1/sign-in-methods") => {
                body.as_object_mut().into_iter().for_each(|body| drop(body.remove("documents")));
            }
            (T::DoesNotSayWhereTo, 200, "/v1/sign-in-methods") => {
                body["methods"].as_array_mut().into_iter().for_each(|ways| ways.push(json!({ "method": "redirect" })));
            }
            (T::TakesAnyDocument, 400, "/v1/session") if by_document(request) => {
                response.status = 422;
                *body =
                    json!({ "type": "/problems/wrong-answer", "title": "Wrong", "status": 422, "attempts_left": 4 });
            }
            (T::TakesTheSameFactorTwice, 400, "/v1/verifications") => {
                response.status = 201;
                set(&mut response.headers, "Content-Type", "application/json");
                let at = "2026-11-23T02:05:00Z";
                *body = json!({ "id": "vf-1", "method": "password", "expires_at": at, "resend_at": at, "attempts_left": 6 });
            }
            (T::ListsThisSessionOnly, 200, "/v1/sessions") => {
                body["items"].as_array_mut().into_iter().for_each(|items| items.truncate(1));
            }
            _ => {}
        }
    }

    /// What is said twice, and differs; what is said of payments, and is not so.
    fn truth(&self, request: &Request, status: u16, path: &str, body: &mut Value) {
        match (self.twist, status, path) {
            (T::CountsWhatWasPaidBack, 200, "/v1/contributions/summary") => {
                for item in body["items"].as_array_mut().into_iter().flatten() {
                    // What is missing for having been paid back is taken for posted.
                    let gaps = item["gap_months"].as_u64().unwrap_or(0);
                    item["months_posted"] = json!(item["months_posted"].as_u64().unwrap_or(0) + gaps.min(1));
                }
            }
            (T::ForgetsTheSignOfRefunds, 200, "/v1/contributions") => each(body, &mut |name, value| {
                if let Some(fen) = value.as_i64().filter(|_| name.ends_with("_fen")) {
                    *value = json!(fen.abs());
                }
            }),
            (T::DoesNotSayWhoPaid, 200, "/v1/contributions") => {
                for item in body["items"].as_array_mut().into_iter().flatten() {
                    item.as_object_mut().into_iter().for_each(|item| drop(item.remove("employer")));
                }
            }
            (T::PartsAMonth, 200, "/v1/contributions") => {
                // Goes on after the month and the insurance of the payment before, however many more there are.
                let one = request.path.contains("limit=1&cursor=");
                if one {
                    *body = json!({ "items": [], "as_of": body["as_of"] });
                }
            }
            (T::OffersWhatItRefuses, 200, "/v1/card/services") => each(body, &mut |name, value| {
                if name == "availability" {
                    *value = json!("window_only");
                }
            }),
            (T::CitesAnArticleThatIsNone, 200, "/v1/applications/check") => each(body, &mut |name, value| {
                if name == "article" && *value == 60 {
                    *value = json!(160);
                }
            }),
            _ => {}
        }
    }

    /// The same for what is about counts of wrong answers.
    fn after_wrong_answers(&self, path: &str, response: &mut Response, body: &mut Value) {
        match (self.twist, response.status, path) {
            (T::LocksCardsByIdNumber, 422, "/v1/session") => self.count.set(self.count.get() + 1),
            (T::LocksCardsByIdNumber, 200, "/v1/card") if self.count.get() > 4 => body["state"] = json!("locked"),
            (T::ResetsEveryCount | T::ResetsOnRepeats, 200, path) if path.ends_with("/answer") => {
                self.count.set(self.count.get() + 1);
            }
            (T::ResetsEveryCount, 201, "/v1/verifications") if self.count.get() > 0 => body["attempts_left"] = json!(6),
            (T::ResetsOnRepeats, 201, "/v1/verifications") if self.count.get() > 1 => body["attempts_left"] = json!(6),
            (T::LocksEveryWay, 423, _) => self.count.set(1),
            (T::LocksEveryWay, 201, "/v1/verifications") if self.count.get() > 0 => {
                response.status = 423;
                set(&mut response.headers, "Content-Type", "application/problem+json");
                *body = json!({ "type": "/problems/locked", "title": "Locked", "status": 423, "attempts_left": 0 });
            }
            (T::LocksForTheSameTime, 423, _) => {
                body["retry_at"] = json!(World::now(&self.reference).plus_seconds(1200).to_string());
            }
            _ => {}
        }
    }

    /// Takes the cursor away where only the last page is left.
    async fn lose(&self, request: &Request, body: &mut Value) {
        let Some(cursor) = body["next_cursor"].as_str() else { return };
        let mut next = request.clone();
        let here = request.path.split("&cursor=").next().unwrap_or_default();
        next.path = format!("{here}{}cursor={cursor}", if here.contains('?') { "&" } else { "?" });
        let Ok(page) = self.reference.send(next).await else { return };
        let page: Value = serde_json::from_slice(&page.body).unwrap_or_default();
        if page.get("next_cursor").is_none() {
            body.as_object_mut().into_iter().for_each(|body| drop(body.remove("next_cursor")));
        }
    }

    fn remember(&self, what: Option<&str>, response: &Response) {
        if let Some(what) = what {
            self.remembered.borrow_mut().insert(what.to_owned(), response.clone());
        }
    }
}
