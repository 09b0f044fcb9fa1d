//! Who is there: signing in and out.

pub mod idle;
pub mod sessions;
pub mod sign_in;
mod sign_out;
mod ways;

/// What is known in the steps of this group.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) sign_in: sign_in::State,
    pub(crate) idle: idle::State,
    pub(crate) sessions: sessions::State,
}

impl Steps {
    /// Nothing of the person stays.
    pub(crate) fn forget_person(&mut self) {
        self.idle = idle::State::default();
        self.sessions = sessions::State::default();
    }
}
