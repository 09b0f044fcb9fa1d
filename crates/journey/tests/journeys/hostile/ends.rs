//! How a step has ended, as far as the person sees it.

use journey::steps::apply::{Identity, Progress};
use journey::view::Screen;
use journey::{Failure, LoadView};

/// The failures on the screen. After everything has come to rest nothing may be still to come.
pub fn failures(screen: &Screen) -> Vec<Failure> {
    let mut all = Vec::new();
    let mut add = |failure: Option<&Failure>| all.extend(failure.cloned());
    match screen {
        Screen::Home(v) | Screen::Center(v) => add(of(&v.services)),
        Screen::Cities(v) => add(of(&v.cities)),
        Screen::Card(v) => {
            add(of(&v.face));
            add(v.code.as_ref().and_then(of));
            add(v.reveal_failure.as_ref());
            add(v.stale.as_ref());
        }
        Screen::Record(v) => {
            add(of(&v.summary));
            add(of(&v.months));
            add(v.stale.as_ref());
        }
        Screen::Month(v) => add(of(&v.rows)),
        Screen::CardServices(v) => {
            add(of(&v.services));
            add(v.stale.as_ref());
        }
        Screen::Cancellation(v) => add(of(&v.service)),
        Screen::Apply(v) => {
            add(of(&v.check));
            add(v.answer_failure.as_ref());
            match &v.identity {
                Identity::Failed(failure) => add(Some(failure)),
                Identity::Beginning { .. } => panic!("still beginning"),
                _ => {}
            }
            match &v.progress {
                Some(Progress::NotSent(f) | Progress::Refused(f) | Progress::Unknown { failure: f, .. }) => {
                    add(Some(f));
                }
                Some(Progress::Sending { .. }) => panic!("still sending"),
                None => {}
            }
        }
        Screen::Receipt(v) | Screen::Application(v) | Screen::Withdraw(v) => {
            add(of(&v.application));
            add(v.failure.as_ref());
            add(v.stale.as_ref());
        }
        Screen::Applications(v) => {
            add(of(&v.items));
            add(v.stale.as_ref());
        }
        Screen::AccessLog(v) => add(of(&v.log)),
        Screen::Sessions(v) => {
            add(of(&v.list));
            add(v.failure.as_ref());
        }
        Screen::SignIn(v) => {
            add(of(&v.methods));
            add(v.failure.as_ref());
        }
        Screen::AskingWho(part) | Screen::Me(part) => add(of(part)),
        _ => {}
    }
    all
}

fn of<T>(load: &LoadView<T>) -> Option<&Failure> {
    match load {
        LoadView::Failed(failure) => Some(failure),
        LoadView::Ready(_) => None,
        LoadView::Loading { .. } => panic!("still to come"),
    }
}

fn ready<T>(load: &LoadView<T>) -> Option<&T> {
    if let LoadView::Ready(it) = load { Some(it) } else { None }
}

/// How many things the screen lists, if that is what it does.
pub fn listed(screen: &Screen) -> Option<usize> {
    match screen {
        Screen::Home(v) | Screen::Center(v) => Some(ready(&v.services)?.len()),
        Screen::Cities(v) => Some(ready(&v.cities)?.len()),
        Screen::Record(v) => Some(ready(&v.months)?.months.iter().map(|month| month.payments.len()).sum()),
        Screen::CardServices(v) => Some(ready(&v.services)?.items.len()),
        Screen::Applications(v) => Some(ready(&v.items)?.len()),
        Screen::AccessLog(v) => Some(ready(&v.log)?.items.len()),
        Screen::Sessions(v) => Some(ready(&v.list)?.items.len()),
        _ => None,
    }
}

/// How many insurances the record sums up.
pub fn insurances(screen: &Screen) -> Option<usize> {
    if let Screen::Record(v) = screen { Some(ready(&v.summary)?.items.len()) } else { None }
}
