//! Who is there, and what was chosen about the app.

pub mod cities;
pub mod me;
pub mod settings;
pub mod sign_in;
