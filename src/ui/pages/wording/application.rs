//! Applications: kinds, states, who acts; and short notices.

use crate::words::SharedString;
use journey::Notice;
use journey::domain::{AccessedData, Actor, ApplicationKind, ApplicationState as State, Motive, VerificationMethod};

use crate::ui::Ui;
use crate::ui::components::{StepMark, Tone};
use crate::words::key;

/// What is applied for.
pub fn application_kind(ui: Ui, kind: ApplicationKind) -> SharedString {
    ui.t(match kind {
        ApplicationKind::StopContributions => key::KIND_STOP_CONTRIBUTIONS,
        ApplicationKind::CancelCard => key::KIND_CANCEL_CARD,
        ApplicationKind::UnlinkCard => key::KIND_UNLINK_CARD,
        ApplicationKind::ReportLoss => key::KIND_REPORT_LOSS,
        ApplicationKind::ResumeContributions => key::KIND_RESUME_CONTRIBUTIONS,
    })
}

/// Where an application stands.
pub fn application_state(ui: Ui, state: State) -> (Tone, SharedString) {
    let (tone, key) = match state {
        State::Submitted => (Tone::Waiting, key::STATE_SUBMITTED),
        State::Received => (Tone::Waiting, key::STATE_RECEIVED),
        State::Accepted => (Tone::Waiting, key::STATE_ACCEPTED),
        State::Supplement => (Tone::Warning, key::STATE_SUPPLEMENT),
        State::NotAccepted => (Tone::Danger, key::STATE_NOT_ACCEPTED),
        State::Reviewing => (Tone::Waiting, key::STATE_REVIEWING),
        State::Approved => (Tone::Success, key::STATE_APPROVED),
        State::Rejected => (Tone::Danger, key::STATE_REJECTED),
        State::Effective => (Tone::Success, key::STATE_EFFECTIVE),
        State::Withdrawn => (Tone::Plain, key::STATE_WITHDRAWN),
        State::Expired => (Tone::Plain, key::STATE_EXPIRED),
        State::Superseded => (Tone::Plain, key::STATE_SUPERSEDED),
        State::Unknown => (Tone::Plain, key::STATE_UNKNOWN),
    };
    (tone, ui.t(key))
}

/// What that state means, in a sentence or two.
pub fn application_state_meaning(ui: Ui, state: State) -> SharedString {
    ui.t(match state {
        State::Submitted => key::STATE_SUBMITTED_TEXT,
        State::Received => key::STATE_RECEIVED_TEXT,
        State::Accepted => key::STATE_ACCEPTED_TEXT,
        State::Supplement => key::STATE_SUPPLEMENT_TEXT,
        State::NotAccepted => key::STATE_NOT_ACCEPTED_TEXT,
        State::Reviewing => key::STATE_REVIEWING_TEXT,
        State::Approved => key::STATE_APPROVED_TEXT,
        State::Rejected => key::STATE_REJECTED_TEXT,
        State::Effective => key::STATE_EFFECTIVE_TEXT,
        State::Withdrawn => key::STATE_WITHDRAWN_TEXT,
        State::Expired => key::STATE_EXPIRED_TEXT,
        State::Superseded => key::STATE_SUPERSEDED_TEXT,
        State::Unknown => key::STATE_UNKNOWN_TEXT,
    })
}

/// The mark of a state in a timeline.
pub fn step_mark(state: State) -> StepMark {
    match state {
        State::Supplement => StepMark::Yours,
        State::NotAccepted | State::Rejected | State::Expired => StepMark::Failed,
        _ => StepMark::Done,
    }
}

/// Who did something, or does next.
pub fn actor(ui: Ui, actor: Actor) -> SharedString {
    ui.t(match actor {
        Actor::Citizen => key::ACTOR_CITIZEN,
        Actor::Agency => key::ACTOR_AGENCY,
        Actor::Collector => key::ACTOR_COLLECTOR,
        Actor::Bank => key::ACTOR_BANK,
        Actor::System => key::ACTOR_SYSTEM,
        Actor::Unknown => key::ACTOR_UNKNOWN,
    })
}

/// A reason the person can give.
pub fn motive(ui: Ui, motive: Motive) -> SharedString {
    ui.t(match motive {
        Motive::NewEmployer => key::MOTIVE_NEW_EMPLOYER,
        Motive::Moved => key::MOTIVE_MOVED,
        Motive::Hardship => key::MOTIVE_HARDSHIP,
        Motive::Abroad => key::MOTIVE_ABROAD,
        Motive::CardLost => key::MOTIVE_CARD_LOST,
        Motive::OtherCard => key::MOTIVE_OTHER_CARD,
        Motive::Other => key::MOTIVE_OTHER,
    })
}

/// How identity is proved.
pub fn method(ui: Ui, method: VerificationMethod) -> SharedString {
    ui.t(match method {
        VerificationMethod::SmsCode => key::METHOD_SMS,
        VerificationMethod::Password => key::METHOD_PASSWORD,
        VerificationMethod::Unknown => key::METHOD_UNKNOWN,
    })
}

/// What was looked at.
pub fn accessed(ui: Ui, what: AccessedData) -> SharedString {
    ui.t(match what {
        AccessedData::Card => key::ACCESSED_CARD,
        AccessedData::IdNumber => key::ACCESSED_ID_NUMBER,
        AccessedData::CardNumber => key::ACCESSED_CARD_NUMBER,
        AccessedData::Contributions => key::ACCESSED_CONTRIBUTIONS,
        AccessedData::Application => key::ACCESSED_APPLICATION,
        AccessedData::Unknown => key::ACCESSED_UNKNOWN,
    })
}

/// A short thing to say.
pub fn notice(ui: Ui, notice: Notice) -> (Tone, SharedString) {
    let (tone, key) = match notice {
        Notice::CodeSent => (Tone::Success, key::NOTICE_CODE_SENT),
        Notice::EmbedderFailed => (Tone::Warning, key::NOTICE_EMBEDDER_FAILED),
        Notice::SignedIn => (Tone::Success, key::NOTICE_SIGNED_IN),
        Notice::SignedOut => (Tone::Success, key::NOTICE_SIGNED_OUT),
        Notice::Submitted => (Tone::Success, key::NOTICE_SUBMITTED),
        Notice::Withdrawn => (Tone::Success, key::NOTICE_WITHDRAWN),
        Notice::Refreshed => (Tone::Success, key::NOTICE_REFRESHED),
        Notice::Saved => (Tone::Success, key::NOTICE_SAVED),
        Notice::HandedOver => (Tone::Info, key::NOTICE_HANDED_OVER),
        Notice::CityChanged => (Tone::Success, key::NOTICE_CITY_CHANGED),
        Notice::CouldNotLoad => (Tone::Danger, key::NOTICE_COULD_NOT_LOAD),
        Notice::CouldNotSend => (Tone::Danger, key::NOTICE_COULD_NOT_SEND),
        Notice::NotAccepted => (Tone::Danger, key::NOTICE_NOT_ACCEPTED),
        Notice::Masked => (Tone::Info, key::NOTICE_MASKED),
        Notice::Copied => (Tone::Success, key::NOTICE_COPIED),
        Notice::NotCopied => (Tone::Warning, key::NOTICE_NOT_COPIED),
    };
    (tone, ui.t(key))
}
