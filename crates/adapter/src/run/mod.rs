//! Carrying a map out.

mod ask;
mod call;
mod convert;
mod page;
mod refusal;
mod text;
mod write;

pub(crate) use text::json_text;
pub use write::Fault;

use crate::map::{Map, Plan, Talk};
use ask::Facts;
use contract::http::{Outcome, Request, Response};
use contract::json::{self, Json};
use contract::operations::Row;
use contract::problem::ProblemType;
use contract::values::Instant;
use page::Page;
use refusal::{Refusal, headers};
use write::{Scope, Writer};

/// What comes in with a request: the time, and a name for it that no other has, in visible ASCII.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The time.
    pub now: Instant,
    /// The name, where the backend gives none.
    pub id: String,
}

/// What is to be done next.
#[derive(Debug)]
pub enum Step<'m> {
    /// This is to be sent to the backend; the call goes on with its answer.
    Send(Box<Call<'m>>, Request),
    /// There is an answer.
    Done(Answer),
}

/// What a request came to.
#[derive(Debug)]
pub struct Answer {
    /// The answer of the contract. `Unusable`: the backend's cannot be mapped.
    pub outcome: Outcome,
    /// What became of the session.
    pub session: Change,
    /// What could not be mapped, and why.
    pub fault: Option<Fault>,
}

/// What became of the session. The token is kept by whoever calls, in memory only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// There is a new one, with this token.
    Begun(String),
    /// It has ended.
    Ended,
}

/// A request that is under way.
#[derive(Debug)]
pub struct Call<'m> {
    map: &'m Map,
    talk: &'m Talk,
    operation: &'static Row,
    facts: Facts,
    moment: Moment,
    token: Option<String>,
    begun: Option<String>,
    /// The bodies of the answers so far.
    before: Vec<String>,
}

/// Begins with a request of the contract. `token` is that of the session, if there is one.
pub fn begin<'m>(map: &'m Map, request: &Request, token: Option<&str>, moment: Moment) -> Step<'m> {
    let refuse = |refusal: &Refusal| {
        let outcome = Ok(refusal.answer(headers(&moment.id, moment.now, &moment), moment.now));
        Step::Done(Answer { outcome, session: Change::None, fault: None })
    };
    let (operation, mut facts) = match ask::ask(request) {
        Ok(asked) => asked,
        Err(refusal) => return refuse(&refusal),
    };
    let talk = match chosen(map.plan(operation), &facts) {
        Ok(talk) => talk,
        Err(refusal) => return refuse(&refusal),
    };
    if let Some(paging) = &talk.paging {
        facts.page = Page::of(paging, &facts.query);
        if facts.page.is_none() {
            return refuse(&Refusal::unknown("?cursor".to_owned()));
        }
    }
    let token = token.map(str::to_owned);
    let call = Call { map, talk, operation, facts, moment, token, begun: None, before: Vec::new() };
    if talk.exchanges.is_empty() { call.finish(&Response::new(200), &Json::Null) } else { call.send() }
}

/// What is done for this request.
fn chosen<'m>(plan: Option<&'m Plan>, facts: &Facts) -> Result<&'m Talk, Refusal> {
    let mut plan = plan.ok_or_else(|| Refusal::new(ProblemType::NotSupported))?;
    loop {
        let (pointer, cases, otherwise) = match plan {
            Plan::Talk(talk) => return Ok(talk),
            Plan::Refuse(problem) => return Err(Refusal::new(*problem)),
            Plan::By(pointer, cases, otherwise) => (pointer, cases, otherwise),
        };
        let value = with_scope(facts, None, &[], |scope| Writer::new(scope).at(pointer));
        let value = value.ok().flatten().unwrap_or_default();
        let case = cases.iter().find(|(name, _)| *name == value).map(|(_, plan)| plan);
        plan = case.or(otherwise.as_deref()).ok_or_else(|| Refusal::unknown(place(&pointer.text)))?;
    }
}

/// Where that is in a request of the contract.
fn place(pointer: &str) -> String {
    let pointer = pointer.trim_start_matches('^');
    let query = pointer.strip_prefix("/query/").map(|name| ["?", name].concat());
    query.unwrap_or_else(|| pointer.strip_prefix("/body").unwrap_or_default().to_owned())
}

/// With what is known before there is an answer.
fn with_scope<T>(facts: &Facts, token: Option<&str>, before: &[Json<'_>], does: impl FnOnce(&Scope<'_>) -> T) -> T {
    let body = Json::parse(&facts.body).unwrap_or(Json::Null);
    let now = Instant::from_ms(0);
    let nothing = &Json::Null;
    let (answer, data, headers) = (nothing, nothing, &[]);
    does(&Scope { facts, body: &body, token, before, answer, data, headers, status: 0, inward: false, now })
}

/// The tree of a text; `null` where it is no JSON.
fn tree(text: &str) -> Json<'_> {
    Json::parse(text.trim_start_matches('\u{feff}')).unwrap_or(Json::Null)
}

/// What is in a tree.
fn inside<'t, 'a>(tree: &'t Json<'a>, parts: &[String]) -> &'t Json<'a> {
    let next = |here: &'t Json<'a>, part: &String| match here {
        Json::List(items) => part.parse::<usize>().ok().and_then(|n| items.get(n)),
        _ => json::find(here, part),
    };
    parts.iter().try_fold(tree, next).unwrap_or(&Json::Null)
}
