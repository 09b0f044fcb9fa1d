//! Elements as HTML text, for the page that is painted before the app is there (`ui::first_tests`).

use super::{Child, El};

/// What has no end tag.
const VOID: [&str; 1] = ["input"];
/// The attributes that say how something looks. What says what it is or does is the app's alone.
const LOOKS: [&str; 5] = ["class", "viewBox", "d", "type", "placeholder"];

/// An element as text: what it looks like, and where a link leads. It cannot be reached by the keyboard.
pub fn still(el: &El) -> String {
    let mut out = String::new();
    write(el, &mut out);
    out
}

fn write(el: &El, out: &mut String) {
    let data = &el.0;
    assert!(data.live.is_none(), "what changes by itself cannot stand still");
    if !data.tag.is_empty() {
        out.push('<');
        out.push_str(data.tag);
        let mut attribute = |name: &str, value: &str| {
            assert!(!value.contains(['"', '&']), "{value}");
            out.extend([" ", name, "=\"", value, "\""]);
        };
        for (name, value) in &data.attrs {
            match (*name, value.strip_prefix('#')) {
                ("href", Some(to)) => attribute("data-to", to),
                (name, _) if LOOKS.contains(&name) => attribute(name, value),
                _ => {}
            }
        }
        if ["button", "input"].contains(&data.tag) {
            attribute("tabindex", "-1");
        }
        out.push('>');
    }
    for child in &data.children {
        match child {
            Child::Nothing => {}
            Child::Text(text) => {
                assert!(!text.contains(['<', '&']), "{}", &**text);
                out.push_str(text);
            }
            Child::El(el) => write(el, out),
        }
    }
    if !data.tag.is_empty() && !VOID.contains(&data.tag) {
        out.extend(["</", data.tag, ">"]);
    }
}
