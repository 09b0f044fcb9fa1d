//! The embedded backend as a web worker.

fn main() {
    // A worker is a thing of the browser. Built for anything else this is an empty program, so that the whole workspace
    // can be built and tested at once.
    #[cfg(target_arch = "wasm32")]
    backend::worker::run();
}
