//! From HTTP to the rules and back: what a request must have before the rules see it, and what of it they see.

use crate::app::{App, Asker, Subject};
use crate::limit::{Buckets, Rate};
use crate::log::{Event, Pseudonym, Security};
use crate::network::Network;
use crate::tried::{tried, tries};
use axum::Extension;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method as HttpMethod, Request as HttpRequest, StatusCode, header,
};
use axum::response::Response as HttpResponse;
use backend::refusal;
use contract::http::{IDEMPOTENCY_KEY, Method, PURPOSE, Request, Response, USER_AGENT};
use contract::operations::{OperationId, Place, Row};
use contract::problem::{Problem, ProblemType};
use http_body_util::BodyExt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The greatest body that is read, in bytes. The rules read less of it yet.
pub const MAX_BODY: usize = 64 * 1024;
/// Of a body that is not wanted, so much is taken in yet, in bytes, and a pause of that length is the end of it: who has
/// not sent everything reads no answer, and a connection that is closed with something unread takes the answer away.
const DISCARDED: usize = 4 * 1024 * 1024;
const PAUSE: Duration = Duration::from_secs(2);
/// Buckets of each kind that are held: some 16 bytes each.
const BUCKETS: usize = 16_384;

/// How often somebody may try to sign in or to prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// From one address, whoever it is: many may be behind one.
    pub address: Rate,
    /// For one ID number or other document, or for one verification that proves something, from one address.
    pub subject: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        Self { address: Rate { burst: 30, per_minute: 30 }, subject: Rate { burst: 10, per_minute: 6 } }
    }
}

/// The buckets.
pub struct Tries {
    address: Mutex<Buckets>,
    subject: Mutex<Buckets>,
}

impl Tries {
    /// Full ones.
    pub fn new(rates: Rates) -> Self {
        let of = |rate| Mutex::new(Buckets::new(rate, BUCKETS));
        Self { address: of(rates.address), subject: of(rates.subject) }
    }

    /// Takes a try from both, or says after how many milliseconds there is one.
    fn take(&self, network: Network, subject: Option<Pseudonym>, now: u64) -> Result<(), u64> {
        self.address.lock().unwrap_or_else(PoisonError::into_inner).take(&network, now)?;
        let mut subjects = self.subject.lock().unwrap_or_else(PoisonError::into_inner);
        // For this client alone: somebody else must not use up the tries of the number's owner.
        subject.map_or(Ok(()), |subject| subjects.take(&(subject, network), now))
    }
}

/// What stands in the log for every path that the contract does not have.
const NONE: &str = "/v1/?";

/// The template that a path fits: what is written in the log instead of it.
pub fn template(path: &str) -> &'static str {
    Place::of(path).map_or(NONE, |place| place.template)
}

/// What is found out of a request on its way to its answer.
#[derive(Default)]
struct Found {
    row: Option<&'static Row>,
    /// Whose session it is.
    subject: Option<Pseudonym>,
    /// Whom it tries to sign in, or to send a code to.
    tried: Option<Pseudonym>,
    /// Why the rules have not seen it, where the log says so.
    refused: Option<Security>,
}

/// Answers an operation of the contract.
pub async fn handle(
    State(app): State<Arc<App>>,
    Extension(from): Extension<Asker>,
    request: HttpRequest<Body>,
) -> HttpResponse {
    let (parts, mut body) = request.into_parts();
    let token = app.site.token(&parts.headers);
    let mut found = Found { row: row(&parts.method, parts.uri.path()), ..Found::default() };
    let carried = carried(&app, &from, &parts, token.as_deref(), &mut body, &mut found).await;
    if !body.is_end_stream() {
        tokio::spawn(tokio::time::timeout(app.silence, discard(body)));
    }
    let known = found.tried.or(found.subject);
    let subject = match (&carried, found.row) {
        (Ok(response), Some(row)) => app.people.learn(&app.log, row, token.as_deref(), response, known),
        _ => known,
    };
    let (Ok(mut response) | Err(mut response)) = carried;
    let named = || security(found.row?.id, response.status, token.is_some());
    if let Some(name) = found.refused.or_else(named) {
        let network = from.network.ok().map(|network| app.log.network(network));
        // Links what was logged of the tries to the person that they turn out to have been for.
        let tried = found.tried.filter(|_| name == Security::SignedIn);
        app.log.say(Event::Security { name, request_id: Some(from.request_id), network, subject, tried });
    }
    let ended = response.status == 401 && token.is_some();
    translate_cookies(&app, &mut response, ended);
    let mut answer = answered(response);
    answer.extensions_mut().insert(Subject(subject));
    answer
}

