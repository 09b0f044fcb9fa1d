//! Small doors to the browser: nothing above them names `web-sys`.

pub mod focus;
