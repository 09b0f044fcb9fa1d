//! Wrong answers and messages: how many, how often, and what then.
//!
//! They are counted in lanes, one for each factor and each client that tries it. Who is signed in is a client of its own:
//! what others do who know nothing but the ID number changes neither the card nor a session. For each lane a wait comes
//! before the lock, and each lock lasts longer than the one before it; the last one ends at a counter of the agency.
//! Codes by SMS stay open for a sign-in: there a lock lasts an hour at most.

use crate::state::{Guard, Lane, Sms};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use contract::verification::VerificationMethod;

/// The client of the person who is signed in.
pub(crate) const OWN: &str = "own";
/// Wrong answers until the lock; a card locks after six.
pub(crate) const ATTEMPTS: u32 = 6;
/// How long is waited after so many wrong answers, in seconds.
const WAITS: [i64; ATTEMPTS as usize] = [0, 0, 0, 2, 4, 8];
/// How long the first locks hold, in seconds; the one after them ends at a counter. The same everywhere: a term of the
/// person's city would tell whether an ID number is known.
const LOCKS: [i64; 3] = [20 * 60, HOUR, DAY];
/// How long they hold for codes of a sign-in, in seconds; the last one again and again.
const SMS_LOCKS: [i64; 4] = [60, 5 * 60, 20 * 60, HOUR];
/// Wrong passwords in a day of all clients together that have never signed in as this person; then the others go on.
const STRANGERS: u32 = 60;
/// How long a code or a question can be answered, in seconds.
pub(crate) const ANSWER_SECONDS: i64 = 5 * 60;
/// How long an answered verification is good for a submission, in seconds.
pub(crate) const FRESH_SECONDS: i64 = 5 * 60;
/// Pause between two messages for the same client, in seconds.
pub(crate) const RESEND_SECONDS: i64 = 60;
/// Messages in an hour for the same client.
const PER_HOUR: usize = 10;
/// Messages in an hour for all clients together that have never signed in as this person.
const TO_STRANGERS: usize = 20;
/// A client's first message of the hour is sent until there are so many in all, so that a few clients that ask again and
/// again do not keep out the person with a new phone.
const FIRST_TO_STRANGERS: usize = 60;
/// Lanes of one ID number.
const LANES: usize = 32;
/// Clients that are known to have signed in as one person.
const KNOWN: usize = 8;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// The client that stands for all that are not known.
const ALL: &str = "all";
/// In a browser there is one client; what tells others apart is left out of the wasm.
const ONE_CLIENT: bool = cfg!(target_arch = "wasm32");

/// The lane of a client that proves who it is by that factor.
pub(crate) fn lane(by: VerificationMethod, client: &str) -> String {
    let factor = if by == VerificationMethod::Password { "password/" } else { SMS };
    [factor, client].concat()
}

const SMS: &str = "sms/";

/// The client of a lane.
fn client(who: &str) -> &str {
    who.split_once('/').map_or(who, |(_, client)| client)
}

impl Lane {
    /// Whether it is locked.
    pub(crate) fn is_locked(&self, now: Instant) -> bool {
        self.wrong >= ATTEMPTS && self.until.is_none_or(|until| now < until)
    }
}