/// The answer of the rules, or why they do not see the request.
async fn carried(
    app: &App,
    from: &Asker,
    parts: &Parts,
    token: Option<&str>,
    body: &mut Body,
    found: &mut Found,
) -> Result<Response, Response> {
    let refuse = |problem| refusal(problem, app.clock.now());
    let unread = |(status, title): (u16, &str)| {
        refuse(Problem { status, title: title.to_owned(), ..Problem::new(ProblemType::Unknown) })
    };
    let network = from.network.map_err(|_| {
        found.refused = Some(Security::ForwardedUnreadable);
        unread((400, "X-Forwarded-For is not a list of addresses"))
    })?;
    app.site.admit(&parts.method, &parts.headers).map_err(|why| {
        found.refused = Some(Security::ForgedRequest);
        refuse(Problem { detail: Some(why.to_owned()), ..Problem::new(ProblemType::Forbidden) })
    })?;
    let body = read(body, app.silence).await.map_err(unread)?;
    let path = parts.uri.path();
    found.subject = token.and_then(|token| app.people.subject(token));
    if let Some(operation) = found.row.map(|row| row.id).filter(|operation| tries(*operation)) {
        let tried = tried(operation, path, &body);
        let whose = if operation == OperationId::AnswerVerification {
            tried.map(|tried| app.log.subject(&tried.name()))
        } else {
            found.tried = tried.map(|tried| app.people.tried(&app.log, &tried));
            found.tried
        };
        let outcome = app.tries.take(network, whose, app.clock.steady_ms());
        outcome.map_err(|wait_ms| {
            found.refused = Some(Security::TriesExceeded);
            let seconds = i64::try_from(wait_ms.div_ceil(1000)).unwrap_or(i64::MAX);
            let retry_at = Some(app.clock.now().plus_seconds(seconds));
            refuse(Problem { retry_at, ..Problem::new(ProblemType::TooManyRequests) })
        })?;
    }
    let target = parts.uri.path_and_query().map_or(path, |target| target.as_str());
    let lane = app.people.lane(network, token);
    let request = asked(&parts.method, target, &parts.headers, token, body);
    Ok(app.rules.answer(lane, request, network.to_string()).await)
}

/// The event that an answer of the rules is, if the log says so.
fn security(operation: OperationId, status: u16, with_token: bool) -> Option<Security> {
    match (operation, status) {
        (OperationId::SignIn, 200) => Some(Security::SignedIn),
        (OperationId::SignIn, 401 | 403 | 404 | 410 | 422) => Some(Security::SignInFailed),
        (OperationId::AnswerVerification, 200) => Some(Security::Verified),
        (OperationId::AnswerVerification, 404 | 410 | 422) => Some(Security::VerificationFailed),
        (OperationId::SignOut, 204) => with_token.then_some(Security::SignedOut),
        (_, 423) => Some(Security::Locked),
        (_, 401) => with_token.then_some(Security::SessionRefused),
        _ => None,
    }
}

/// The row of the operation that a request is for.
fn row(method: &HttpMethod, path: &str) -> Option<&'static Row> {
    Place::of(path)?.row(known(method))
}

/// The whole body, or the status and the title that say why it was not read.
async fn read(body: &mut Body, limit: Duration) -> Result<Vec<u8>, (u16, &'static str)> {
    let whole = async {
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| (400, "The body broke off"))?;
            let data = frame.into_data().unwrap_or_default();
            if bytes.len() + data.len() > MAX_BODY {
                return Err((413, "The body is greater than 64 KiB"));
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    };
    tokio::time::timeout(limit, whole).await.unwrap_or(Err((408, "The body did not come in time")))
}

/// Takes in the rest of a body that is not wanted.
async fn discard(mut body: Body) {
    let mut taken = 0;
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(PAUSE, body.frame()).await {
        taken += frame.data_ref().map_or(0, Bytes::len);
        if taken > DISCARDED {
            return;
        }
    }
}

