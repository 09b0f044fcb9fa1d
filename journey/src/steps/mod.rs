//! The journey, in the order it is walked. Each file has the same shape: `State`, `Event`, what happens
//! on entering the screen, `update`, and the `View` its page draws.
//!
//! Home → Citizen Center → Social Security → electronic card → Social Security Query → social security
//! card → card cancellation → Cancel, and what comes after.

pub mod home;

pub mod cities;

pub mod session;

pub mod card;

pub mod record;

pub mod card_services;

pub mod stop;

pub mod applications;

pub mod preferences;

pub mod demo;

#[cfg(test)]
mod tests;
