//! The journey, in the order it is walked. Each file has the same shape: `State`, `Event` (what its page can say), what
//! happens on entering the screen, `update`, a method for each answer it asks for, and the `View` its page draws. What a
//! view is derived from is worked out when the answer comes. The folders are those of the app's pages; none imports
//! another.
//!
//! Home → Citizen Center → Social Security → electronic card → Social Security Query → social security
//! card → card cancellation → Cancel, and what comes after.

pub mod account;
pub mod apply;
pub mod card;
pub mod demo;
pub mod home;

#[cfg(test)]
mod tests;
