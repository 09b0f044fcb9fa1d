//! The reference backend as a server: the same rules as in the browser, behind HTTP, on `SQLite`.
//!
//! # Where to start
//! - [`serve`]: what it is started with, and its life.
//! - `app`: who answers what, and what every answer has.
//! - `api`: what a request must have before the rules see it. `tried`: whom a try to sign in is for.
//! - `rules`: the thread on which they run. `queue`, `people`: who has which share of it.
//! - `places`, `connection`: how many connections there may be, and how long each may take.
//! - [`network`]: who counts as one client, and which proxies are believed.
//! - [`store`]: documents in one file.
//! - [`site`]: origin, forged requests, the session cookie.
//! - [`files`]: the app, its pages, files for domain verification.
//! - [`log`]: what can be said, and that nothing personal can.

mod api;
mod app;
pub mod args;
pub mod clock;
mod connection;
pub mod files;
pub mod headers;
pub mod limit;
pub mod log;
pub mod network;
mod people;
mod places;
mod queue;
mod recent;
mod rules;
pub mod serve;
pub mod site;
pub mod store;
mod tried;

pub use rules::WAITING;
