//! The pages, one file per step of the journey.

pub mod access_log;
pub mod applications;
pub mod apply;
pub mod common;
pub mod demo;
pub mod intent;
pub mod receipt;
pub mod withdraw;
pub mod words;
