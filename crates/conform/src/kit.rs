//! The kit: visitors of a backend, each with cookies of its own, and everything that was answered.

use crate::answer::Answer;
use crate::backend::{Backend, World};
use crate::jar::Jar;
use crate::roles::{Person, Role, Roles};
use crate::verdict::{Check, Stop, fail, skip};
use crate::watch::{Fault, Finding, Watch, is_unsupported};
use contract::http::{FetchError, Header, JSON, Method, REQUEST_ID, Request};
use contract::problem::ProblemType;
use contract::values::Instant;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How often a request is repeated after 429, as `Retry-After` says.
const PATIENCE: u32 = 3;

/// What the log keeps of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Method and path.
    pub(crate) request: String,
    /// Its `X-Request-Id`.
    pub(crate) id: Option<String>,
    /// What was wrong with it.
    pub(crate) findings: Vec<Finding>,
}

/// A backend under test.
pub struct Kit {
    backend: Rc<dyn Backend>,
    world: Rc<dyn World>,
    roles: Roles,
    headers: Vec<Header>,
    /// Whether it is reached over TLS.
    pub(crate) over_tls: bool,
    swept: Cell<bool>,
    /// What the contract says.
    pub(crate) watch: Watch,
    /// Everything that was answered so far.
    pub(crate) seen: RefCell<Vec<Seen>>,
    visitors: RefCell<BTreeMap<Role, Kept>>,
}

/// The way in which somebody signed in, as the contract names it; nothing for who came with a token.
type CameBy = Rc<Cell<Option<&'static str>>>;

/// What is kept of somebody who is signed in.
type Kept = (Rc<RefCell<Jar>>, CameBy);

impl Kit {
    /// A kit for that backend. `headers` go with every request other than GET (a deployment's CSRF header).
    pub fn new(backend: Rc<dyn Backend>, world: Rc<dyn World>, roles: Roles, headers: Vec<Header>) -> Self {
        let (swept, watch, seen, visitors) = Default::default();
        Self { backend, world, roles, headers, over_tls: false, swept, watch, seen, visitors }
    }

    /// Says that the backend is reached over TLS: then its cookies have to be `Secure`.
    #[must_use]
    pub fn over_tls(self) -> Self {
        Self { over_tls: true, ..self }
    }

    /// How many requests were answered so far.
    pub fn requests(&self) -> usize {
        self.seen.borrow().len()
    }

    /// Whether nobody asked this before: the sweep over all that can be read is made once in a run.
    pub(crate) fn is_first_sweep(&self) -> bool {
        !self.swept.replace(true)
    }

    /// The time, by the kit's clock.
    pub(crate) fn now(&self) -> Instant {
        self.world.now()
    }

    /// A key for one confirmation, as it is sent.
    pub(crate) fn key(&self) -> String {
        format!("\"conform-{}\"", self.world.chance())
    }

    /// What was wrong in this way with any answer so far; fails with the first few, and says how many more.
    pub(crate) fn never(&self, fault: Fault) -> Check {
        let seen = self.seen.borrow();
        let mut texts: Vec<_> =
            seen.iter().flat_map(|s| &s.findings).filter(|f| f.fault == fault).map(|f| f.text.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        let shown = texts.iter().take(3).copied().collect::<Vec<_>>().join("; ");
        match texts.len() {
            0 => Ok(()),
            1..=3 => fail(shown),
            n => fail(format!("{shown}; and {} more", n - 3)),
        }
    }

    /// Lets time pass, or leaves the case out.
    pub(crate) async fn pass(&self, seconds: u32) -> Check {
        self.world.pass(seconds).await.or_else(skip)
    }

    /// The person of that role, or leaves the case out.
    pub(crate) fn person(&self, role: Role) -> Check<&Person> {
        let none = || skip(format!("no {} is configured", role.name()));
        self.roles.get(role).map_or_else(none, Ok)
    }

    /// A person who signs in by the kit, or leaves the case out.
    pub(crate) fn signs_in(&self, role: Role) -> Check<&Person> {
        let person = self.person(role)?;
        if person.bearer.is_some() {
            return skip(format!("the {} comes with a bearer token and does not sign in", role.name()));
        }
        Ok(person)
    }

    /// The ID number of that role, or leaves the case out.
    pub(crate) fn id_number(&self, role: Role) -> Check<&str> {
        let none = || skip(format!("the ID number of the {} is not configured", role.name()));
        self.person(role)?.id_number.as_deref().map_or_else(none, Ok)
    }

    /// Somebody new, not signed in.
    pub(crate) fn nobody(&self) -> Visitor<'_> {
        Visitor { kit: self, jar: Rc::default(), came_by: Rc::default(), role: None, bearer: None }
    }

