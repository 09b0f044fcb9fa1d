//! Texts kept on the device. The browser's storage may be missing (a web-view without DOM storage),
//! barred (it then throws when merely touched) or full: what cannot be kept there is kept in memory,
//! and lost with the page, which is the best that can be done.

use std::cell::RefCell;

use js_sys::{JsString, Reflect};
use web_sys::Storage;

use super::listen;

thread_local! {
    /// What could not be written, or not be removed: name and text. There are a few names only.
    static MEMORY: RefCell<Vec<(String, Option<String>)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept under a name.
pub fn read(name: &str) -> Option<String> {
    if let Some(text) = MEMORY.with_borrow(|memory| Some(memory.iter().find(|(known, _)| known == name)?.1.clone())) {
        return text;
    }
    storage()?.get_item(name).ok()?
}

/// Keeps a text under a name, or forgets it; says whether it will outlive the page.
pub fn write(name: &str, text: Option<&str>) -> bool {
    let kept = storage().is_some_and(|storage| {
        let done = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
        done.is_ok()
    });
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(known, _)| known != name);
        if !kept {
            memory.push((name.to_owned(), text.map(str::to_owned)));
        }
    });
    kept
}

/// Tells the name of each text that another tab has changed. What is kept in memory is not told.
pub fn on_change(told: Box<dyn Fn(&str)>) {
    if let Some(window) = web_sys::window() {
        let changed = move |event: web_sys::Event| {
            let name = Reflect::get(&event, &JsString::from("key")).ok().and_then(|key| key.as_string());
            if let Some(name) = name {
                told(&name);
            }
        };
        listen(&window, "storage", Box::new(changed));
    }
}
