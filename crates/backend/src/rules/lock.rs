//! Wrong answers and messages: how many, how often, and what then.

use crate::state::{Guard, Sms, SmsPurpose};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;

/// Wrong answers until the lock; a card locks after six.
pub(crate) const ATTEMPTS: u32 = 6;
/// How long the lock holds, in seconds. The same everywhere: a term of the person's city would tell
/// whether an ID number is known.
pub(crate) const LOCK_SECONDS: i64 = 20 * 60;
/// How long a code or a question can be answered, in seconds.
pub(crate) const ANSWER_SECONDS: i64 = 5 * 60;
/// How long an answered verification is good for a submission, in seconds.
pub(crate) const FRESH_SECONDS: i64 = 5 * 60;
/// Pause between two messages for the same purpose, in seconds.
pub(crate) const RESEND_SECONDS: i64 = 60;
/// Messages in an hour for the same purpose.
const PER_HOUR: usize = 10;
const HOUR: i64 = 3600;

impl Guard {
    /// Until when this number is locked, if it is.
    pub(crate) fn locked(&self, now: Instant) -> Option<Instant> {
        self.locked_until.filter(|until| now < *until)
    }

    /// Since and until when the card is locked because of wrong passwords, if it is.
    pub(crate) fn card_lock(&self, now: Instant) -> Option<Instant> {
        self.locked(now).and(if self.by_password { self.locked_at } else { None })
    }

    /// Refuses while locked; a lock that has run out is taken away.
    pub(crate) fn open(&mut self, now: Instant) -> Result<(), Box<Problem>> {
        if let Some(until) = self.locked(now) {
            return Err(Box::new(locked(until)));
        }
        if self.locked_until.is_some() {
            (self.wrong, self.locked_at, self.locked_until) = (0, None, None);
        }
        Ok(())
    }

    /// Wrong answers left before the lock.
    pub(crate) fn attempts_left(&self) -> u32 {
        ATTEMPTS.saturating_sub(self.wrong)
    }

    /// Counts a wrong answer and says what to tell.
    pub(crate) fn wrong_answer(&mut self, now: Instant, by_password: bool) -> Problem {
        self.wrong = self.wrong.saturating_add(1);
        self.by_password = by_password;
        if self.wrong >= ATTEMPTS {
            let until = now.plus_seconds(LOCK_SECONDS);
            (self.locked_at, self.locked_until) = (Some(now), Some(until));
            return locked(until);
        }
        Problem { attempts_left: Some(self.attempts_left()), ..Problem::new(ProblemType::WrongAnswer) }
    }

    /// Forgets wrong answers, and lets a new message be asked for at once.
    pub(crate) fn right_answer(&mut self) {
        (self.wrong, self.locked_at, self.locked_until) = (0, None, None);
        self.sent.iter_mut().for_each(|sms| sms.answered = true);
    }

    /// Counts a message, or refuses it.
    pub(crate) fn send(&mut self, purpose: SmsPurpose, now: Instant) -> Result<(), Box<Problem>> {
        self.sent.retain(|sms| now < sms.at.plus_seconds(HOUR));
        let same = || self.sent.iter().filter(|sms| sms.purpose == purpose);
        let pause = same().filter(|sms| !sms.answered).map(|sms| sms.at.plus_seconds(RESEND_SECONDS)).max();
        let full = if same().count() >= PER_HOUR { same().map(|sms| sms.at.plus_seconds(HOUR)).min() } else { None };
        if let Some(at) = pause.max(full).filter(|at| now < *at) {
            return Err(Box::new(Problem { retry_at: Some(at), ..Problem::new(ProblemType::TooManyRequests) }));
        }
        self.sent.push(Sms { purpose, at: now, answered: false });
        Ok(())
    }
}

fn locked(until: Instant) -> Problem {
    Problem { attempts_left: Some(0), retry_at: Some(until), ..Problem::new(ProblemType::Locked) }
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS, LOCK_SECONDS, PER_HOUR};
    use crate::state::{Guard, SmsPurpose};
    use contract::problem::ProblemType;
    use contract::values::Instant;

    fn at(seconds: i64) -> Instant {
        Instant::from_ms(0).plus_seconds(seconds)
    }

    #[test]
    fn six_wrong_answers_lock_and_time_opens() {
        let mut guard = Guard::default();
        for n in 1..ATTEMPTS {
            let problem = guard.wrong_answer(at(0), true);
            assert_eq!((problem.kind, problem.attempts_left), (ProblemType::WrongAnswer, Some(ATTEMPTS - n)));
        }
        assert_eq!(guard.wrong_answer(at(5), true).kind, ProblemType::Locked);
        assert_eq!(guard.card_lock(at(6)), Some(at(5)));
        let end = 5 + LOCK_SECONDS;
        assert_eq!(guard.open(at(end - 1)).unwrap_err().retry_at, Some(at(end)));
        assert_eq!(guard.open(at(end)), Ok(()));
        assert_eq!((guard.attempts_left(), guard.card_lock(at(end))), (ATTEMPTS, None));
    }

    #[test]
    fn a_code_does_not_lock_the_card() {
        let mut guard = Guard::default();
        for _ in 0..ATTEMPTS {
            guard.wrong_answer(at(0), false);
        }
        assert!(guard.locked(at(1)).is_some());
        assert_eq!(guard.card_lock(at(1)), None);
        guard.right_answer();
        assert_eq!(guard.locked(at(1)), None);
    }

    #[test]
    fn messages_keep_a_pause_and_a_limit() {
        let mut guard = Guard::default();
        assert!(guard.send(SmsPurpose::SignIn, at(0)).is_ok());
        assert_eq!(guard.send(SmsPurpose::SignIn, at(59)).unwrap_err().retry_at, Some(at(60)));
        assert!(guard.send(SmsPurpose::Application, at(59)).is_ok());
        assert!(guard.send(SmsPurpose::SignIn, at(60)).is_ok());
        guard.right_answer();
        for n in 2..PER_HOUR {
            assert!(guard.send(SmsPurpose::SignIn, at(60)).is_ok(), "{n}");
            guard.right_answer();
        }
        assert_eq!(guard.send(SmsPurpose::SignIn, at(61)).unwrap_err().retry_at, Some(at(3600)));
        assert!(guard.send(SmsPurpose::SignIn, at(3600)).is_ok());
    }
}
