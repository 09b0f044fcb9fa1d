//! Going to another screen.

use journey::{How, Route};

use crate::platform::location::{self, Move};

/// Goes to a route.
pub fn go(route: &Route, how: How) {
    let how = match how {
        How::Push => Move::Push,
        How::Replace => Move::Replace,
        How::Unwind(steps) => Move::Unwind(steps),
    };
    location::go(&route.to_string(), how);
}
