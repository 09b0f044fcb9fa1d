//! The operations of the contract, and the way to them.

mod access;
mod applications;
mod card;
mod city;
mod device;
mod record;
pub(crate) mod session;
mod sessions;
mod submit;
mod verification;

pub(crate) use access::DAYS;
pub(crate) use record::rank;

use crate::ahead::Ahead;
use crate::body::{Fields, Query};
use crate::chance::Moment;
use crate::reply::{Done, Halt, set, tagged};
use crate::rules::check::Case;
use crate::rules::terms::Terms;
use crate::secrets::Secrets;
use crate::state::{self, Citizen, Filed, Guard, SessionState};
use crate::store::StoreError;
use crate::store::unit::Unit;
use contract::application::Application;
use contract::http::{Method, Request, Response};
use contract::operations::{Access, OperationId, Place};
use contract::percent::decode;
use contract::problem::{Problem, ProblemType};
use contract::values::{Instant, is_id};

/// What an operation has to go by.
pub(crate) struct Cx<'a> {
    pub(crate) unit: Unit<'a>,
    pub(crate) request: &'a Request,
    pub(crate) moment: Moment,
    /// What tells clients apart that are not signed in; empty where there is one.
    pub(crate) client: &'a str,
    pub(crate) secrets: &'a dyn Secrets,
    pub(crate) cities: &'a [Terms],
    pub(crate) origins: &'a [String],
    pub(crate) limits: session::SessionLimits,
    pub(crate) ahead: &'a Ahead,
    /// The session, once it has been looked up.
    pub(crate) session: Option<SessionState>,
}

/// Finds the operation and carries it out.
pub(crate) async fn answer(cx: &mut Cx<'_>) -> Done {
    let (path, query) = cx.request.path.split_once('?').unwrap_or((&cx.request.path, ""));
    let mut query = Query::parse(query);
    cx.known_origin()?;
    let place = Place::of(path).ok_or(ProblemType::NotFound)?;
    // What is no id is nobody's.
    let id = match place.id {
        Some(raw) => decode(raw).filter(|id| is_id(id)).ok_or(ProblemType::NotFound)?,
        None => String::new(),
    };
    let Some(row) = place.row(cx.request.method) else { return Ok(not_allowed(&place.allow(), cx.now())) };
    if row.access == Access::Personal {
        cx.session().await?;
    }
    match row.id {
        OperationId::SignIn => session::sign_in(cx).await,
        OperationId::GetSession => session::who(cx).await,
        OperationId::SignOut => session::sign_out(cx).await,
        OperationId::ListSignInMethods => Ok(session::methods()),
        OperationId::ListSessions => sessions::list(cx).await,
        OperationId::EndOtherSessions => sessions::end_others(cx).await,
        OperationId::ListCities => Ok(city::cities(cx)),
        OperationId::ListServices => city::services(cx, &query).await,
        OperationId::GetCard => card::card(cx).await.map(|card| tagged(cx.request, card)),
        OperationId::CreateCardCode => card::code(cx).await,
        OperationId::ListCardServices => card::services(cx).await,
        OperationId::Reveal => card::reveal(cx).await,
        OperationId::GetContributionSummary => record::summary(cx).await,
        OperationId::ListContributions => record::list(cx, &mut query).await,
        OperationId::StartVerification => verification::start(cx).await,
        OperationId::AnswerVerification => verification::answer(cx, &id).await,
        OperationId::CheckApplication => applications::check(cx).await,
        OperationId::SubmitApplication => submit::submit(cx).await,
        OperationId::ListApplications => applications::list(cx).await.map(|list| tagged(cx.request, list)),
        OperationId::GetApplication => applications::one(cx, &id).await.map(|one| tagged(cx.request, one)),
        OperationId::WithdrawApplication => applications::withdraw(cx, &id).await,
        OperationId::GetAccessLog => access::log(cx).await,
    }
}

/// A refusal that names the methods there are.
pub(crate) fn not_allowed(allow: &str, now: Instant) -> Response {
    let mut response = crate::reply::problem(Problem::new(ProblemType::MethodNotAllowed), now);
    set(&mut response, "Allow", allow);
    response
}

impl<'a> Cx<'a> {
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
    pub(crate) fn fields(&self) -> Result<Fields<'a>, Halt> {
        let json = |t: &str| t.split(';').next().is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"));
        if self.request.header("Content-Type").is_some_and(|t| !json(t)) {
            return Err(crate::reply::invalid("", "malformed"));
        }
        Fields::parse(&self.request.body)
    }

    /// The session of the request, kept alive by it.
    pub(crate) async fn session(&mut self) -> Result<SessionState, Halt> {
        if self.session.is_none() {
            self.session = session::current(self).await?;
        }
        self.session.clone().ok_or_else(|| ProblemType::NotSignedIn.into())
    }

    /// The person who is signed in.
    pub(crate) async fn citizen(&mut self) -> Result<Citizen, Halt> {
        let session = self.session().await?;
        self.citizen_of(&session).await
    }

    pub(crate) async fn citizen_of(&mut self, session: &SessionState) -> Result<Citizen, Halt> {
        let (key, log) = (state::citizen(&session.citizen), state::access_of(&session.citizen, self.now()));
        self.unit.read(vec![key.clone(), log]).await?;
        let found: Citizen = self.unit.get(&key).await?.ok_or(ProblemType::NotSignedIn)?;
        if let Some(token) = session::token(self.request) {
            self.ahead.remember(&token, &found, self.now());
        }
        Ok(found)
    }

    pub(crate) async fn guard(&mut self, id_number: &str) -> Result<Guard, StoreError> {
        Ok(self.unit.get(&state::guard(id_number)).await?.unwrap_or_default())
    }

    /// The terms of the person's city.
    pub(crate) fn terms(&self, citizen: &Citizen) -> Result<&Terms, Halt> {
        self.cities.iter().find(|t| t.city.id == citizen.city).ok_or(Halt::Broken(StoreError::Corrupt))
    }

    /// An application of a person's as the wire has it, with the name of the office that decides.
    pub(crate) fn shown(&self, filed: &Filed, all: &[Filed]) -> Application {
        let terms = self.cities.iter().find(|terms| terms.city.id == filed.city);
        Application { agency: terms.map(|terms| terms.hall.name.clone()), ..filed.view(all, self.now()) }
    }

    /// Who asks, where and when.
    pub(crate) fn case<'c>(&'c self, citizen: &'c Citizen, guard: &'c Guard) -> Result<Case<'c>, Halt> {
        let came_by = self.session.as_ref().and_then(|session| session.method);
        Ok(Case { citizen, guard, terms: self.terms(citizen)?, came_by, now: self.now() })
    }
}