    /// That person, signed in; one session is shared by all cases.
    pub(crate) async fn of(&self, role: Role) -> Check<Visitor<'_>> {
        let bearer = self.person(role)?.bearer.clone();
        let known = self.visitors.borrow().get(&role).cloned();
        if known.is_some() || bearer.is_some() {
            let (jar, came_by) = known.unwrap_or_default();
            let visitor = Visitor { kit: self, jar, came_by, role: Some(role), bearer };
            if visitor.bearer.is_some() || visitor.get("/v1/session").await?.status() == 200 {
                return Ok(visitor);
            }
        }
        let visitor = self.come(role).await?;
        self.visitors.borrow_mut().insert(role, (visitor.jar.clone(), visitor.came_by.clone()));
        Ok(visitor)
    }

    /// That person, who signs in by an SMS code if there is a password as well: that is then the second factor, of which
    /// cases need many, and SMS codes have pauses.
    async fn come(&self, role: Role) -> Check<Visitor<'_>> {
        if self.signs_in(role)?.password.is_some() {
            let visitor = Visitor { role: Some(role), ..self.nobody() };
            if visitor.sign_in_by_code(role).await.is_ok() {
                return Ok(visitor);
            }
        }
        self.enter(role).await
    }

    /// That person, who signs in for a session of its own, or leaves the case out.
    pub(crate) async fn enter(&self, role: Role) -> Check<Visitor<'_>> {
        let visitor = Visitor { role: Some(role), ..self.nobody() };
        visitor.sign_in(role).await?;
        Ok(visitor)
    }

    /// The SMS code that was just sent to that person, or leaves the case out.
    pub(crate) async fn code(&self, role: Role, sent_to: Option<&str>) -> Check<String> {
        self.world.code(self.person(role)?, sent_to).await.or_else(skip)
    }

    async fn exchange(&self, request: Request) -> Check<Answer> {
        let named = format!("{} {}", request.method.as_str(), short(&request.path));
        let response = self.backend.send(request.clone()).await.or_else(|why| {
            let what = match why {
                FetchError::NeverSent => "the backend cannot be reached",
                FetchError::MaybeSent => "no answer came",
                FetchError::Unusable => "the answer cannot be read as HTTP",
            };
            fail(format!("{named}: {what}"))
        })?;
        let findings = self.watch.findings(&request, &response);
        let id = response.header(REQUEST_ID).map(str::to_owned);
        self.seen.borrow_mut().push(Seen { request: named.clone(), id, findings: findings.clone() });
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        if is_unsupported(response.status, &body)
            && let Some(name) = self.watch.name(&request)
        {
            return Err(Stop::Unsupported(name.to_owned()));
        }
        Ok(Answer { request: named, response, body, findings })
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub(crate) struct Visitor<'a> {
    /// The kit.
    pub(crate) kit: &'a Kit,
    /// The cookies.
    pub(crate) jar: Rc<RefCell<Jar>>,
    came_by: CameBy,
    role: Option<Role>,
    bearer: Option<String>,
}

