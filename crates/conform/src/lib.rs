//! The conformance kit: whether a backend keeps the contract, case by case.
//!
//! One suite runs over anything that can answer a request: a server at an address, the reference backend in this
//! process, a wrapper around either. `docs/conformance.md` says how to run it against one's own.
//!
//! # Where to start
//! - [`case`]: what a case is. [`cases`]: all of them, one file for each group.
//! - [`backend`]: the seam, and what else the kit needs of the world.
//! - [`kit`]: visitors with cookies of their own, and the log of all answers. `flow`: what many cases do.
//! - `watch`: every answer against `openapi.yaml`.
//! - [`reference`], [`http`]: two backends; [`adapted`]: one of another shape, behind a map. [`mod@run`], [`report`]: from cases to a table and a file.

pub mod adapted;
mod answer;
pub mod backend;
pub mod case;
pub mod cases;
pub mod command;
mod flow;
pub mod http;
mod jar;
pub mod kit;
pub mod reference;
pub mod report;
pub mod roles;
pub mod run;
pub mod verdict;
mod watch;
pub mod world;
