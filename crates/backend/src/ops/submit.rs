//! `POST /v1/applications`: once, and only once.

use super::Cx;
use crate::body::{self, Fields, is_short};
use crate::chance::digest;
use crate::reply::{self, Done, Halt, set};
use crate::rules::calendar::end_of;
use crate::rules::check::{self, course};
use crate::rules::lock::too_many;
use crate::rules::terms::Terms;
use crate::state::{self, Citizen, Course, Filed, Repeat};
use contract::application::{ApplicationKind, Check, ConsequenceCode, Motive, ReasonCode};
use contract::http::{IDEMPOTENCY_KEY, Response};
use contract::problem::{FieldError, Problem, ProblemType};
use contract::values::{Instant, YearMonth};

/// How long key and result are kept, in seconds.
const KEPT_SECONDS: i64 = 24 * 3600;
/// How many submissions of a person are kept at a time, refused ones among them.
const KEPT: usize = 200;

/// What is submitted, in the form the contract gives.
struct Wish {
    kind: ApplicationKind,
    motive: Option<Motive>,
    month: Option<YearMonth>,
    acknowledged: Vec<ConsequenceCode>,
    verification: String,
}

/// Submits.
pub(super) async fn submit(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let key = key(cx.request.header(IDEMPOTENCY_KEY)).ok_or(ProblemType::IdempotencyKeyMissing)?;
    let fields = cx.fields()?;
    let payload = fields.fingerprint();
    let at = state::repeat(&citizen.id, key);
    let before: Option<Repeat> = cx.unit.get(&at).await?;
    if let Some(before) = before.filter(|r| cx.now() < r.until()) {
        return if before.payload == payload {
            Ok(again(before))
        } else {
            Err(ProblemType::IdempotencyKeyReused.into())
        };
    }
    make_room(cx, &citizen.id).await?;
    let response = match decide(cx, citizen.clone(), wish(fields)?).await {
        Ok(response) => response,
        Err(Halt::Refused(problem)) if is_decided(&problem) => reply::problem(*problem, cx.now()),
        Err(halt) => return Err(halt),
    };
    cx.unit.put(&at, &record(&response, payload, cx.now()));
    Ok(response)
}

/// Whether a refusal is the end of what this key stands for; others can be put right and tried again.
fn is_decided(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemType::NotEligible | ProblemType::AlreadyUnderWay)
}

fn wish(mut fields: Fields<'_>) -> Result<Wish, Halt> {
    let kind = fields.need("kind");
    let (motive, month) = (fields.may("motive"), fields.may("effective_month"));
    let acknowledged = fields.list("acknowledged");
    let verification = fields.text("verification", is_short);
    fields.finish()?;
    match (kind, verification) {
        (Some(kind), Some(verification)) => Ok(Wish { kind, motive, month, acknowledged, verification }),
        _ => Err(ProblemType::InvalidRequest.into()),
    }
}

/// Checks again, and files.
async fn decide(cx: &mut Cx<'_>, mut citizen: Citizen, wish: Wish) -> Done {
    let now = cx.now();
    let came_by = cx.session().await?.method;
    let guard = cx.guard(&citizen.id_number).await?;
    let check = check::check(cx.case(&citizen, &guard)?, wish.kind);
    eligible(&check)?;
    fits(&check, &wish)?;
    let proof = citizen.proofs.iter_mut().find(|p| p.id == wish.verification);
    let proof = proof.ok_or(ProblemType::VerificationExpired)?;
    // A proof by the factor of this sign-in is none: it may have been given in a session that was begun by the other.
    if !proof.answered || proof.used || Some(proof.method) == came_by {
        return Err(ProblemType::VerificationRequired.into());
    }
    if now >= proof.expires_at {
        return Err(ProblemType::VerificationExpired.into());
    }
    proof.used = true;
    let filed = file(cx, &citizen, cx.terms(&citizen)?, &check, &wish);
    citizen.applications.push(filed.clone());
    cx.unit.put(&state::citizen(&citizen.id), &citizen);
    let mut response = reply::json(201, &cx.shown(&filed, &citizen.applications));
    set(&mut response, "Location", &format!("/v1/applications/{}", filed.id));
    Ok(response)
}

fn eligible(check: &Check) -> Result<(), Halt> {
    if check.eligible {
        return Ok(());
    }
    let Some(under_way) = check.reasons.iter().find(|r| r.code == ReasonCode::UnderWay) else {
        return Err(ProblemType::NotEligible.into());
    };
    let application = under_way.application.clone();
    Err(Problem { application, ..Problem::new(ProblemType::AlreadyUnderWay) }.into())
}

/// What was chosen must be among what the check offers, and what it wants acknowledged must be.
fn fits(check: &Check, wish: &Wish) -> Result<(), Halt> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code: &str| {
        errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned() });
    };
    match wish.motive {
        None if !check.motives.is_empty() => wrong("/motive", "missing"),
        Some(motive) if !check.motives.contains(&motive) => wrong("/motive", "out_of_range"),
        _ => {}
    }
    match wish.month {
        None if !check.effective_months.is_empty() => wrong("/effective_month", "missing"),
        Some(month) if !check.effective_months.contains(&month) => wrong("/effective_month", "out_of_range"),
        _ => {}
    }
    let missing = |c: &&contract::application::Consequence| c.acknowledge && !wish.acknowledged.contains(&c.code);
    if check.consequences.iter().any(|c| missing(&c)) {
        wrong("/acknowledged", "missing");
    }
    body::refuse(errors)
}

