//! The card, its states, its services, and how something can be had.

use crate::words::SharedString;
use journey::domain::{Availability, CardServiceId, CardState};

use crate::ui::Ui;
use crate::ui::components::{Icon, Tone};
use crate::words::key;

/// State of a card.
pub fn card_state(ui: Ui, state: CardState) -> (Tone, SharedString) {
    let (tone, key) = match state {
        CardState::Normal => (Tone::Success, key::CARD_STATE_NORMAL),
        CardState::NotEnabled => (Tone::Warning, key::CARD_STATE_NOT_ENABLED),
        CardState::TemporarilyLost => (Tone::Warning, key::CARD_STATE_TEMPORARILY_LOST),
        CardState::FormallyLost => (Tone::Danger, key::CARD_STATE_FORMALLY_LOST),
        CardState::Locked => (Tone::Warning, key::CARD_STATE_LOCKED),
        CardState::Expired => (Tone::Warning, key::CARD_STATE_EXPIRED),
        CardState::Cancelled => (Tone::Danger, key::CARD_STATE_CANCELLED),
        CardState::Unknown => (Tone::Plain, key::CARD_STATE_UNKNOWN),
    };
    (tone, ui.t(key))
}

/// How something can be had.
pub fn availability(ui: Ui, availability: Availability) -> (Tone, SharedString) {
    let (tone, key) = match availability {
        Availability::Online => (Tone::Success, key::AVAILABILITY_ONLINE),
        Availability::Appointment => (Tone::Info, key::AVAILABILITY_APPOINTMENT),
        Availability::WindowOnly => (Tone::Warning, key::AVAILABILITY_WINDOW),
        Availability::NotForYou => (Tone::Plain, key::AVAILABILITY_NOT_FOR_YOU),
        Availability::NotOffered => (Tone::Plain, key::AVAILABILITY_NOT_OFFERED),
        Availability::Unknown => (Tone::Plain, key::AVAILABILITY_UNKNOWN),
    };
    (tone, ui.t(key))
}

/// Whether something can be had here and now.
pub fn is_online(availability: Availability) -> bool {
    availability == Availability::Online
}

/// Name of a card service.
pub fn card_service(ui: Ui, id: CardServiceId) -> SharedString {
    ui.t(match id {
        CardServiceId::Apply => key::CARD_SERVICE_APPLY,
        CardServiceId::Enable => key::CARD_SERVICE_ENABLE,
        CardServiceId::Replace => key::CARD_SERVICE_REPLACE,
        CardServiceId::ReportLost => key::CARD_SERVICE_REPORT_LOST,
        CardServiceId::ReleaseLossReport => key::CARD_SERVICE_RELEASE,
        CardServiceId::ChangePassword => key::CARD_SERVICE_PASSWORD,
        CardServiceId::UpdateDetails => key::CARD_SERVICE_DETAILS,
        CardServiceId::CardStatus => key::CARD_SERVICE_STATUS,
        CardServiceId::ProductionProgress => key::CARD_SERVICE_PROGRESS,
        CardServiceId::Outlets => key::CARD_SERVICE_OUTLETS,
        CardServiceId::Cancel => key::CARD_SERVICE_CANCEL,
        CardServiceId::Unknown => key::CARD_SERVICE_UNKNOWN,
    })
}

/// What a card service does, in one line.
pub fn card_service_note(ui: Ui, id: CardServiceId) -> Option<SharedString> {
    let key = match id {
        CardServiceId::Apply => key::CARD_SERVICE_APPLY_NOTE,
        CardServiceId::Enable => key::CARD_SERVICE_ENABLE_NOTE,
        CardServiceId::Replace => key::CARD_SERVICE_REPLACE_NOTE,
        CardServiceId::ReportLost => key::CARD_SERVICE_REPORT_LOST_NOTE,
        CardServiceId::ReleaseLossReport => key::CARD_SERVICE_RELEASE_NOTE,
        CardServiceId::ChangePassword => key::CARD_SERVICE_PASSWORD_NOTE,
        CardServiceId::UpdateDetails => key::CARD_SERVICE_DETAILS_NOTE,
        CardServiceId::CardStatus => key::CARD_SERVICE_STATUS_NOTE,
        CardServiceId::ProductionProgress => key::CARD_SERVICE_PROGRESS_NOTE,
        CardServiceId::Outlets => key::CARD_SERVICE_OUTLETS_NOTE,
        CardServiceId::Cancel => key::CARD_SERVICE_CANCEL_NOTE,
        CardServiceId::Unknown => return None,
    };
    Some(ui.t(key))
}

/// Icon of a card service.
pub fn card_service_icon(id: CardServiceId) -> Icon {
    match id {
        CardServiceId::Apply => Icon::Card,
        CardServiceId::Enable => Icon::CheckCircle,
        CardServiceId::Replace => Icon::Refresh,
        CardServiceId::ReportLost => Icon::Pause,
        CardServiceId::ReleaseLossReport => Icon::Undo,
        CardServiceId::ChangePassword => Icon::Lock,
        CardServiceId::UpdateDetails => Icon::Edit,
        CardServiceId::CardStatus => Icon::Info,
        CardServiceId::ProductionProgress => Icon::Clock,
        CardServiceId::Outlets => Icon::Location,
        CardServiceId::Cancel => Icon::Stop,
        CardServiceId::Unknown => Icon::More,
    }
}
