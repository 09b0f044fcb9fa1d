//! Addresses in the hash, and the history's positions, in a real browser.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use citizen_center::platform::location::{self, Arrival, Mode, Move};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Long enough that what must not come would have come.
const QUIET_MS: u32 = 150;
/// How often one looks whether something has come, and how often at most: a busy machine takes its time.
const LOOK_MS: u32 = 10;
const LOOKS: u32 = 1_000;

type Seen = Rc<RefCell<Vec<Arrival>>>;

/// What was told meanwhile.
fn seen(told: &Seen) -> Vec<Arrival> {
    std::mem::take(&mut *told.borrow_mut())
}

/// What was told, once there is as much as that, with whatever is told too much right after it.
async fn heard(told: &Seen, times: usize) -> Vec<Arrival> {
    for _ in 0..LOOKS {
        if told.borrow().len() >= times {
            break;
        }
        TimeoutFuture::new(LOOK_MS).await;
    }
    TimeoutFuture::new(QUIET_MS).await;
    seen(told)
}

fn history() -> web_sys::History {
    web_sys::window().unwrap().history().unwrap()
}

fn hash() -> String {
    web_sys::window().unwrap().location().hash().unwrap()
}

fn at(path: &str, index: u32) -> Arrival {
    Arrival { path: path.to_owned(), index, again: false }
}

/// Back or forward.
fn again(path: &str, index: u32) -> Arrival {
    Arrival { again: true, ..at(path, index) }
}

/// One walk, as a page has one history: each part goes on from where the one before ended.
#[wasm_bindgen_test]
async fn a_walk_through_the_history() {
    // The runner leaves a hash of its own.
    history().replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/")).unwrap();
    let told = Seen::default();
    let tell = Rc::clone(&told);
    let first = location::follow(Mode::Hash, Box::new(move |arrival| tell.borrow_mut().push(arrival)));
    assert_eq!(first, at("/", 0));

    // The app goes somewhere: told at once, and only once.
    location::go("/center", Move::Push);
    assert_eq!(seen(&told), [at("/center", 1)]);
    assert_eq!(heard(&told, 0).await, []);

    // A link is followed.
    web_sys::window().unwrap().location().set_hash("#/card").unwrap();
    assert_eq!(heard(&told, 1).await, [at("/card", 2)]);

    // The same place once more: no entry that "back" would seem to do nothing on.
    let length = history().length().unwrap();
    location::go("/card", Move::Push);
    assert_eq!((seen(&told), history().length().unwrap()), (vec![at("/card", 2)], length));

    // Back and forward.
    location::back();
    assert_eq!(heard(&told, 1).await, [again("/center", 1)]);
    history().forward().unwrap();
    assert_eq!(heard(&told, 1).await, [again("/card", 2)]);

    // In place.
    location::go("/record", Move::Replace);
    assert_eq!((seen(&told), hash()), (vec![at("/record", 2)], "#/record".to_owned()));

    // A finished flow: its entries give way to one, and what is asked meanwhile waits.
    location::go("/apply", Move::Push);
    location::go("/apply/review", Move::Push);
    seen(&told);
    location::go("/receipt/a", Move::Unwind(2));
    location::go("/applications", Move::Push);
    assert_eq!(seen(&told), []);
    assert_eq!(heard(&told, 2).await, [at("/receipt/a", 2), at("/applications", 3)]);
    location::back();
    assert_eq!(heard(&told, 1).await, [again("/receipt/a", 2)]);
    location::back();
    assert_eq!(heard(&told, 1).await, [again("/center", 1)]);

    // Never further back than the app's first entry.
    location::go("/about", Move::Unwind(9));
    assert_eq!(heard(&told, 1).await, [at("/about", 0)]);

    // The query after the path is not part of it, and links keep the document's own.
    web_sys::window().unwrap().location().set_hash("#/help?from=x").unwrap();
    assert_eq!(heard(&told, 1).await, [at("/help", 1)]);
    assert!(location::href("/card").ends_with("/#/card"));
    history().replace_state_with_url(&history().state().unwrap(), "", Some("?lang=en&a=1#/help")).unwrap();
    location::drop_parameter("lang");
    assert_eq!(web_sys::window().unwrap().location().search().unwrap(), "?a=1");
    assert!(location::href("/card").ends_with("?a=1#/card"));
    location::drop_parameter("a");
    assert_eq!(web_sys::window().unwrap().location().search().unwrap(), "");
    assert_eq!(hash(), "#/help");

    scroll_is_kept(&told).await;
}

async fn scroll_is_kept(told: &Seen) {
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
    seen(told);
    location::back();
    assert_eq!(heard(told, 1).await.len(), 1);
    // Not long enough yet: its data are still being loaded.
    tall.remove();
    location::restore_scroll();
    document.body().unwrap().append_child(&tall).unwrap();
    location::restore_scroll();
    assert!((window.scroll_y().unwrap() - 1234.0).abs() < 1.0, "a page gone back to is where it was");
    tall.remove();
}
