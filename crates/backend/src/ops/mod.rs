//! The operations of the contract, and the way to them.

mod access;
mod applications;
mod card;
mod city;
mod record;
pub(crate) mod session;
mod submit;
mod verification;

pub(crate) use record::rank;

use crate::body::{Fields, Query, is_id};
use crate::chance::Moment;
use crate::reply::{Done, Halt, set};
use crate::rules::check::Case;
use crate::rules::terms::Terms;
use crate::state::{self, Citizen, Guard, SessionState};
use crate::store::StoreError;
use crate::store::unit::Unit;
use contract::http::{Method, Request, Response};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;

/// What an operation has to go by.
pub(crate) struct Cx<'a> {
    pub(crate) unit: Unit<'a>,
    pub(crate) request: &'a Request,
    pub(crate) moment: Moment,
    pub(crate) cities: &'a [Terms],
    pub(crate) origins: &'a [String],
    pub(crate) limits: session::SessionLimits,
}

/// Finds the operation and carries it out.
pub(crate) async fn answer(cx: &mut Cx<'_>) -> Done {
    let (path, query) = cx.request.path.split_once('?').unwrap_or((&cx.request.path, ""));
    let mut query = Query::parse(query);
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or("?").split('/').collect();
    let method = cx.request.method;
    cx.known_origin()?;
    match (parts.as_slice(), method) {
        (["v1", "session"], Method::Post) => session::sign_in(cx).await,
        (["v1", "session"], Method::Get) => session::who(cx).await,
        (["v1", "session"], Method::Delete) => session::sign_out(cx).await,
        (["v1", "cities"], Method::Get) => city::cities(cx),
        (["v1", "services"], Method::Get) => city::services(cx, &query).await,
        (["v1", "card"], Method::Get) => card::card(cx).await,
        (["v1", "card", "code"], Method::Post) => card::code(cx).await,
        (["v1", "card", "services"], Method::Get) => card::services(cx).await,
        (["v1", "reveals"], Method::Post) => card::reveal(cx).await,
        (["v1", "contributions", "summary"], Method::Get) => record::summary(cx).await,
        (["v1", "contributions"], Method::Get) => record::list(cx, &mut query).await,
        (["v1", "verifications"], Method::Post) => verification::start(cx).await,
        // What is no id is nobody's.
        (["v1", "applications" | "verifications", id, ..], _) if !is_id(id) => Err(ProblemType::NotFound.into()),
        (["v1", "verifications", id, "answer"], Method::Post) => verification::answer(cx, id).await,
        (["v1", "applications", "check"], Method::Post) => applications::check(cx).await,
        (["v1", "applications"], Method::Post) => submit::submit(cx).await,
        (["v1", "applications"], Method::Get) => applications::list(cx).await,
        (["v1", "applications", "check"], _) => Ok(not_allowed("POST", cx.now())),
        (["v1", "applications", id], Method::Get) => applications::one(cx, id).await,
        (["v1", "applications", id, "withdrawal"], Method::Post) => applications::withdraw(cx, id).await,
        (["v1", "access-log"], Method::Get) => access::log(cx).await,
        (parts, _) => match allowed(parts) {
            Some(allow) => Ok(not_allowed(allow, cx.now())),
            None => Err(ProblemType::NotFound.into()),
        },
    }
}

/// The methods of a path.
fn allowed(parts: &[&str]) -> Option<&'static str> {
    Some(match parts {
        ["v1", "session"] => "DELETE, GET, POST",
        ["v1", "applications"] => "GET, POST",
        ["v1", "card", "code"]
        | ["v1", "reveals" | "verifications"]
        | ["v1", "verifications", _, "answer"]
        | ["v1", "applications", _, "withdrawal"] => "POST",
        ["v1", "cities" | "services" | "card" | "contributions" | "access-log"]
        | ["v1", "card", "services"]
        | ["v1", "contributions", "summary"]
        | ["v1", "applications", _] => "GET",
        _ => return None,
    })
}

fn not_allowed(allow: &str, now: Instant) -> Response {
    let mut response = crate::reply::problem(Problem::new(ProblemType::MethodNotAllowed), now);
    set(&mut response, "Allow", allow);
    response
}

impl Cx<'_> {
    pub(crate) fn now(&self) -> Instant {
        self.moment.now
    }

    /// Refuses what a page of a foreign origin sends (contract: "Who is asking").
    fn known_origin(&self) -> Result<(), Halt> {
        let foreign = |origin: &str| !self.origins.iter().any(|known| known == origin);
        if self.request.method != Method::Get && self.request.header("Origin").is_some_and(foreign) {
            return Err(ProblemType::Forbidden.into());
        }
        Ok(())
    }

    /// The request's body as an object.
    pub(crate) fn fields(&self) -> Result<Fields, Halt> {
        let json = |t: &str| t.split(';').next().is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"));
        if self.request.header("Content-Type").is_some_and(|t| !json(t)) {
            return Err(crate::reply::invalid("", "malformed"));
        }
        Fields::parse(&self.request.body)
    }

    /// The session of the request, kept alive by it.
    pub(crate) async fn session(&mut self) -> Result<SessionState, Halt> {
        session::current(self).await?.ok_or_else(|| ProblemType::NotSignedIn.into())
    }

    /// The person who is signed in.
    pub(crate) async fn citizen(&mut self) -> Result<Citizen, Halt> {
        let session = self.session().await?;
        self.citizen_of(&session).await
    }

    pub(crate) async fn citizen_of(&mut self, session: &SessionState) -> Result<Citizen, Halt> {
        let found = self.unit.get(&state::citizen(&session.citizen)).await?;
        found.ok_or_else(|| ProblemType::NotSignedIn.into())
    }

    pub(crate) async fn guard(&mut self, id_number: &str) -> Result<Guard, StoreError> {
        Ok(self.unit.get(&state::guard(id_number)).await?.unwrap_or_default())
    }

    /// The terms of the person's city.
    pub(crate) fn terms(&self, citizen: &Citizen) -> Result<&Terms, Halt> {
        self.cities.iter().find(|t| t.city.id == citizen.city).ok_or(Halt::Broken(StoreError::Corrupt))
    }

    /// Who asks, where and when.
    pub(crate) fn case<'c>(&'c self, citizen: &'c Citizen, guard: &'c Guard) -> Result<Case<'c>, Halt> {
        Ok(Case { citizen, guard, terms: self.terms(citizen)?, now: self.now() })
    }
}
