//! The design system: plain functions from labels and callbacks to views. They know
//! neither the journey nor its words; `#/gallery` shows each in every state.
mod action;
mod banner;
mod bars;
mod button;
mod card;
mod cell;
mod choice;
mod data;
mod dialog;
mod field;
mod icon;
mod lists;
mod live;
mod month;
mod page;
mod qr;
mod result;
mod search;
mod states;
mod steps;
mod text;
mod tile;

pub use super::vdom::nothing;
pub use action::{Action, OnClick, OnInput, OnToggle, Tone, on_click, on_input};
pub use banner::{Banner, banner};
pub use bars::{NavBar, Tab, demo_ribbon, nav_action, nav_bar, tab_bar};
pub use button::{Button, Kind, button, button_bar, button_row, danger, primary, secondary, text_button};
pub use card::{CardFace, Eye, card_face};
pub use cell::{Cell, cell, cell_group};
pub use choice::{Capsule, Checkbox, Choice, RadioGroup, Select, capsules, checkbox, radio_group, select};
pub use data::{Pair, amount, key_values, stat, stats, tag};
pub use dialog::{Dialog, dialog, sheet};
pub use field::{CodeField, Field, Input, code_field, field};
pub use icon::{Icon, icon};
pub use lists::{IndexGroup, bullets, disclosure, index_list, numbered};
pub use live::{announced, countdown, live_region, toast};
pub use month::{Month, MonthMark, month_legend, month_rows};
pub use page::{Page, Section, card_box, page, section, section_with};
pub use qr::{Qr, qr};
pub use result::{ResultPanel, result_panel};
pub use search::{SearchField, search_field};
pub use states::{Empty, FailurePanel, Shape, empty, failure_panel, notice, skeleton, slow_notice};
pub use steps::{StepMark, TimelineEvent, progress, timeline};
pub use text::{
    ErrorSummary, error_summary, heading, hidden, lead, link, link_to, outside_link, paragraph, small, stack,
};
pub use tile::{Tile, tile_grid};
