//! The rules, from a request to an answer.

mod conformance;
mod effects;
mod guesses;
mod identity;
mod journey;
mod once;
mod panel;
mod properties;
mod reads;
mod record;
mod refusals;
mod sessions;
mod stores;
mod strangers;
mod support;
mod upkeep;
