//! How things stand at a time: facts, and the applications that have taken effect by then.

use super::terms::Terms;
use crate::state::{Citizen, Digest, Filed, Guard, IssuedCard};
use contract::application::ApplicationKind;
use contract::card::CardState;
use contract::contribution::Participation;
use contract::values::{Instant, YearMonth};

/// A card at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CardStanding {
    pub(crate) state: CardState,
    pub(crate) since: Instant,
    pub(crate) loss_ends: Option<Instant>,
    pub(crate) linked: bool,
    pub(crate) code_available: bool,
}

impl Citizen {
    /// The month the person was born in; digits 7 to 12 of the ID number (GB 11643-1999).
    pub(crate) fn born(&self) -> Option<YearMonth> {
        let digits = self.id_number.get(6..12)?;
        YearMonth::new(digits.get(..4)?.parse().ok()?, digits.get(4..)?.parse().ok()?)
    }

    /// Expected month of retirement.
    pub(crate) fn retires(&self) -> Option<YearMonth> {
        self.born().map(|born| super::retirement::month(born, self.old_age))
    }

    /// The newest application of that kind that is in effect, with the time it took effect.
    fn last_in_effect(&self, kind: ApplicationKind, now: Instant) -> Option<(&Filed, Instant)> {
        let of_kind = self.applications.iter().filter(|f| f.kind == kind);
        of_kind.filter_map(|f| f.in_effect(&self.applications, now).map(|at| (f, at))).max_by_key(|(_, at)| *at)
    }

    /// The application of that kind that is under way.
    pub(crate) fn under_way(&self, kind: ApplicationKind, now: Instant) -> Option<&Filed> {
        self.applications.iter().find(|f| f.kind == kind && f.is_under_way(&self.applications, now))
    }

    /// The stop that is granted and has not taken effect.
    pub(crate) fn waiting_stop(&self, now: Instant) -> Option<&Filed> {
        let stop = ApplicationKind::StopContributions;
        self.applications.iter().find(|f| f.kind == stop && f.is_waiting(&self.applications, now))
    }

    /// Whether the person takes part in this insurance now.
    pub(crate) fn participation(&self, digest: &Digest, now: Instant) -> Participation {
        let change = |filed: &Filed| {
            let to = match filed.kind {
                ApplicationKind::StopContributions => Participation::Paused,
                ApplicationKind::ResumeContributions => Participation::Active,
                _ => return None,
            };
            let at = filed.in_effect(&self.applications, now)?;
            filed.insurances.contains(&digest.insurance).then_some((at, to))
        };
        let last = self.applications.iter().filter_map(change).max_by_key(|(at, _)| *at);
        last.map_or(digest.participation, |(_, to)| to)
    }

    /// The insurances that stand so.
    pub(crate) fn insured(&self, standing: Participation, now: Instant) -> impl Iterator<Item = &Digest> {
        self.record.iter().filter(move |d| self.participation(d, now) == standing)
    }

    /// How the card stands.
    pub(crate) fn card_standing(&self, card: &IssuedCard, guard: &Guard, terms: &Terms, now: Instant) -> CardStanding {
        let (state, since, loss_ends) = self.card_state(card, guard, now);
        let unlinked = self.last_in_effect(ApplicationKind::UnlinkCard, now);
        let unlinked = unlinked.is_some_and(|(f, _)| f.submitted_at >= self.linked_at);
        let linked =
            !unlinked && !matches!(state, CardState::Cancelled | CardState::FormallyLost | CardState::NotEnabled);
        let usable = match state {
            CardState::Normal => true,
            // What bars the code without the report bars it with the report.
            CardState::TemporarilyLost => {
                !terms.loss_bars_code && !is_over(card, now) && guard.card_lock(now).is_none()
            }
            _ => false,
        };
        CardStanding { state, since, loss_ends, linked, code_available: linked && usable }
    }

    fn card_state(&self, card: &IssuedCard, guard: &Guard, now: Instant) -> (CardState, Instant, Option<Instant>) {
        if let Some((_, at)) = self.last_in_effect(ApplicationKind::CancelCard, now) {
            return (CardState::Cancelled, at, None);
        }
        if matches!(card.state, CardState::Cancelled | CardState::FormallyLost | CardState::NotEnabled) {
            return (card.state, card.state_since, None);
        }
        let here = self.last_in_effect(ApplicationKind::ReportLoss, now);
        let here = here.and_then(|(f, at)| f.loss_ends.map(|ends| (at, ends)));
        let elsewhere = card.loss_ends.map(|ends| (card.state_since, ends));
        let loss = here.into_iter().chain(elsewhere).find(|(_, ends)| now < *ends);
        if let Some((since, ends)) = loss {
            return (CardState::TemporarilyLost, since, Some(ends));
        }
        if let Some(last) = card.valid_until.filter(|_| is_over(card, now)) {
            return (CardState::Expired, super::calendar::end_of(last), None);
        }
        if let Some(since) = guard.card_lock(now) {
            return (CardState::Locked, since, None);
        }
        // A loss report that has run out leaves the card as it was before.
        let ended = here.into_iter().chain(elsewhere).map(|(_, ends)| ends).max();
        (CardState::Normal, ended.map_or(card.state_since, |at| at.max(card.state_since)), None)
    }
}

/// Whether the card has expired.
fn is_over(card: &IssuedCard, now: Instant) -> bool {
    card.valid_until.is_some_and(|last| now >= super::calendar::end_of(last))
}
