//! Texts kept on the device. The browser's storage may be missing (a web-view without DOM storage),
//! barred (it then throws when merely touched) or full: what cannot be kept there is kept in memory,
//! and lost with the page, which is the best that can be done.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use web_sys::{Event, Storage};

use super::listen;

thread_local! {
    /// What could not be written, or not be removed: name and text. There are a few names only.
    static MEMORY: RefCell<Vec<(String, Option<String>)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Whether all that was to be kept outlives the page.
pub fn outlives() -> bool {
    MEMORY.with_borrow(Vec::is_empty)
}

/// The names of everything that is kept on this origin, whoever has kept it.
pub fn names() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|n| storage.key(n).ok()?).collect()
}

/// Tells each time another tab has kept a text under a name, or forgotten it (`None`).
pub fn follow(told: Rc<dyn Fn(String, Option<String>)>) {
    let Some(window) = web_sys::window() else { return };
    let of = |event: &Event, name: &str| Reflect::get(event, &name.into()).ok()?.as_string();
    // What is kept for one tab alone is nobody else's: of that, no other tab is told.
    let heard = move |event: Event| {
        if let Some(name) = of(&event, "key") {
            told(name, of(&event, "newValue"));
        }
    };
    listen(&window, "storage", Box::new(heard));
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