fn file(cx: &Cx<'_>, citizen: &Citizen, terms: &Terms, check: &Check, wish: &Wish) -> Filed {
    let now = cx.now();
    let today = now.china_date();
    let day: String = today.to_string().chars().filter(char::is_ascii_digit).collect();
    let number = format!("SL{day}{}", cx.moment.digits("number", 6));
    let course = course(terms, wish.kind);
    let loss_day = today.plus_days(i32::try_from(terms.loss_days).unwrap_or(0));
    Filed {
        id: format!("ap-{}", cx.moment.id("application")),
        checksum: checksum(&number, wish.kind, &citizen.id, now),
        number,
        kind: wish.kind,
        insurances: check.insurances.clone(),
        motive: wish.motive,
        effective_month: wish.month,
        city: citizen.city.clone(),
        submitted_at: now,
        undo_until: now.plus_seconds(i64::from(check.undo_seconds)),
        course,
        decision_days: if course == Course::AtOnce { 0 } else { check.decision_working_days },
        loss_ends: loss_day.filter(|_| wish.kind == ApplicationKind::ReportLoss).map(end_of),
        withdrawn_at: None,
    }
}

/// The first 16 hexadecimal digits of SHA-256 over number, kind, person and time, each ended by a zero byte.
pub(crate) fn checksum(number: &str, kind: ApplicationKind, citizen: &str, at: Instant) -> String {
    let kind = match kind {
        ApplicationKind::StopContributions => "stop_contributions",
        ApplicationKind::CancelCard => "cancel_card",
        ApplicationKind::UnlinkCard => "unlink_card",
        ApplicationKind::ReportLoss => "report_loss",
        ApplicationKind::ResumeContributions => "resume_contributions",
    };
    digest(&[number, kind, citizen, &at.to_string()]).get(..16).unwrap_or_default().to_owned()
}

/// The key in a header that is a structured-field string (RFC 9651, 3.3.3) of 1 to 255 characters, none of
/// which needs an escape: the pattern the contract gives.
fn key(header: Option<&str>) -> Option<&str> {
    let key = header?.strip_prefix('"')?.strip_suffix('"')?;
    let plain = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
    ((1..=255).contains(&key.len()) && key.bytes().all(plain)).then_some(key)
}

fn record(response: &Response, payload: String, at: Instant) -> Repeat {
    Repeat {
        payload,
        at,
        status: response.status,
        content_type: response.header("Content-Type").unwrap_or_default().to_owned(),
        location: response.header("Location").map(ToOwned::to_owned),
        body: String::from_utf8_lossy(&response.body).into_owned(),
    }
}

/// The first answer, once more.
fn again(before: Repeat) -> Response {
    let mut response = Response::new(before.status);
    response.body = before.body.into_bytes();
    set(&mut response, "Content-Type", &before.content_type);
    if let Some(location) = before.location {
        set(&mut response, "Location", &location);
    }
    response
}

/// Forgets records whose time has run out. Where there are as many as are kept, the first of them is waited for: one
/// that is forgotten too early could be carried out twice.
async fn make_room(cx: &mut Cx<'_>, citizen: &str) -> Result<(), Halt> {
    let (mut kept, mut first) = (0, None::<Instant>);
    for old in cx.unit.page(&state::repeats(citizen), None, KEPT).await? {
        let Some(repeat) = contract::json::read::<Repeat>(old.json.as_bytes()) else { continue };
        let until = repeat.until();
        if cx.now() < until {
            (kept, first) = (kept + 1, Some(first.map_or(until, |first| first.min(until))));
        } else {
            let key = old.key.clone();
            cx.unit.hold(&key, Some(old));
            cx.unit.remove(&key);
        }
    }
    match first {
        Some(until) if kept >= KEPT => Err(too_many(until).into()),
        _ => Ok(()),
    }
}

impl Repeat {
    /// Until when key and result are kept.
    pub(crate) fn until(&self) -> Instant {
        self.at.plus_seconds(KEPT_SECONDS)
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_key_is_a_string_in_double_quotes() {
        for (header, want) in [
            ("\"abc\"", Some("abc")),
            ("\"a b~!\"", Some("a b~!")),
            (" \"a\" ", None),
            ("\"a\\\"b\\\\\"", None),
            ("abc", None),
            ("\"\"", None),
            ("\"", None),
            ("\"a\"b\"", None),
            ("\"a\\x\"", None),
            ("\"a\\\"", None),
            ("\"ä\"", None),
            ("\"a\";p=1", None),
        ] {
            assert_eq!(key(Some(header)), want, "{header}");
        }
        assert_eq!(key(None), None);
        let quoted = |n: usize| format!("\"{}\"", "k".repeat(n));
        assert!(key(Some(&quoted(255))).is_some() && key(Some(&quoted(256))).is_none());
    }
}
