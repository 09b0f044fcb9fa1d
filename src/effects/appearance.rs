//! How the app looks: attributes of the root element, which the style sheets read.

use journey::{Appearance, Settings, TextSize};

use crate::platform::page;

/// Applies what was chosen.
pub fn apply(settings: &Settings) {
    let theme = match settings.appearance {
        Appearance::Auto => None,
        Appearance::Light => Some("light"),
        Appearance::Dark => Some("dark"),
    };
    let size = match settings.text_size {
        TextSize::Standard => "standard",
        TextSize::Large => "large",
        TextSize::Elder => "xl",
    };
    page::set_root("data-theme", theme);
    page::set_root("data-text", Some(size));
}
