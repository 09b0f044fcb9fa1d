//! Where one is, in the history's entries alone: the address stays as it is.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use citizen_center::platform::location::{self, Arrival, Mode, Move};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// How often it is looked whether the browser has gone there, in milliseconds.
const LOOK_MS: u32 = 25;

fn at(path: &str, index: u32) -> Arrival {
    Arrival { path: path.to_owned(), index, again: false }
}

/// Back or forward.
fn again(path: &str, index: u32) -> Arrival {
    Arrival { again: true, ..at(path, index) }
}

#[wasm_bindgen_test]
async fn the_address_stays_and_back_leads_back() {
    let window = web_sys::window().unwrap();
    let history = window.history().unwrap();
    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/#/card")).unwrap();
    let address = || window.location().href().unwrap();
    let before = address();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&seen);
    let first = location::follow(Mode::Memory, Box::new(move |arrival| told.borrow_mut().push(arrival)));
    let list = Rc::clone(&seen);
    // The browser goes there in its own time.
    let come = async || {
        for _ in 0..200 {
            if !list.borrow().is_empty() {
                break;
            }
            TimeoutFuture::new(LOOK_MS).await;
        }
    };
    let seen = || std::mem::take(&mut *seen.borrow_mut());
    assert_eq!(first, at("/card", 0), "a link leads to its page");

    location::go("/card/services", Move::Push);
    assert_eq!(seen(), [at("/card/services", 1)]);
    location::go("/card/services", Move::Push);
    assert_eq!(seen(), [at("/card/services", 1)], "the same twice is one entry");

    // A link of the app's: its address says where it leads, and is not gone to.
    let document = window.document().unwrap();
    let place = document.create_element("div").unwrap();
    place.set_inner_html(&format!("<a id='link' href='{}'>x</a>", location::href("/help")));
    document.body().unwrap().append_child(&place).unwrap();
    document.get_element_by_id("link").unwrap().unchecked_into::<HtmlElement>().click();
    assert_eq!(seen(), [at("/help", 2)]);
    assert_eq!(address(), before);

    location::back();
    come().await;
    assert_eq!(seen(), [again("/card/services", 1)]);
    location::go("/receipt/1", Move::Unwind(1));
    come().await;
    assert_eq!(seen(), [at("/receipt/1", 0)]);
    history.forward().unwrap();
    come().await;
    assert_eq!(seen(), [again("/card/services", 1)]);
    assert_eq!(address(), before);
    // Where the browser refuses a change, the app goes on, and the entry follows as soon as it may.
    refuses(true);
    location::go("/record", Move::Replace);
    assert_eq!(seen(), [at("/record", 1)]);
    location::go("/record", Move::Push);
    assert_eq!(seen(), [at("/record", 1)], "one is there already");
    refuses(false);
    TimeoutFuture::new(1_500).await;
    location::back();
    come().await;
    assert_eq!(seen(), [again("/receipt/1", 0)]);
    history.forward().unwrap();
    come().await;
    assert_eq!(seen(), [again("/record", 1)]);
    place.remove();
}

/// Lets the browser refuse all changes of its history, as `WebKit` does after a hundred in 30 s; or not any more.
fn refuses(all: bool) {
    let script = if all {
        "window.replaces = History.prototype.replaceState; \
         History.prototype.replaceState = () => { throw new DOMException('too often', 'SecurityError'); }"
    } else {
        "History.prototype.replaceState = window.replaces"
    };
    js_sys::eval(script).unwrap();
}
