//! Addresses in the path: which clicks are the app's, and which the browser's.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use citizen_center::platform::location::{self, Arrival, Mode, Move};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, EventTarget, MouseEvent, MouseEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// Clicks, and says whether the app took it. Nobody else may: the page must stay.
fn click(target: &EventTarget, init: &MouseEventInit) -> bool {
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", init).unwrap();
    let stay = wasm_bindgen::closure::Closure::once_into_js(|event: web_sys::Event| {
        let taken = event.default_prevented();
        event.prevent_default();
        js_sys::Reflect::set(&event, &"taken".into(), &taken.into()).unwrap();
    });
    let window = web_sys::window().unwrap();
    window.add_event_listener_with_callback("click", stay.unchecked_ref()).unwrap();
    target.dispatch_event(&event).unwrap();
    window.remove_event_listener_with_callback("click", stay.unchecked_ref()).unwrap();
    js_sys::Reflect::get(&event, &"taken".into()).unwrap().is_truthy()
}

#[wasm_bindgen_test]
fn only_plain_clicks_on_the_apps_own_links_are_taken() {
    let seen = Rc::new(RefCell::new(Vec::<Arrival>::new()));
    let told = Rc::clone(&seen);
    let first = location::follow(Mode::Path, Box::new(move |arrival| told.borrow_mut().push(arrival)));
    assert_eq!(first.path, "/");
    assert_eq!(location::href("/card"), "/card");

    let document = web_sys::window().unwrap().document().unwrap();
    let place = document.create_element("div").unwrap();
    place.set_inner_html(
        "<a id='ours' href='/card/services'><b id='inside'>x</b></a><a id='new' href='/card' target='_blank'>x</a>\
         <a id='file' href='/card' download>x</a><a id='theirs' href='https://elsewhere.example/card'>x</a>\
         <button id='none'>x</button>",
    );
    document.body().unwrap().append_child(&place).unwrap();
    let on = |id: &str| -> Element { document.get_element_by_id(id).unwrap() };

    assert!(click(&on("inside"), &MouseEventInit::new()));
    assert_eq!(*seen.borrow(), [Arrival { path: "/card/services".to_owned(), index: 1, again: false }]);
    for id in ["new", "file", "theirs", "none"] {
        assert!(!click(&on(id), &MouseEventInit::new()), "{id}");
    }
    let held: [fn(&MouseEventInit); 5] = [
        |init| init.set_ctrl_key(true),
        |init| init.set_meta_key(true),
        |init| init.set_shift_key(true),
        |init| init.set_alt_key(true),
        |init| init.set_button(1),
    ];
    for (n, hold) in held.into_iter().enumerate() {
        let init = MouseEventInit::new();
        hold(&init);
        assert!(!click(&on("ours"), &init), "{n}");
    }
    assert_eq!(seen.borrow().len(), 1);
    location::go("/", Move::Replace);
    place.remove();
}

#[wasm_bindgen_test]
async fn a_refused_change_of_the_address_is_made_later() {
    let seen = Rc::new(RefCell::new(Vec::<Arrival>::new()));
    let told = Rc::clone(&seen);
    let first = location::follow(Mode::Path, Box::new(move |arrival| told.borrow_mut().push(arrival)));
    let path = || web_sys::window().unwrap().location().pathname().unwrap();
    let before = path();
    js_sys::eval(
        "window.replaces = History.prototype.replaceState; \
         History.prototype.replaceState = () => { throw new DOMException('too often', 'SecurityError'); }",
    )
    .unwrap();
    location::go("/record", Move::Replace);
    let there = Arrival { path: "/record".to_owned(), index: first.index, again: false };
    assert_eq!((seen.borrow().last(), path()), (Some(&there), before));
    js_sys::eval("History.prototype.replaceState = window.replaces").unwrap();
    TimeoutFuture::new(1_500).await;
    assert_eq!(path(), "/record");
    location::go("/", Move::Replace);
}
