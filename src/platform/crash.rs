//! When the app itself has failed. After a panic nothing of it may be called any more, so what the
//! person then sees is plain HTML that was there from the start, with a button that loads anew.

/// From now on a panic shows that page. `boot.js` owns it, its words and its button.
pub fn show_when_it_happens() {
    std::panic::set_hook(Box::new(|why| {
        // Written out in development only: the machinery that formats it is dear, and has no reader.
        if cfg!(debug_assertions) {
            super::start::complain(&why.to_string());
        }
        super::start::failed("crash");
    }));
}