impl Guard {
    fn find(&self, who: &str) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.who == who)
    }

    /// Whether that client has signed in as this person, or is.
    fn is_known(&self, client: &str) -> bool {
        ONE_CLIENT || client == OWN || self.known.iter().any(|known| known == client)
    }

    /// Since when the card is locked because of wrong passwords, if it is: those of the person alone.
    pub(crate) fn card_lock(&self, now: Instant) -> Option<Instant> {
        let own = self.find(&lane(VerificationMethod::Password, OWN))?;
        own.is_locked(now).then_some(own.at)
    }

    /// Refuses while the lane is locked.
    pub(crate) fn unlocked(&self, who: &str, now: Instant) -> Result<(), Box<Problem>> {
        match self.find(who) {
            Some(lane) if lane.is_locked(now) => Err(Box::new(locked(lane.until))),
            _ => Ok(()),
        }
    }

    /// Refuses an answer while the lane is locked or has to wait. Nothing of it is then looked at or counted.
    pub(crate) fn open(&self, who: &str, now: Instant) -> Result<(), Box<Problem>> {
        self.unlocked(who, now)?;
        match self.find(who).and_then(|lane| lane.until).filter(|until| now < *until) {
            Some(until) => Err(Box::new(too_many(until))),
            None => Ok(()),
        }
    }

    /// Refuses a password for a sign-in: where it is locked for the person, for that client, or for all strangers.
    pub(crate) fn open_to_password(&self, client: &str, now: Instant) -> Result<(), Box<Problem>> {
        let lane = |client| lane(VerificationMethod::Password, client);
        self.unlocked(&lane(OWN), now)?;
        if !self.is_known(client)
            && let Some(all) = self.find(&lane(ALL)).filter(|all| all.wrong >= STRANGERS)
            && let Some(until) = all.until.filter(|until| now < *until)
        {
            return Err(Box::new(locked(Some(until))));
        }
        self.open(&lane(client), now)
    }

    /// Wrong answers left before the lock.
    pub(crate) fn attempts_left(&self, who: &str, now: Instant) -> u32 {
        // A lock that has run out is none.
        let wrong = self.find(who).filter(|lane| lane.wrong < ATTEMPTS || lane.is_locked(now));
        ATTEMPTS.saturating_sub(wrong.map_or(0, |lane| lane.wrong))
    }

    /// The lane, made where there is none. Of too many the one goes that was quiet longest; not the person's own.
    pub(crate) fn lane(&mut self, who: &str, now: Instant) -> &mut Lane {
        let at = self.lanes.iter().position(|lane| lane.who == who).unwrap_or_else(|| {
            if !ONE_CLIENT && self.lanes.len() >= LANES {
                let others = self.lanes.iter().enumerate().filter(|(_, lane)| ![OWN, ALL].contains(&client(&lane.who)));
                if let Some((oldest, _)) = others.min_by_key(|(_, lane)| lane.at) {
                    self.lanes.remove(oldest);
                }
            }
            self.lanes.push(Lane { who: who.to_owned(), wrong: 0, locks: 0, at: now, until: None, sign_in: None });
            self.lanes.len() - 1
        });
        &mut self.lanes[at]
    }

    /// Counts a wrong answer and says what to tell.
    pub(crate) fn wrong_answer(&mut self, who: &str, now: Instant) -> Problem {
        if !self.is_known(client(who)) && !who.starts_with(SMS) {
            let all = self.lane(&lane(VerificationMethod::Password, ALL), now);
            if all.until.is_none_or(|until| now >= until) {
                (all.at, all.wrong, all.until) = (now, 0, Some(now.plus_seconds(DAY)));
            }
            all.wrong += 1;
        }
        let lane = self.lane(who, now);
        let wrong = if lane.wrong < ATTEMPTS { lane.wrong + 1 } else { 1 };
        (lane.at, lane.wrong) = (now, wrong);
        if let Some(wait) = WAITS.get(wrong as usize) {
            lane.until = Some(now.plus_seconds(*wait));
            let retry_at = lane.until.filter(|until| now < *until);
            return Problem {
                attempts_left: Some(ATTEMPTS - wrong),
                retry_at,
                ..Problem::new(ProblemType::WrongAnswer)
            };
        }
        let before = lane.locks as usize;
        let stays_open = who.starts_with(SMS) && client(who) != OWN;
        let seconds = if stays_open { SMS_LOCKS.get(before).or(SMS_LOCKS.last()) } else { LOCKS.get(before) };
        lane.until = seconds.map(|seconds| now.plus_seconds(*seconds));
        lane.locks += 1;
        locked(lane.until)
    }

    /// Forgets the wrong answers of that lane, and lets a new message be asked for at once in it.
    pub(crate) fn right_answer(&mut self, who: &str) {
        self.lanes.retain(|lane| lane.who != who);
        self.messages.iter_mut().filter(|sms| sms.who == who).for_each(|sms| sms.answered = true);
    }

    /// Remembers that this client has signed in.
    pub(crate) fn know(&mut self, client: &str) {
        if ONE_CLIENT {
            return;
        }
        self.known.retain(|known| known != client);
        if self.known.len() >= KNOWN {
            self.known.remove(0);
        }
        self.known.push(client.to_owned());
    }

    /// The last wrong answer or message.
    pub(crate) fn last(&self) -> Instant {
        let answers = self.lanes.iter().map(|lane| lane.at);
        answers.chain(self.messages.iter().map(|sms| sms.at)).max().unwrap_or_default()
    }

    /// Whether nobody has signed in as this person, as far as is remembered, so that all of it may be made up.
    pub(crate) fn is_of_strangers(&self) -> bool {
        self.known.is_empty() && self.lanes.iter().all(|lane| client(&lane.who) != OWN)
    }

    /// Whether it counts for nothing any more. After a lock that is a month, so that the next one is longer; what ends
    /// at a counter does not end here.
    pub(crate) fn is_idle(&self, now: Instant) -> bool {
        let kept = |lane: &Lane| if lane.locks > 0 { 30 * DAY } else { DAY };
        let over = |lane: &Lane| !lane.is_locked(now) && now >= lane.at.plus_seconds(kept(lane));
        self.known.is_empty() && self.lanes.iter().all(over) && now >= self.last().plus_seconds(HOUR)
    }

    /// Counts a message, or refuses it.
    pub(crate) fn send(&mut self, who: &str, now: Instant) -> Result<(), Box<Problem>> {
        self.messages.retain(|sms| now < sms.at.plus_seconds(HOUR));
        let same = || self.messages.iter().filter(|sms| sms.who == who);
        let strangers = || self.messages.iter().filter(|sms| !self.is_known(client(&sms.who)));
        let pause = same().filter(|sms| !sms.answered).map(|sms| sms.at.plus_seconds(RESEND_SECONDS)).max();
        let end = |sms: &Sms| sms.at.plus_seconds(HOUR);
        let mut full = if same().count() >= PER_HOUR { same().map(end).min() } else { None };
        let most = if same().next().is_none() { FIRST_TO_STRANGERS } else { TO_STRANGERS };
        if !self.is_known(client(who))
            && let Some(over) = strangers().count().checked_sub(most)
        {
            full = full.max(strangers().nth(over).map(end));
        }
        if let Some(at) = pause.max(full).filter(|at| now < *at) {
            return Err(Box::new(too_many(at)));
        }
        self.messages.push(Sms { who: who.to_owned(), at: now, answered: false });
        Ok(())
    }
}

fn locked(until: Option<Instant>) -> Problem {
    Problem { attempts_left: Some(0), retry_at: until, ..Problem::new(ProblemType::Locked) }
}

/// Refuses until then.
pub(crate) fn too_many(until: Instant) -> Problem {
    Problem { retry_at: Some(until), ..Problem::new(ProblemType::TooManyRequests) }
}

#[cfg(test)]
mod tests;
