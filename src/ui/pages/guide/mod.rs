//! How to cancel, and what the law says of it; what this app is; what a search on Home finds.

pub mod about;
pub mod articles;
pub mod characteristics;
pub mod help;
pub mod law;
pub mod search;
