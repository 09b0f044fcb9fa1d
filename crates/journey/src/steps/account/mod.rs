//! Who is there: signing in and out.

pub mod sign_in;
mod ways;

/// What is known in the steps of this group.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) sign_in: sign_in::State,
}
