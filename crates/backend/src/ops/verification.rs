//! `POST /v1/verifications`, `POST /v1/verifications/{id}/answer`.

use super::Cx;
use super::session::{document, id_number, password_digest, wrong};
use crate::body::is_six_digits;
use crate::chance::same_secret;
use crate::reply::{Done, invalid, json};
use crate::rules::lock::{ANSWER_SECONDS, FRESH_SECONDS, OWN, RESEND_SECONDS, lane};
use crate::rules::mask;
use crate::state::{self, Citizen, Proof, SignInCode};
use crate::store::StoreError;
use contract::demo::DemoSms;
use contract::problem::ProblemType;
use contract::verification::{Verification, VerificationMethod, Verified};

/// How many verifications of a person are remembered.
const REMEMBERED: usize = 8;
/// How many messages are kept for the sender.
const OUTBOX: usize = 20;

/// Begins a verification.
pub(super) async fn start(cx: &mut Cx<'_>) -> Done {
    let mut fields = cx.fields()?;
    let purpose: Option<String> = fields.need("purpose");
    match purpose.as_deref() {
        Some("sign_in") => {
            let number = id_number(&mut fields, cx.now());
            fields.finish()?;
            for_sign_in(cx, &number.unwrap_or_default()).await
        }
        Some("sign_in_document") => {
            let identity = document(&mut fields, cx.now());
            fields.finish()?;
            for_sign_in(cx, &identity.unwrap_or_default()).await
        }
        Some("application") => {
            let citizen = cx.citizen().await?;
            let came_by = cx.session().await?.method;
            let method = fields.need::<VerificationMethod>("method");
            if method == Some(VerificationMethod::Unknown) {
                fields.wrong("/method", "unknown");
            } else if method.is_some() && method == came_by {
                fields.wrong("/method", "same_factor");
            }
            fields.finish()?;
            for_application(cx, citizen, method.unwrap_or(VerificationMethod::SmsCode)).await
        }
        Some(_) => Err(invalid("/purpose", "unknown")),
        None => Err(fields.finish().err().unwrap_or_else(|| invalid("/purpose", "missing"))),
    }
}

async fn for_sign_in(cx: &mut Cx<'_>, number: &str) -> Done {
    let now = cx.now();
    let key = state::guard(number);
    let mut guard = cx.guard(number).await?;
    // The code that somebody else has asked for stays good: it is answered in another lane.
    let who = lane(VerificationMethod::SmsCode, cx.client);
    guard.unlocked(&who, now)?;
    guard.send(&who, now)?;
    let id = format!("vf-{}", cx.moment.id("sign-in"));
    if let Some(old) = guard.lane(&who, now).sign_in.replace(id.clone()) {
        let old = state::sign_in(&old);
        if cx.unit.get::<SignInCode>(&old).await?.is_some() {
            cx.unit.remove(&old);
        }
    }
    let known: Option<String> = cx.unit.get(&state::identity(number)).await?;
    let code = cx.moment.digits("sign-in-code", 6);
    if let Some(citizen) = &known
        && let Some(citizen) = cx.unit.get::<Citizen>(&state::citizen(citizen)).await?
    {
        send(cx, &citizen.phone, &code).await?;
    }
    let expires_at = now.plus_seconds(ANSWER_SECONDS);
    let (code, client) = (cx.secrets.mark(&[&id, &code]), Some(cx.client.to_owned()));
    let sent = SignInCode { id_number: number.to_owned(), citizen: known, code, client, expires_at };
    cx.unit.put(&state::sign_in(&id), &sent);
    cx.unit.put(&key, &guard);
    let body = Verification {
        id,
        method: VerificationMethod::SmsCode,
        sent_to: None,
        expires_at,
        resend_at: now.plus_seconds(RESEND_SECONDS),
        attempts_left: guard.attempts_left(&who, now),
    };
    Ok(json(201, &body))
}

