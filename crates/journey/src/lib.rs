//! What a citizen can do, as state machines: no browser, no clock, no chance.
//!
//! # Where to start
//! - [`Model::update`]: an [`Event`] goes in, [`Effect`]s come out; the shell carries them out and
//!   reports what came of them as further events.
//! - [`steps`]: the journey, one file per step in the order it is walked.
//! - [`view`]: what a page is given to draw.
//! - [`api`]: one function per operation of the contract.

mod answer;
pub mod api;
#[cfg(test)]
mod bench;
mod cx;
pub mod domain;
mod effect;
mod event;
mod failure;
mod load;
mod model;
mod part;
mod requests;
mod route;
mod screens;
mod settings;
mod shared;
mod slots;
pub mod steps;
pub mod view;

pub use effect::{Effect, EmbedderEvent, How, Keep, Kept, Notice, Stored};
pub use event::{Event, Moment, Start};
pub use failure::{Details, Failure, FailureKind};
pub use load::{Load, LoadView};
pub use model::Model;
pub use part::Part;
pub use requests::Number;
pub use route::{Route, Stage};
pub use settings::{Appearance, Settings, TextSize};
pub use shared::{Items, Listing, Shared};
pub use steps::account::sign_in::EmbedderCode;
