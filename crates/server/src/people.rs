//! Who asks, as far as shares and the log have to know: which tokens are of sessions, and the pseudonym of whose they are.

use crate::log::{Log, Pseudonym};
use crate::network::Network;
use crate::recent::Recent;
use crate::tried::Tried;
use contract::http::Response;
use contract::operations::{OperationId, Row};
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Sessions and verifications that are known at a time: some 40 bytes each.
const KNOWN: usize = 32_768;

/// What was learnt of sessions and of verifications to sign in. Only keyed hashes of tokens and ids are held.
pub struct People {
    hasher: RandomState,
    known: Mutex<Recent<Pseudonym>>,
}

impl People {
    /// Nobody is known.
    pub fn new() -> Self {
        Self { hasher: RandomState::new(), known: Mutex::new(Recent::new(KNOWN)) }
    }

    fn known(&self) -> MutexGuard<'_, Recent<Pseudonym>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self, what: impl Hash) -> u64 {
        self.hasher.hash_one(what)
    }

    /// Whose share a request is of: the person's, where it is known whose session the token is of, so that nobody has
    /// more by signing in often; else the network's, so that nobody has more by making tokens up.
    pub fn lane(&self, network: Network, token: Option<&str>) -> u64 {
        let person = token.and_then(|token| self.subject(token));
        person.map_or_else(|| self.key(network), |person| self.key(("person", person)))
    }

    /// The pseudonym of who has that session.
    pub fn subject(&self, token: &str) -> Option<Pseudonym> {
        self.known().get(self.key(("session", token)))
    }

    /// The pseudonym of whom a try is for, of a verification the one that it was begun for.
    pub fn tried(&self, log: &Log, tried: &Tried) -> Pseudonym {
        let begun = match tried {
            Tried::Verification(id) => self.known().get(self.key(("verification", id))),
            Tried::Number(_) => None,
        };
        begun.unwrap_or_else(|| log.subject(&tried.name()))
    }

    /// Learns from an answer of the rules: whose session it began, or whose the token is, or that it is none any more.
    /// `subject` is who it was for as far as that was known before. Who it was for as far as that is known now: who has
    /// signed in is whom the rules name, in whatever way.
    pub fn learn(
        &self,
        log: &Log,
        row: &Row,
        token: Option<&str>,
        response: &Response,
        subject: Option<Pseudonym>,
    ) -> Option<Pseudonym> {
        let member = |name: &str| {
            let body: serde_json::Value = serde_json::from_slice(&response.body).ok()?;
            Some(body.get(name)?.as_str()?.to_owned())
        };
        let session = |token: &str| self.key(("session", token));
        if response.status == 401 || row.id == OperationId::SignOut {
            token.inspect(|token| self.known().remove(session(token)));
        } else if response.status == row.status {
            match row.id {
                OperationId::StartVerification => {
                    if let (Some(id), Some(subject)) = (member("id"), subject) {
                        self.known().put(self.key(("verification", id)), subject);
                    }
                }
                OperationId::SignIn | OperationId::GetSession => {
                    let begun = response.headers.iter().find_map(|(name, value)| begun(name, value));
                    let subject = member("citizen").map(|citizen| log.subject(&citizen));
                    if let (Some(token), Some(subject)) = (begun.or(token), subject) {
                        self.known().put(session(token), subject);
                    }
                    return subject;
                }
                _ => {}
            }
        }
        subject
    }
}

/// An ID number or an id in one form, whatever stands between its letters and digits.
pub fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).take(128).collect::<String>().to_ascii_uppercase()
}

