//! Elements as HTML text, for the page that is painted before the app is there (`ui::first_tests`), and for tests of pages.

use super::{Child, El};

/// What has no end tag.
const VOID: [&str; 1] = ["input"];
/// The attributes that say how something looks. What says what it is or does is the app's alone.
const LOOKS: [&str; 5] = ["class", "viewBox", "d", "type", "placeholder"];

/// An element as text: what it looks like, and where a link leads. It cannot be reached by the keyboard.
pub fn still(el: &El) -> String {
    let mut out = String::new();
    write(el, false, &mut out);
    out
}

/// An element as text with all of its attributes, and with what changes by itself as it is now.
pub fn html(el: &El) -> String {
    let mut out = String::new();
    write(el, true, &mut out);
    out
}

fn write(el: &El, all: bool, out: &mut String) {
    let data = &el.0;
    if let Some(draw) = data.live.as_ref() {
        assert!(all, "what changes by itself cannot stand still");
        return write(&draw(), all, out);
    }
    if !data.tag.is_empty() {
        out.push('<');
        out.push_str(data.tag);
        let mut attribute = |name: &str, value: &str| {
            assert!(all || !value.contains(['"', '&']), "{value}");
            out.extend([" ", name, "=\"", value, "\""]);
        };
        for (name, value) in &data.attrs {
            match (*name, value.strip_prefix('#')) {
                (name, _) if all => attribute(name, value),
                ("href", Some(to)) => attribute("data-to", to),
                (name, _) if LOOKS.contains(&name) => attribute(name, value),
                _ => {}
            }
        }
        if !all && ["button", "input"].contains(&data.tag) {
            attribute("tabindex", "-1");
        }
        out.push('>');
    }
    for child in &data.children {
        match child {
            Child::Nothing => {}
            Child::Text(text) => {
                assert!(all || !text.contains(['<', '&']), "{}", &**text);
                out.push_str(text);
            }
            Child::El(el) => write(el, all, out),
        }
    }
    if !data.tag.is_empty() && !VOID.contains(&data.tag) {
        out.extend(["</", data.tag, ">"]);
    }
}
