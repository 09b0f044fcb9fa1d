//! The app: draws the journey and carries out its effects. The only crate that knows the browser.
//!
//! # Where to start
//! - [`app`]: the loop; [`effects`]: carrying out what the core asks for.
//! - [`fetch`]: the seam, where a backend is plugged in.
//! - [`ui::pages`]: what is drawn, one file per step of the journey.
//! - [`platform`]: small doors to the browser.

pub mod app;
pub mod effects;
pub mod fetch;
pub mod platform;
pub mod ui;
pub mod words;
