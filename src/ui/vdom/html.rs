//! Elements as HTML text, for the page that is painted before the app is there (`ui::first_tests`) and for tests of pages, and as
//! what is heard of them (`ui::heard_tests`).

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

fn attr<'a>(el: &'a El, name: &str) -> Option<&'a str> {
    el.0.attrs.iter().find(|(n, _)| *n == name).map(|(_, value)| &**value)
}

/// What is heard of an element by whoever has it read out from its beginning to its end, text by text.
pub fn heard(el: &El) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(draw) = &el.0.live {
        return heard(&draw());
    }
    if attr(el, "aria-hidden") != Some("true") {
        for child in &el.0.children {
            match child {
                Child::Text(text) if !text.is_empty() => out.push(text.to_string()),
                Child::El(el) => out.extend(heard(el)),
                _ => {}
            }
        }
    }
    out
}

/// The links in an element: their names, and where they lead.
pub fn links(el: &El) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Some(href) = attr(el, "href") {
        let name = attr(el, "aria-label").map_or_else(|| heard(el).join(" "), str::to_owned);
        out.push((name, href.to_owned()));
    }
    for child in &el.0.children {
        if let Child::El(el) = child {
            out.extend(links(el));
        }
    }
    out
}
