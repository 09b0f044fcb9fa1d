//! What a person chose about the app itself.

use contract::json::{FromJson, ToJson};

/// Text size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// As the browser has it.
    #[default]
    Standard,
    /// A quarter larger.
    Large,
    /// 长辈版: text of at least 18 px, targets of at least 60 px (MIIT 2021-04).
    Elder,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings, kept on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
#[serde(default)]
pub struct Settings {
    /// BCP 47 tag of the language chosen; `None`: the browser's.
    pub lang: Option<String>,
    /// Text size.
    pub text_size: TextSize,
    /// Light or dark.
    pub appearance: Appearance,
    /// Id of the city chosen.
    pub city: Option<String>,
    /// Services opened last, newest first, at most four.
    pub recent: Vec<String>,
}
