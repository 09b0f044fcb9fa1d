//! `POST GET DELETE /v1/session`, `GET /v1/sign-in-methods`.

use super::{Cx, device, sessions};
use crate::body::{Fields, is_short, is_six_digits};
use crate::chance::{Moment, digest, same_secret};
use crate::reply::{Done, Halt, invalid, json, set};
use crate::rules::{documents, lock, mask};
use crate::state::{self, Citizen, EmbedderGrant, Guard, SessionState, SignInCode};
use crate::store::StoreError;
use crate::store::unit::Unit;
use contract::http::{BACKGROUND, PURPOSE, Request, Response, USER_AGENT};
use contract::problem::ProblemType;
use contract::session::Session;
use contract::values::{IdNumber, IdNumberError, Instant};
use contract::verification::VerificationMethod;

/// How long a session lasts (ASVS 5.0, 7.3.1 and 7.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// It ends after so many seconds without a request.
    pub idle_seconds: u32,
    /// It ends after so many seconds in any case.
    pub absolute_seconds: u32,
}

impl Default for SessionLimits {
    /// A quarter of an hour, and twelve hours.
    fn default() -> Self {
        Self { idle_seconds: 15 * 60, absolute_seconds: 12 * 3600 }
    }
}

impl SessionLimits {
    /// Whether the session has ended by then.
    pub(crate) fn over(self, session: &SessionState, now: Instant) -> bool {
        now >= session.seen_at.plus_seconds(i64::from(self.idle_seconds)).min(session.expires_at)
    }
}

/// Name of the cookie.
pub(crate) const COOKIE: &str = "session";

/// Signs somebody in.
pub(super) async fn sign_in(cx: &mut Cx<'_>) -> Done {
    let mut fields = cx.fields()?;
    let method: Option<String> = fields.need("method");
    let (citizen, method) = match method.as_deref() {
        Some("sms_code") => {
            let (id, code) = (fields.text("verification", is_short), fields.text("code", is_six_digits));
            fields.finish()?;
            (by_code(cx, &id.unwrap_or_default(), &code.unwrap_or_default()).await?, Some(VerificationMethod::SmsCode))
        }
        Some("password") => {
            let (number, password) = (id_number(&mut fields, cx.now()), fields.text("password", is_six_digits));
            fields.finish()?;
            let citizen = by_password(cx, &number.unwrap_or_default(), &password.unwrap_or_default()).await?;
            (citizen, Some(VerificationMethod::Password))
        }
        Some("document_password") => {
            let (identity, password) = (document(&mut fields, cx.now()), fields.text("password", is_six_digits));
            fields.finish()?;
            let citizen = by_password(cx, &identity.unwrap_or_default(), &password.unwrap_or_default()).await?;
            (citizen, Some(VerificationMethod::Password))
        }
        Some("host_code") => {
            let (code, nonce) = (fields.text("code", is_short), fields.text("nonce", is_short));
            fields.finish()?;
            (by_embedder(cx, &code.unwrap_or_default(), &nonce.unwrap_or_default()).await?, None)
        }
        Some(_) => return Err(invalid("/method", "unknown")),
        None => return Err(fields.finish().err().unwrap_or_else(|| invalid("/method", "missing"))),
    };
    if let Some(old) = token(cx.request) {
        let key = state::session(&old);
        if cx.unit.get::<SessionState>(&key).await?.is_some() {
            cx.unit.remove(&key);
        }
    }
    let entrance = Entrance { method, device: cx.request.header(USER_AGENT).and_then(device::coarse) };
    let (token, session) = start(&mut cx.unit, &citizen.id, entrance, cx.limits, cx.moment).await?;
    let mut response = json(200, &view(&session, &citizen, cx.limits));
    set(&mut response, "Set-Cookie", &cookie(&token));
    Ok(response)
}

/// Says which ways to sign in there are.
pub(super) fn methods() -> Response {
    let mut response = json(200, &documents::methods());
    set(&mut response, "Cache-Control", "public, max-age=300");
    response
}

/// Says who is signed in.
pub(super) async fn who(cx: &mut Cx<'_>) -> Done {
    let session = cx.session().await?;
    let citizen = cx.citizen_of(&session).await?;
    Ok(json(200, &view(&session, &citizen, cx.limits)))
}

