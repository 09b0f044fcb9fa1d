//! Words for the nouns of the domain: one function each, so that a state is called the
//! same on every page.

mod application;
mod card;
mod effect;
mod failure;
mod reason;
mod record;
mod service;

pub use application::{
    accessed, actor, application_kind, application_state, application_state_meaning, method, motive, notice, step_mark,
};
pub use card::{availability, card_service, card_service_icon, card_service_note, card_state, is_online};
pub use effect::{EffectKind, consequence, effect_kind};
pub use failure::failure;
pub use reason::{law_ref, reason};
pub use record::{insurance, insurance_short, month_mark, participation, payer, payment, payment_state, truth};
pub use service::{category, category_of, service, service_by_id, service_icon, service_route};
