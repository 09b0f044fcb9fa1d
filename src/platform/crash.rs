//! When the app itself has failed. A panic is a trap: nothing of the app may be called any more, and `boot.js`,
//! which hears of it, shows plain HTML that was there from the start, with a button that loads anew.

/// From now on a panic says in the console what it was about. In development only: in a release the machinery that
/// formats it is dear, and has no reader.
pub fn explain() {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|why| super::start::complain(&why.to_string())));
    }
}
