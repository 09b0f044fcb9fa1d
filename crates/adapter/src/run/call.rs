//! A request that is under way: what is sent next, and what becomes of the answer.

use super::convert::integer;
use super::refusal::{Refusal, headers};
use super::write::{Fault, Scope, Writer};
use super::{Answer, Call, Change, Step, inside, place, tree, with_scope};
use crate::map::{Exchange, Leaf, Node, Rule, Style};
use contract::http::{FetchError, JSON, Method, Outcome, Request, Response};
use contract::json::{self, Json};
use contract::operations::OperationId;
use contract::percent::encode;
use contract::problem::ProblemType;
use contract::values::{Instant, is_id};

/// An answer of the backend longer than this is not looked at.
const LONGEST: usize = 4 << 20;

impl<'m> Call<'m> {
    /// The next request.
    pub(super) fn send(self) -> Step<'m> {
        let made = match self.talk.exchanges.get(self.before.len()) {
            Some(exchange) => self.request(exchange),
            None => Err(Fault { at: String::new(), what: "nothing to send" }),
        };
        match made {
            Ok(request) => Step::Send(Box::new(self), request),
            Err(fault) => self.cannot_ask(fault),
        }
    }

    /// The backend has no name for what is asked for: it was not sent.
    fn cannot_ask(self, fault: Fault) -> Step<'m> {
        if !self.before.is_empty() {
            return self.unusable(fault);
        }
        let at = place(&fault.at);
        let refusal = match at.as_str() {
            "" if fault.at == "/path/id" => Refusal::new(ProblemType::NotFound),
            "" => {
                Refusal { detail: Some(["the map: ", fault.what].concat()), ..Refusal::new(ProblemType::ServerError) }
            }
            _ => Refusal::unknown(at),
        };
        let now = self.moment.now;
        let outcome = Ok(refusal.answer(headers(&self.moment.id, now, &self.moment), now));
        Step::Done(Answer { outcome, session: Change::None, fault: Some(fault) })
    }

    fn request(&self, exchange: &Exchange) -> Result<Request, Fault> {
        with_scope(&self.facts, self.token.as_deref(), &self.data_before(), |scope| {
            let mut writer = Writer::new(scope);
            let safe = |out: &mut String, text: &str| {
                if is_id(text) {
                    out.push_str(&encode(text));
                } else {
                    out.push('?');
                }
            };
            let mut path = writer.joined(&exchange.path, None, safe)?;
            if path.contains('?') {
                // Nothing, or a step upwards, would make it another address.
                return Err(Fault { at: "/path/id".to_owned(), what: "no part of a path" });
            }
            let mut between = '?';
            for (name, node) in &exchange.query {
                if let Some(value) = writer.text(node)? {
                    path.push(between);
                    path.push_str(&[&encode(name), "=", &encode(&value)].concat());
                    between = '&';
                }
            }
            let mut request = Request::new(exchange.method, path);
            for (name, node) in self.map.headers.iter().chain(&exchange.headers) {
                let Some(value) = writer.text(node)? else { continue };
                if !value.bytes().all(|b| (b' '..=b'~').contains(&b)) {
                    return Err(Fault { at: name.clone(), what: "no value of a header" });
                }
                request.headers.push((name.clone(), value));
            }
            if let Some(node) = &exchange.body {
                request.body = writer.json(node)?.unwrap_or_else(|| "{}".to_owned()).into_bytes();
                request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
            }
            Ok(request)
        })
    }

    /// Ends without an answer: nothing of it may be said to have been never sent, if a part of it was.
    ///
    /// # Errors
    /// Always: what it comes to.
    pub fn failed(&self, error: FetchError) -> Outcome {
        let sent = !self.before.is_empty() && self.operation.method != Method::Get;
        Err(if sent && error == FetchError::NeverSent { FetchError::MaybeSent } else { error })
    }

    /// Goes on with an answer.
    pub fn answered(mut self, response: &Response) -> Step<'m> {
        let readable = response.body.len() <= LONGEST;
        let text = str::from_utf8(&response.body).ok().filter(|_| readable).unwrap_or_default().to_owned();
        let whole = tree(&text);
        let map = self.map;
        let scalar = |at: &[String]| Leaf::of(inside(&whole, at)).map(|leaf| leaf.text().to_owned());
        let code = scalar(&map.envelope.code);
        let says = |(at, is): &(Vec<String>, Vec<String>)| scalar(at).is_some_and(|says| is.contains(&says));
        let went_well = response.is_success() && map.envelope.success.as_ref().is_none_or(says);
        if !went_well {
            // One that has not even the form of an envelope says nothing about what was done.
            if response.is_success() && code.is_none() {
                return self.unusable(Fault { at: "/answer".to_owned(), what: "neither a success nor a code" });
            }
            let rule =
                self.talk.errors.iter().chain(&map.errors).find(|rule| rule.fits(response.status, code.as_deref()));
            return match rule {
                Some(Rule { problem: None, .. }) => self.finish(response, &Json::Null),
                _ => self.refused(response, &whole, rule, code),
            };
        }
        if self.operation.id == OperationId::SignIn
            && let Some(pointer) = &map.token
        {
            let found = self.with(response, &whole, |scope| Writer::new(scope).at(pointer));
            if let Ok(Some(token)) = found {
                (self.token, self.begun) = (Some(token.clone()), Some(token));
            }
        }
        if self.before.len() + 1 < self.talk.exchanges.len() {
            drop(whole);
            self.before.push(text);
            return self.send();
        }
        self.finish(response, &whole)
    }

    /// What the map has as a sample of the answer that is waited for.
    pub(crate) fn sample(&self) -> Option<&'m str> {
        self.talk.samples.get(self.before.len()).map(String::as_str)
    }

    /// The data of the answers so far.
    fn data_before(&self) -> Vec<Json<'_>> {
        self.before.iter().map(|text| inside(&tree(text), &self.map.envelope.data).clone()).collect()
    }

    /// With all that is known.
    fn with<T>(&self, response: &Response, whole: &Json<'_>, does: impl FnOnce(&Scope<'_>) -> T) -> T {
        let body = Json::parse(&self.facts.body).unwrap_or(Json::Null);
        does(&Scope {
            facts: &self.facts,
            body: &body,
            token: self.token.as_deref(),
            before: &self.data_before(),
            answer: whole,
            data: inside(whole, &self.map.envelope.data),
            headers: &response.headers,
            status: response.status,
            inward: true,
            now: self.now(response),
        })
    }

    /// The time of an answer, by its own clock where that is known.
    fn now(&self, response: &Response) -> Instant {
        response.header("Date").and_then(Instant::from_http_date).unwrap_or(self.moment.now)
    }

    fn headers(&self, response: &Response, whole: &Json<'_>) -> Vec<(String, String)> {
        let id = self.map.request_id.as_ref();
        let id = id.and_then(|node| self.with(response, whole, |scope| Writer::new(scope).text(node)).ok().flatten());
        headers(id.as_deref().unwrap_or(&self.moment.id), self.now(response), &self.moment)
    }

    fn change(&self) -> Change {
        self.begun.clone().map_or(Change::None, Change::Begun)
    }

    fn unusable(&self, fault: Fault) -> Step<'m> {
        Step::Done(Answer { outcome: Err(FetchError::Unusable), session: self.change(), fault: Some(fault) })
    }

    fn refused(&self, response: &Response, whole: &Json<'_>, rule: Option<&Rule>, code: Option<String>) -> Step<'m> {
        let problem = rule.and_then(|rule| rule.problem).unwrap_or_else(|| by_status(response.status));
        let mut refusal = Refusal::new(problem);
        self.with(response, whole, |scope| {
            let mut writer = Writer::new(scope);
            let Some(rule) = rule else { return };
            refusal.errors.clone_from(&rule.errors);
            for (name, node) in &rule.members {
                // A refusal is one, whatever else about it cannot be read.
                if let Ok(Some(json)) = writer.json(node) {
                    refusal.members.push((name, json));
                }
            }
            let after = rule.retry_after.as_ref().and_then(|node| writer.text(node).ok().flatten());
            refusal.retry_after = after.as_deref().and_then(integer);
        });
        let header = || response.header("Retry-After").and_then(integer);
        refusal.retry_after = refusal.retry_after.or_else(header);
        let known = rule.is_some();
        refusal.detail = code.filter(|_| !known).map(|code| ["the map has no rule for the code ", &code].concat());
        let outcome = Ok(refusal.answer(self.headers(response, whole), self.now(response)));
        let session = if problem == ProblemType::NotSignedIn { Change::Ended } else { self.change() };
        Step::Done(Answer { outcome, session, fault: None })
    }

    /// The answer, when all went well.
    pub(super) fn finish(&self, response: &Response, whole: &Json<'_>) -> Step<'m> {
        let mut session = self.change();
        let mut answer =
            Response { status: self.operation.status, headers: self.headers(response, whole), body: Vec::new() };
        let mut header = |name: &str, value: String| answer.headers.push((name.to_owned(), value));
        if !self.operation.cacheable {
            header("Cache-Control", "no-store".to_owned());
        }
        if let Some(node) = &self.talk.answer {
            let body = match self.body(response, whole, node) {
                Ok(body) => body,
                Err(fault) => return self.unusable(fault),
            };
            header("Content-Type", JSON.to_owned());
            if self.operation.id == OperationId::SubmitApplication {
                let made = Json::parse(&body).ok();
                let id = made.as_ref().and_then(|made| json::find(made, "id")).and_then(Json::text);
                header("Location", ["/v1/applications/", &encode(&id.unwrap_or_default())].concat());
            }
            answer.body = body.into_bytes();
        }
        if self.operation.id == OperationId::SignOut {
            session = Change::Ended;
        }
        if self.operation.id == OperationId::SignIn && self.map.token.is_some() && self.begun.is_none() {
            return self.unusable(Fault { at: "/session/token".to_owned(), what: "missing" });
        }
        Step::Done(Answer { outcome: Ok(answer), session, fault: None })
    }

    fn body(&self, response: &Response, whole: &Json<'_>, node: &Node) -> Result<String, Fault> {
        self.with(response, whole, |scope| {
            let mut writer = Writer::new(scope);
            let mut body = writer.json(node)?.ok_or(Fault { at: String::new(), what: "nothing" })?;
            if let (Some(paging), Some(page)) = (&self.talk.paging, &self.facts.page) {
                let says = writer.at(&paging.at)?;
                let counted = paging.style != Style::Cursor;
                if counted && says.as_deref().and_then(integer).is_none() {
                    // Without it nobody knows whether there is more, and a part would look like the whole.
                    return Err(Fault { at: paging.at.text.clone(), what: "not a number" });
                }
                if let Some(next) = page.next(paging, &says.unwrap_or_default())
                    && body.ends_with('}')
                {
                    body.pop();
                    body.push_str(if body.ends_with('{') { "\"next_cursor\":" } else { ",\"next_cursor\":" });
                    json::text(&mut body, &next);
                    body.push('}');
                }
            }
            Ok(body)
        })
    }
}

impl Rule {
    /// Whether it is about such a refusal.
    fn fits(&self, status: u16, code: Option<&str>) -> bool {
        let of_status = self.status.is_empty() || self.status.contains(&u32::from(status));
        let of_code = self.code.is_empty() || code.is_some_and(|code| self.code.iter().any(|one| one == code));
        of_status && of_code
    }
}

/// What a refusal is of which the map says nothing. A success that is none is a failure of the backend.
const fn by_status(status: u16) -> ProblemType {
    match status {
        400 => ProblemType::InvalidRequest,
        401 => ProblemType::NotSignedIn,
        403 => ProblemType::Forbidden,
        404 => ProblemType::NotFound,
        429 => ProblemType::TooManyRequests,
        501 => ProblemType::NotSupported,
        502..=504 => ProblemType::Unavailable,
        _ => ProblemType::ServerError,
    }
}