/// The token of a session that an answer begins.
fn begun<'a>(name: &str, value: &'a str) -> Option<&'a str> {
    let pair = name.eq_ignore_ascii_case("Set-Cookie").then(|| value.split(';').next())??;
    pair.split_once('=').map(|(_, token)| token).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::People;
    use crate::clock::Clock;
    use crate::log::Log;
    use crate::network::Network;
    use crate::tried::Tried;
    use contract::http::Response;
    use contract::operations::{OperationId, Row};
    use std::net::IpAddr;
    use std::sync::Arc;

    fn answer(status: u16, cookie: Option<&str>, body: &str) -> Response {
        let headers = cookie.map(|cookie| ("Set-Cookie".to_owned(), cookie.to_owned())).into_iter().collect();
        Response { status, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_person_has_one_share_with_all_sessions_wherever_they_come_from_and_made_up_tokens_have_none() {
        let (people, log) = (People::new(), Log::new(Clock::fixed(|| 0), Arc::new(|_| {})));
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(|address| Network::from(IpAddr::from(address)));
        let nobody = people.lane(one, None);
        assert_ne!(nobody, people.lane(other, None));
        for n in 0..100 {
            assert_eq!(people.lane(one, Some(&n.to_string())), nobody, "a token that nobody has given");
        }
        let row = |id| Row::of(id);
        let tried = people.tried(&log, &Tried::Number("990000198506010034".to_owned()));
        let signed = answer(200, Some("session=t; Path=/"), r#"{"citizen":"c-yi"}"#);
        let begun = log.subject("c-yi");
        assert_eq!(people.learn(&log, row(OperationId::SignIn), None, &signed, Some(tried)), Some(begun));
        let session = people.lane(one, Some("t"));
        assert!(session != nobody && session == people.lane(other, Some("t")));
        assert_eq!(people.subject("t"), Some(begun));
        // However often the same person signs in, in whatever way, it is one share; another person has another.
        for (id, citizen) in [("t2", "c-yi"), ("t3", "c-yi"), ("v", "c-bing")] {
            let body = format!(r#"{{"citizen":"{citizen}"}}"#);
            let signed = answer(200, Some(&format!("session={id}; Path=/")), &body);
            people.learn(&log, row(OperationId::SignIn), None, &signed, None);
            assert_eq!(people.lane(other, Some(id)) == session, citizen == "c-yi", "{id}");
        }
        assert_ne!(people.lane(one, Some("v")), nobody);
        // What everybody is answered proves no token.
        people.learn(&log, row(OperationId::ListCities), Some("u"), &answer(200, None, "{}"), None);
        assert_eq!(people.lane(one, Some("u")), nobody);
        // After another start the answer that says whose session it is does.
        people.learn(&log, row(OperationId::GetSession), Some("u"), &answer(503, None, "{}"), None);
        people.learn(&log, row(OperationId::GetCard), Some("u"), &answer(200, None, "{}"), None);
        assert_eq!((people.lane(one, Some("u")), people.subject("u")), (nobody, None));
        let asked = answer(200, None, r#"{"citizen":"c-jia"}"#);
        let told = people.learn(&log, row(OperationId::GetSession), Some("u"), &asked, None);
        assert!(told.is_some() && told == people.subject("u"));
        assert!(![nobody, session].contains(&people.lane(one, Some("u"))));
        people.learn(&log, row(OperationId::GetCard), Some("u"), &answer(401, None, "{}"), None);
        people.learn(&log, row(OperationId::SignOut), Some("t"), &answer(204, None, ""), None);
        assert_eq!([people.lane(one, Some("t")), people.lane(one, Some("u"))], [nobody; 2]);
    }

    #[test]
    fn a_try_by_a_verification_has_the_pseudonym_of_the_number_it_was_begun_for() {
        let (people, log) = (People::new(), Log::new(Clock::fixed(|| 0), Arc::new(|_| {})));
        let number = people.tried(&log, &Tried::Number("99000019850601001X".to_owned()));
        let begun = answer(201, None, r#"{"id":"vf-1"}"#);
        people.learn(&log, Row::of(OperationId::StartVerification), None, &begun, Some(number));
        let of = |id: &str| people.tried(&log, &Tried::Verification(id.to_owned()));
        assert_eq!(of("vf-1"), number);
        assert_ne!(of("vf-2"), number);
        assert_ne!(people.tried(&log, &Tried::Number("vf-1".to_owned())), number, "no number is a verification");
    }
}