/// Ends the session, if there is one.
pub(super) async fn sign_out(cx: &mut Cx<'_>) -> Done {
    if let Some(token) = token(cx.request) {
        let key = state::session(&token);
        if cx.unit.get::<SessionState>(&key).await?.is_some() {
            cx.unit.remove(&key);
        }
    }
    let mut response = Response::new(204);
    set(&mut response, "Set-Cookie", &format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
    Ok(response)
}

/// How somebody came in.
#[derive(Default)]
pub(crate) struct Entrance {
    /// By which factor; `None`: the embedder vouched.
    pub(crate) method: Option<VerificationMethod>,
    /// From what.
    pub(crate) device: Option<String>,
}

/// Begins a session: its token, and what is stored under it.
pub(crate) async fn start(
    unit: &mut Unit<'_>,
    citizen: &str,
    entrance: Entrance,
    limits: SessionLimits,
    moment: Moment,
) -> Result<(String, SessionState), StoreError> {
    let token = moment.token("session");
    let session = SessionState {
        citizen: citizen.to_owned(),
        signed_in_at: moment.now,
        seen_at: moment.now,
        expires_at: moment.now.plus_seconds(i64::from(limits.absolute_seconds)),
        method: entrance.method,
        device: entrance.device,
    };
    let key = state::session(&token);
    unit.put(&key, &session);
    sessions::note(unit, citizen, key, limits, moment.now).await?;
    Ok((token, session))
}

/// The session the request belongs to, kept alive; `None` if there is none or it has ended.
pub(super) async fn current(cx: &mut Cx<'_>) -> Result<Option<SessionState>, Halt> {
    let now = cx.now();
    let Some(token) = token(cx.request) else { return Ok(None) };
    let key = state::session(&token);
    let Some(mut session) = cx.unit.get::<SessionState>(&key).await? else { return Ok(None) };
    if cx.limits.over(&session, now) {
        cx.unit.remove(&key);
        return Ok(None);
    }
    // A timer is no sign that anybody is there.
    let by_itself = cx.request.header(PURPOSE) == Some(BACKGROUND);
    // To the second: requests of the same moment need not wait for one another.
    if !by_itself && now >= session.seen_at.plus_seconds(1) {
        session.seen_at = now;
        cx.unit.put(&key, &session);
    }
    Ok(Some(session))
}

/// An ID number of a body: its form is checked, that is all.
pub(super) fn id_number(fields: &mut Fields<'_>, now: Instant) -> Option<String> {
    let text: String = fields.need("id_number")?;
    let code = match IdNumber::parse(&text, now.china_date()) {
        Ok(number) => return Some(number.as_str().to_owned()),
        Err(IdNumberError::Empty) => "missing",
        Err(_) => "malformed",
    };
    fields.wrong("/id_number", code);
    None
}

/// The identity that the document of a request body names. Only its form is checked.
pub(super) fn document(fields: &mut Fields<'_>, now: Instant) -> Option<String> {
    let (kind, number): (Option<String>, Option<String>) = (fields.need("document"), fields.need("number"));
    let read = documents::read(&kind?, &number?, now.china_date());
    read.map_err(|(pointer, code)| fields.wrong(pointer, code)).ok()
}

async fn by_code(cx: &mut Cx<'_>, id: &str, code: &str) -> Result<Citizen, Halt> {
    let now = cx.now();
    let key = state::sign_in(id);
    let Some(sent) = cx.unit.get::<SignInCode>(&key).await? else {
        return Err(ProblemType::VerificationExpired.into());
    };
    let guard_key = state::guard(&sent.id_number);
    let mut guard = cx.guard(&sent.id_number).await?;
    let client = sent.client.unwrap_or_default();
    let who = lock::lane(VerificationMethod::SmsCode, &client);
    guard.open(&who, now)?;
    if now >= sent.expires_at {
        return Err(ProblemType::VerificationExpired.into());
    }
    let citizen = match &sent.citizen {
        Some(citizen) if same_secret(&sent.code, &cx.secrets.mark(&[id, code])) => {
            cx.unit.get::<Citizen>(&state::citizen(citizen)).await?
        }
        _ => None,
    };
    let Some(citizen) = citizen else { return Err(wrong(cx, &guard_key, guard, &who)) };
    guard.right_answer(&who);
    guard.know(&client);
    cx.unit.remove(&key);
    cx.unit.put(&guard_key, &guard);
    Ok(citizen)
}

async fn by_password(cx: &mut Cx<'_>, number: &str, password: &str) -> Result<Citizen, Halt> {
    let guard_key = state::guard(number);
    cx.guard(number).await?.open_to_password(cx.client, cx.now())?;
    let known = match cx.unit.get::<String>(&state::identity(number)).await? {
        Some(id) => cx.unit.get::<Citizen>(&state::citizen(&id)).await?,
        None => None,
    };
    // Also for a number nobody has: it must take as long.
    let (id, kept) = known.as_ref().map_or(("", ""), |citizen| (&citizen.id, &citizen.password));
    let right = cx.secrets.is_kept(kept, &password_digest(id, password)).await;
    // It took a while: others may have given answers meanwhile, and what is refused must tell nothing of this one.
    cx.unit.forget_one(&guard_key);
    let mut guard = cx.guard(number).await?;
    guard.open_to_password(cx.client, cx.now())?;
    let who = lock::lane(VerificationMethod::Password, cx.client);
    let Some(mut citizen) = known.filter(|_| right) else { return Err(wrong(cx, &guard_key, guard, &who)) };
    guard.right_answer(&who);
    guard.know(cx.client);
    cx.unit.put(&guard_key, &guard);
    // Who has the electronic card's password and comes in by it uses the card here: it is linked again.
    citizen.linked_at = cx.now();
    cx.unit.put(&state::citizen(&citizen.id), &citizen);
    Ok(citizen)
}

async fn by_embedder(cx: &mut Cx<'_>, code: &str, nonce: &str) -> Result<Citizen, Halt> {
    let key = state::embedder_grant(code, nonce);
    let Some(grant) = cx.unit.get::<EmbedderGrant>(&key).await? else {
        return Err(ProblemType::WrongAnswer.into());
    };
    cx.unit.remove(&key);
    if cx.now() >= grant.expires_at {
        return Err(ProblemType::VerificationExpired.into());
    }
    let citizen = cx.unit.get::<Citizen>(&state::citizen(&grant.citizen)).await?.ok_or(ProblemType::WrongAnswer)?;
    // As after any sign-in: this client is no stranger, and what strangers do does not keep the person out here.
    let mut guard = cx.guard(&citizen.id_number).await?;
    guard.know(cx.client);
    cx.unit.put(&state::guard(&citizen.id_number), &guard);
    Ok(citizen)
}

/// Counts a wrong answer.
pub(super) fn wrong(cx: &mut Cx<'_>, key: &str, mut guard: Guard, who: &str) -> Halt {
    let problem = guard.wrong_answer(who, cx.now());
    cx.unit.put(key, &guard);
    problem.into()
}

/// What is told of a password to what keeps it.
pub(crate) fn password_digest(citizen: &str, password: &str) -> String {
    digest(&["password", citizen, password])
}

fn view(session: &SessionState, citizen: &Citizen, limits: SessionLimits) -> Session {
    Session {
        citizen: citizen.id.clone(),
        name: mask::name(&citizen.name),
        id_number: mask::id_number(&citizen.id_number),
        city: citizen.city.clone(),
        payer: citizen.payer,
        signed_in_at: session.signed_in_at,
        expires_at: session.expires_at,
        idle_seconds: limits.idle_seconds,
        prefetch: Some(true),
        background: Some(true),
        method: session.method,
    }
}

fn cookie(token: &str) -> String {
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict")
}

/// The session token in the request's cookies.
pub(crate) fn token(request: &Request) -> Option<String> {
    let cookies = request.header("Cookie")?;
    let value = cookies.split(';').filter_map(|c| c.trim().split_once('=')).find(|(name, _)| *name == COOKIE)?.1;
    (!value.is_empty() && value.len() <= 128).then(|| value.to_owned())
}