async fn for_application(cx: &mut Cx<'_>, mut citizen: Citizen, method: VerificationMethod) -> Done {
    let now = cx.now();
    let key = state::guard(&citizen.id_number);
    let mut guard = cx.guard(&citizen.id_number).await?;
    let who = lane(method, OWN);
    guard.unlocked(&who, now)?;
    let id = format!("vf-{}", cx.moment.id("proof"));
    let by_sms = method == VerificationMethod::SmsCode;
    let mut code = String::new();
    if by_sms {
        guard.send(&who, now)?;
        code = cx.moment.digits("proof-code", 6);
        send(cx, &citizen.phone, &code).await?;
        code = cx.secrets.mark(&[&id, &code]);
        cx.unit.put(&key, &guard);
    }
    let expires_at = now.plus_seconds(ANSWER_SECONDS);
    // A new one makes those before it void, unless they have been answered.
    citizen.proofs.retain(|p| p.answered);
    let surplus = (citizen.proofs.len() + 1).saturating_sub(REMEMBERED);
    citizen.proofs.drain(..surplus);
    citizen.proofs.push(Proof { id: id.clone(), method, code, expires_at, answered: false, used: false });
    cx.unit.put(&state::citizen(&citizen.id), &citizen);
    let body = Verification {
        id,
        method,
        sent_to: by_sms.then(|| mask::phone(&citizen.phone)),
        expires_at,
        resend_at: if by_sms { now.plus_seconds(RESEND_SECONDS) } else { now },
        attempts_left: guard.attempts_left(&who, now),
    };
    Ok(json(201, &body))
}

/// Takes an answer.
pub(super) async fn answer(cx: &mut Cx<'_>, id: &str) -> Done {
    let now = cx.now();
    let mut citizen = cx.citizen().await?;
    let mut fields = cx.fields()?;
    let answer = fields.text("answer", is_six_digits);
    fields.finish()?;
    let answer = answer.unwrap_or_default();
    let number = citizen.id_number.clone();
    let key = state::guard(&number);
    let mut guard = cx.guard(&number).await?;
    let (citizen_id, password) = (citizen.id.clone(), citizen.password.clone());
    let proof = citizen.proofs.iter_mut().find(|p| p.id == id);
    let Some(proof) = proof.filter(|p| now < p.expires_at && !p.used) else {
        return Err(ProblemType::VerificationExpired.into());
    };
    let who = lane(proof.method, OWN);
    guard.open(&who, now)?;
    let right = if proof.method == VerificationMethod::Password {
        let right = cx.secrets.is_kept(&password, &password_digest(&citizen_id, &answer)).await;
        // It took a while: others may have given answers meanwhile, and what is refused must tell nothing of this one.
        cx.unit.forget_one(&key);
        guard = cx.guard(&number).await?;
        guard.open(&who, now)?;
        right
    } else {
        same_secret(&proof.code, &cx.secrets.mark(&[id, &answer]))
    };
    if !right {
        return Err(wrong(cx, &key, guard, &who));
    }
    // Answered once more, it comes to the same, and says nothing new of who answers.
    if !proof.answered {
        proof.answered = true;
        proof.expires_at = now.plus_seconds(FRESH_SECONDS);
        guard.right_answer(&who);
        cx.unit.put(&key, &guard);
    }
    let body = Verified { id: id.to_owned(), expires_at: proof.expires_at };
    cx.unit.put(&state::citizen(&citizen.id), &citizen);
    Ok(json(200, &body))
}

/// Puts a message among those to be sent.
async fn send(cx: &mut Cx<'_>, phone: &str, code: &str) -> Result<(), StoreError> {
    let mut outbox: Vec<DemoSms> = cx.unit.get(state::OUTBOX).await?.unwrap_or_default();
    let surplus = (outbox.len() + 1).saturating_sub(OUTBOX);
    outbox.drain(..surplus);
    outbox.push(DemoSms { to: mask::phone(phone), code: code.to_owned(), at: cx.now() });
    cx.unit.put(state::OUTBOX, &outbox);
    Ok(())
}
