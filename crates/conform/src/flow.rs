//! What many cases need: somebody verified, a submission that would be taken, an application filed.

use crate::answer::Answer;
use crate::kit::{Visitor, post};
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::application::{Application, ApplicationKind, Applications, Check as Checked};
use contract::http::{IDEMPOTENCY_KEY, Request};
use contract::percent::encode;
use contract::values::Instant;
use contract::verification::{VerificationMethod, Verified};
use serde_json::{Value, json};

/// The kind of application that cases submit: the one all of the journey is for.
pub const KIND: &str = "stop_contributions";

/// How often two verifications are tried to be had at the same time.
const PAIRS: u32 = 3;
/// For how many seconds more a verification has to be good for what comes next.
const MARGIN: u32 = 30;

/// An application that was filed, and what filed it.
pub struct Filed {
    /// The key, as it is sent.
    pub key: String,
    /// The payload.
    pub wish: Value,
    /// The answer, 201.
    pub answer: Answer,
    /// The application in it.
    pub application: Application,
}

/// A submission.
pub fn submission(key: &str, wish: &Value) -> Request {
    let mut request = post("/v1/applications", wish);
    request.headers.push((IDEMPOTENCY_KEY.to_owned(), key.to_owned()));
    request
}

impl Visitor<'_> {
    /// Submits with that key, as it is sent.
    pub async fn submit(&self, key: &str, wish: &Value) -> Check<Answer> {
        self.send(submission(key, wish)).await
    }

    /// The person's applications.
    pub async fn applications(&self) -> Check<Vec<Application>> {
        Ok(self.get("/v1/applications").await?.is(200)?.read::<Applications>()?.items)
    }

    /// One of them.
    pub async fn application(&self, id: &str) -> Check<Application> {
        self.get(&format!("/v1/applications/{}", encode(id))).await?.is(200)?.read()
    }

    /// Takes one back.
    pub async fn withdraw(&self, id: &str) -> Check<Answer> {
        self.post(&format!("/v1/applications/{}/withdrawal", encode(id)), &json!({})).await
    }

    /// May I, and what follows.
    pub async fn check(&self, kind: &str) -> Check<Checked> {
        self.post("/v1/applications/check", &json!({ "kind": kind })).await?.is(200)?.read()
    }

    /// Takes back what an earlier case left under way, so that each case starts from the same.
    pub async fn clear(&self) -> Check {
        for left in self.applications().await? {
            if left.kind == ApplicationKind::StopContributions && left.withdrawable {
                self.withdraw(&left.id).await?.is(200)?;
            }
        }
        Ok(())
    }

    /// Begins a verification for an application.
    pub async fn begin(&self, method: &str) -> Check<Answer> {
        let answer = self.post("/v1/verifications", &json!({ "purpose": "application", "method": method })).await?;
        answer.is(201)?;
        Ok(answer)
    }

    /// Answers one.
    pub async fn answer(&self, id: &str, answer: &str) -> Check<Answer> {
        self.post(&format!("/v1/verifications/{}/answer", encode(id)), &json!({ "answer": answer })).await
    }

    /// How this person proves identity: in another way than the one of the sign-in, by preference with the password.
    pub fn method(&self, role: Role) -> Check<&'static str> {
        let has_password = self.kit.person(role)?.password.is_some();
        match self.came_by() {
            Some("password") => Ok("sms_code"),
            Some(_) if !has_password => skip("who signed in by an SMS code has no password to prove identity by"),
            _ => Ok(if has_password { "password" } else { "sms_code" }),
        }
    }

    /// Begins a verification, and gives its id, its right answer, and what was said at its begin.
    pub async fn asked(&self, role: Role) -> Check<(String, String, Answer)> {
        let method = self.method(role)?;
        let begun = self.begin(method).await?;
        let right = match (&self.kit.person(role)?.password, method) {
            (Some(password), "password") => password.clone(),
            _ => self.kit.code(role, begun.text("/sent_to").ok()).await?,
        };
        Ok((begun.text("/id")?.to_owned(), right, begun))
    }

    /// An answered verification.
    pub async fn verified(&self, role: Role) -> Check<String> {
        Ok(self.verify(role).await?.0.id)
    }

    /// Two answered verifications that are both still good. Where the backend sends so many SMS codes an hour only, it may
    /// make the kit wait for the second until the first has run out: then the second is the first of another two.
    pub async fn verified_twice(&self, role: Role) -> Check<[String; 2]> {
        let (mut first, _) = self.verify(role).await?;
        for _ in 0..PAIRS {
            let (second, now) = self.verify(role).await?;
            if now.seconds_until(first.expires_at) > MARGIN {
                return Ok([first.id, second.id]);
            }
            first = second;
        }
        skip("the backend never lets two verifications be good at the same time")
    }

    /// Begins a verification and answers it; gives when that was, too.
    async fn verify(&self, role: Role) -> Check<(Verified, Instant)> {
        let (id, right, _) = self.asked(role).await?;
        let answer = self.answer(&id, &right).await?;
        let verified = Verified { id, ..answer.is(200)?.read()? };
        Ok((verified, answer.date()?))
    }

    /// A submission that would be taken, with nothing in its way; its verification is left to the caller.
    pub async fn draft(&self) -> Check<Value> {
        self.clear().await?;
        let check = self.check(KIND).await?;
        if !check.eligible {
            let why: Vec<_> = check.reasons.iter().map(|reason| reason.code).collect();
            return skip(format!("the payer may not stop contributions now: {why:?}"));
        }
        let known = check.methods.iter().any(|m| *m != VerificationMethod::Unknown);
        ensure!(known, "the check offers no way to prove identity");
        let ticked: Vec<_> = check.consequences.iter().filter(|c| c.acknowledge).map(|c| json!(c.code)).collect();
        let mut wish = json!({ "kind": KIND, "acknowledged": ticked });
        if let Some(motive) = check.motives.first() {
            wish["motive"] = json!(motive);
        }
        if let Some(month) = check.effective_months.first() {
            wish["effective_month"] = json!(month);
        }
        Ok(wish)
    }

    /// A submission that will be taken.
    pub async fn wish(&self) -> Check<Value> {
        let mut wish = self.draft().await?;
        wish["verification"] = json!(self.verified(Role::Payer).await?);
        Ok(wish)
    }

    /// Files an application.
    pub async fn file(&self) -> Check<Filed> {
        let (key, wish) = (self.kit.key(), self.wish().await?);
        let answer = self.submit(&key, &wish).await?;
        let application = answer.is(201)?.read()?;
        Ok(Filed { key, wish, answer, application })
    }

    /// How many applications there are.
    pub async fn count(&self) -> Check<usize> {
        Ok(self.applications().await?.len())
    }

    /// A code of six digits that is not this one.
    pub fn wrong(right: &str) -> &'static str {
        if right == "864209" { "864208" } else { "864209" }
    }
}
