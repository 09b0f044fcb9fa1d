//! What a run comes to, for people and for machines.

mod guide;
mod junit;
mod table;

pub use guide::markdown;
pub use junit::junit;
pub use table::Table;
