//! How to cancel, and what the law says of it; what this app is.

pub mod about;
pub mod articles;
pub mod characteristics;
pub mod help;
pub mod law;
