//! Everything that is answered, and what every answer has.

use crate::api::{self, Tries};
use crate::clock::Clock;
use crate::files::{Build, Builds, Dropped, decoded, wants_page};
use crate::log::{Event, Log, Pseudonym, RequestId, Security};
use crate::network::{Network, Unreadable};
use crate::people::People;
use crate::rules::Rules;
use crate::site::Site;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Extension, Router};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The other end of the connection that a request came by.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Where a request comes from, as far as that can be told, and its id.
#[derive(Clone, Debug)]
pub struct Asker {
    pub network: Result<Network, Unreadable>,
    pub request_id: RequestId,
}

/// The pseudonym of who was answered.
#[derive(Clone, Copy, Debug)]
pub struct Subject(pub Option<Pseudonym>);

/// What every answer needs.
pub struct Web {
    /// The app's files, with the headers of every answer.
    pub builds: Builds,
    /// Files for the verification of hosts.
    pub dropped: Option<Dropped>,
    pub site: Site,
    /// Whether the log has said that somebody who is not trusted forwards requests.
    pub untrusted: AtomicBool,
    pub clock: Clock,
    pub log: Log,
}

/// What answers of the API need.
pub struct App {
    pub site: Site,
    pub rules: Rules,
    pub tries: Tries,
    pub people: People,
    /// How long a body may take.
    pub silence: Duration,
    pub clock: Clock,
    pub log: Log,
}

/// What the log calls an answer that is none of the API's.
#[derive(Clone, Copy, Debug)]
struct Called(&'static str);

/// The way from a request to who answers it. Without `app` there are files only.
pub fn router(web: Web, app: Option<App>) -> Router {
    let web = Arc::new(web);
    let files = Router::new().fallback(files).with_state(Arc::clone(&web));
    let all = match app {
        Some(app) => files.merge(api(Arc::new(app))),
        None => files,
    };
    all.layer(middleware::from_fn_with_state(web, around))
}

fn api(app: Arc<App>) -> Router {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/v1", any(api::handle))
        .route("/v1/", any(api::handle))
        .route("/v1/{*path}", any(api::handle))
        .with_state(app)
}

/// Gives every answer its id and its headers, and the log its line.
async fn around(
    State(web): State<Arc<Web>>,
    Extension(Peer(peer)): Extension<Peer>,
    mut request: Request<Body>,
    next: Next,
) -> Response {
    let (began, request_id) = (web.clock.steady_ms(), RequestId::fresh());
    let network = web.site.client(peer.ip(), request.headers());
    let pseudonym = Some(web.log.network(network.unwrap_or(peer.ip().into())));
    let forwarded = request.headers().contains_key("x-forwarded-for");
    if forwarded && !web.site.proxies.has(peer.ip()) && !web.untrusted.swap(true, Ordering::Relaxed) {
        let (name, request_id) = (Security::ForwardedUntrusted, Some(request_id.clone()));
        web.log.say(Event::Security { name, request_id, network: pseudonym, subject: None, tried: None });
    }
    request.extensions_mut().insert(Asker { network, request_id: request_id.clone() });
    let method = named(request.method());
    let path = request.uri().path();
    let api = (path == "/v1" || path.starts_with("/v1/")).then(|| api::template(path));
    let build = current(&web).await;
    let agent = request.headers().get(header::USER_AGENT).cloned();
    request.extensions_mut().insert(Arc::clone(&build));
    let mut response = next.run(request).await;
    let route = api.or(response.extensions().get::<Called>().map(|called| called.0)).unwrap_or("?");
    let headers = response.headers_mut();
    for (name, value) in build.sent.to(agent.as_ref()) {
        headers.insert(name.clone(), value.clone());
    }
    // The id of the log is the one that the person sees: it takes the place of the rules' own.
    if let Ok(value) = HeaderValue::from_str(request_id.as_str()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let (status, ms) = (response.status().as_u16(), web.clock.steady_ms().saturating_sub(began));
    let subject = response.extensions().get::<Subject>().and_then(|subject| subject.0);
    web.log.say(Event::Request { method, route, status, ms, request_id, network: pseudonym, subject });
    response
}

/// The build that a request is answered with, from its page to its headers.
async fn current(web: &Arc<Web>) -> Arc<Build> {
    if let Builds::Fixed(build) = &web.builds {
        return Arc::clone(build);
    }
    let reading = Arc::clone(web);
    let read = tokio::task::spawn_blocking(move || reading.builds.current());
    read.await.unwrap_or_else(|why| std::panic::resume_unwind(why.into_panic()))
}

/// A method as the log names it: a client can send any word as one.
fn named(method: &Method) -> &'static str {
    let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    names.into_iter().find(|name| method == *name).unwrap_or("OTHER")
}

fn plain(status: StatusCode, text: &'static str, called: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Extension(Called(called)), text).into_response()
}

/// Whether the program runs: says nothing of the store, lest a broken disk have it started again and again.
async fn alive() -> Response {
    plain(StatusCode::OK, "alive\n", "/healthz")
}

/// Whether it can answer.
async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.rules.ready().await {
        plain(StatusCode::OK, "ready\n", "/readyz")
    } else {
        plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n", "/readyz")
    }
}

/// Answers with a file or a page. What is missing must be seen to be missing: a page in the place of a script, or of a
/// file for verification, would be a riddle.
async fn files(
    State(web): State<Arc<Web>>,
    Extension(build): Extension<Arc<Build>>,
    request: Request<Body>,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = plain(StatusCode::METHOD_NOT_ALLOWED, "405 Method Not Allowed\n", "/{file}");
        return ([(header::ALLOW, "GET, HEAD")], refused).into_response();
    }
    let asked = request.headers();
    let missing = || plain(StatusCode::NOT_FOUND, "404 Not Found\n", "/{none}");
    let path = request.uri().path();
    let name = decoded(path);
    let called = |response, called| (Extension(Called(called)), response).into_response();
    if let Some(response) = name.as_ref().and_then(|name| build.files.file(name, asked)) {
        return called(response, "/{file}");
    }
    if wants_page(asked)
        && let Some(response) = build.files.page(path, asked)
    {
        return called(response, "/{page}");
    }
    let (Some(name), Some(dropped)) = (name, web.dropped.clone()) else { return missing() };
    let asked = asked.clone();
    let read = tokio::task::spawn_blocking(move || dropped.file(&name, &asked));
    read.await.ok().flatten().map_or_else(missing, |response| called(response, "/{dropped}"))
}