impl Visitor<'_> {
    /// The same cookies as they are now, and apart from these from now on.
    #[must_use]
    pub(crate) fn copy(&self) -> Self {
        let jar = Rc::new(RefCell::new(self.jar.borrow().clone()));
        Self { jar, ..self.clone() }
    }

    /// Sends a request; waits and repeats where the backend asks for it with 429.
    pub(crate) async fn send(&self, request: Request) -> Check<Answer> {
        for _ in 0..PATIENCE {
            let answer = self.once(request.clone()).await?;
            let wait = answer.response.header("Retry-After").and_then(|text| text.parse().ok());
            match wait {
                Some(seconds) if answer.status() == 429 => {
                    self.kit.pass(seconds).await?;
                    self.go_on().await?;
                }
                _ => return Ok(answer),
            }
        }
        self.once(request).await
    }

    /// Signs in anew where the session ended while it was waited.
    async fn go_on(&self) -> Check {
        // Who has no cookie is about to sign in, and goes on with that.
        let Some(role) = self.role.filter(|_| !self.jar.borrow().is_empty()) else { return Ok(()) };
        if self.once(Request::new(Method::Get, "/v1/session")).await?.status() == 401 {
            // Boxed, as signing in sends requests as well.
            Box::pin(self.sign_in(role)).await?;
        }
        Ok(())
    }

    /// Sends a request once.
    pub(crate) async fn once(&self, mut request: Request) -> Check<Answer> {
        self.jar.borrow().send(&mut request);
        if let Some(token) = &self.bearer {
            request.headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        if request.method != Method::Get {
            request.headers.extend(self.kit.headers.iter().cloned());
        }
        let answer = self.kit.exchange(request).await?;
        self.jar.borrow_mut().receive(&answer.response);
        Ok(answer)
    }

    /// Reads.
    pub(crate) async fn get(&self, path: &str) -> Check<Answer> {
        self.send(Request::new(Method::Get, path)).await
    }

    /// Sends JSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Check<Answer> {
        self.send(post(path, body)).await
    }

    /// Signs out.
    pub(crate) async fn sign_out(&self) -> Check<Answer> {
        self.send(Request::new(Method::Delete, "/v1/session")).await
    }

    /// The way in which this visitor signed in, if that is known.
    pub(crate) fn came_by(&self) -> Option<&'static str> {
        self.came_by.get()
    }

    /// Signs in by the password, if there is one, else by SMS code; gives the session.
    pub(crate) async fn sign_in(&self, role: Role) -> Check<Answer> {
        let Some(password) = &self.kit.signs_in(role)?.password else { return self.sign_in_by_code(role).await };
        let number = self.kit.id_number(role)?;
        let body = json!({ "method": "password", "id_number": number, "password": password });
        self.sign_in_by(role, "password", &body).await
    }

    /// Signs in by SMS code; gives the session.
    pub(crate) async fn sign_in_by_code(&self, role: Role) -> Check<Answer> {
        self.kit.signs_in(role)?;
        let ask = json!({ "purpose": "sign_in", "id_number": self.kit.id_number(role)? });
        let begun = self.post("/v1/verifications", &ask).await?;
        let id = begun.is(201)?.text("/id")?;
        let body = json!({ "method": "sms_code", "verification": id, "code": self.kit.code(role, None).await? });
        self.sign_in_by(role, "sms_code", &body).await
    }

    async fn sign_in_by(&self, role: Role, way: &'static str, body: &Value) -> Check<Answer> {
        let answer = self.post("/v1/session", body).await?;
        if role == Role::Lockable && answer.status() == ProblemType::Locked.status() {
            return skip("the lockable person is locked, as a run leaves it; it ends by itself");
        }
        answer.is(200)?;
        self.came_by.set(Some(way));
        Ok(answer)
    }
}

/// A request with a JSON body.
pub(crate) fn post(path: &str, body: &Value) -> Request {
    let mut request = Request::new(Method::Post, path);
    request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
    request.body = body.to_string().into_bytes();
    request
}

/// A path, shortened where it is made to be long.
fn short(path: &str) -> String {
    let cut: String = path.chars().take(80).collect();
    if cut.len() < path.len() { format!("{cut}…") } else { cut }
}
