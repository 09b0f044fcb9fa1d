//! Entries of the browser's storage: their names, and what another tab does with them.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use citizen_center::platform::storage;
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Another document of this origin does this with its storage `s`.
fn elsewhere(body: &str) {
    let body = format!(
        "const frame = document.body.appendChild(document.createElement('iframe'));
        ((s) => {{ {body} }})(frame.contentWindow.localStorage);"
    );
    Function::new_no_args(&body).call0(&JsValue::UNDEFINED).unwrap();
}

#[wasm_bindgen_test]
async fn each_entry_has_a_name_and_what_another_tab_does_with_one_is_told() {
    assert!(storage::write("x.a", Some("1")) && storage::write("x.b", Some("2")));
    let names = storage::names();
    assert!(names.contains(&"x.a".to_owned()) && names.contains(&"x.b".to_owned()), "{names:?}");

    let seen = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&seen);
    storage::follow(Rc::new(move |name, text| told.borrow_mut().push((name, text))));
    assert!(storage::write("x.a", None));
    elsewhere("s.setItem('x.c', '3'); s.removeItem('x.b');");
    for _ in 0..500 {
        if seen.borrow().len() >= 2 {
            break;
        }
        TimeoutFuture::new(10).await;
    }
    let all = [("x.c".to_owned(), Some("3".to_owned())), ("x.b".to_owned(), None)];
    assert_eq!(*seen.borrow(), all, "what this tab does itself is not told");
    assert_eq!(storage::read("x.c").as_deref(), Some("3"));
    assert!(storage::write("x.c", None) && !storage::names().iter().any(|name| name.starts_with("x.")));
}
