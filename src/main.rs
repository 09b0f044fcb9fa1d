//! Citizen Center.
mod platform;
mod ui;
mod words;

fn main() {
    #[cfg(any(debug_assertions, feature = "gallery"))]
    leptos::mount::mount_to_body(ui::gallery::gallery);
}
