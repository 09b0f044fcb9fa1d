//! The journey, in the order it is walked. Each file has the same shape: `State`, `Event`, what happens
//! on entering the screen, `update`, and the `View` its page draws. The folders are those of the app's pages.
//!
//! Home → Citizen Center → Social Security → electronic card → Social Security Query → social security
//! card → card cancellation → Cancel, and what comes after.

pub mod apply;
pub mod card;
pub mod demo;
pub mod home;
#[cfg(test)]
mod tests;

pub use apply::applications;
pub use card::{card_services, record};
pub use home::{cities, settings, sign_in};
