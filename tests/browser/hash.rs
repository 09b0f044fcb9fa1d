//! Addresses in the hash, and the history's positions, in a real browser.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use citizen_center::platform::location::{self, Arrival, Mode, Move};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn settle() {
    TimeoutFuture::new(150).await;
}

fn history() -> web_sys::History {
    web_sys::window().unwrap().history().unwrap()
}

fn hash() -> String {
    web_sys::window().unwrap().location().hash().unwrap()
}

fn at(path: &str, index: u32) -> Arrival {
    Arrival { path: path.to_owned(), index }
}

/// One walk, as a page has one history: each part goes on from where the one before ended.
#[wasm_bindgen_test]
async fn a_walk_through_the_history() {
    // The runner leaves a hash of its own.
    history().replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/")).unwrap();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&seen);
    let first = location::follow(Mode::Hash, Box::new(move |arrival| told.borrow_mut().push(arrival)));
    let seen = || std::mem::take(&mut *seen.borrow_mut());
    assert_eq!(first, at("/", 0));

    // The app goes somewhere: told at once, and only once.
    location::go("/center", Move::Push);
    assert_eq!(seen(), [at("/center", 1)]);
    settle().await;
    assert_eq!(seen(), []);

    // A link is followed.
    web_sys::window().unwrap().location().set_hash("#/card").unwrap();
    settle().await;
    assert_eq!(seen(), [at("/card", 2)]);

    // The same place once more: no entry that "back" would seem to do nothing on.
    let length = history().length().unwrap();
    location::go("/card", Move::Push);
    assert_eq!((seen(), history().length().unwrap()), (vec![at("/card", 2)], length));

    // Back and forward.
    location::back();
    settle().await;
    assert_eq!(seen(), [at("/center", 1)]);
    history().forward().unwrap();
    settle().await;
    assert_eq!(seen(), [at("/card", 2)]);

    // In place.
    location::go("/record", Move::Replace);
    assert_eq!((seen(), hash()), (vec![at("/record", 2)], "#/record".to_owned()));

    // A finished flow: its entries give way to one, and what is asked meanwhile waits.
    location::go("/apply", Move::Push);
    location::go("/apply/review", Move::Push);
    seen();
    location::go("/receipt/a", Move::Unwind(2));
    location::go("/applications", Move::Push);
    assert_eq!(seen(), []);
    settle().await;
    assert_eq!(seen(), [at("/receipt/a", 2), at("/applications", 3)]);
    location::back();
    settle().await;
    location::back();
    settle().await;
    assert_eq!(seen(), [at("/receipt/a", 2), at("/center", 1)]);

    // Never further back than the app's first entry.
    location::go("/about", Move::Unwind(9));
    settle().await;
    assert_eq!(seen(), [at("/about", 0)]);

    // The query after the path is not part of it, and links keep the document's own.
    web_sys::window().unwrap().location().set_hash("#/help?from=x").unwrap();
    settle().await;
    assert_eq!(seen(), [at("/help", 1)]);
    assert!(location::href("/card").ends_with("/#/card"));
    history().replace_state_with_url(&history().state().unwrap(), "", Some("?lang=en&a=1#/help")).unwrap();
    location::drop_parameter("lang");
    assert_eq!(web_sys::window().unwrap().location().search().unwrap(), "?a=1");
    assert!(location::href("/card").ends_with("?a=1#/card"));
    location::drop_parameter("a");
    assert_eq!(web_sys::window().unwrap().location().search().unwrap(), "");
    assert_eq!(hash(), "#/help");

    scroll_is_kept(&seen).await;
}

async fn scroll_is_kept(seen: &dyn Fn() -> Vec<Arrival>) {
    let window = web_sys::window().unwrap();
    let document = window.document().unwrap();
    let tall = document.create_element("div").unwrap();
    js_sys::Reflect::set(&js_sys::Reflect::get(&tall, &"style".into()).unwrap(), &"height".into(), &"9000px".into())
        .unwrap();
    document.body().unwrap().append_child(&tall).unwrap();
    location::restore_scroll();
    window.scroll_to_with_x_and_y(0.0, 1234.0);
    location::go("/law", Move::Push);
    location::restore_scroll();
    assert!(window.scroll_y().unwrap() < 1.0, "a new page begins at its top");
    location::back();
    settle().await;
    // Not long enough yet: its data are still being loaded.
    tall.remove();
    location::restore_scroll();
    document.body().unwrap().append_child(&tall).unwrap();
    location::restore_scroll();
    assert!((window.scroll_y().unwrap() - 1234.0).abs() < 1.0, "a page gone back to is where it was");
    tall.remove();
    seen();
}