/// A method as the contract knows it.
fn known(method: &HttpMethod) -> Method {
    match *method {
        HttpMethod::GET | HttpMethod::HEAD => Method::Get,
        HttpMethod::POST => Method::Post,
        HttpMethod::DELETE => Method::Delete,
        HttpMethod::PATCH => Method::Patch,
        // No operation has it, so whatever it was is answered as a method that is not allowed.
        _ => Method::Put,
    }
}

/// What the rules see of a request: nothing that they have no use for.
fn asked(method: &HttpMethod, target: &str, headers: &HeaderMap, token: Option<&str>, body: Vec<u8>) -> Request {
    let mut request = Request::new(known(method), target);
    for name in ["Content-Type", "If-None-Match", IDEMPOTENCY_KEY, PURPOSE, USER_AGENT] {
        let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        if !values.is_empty() {
            // Two lines are one list (RFC 9110, 5.3), and so neither a type nor a key, nor a purpose.
            request.headers.push((name.to_owned(), values.join(", ")));
        }
    }
    request.headers.extend(token.map(|token| ("Cookie".to_owned(), format!("session={token}"))));
    request.body = body;
    request
}

/// Puts this server's cookie in the place of the rules'; takes it back when its session has ended.
fn translate_cookies(app: &App, response: &mut Response, ended: bool) {
    let mut token = ended.then(String::new);
    response.headers.retain(|(name, value)| {
        let cookie = name.eq_ignore_ascii_case("Set-Cookie");
        if cookie {
            let pair = value.split(';').next().and_then(|pair| pair.split_once('='));
            token = pair.map(|(_, value)| value.to_owned()).or(token.take());
        }
        !cookie
    });
    response.headers.extend(token.map(|token| ("Set-Cookie".to_owned(), app.site.cookie(&token))));
}

fn answered(response: Response) -> HttpResponse {
    let mut answer = HttpResponse::new(Body::from(response.body));
    *answer.status_mut() = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests {
    use super::{NONE, row, security, template};
    use crate::log::Security;
    use axum::http::Method;
    use contract::operations::OperationId;

    #[test]
    fn a_path_is_written_as_its_template() {
        for (path, want) in [
            ("/v1/applications/ap-1", "/v1/applications/{id}"),
            ("/v1/applications/check", "/v1/applications/check"),
            ("/v1/applications/ap-1/withdrawal", "/v1/applications/{id}/withdrawal"),
            ("/v1/verifications/vf-1/answer", "/v1/verifications/{id}/answer"),
            ("/v1/applications/AP%2F7%E7%94%B2%20%25", "/v1/applications/{id}"),
            ("/v1/access-log", "/v1/access-log"),
            ("/v1/990000198506010018", NONE),
            ("/v1/", NONE),
            ("/v1/card/", NONE),
        ] {
            assert_eq!(template(path), want, "{path}");
        }
    }

    #[test]
    fn an_operation_has_a_method() {
        let id = |method, path| row(method, path).map(|row| row.id);
        assert_eq!(id(&Method::POST, "/v1/session"), Some(OperationId::SignIn));
        assert_eq!(id(&Method::PUT, "/v1/session"), None);
    }

    #[test]
    fn what_whoever_watches_wants_to_know_has_a_name() {
        use OperationId::{AnswerVerification, GetCard, SignIn, SignOut};
        for (operation, status, with_token, want) in [
            (SignIn, 200, false, Some(Security::SignedIn)),
            (SignIn, 422, false, Some(Security::SignInFailed)),
            (SignIn, 423, false, Some(Security::Locked)),
            (SignIn, 503, false, None),
            (AnswerVerification, 200, true, Some(Security::Verified)),
            (AnswerVerification, 422, true, Some(Security::VerificationFailed)),
            (SignOut, 204, true, Some(Security::SignedOut)),
            (SignOut, 204, false, None),
            (GetCard, 200, true, None),
            (GetCard, 401, true, Some(Security::SessionRefused)),
            (GetCard, 401, false, None),
        ] {
            assert_eq!(security(operation, status, with_token), want, "{operation:?} {status}");
        }
    }
}
