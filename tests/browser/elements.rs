//! In the browser: what a redraw keeps, and where a dialog leaves the focus.
#![cfg(target_arch = "wasm32")]

use std::rc::Rc;

use citizen_center::ui::components::{Action, Button, Dialog, button, dialog, nothing, on_click};
use citizen_center::ui::vdom::{Children, El, div, el, live, make_ahead};
use gloo_timers::future::TimeoutFuture;
use leptos::mount::mount_to_renderer;
use leptos::prelude::{ArcRwSignal, Get, Set};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Long enough for an effect and for two frames.
const A_WHILE: u32 = 100;

/// Draws a view of a number, and redraws it for each number that is sent.
struct Stage {
    root: HtmlElement,
    number: ArcRwSignal<u8>,
}

impl Stage {
    fn new(draw: impl Fn(u8) -> El + 'static) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let number = ArcRwSignal::new(0);
        let read = number.clone();
        mount_to_renderer(&root, move || live(Rc::new(move || draw(read.get())))).forget();
        Self { root, number }
    }

    async fn draw(&self, number: u8) {
        self.number.set(number);
        TimeoutFuture::new(A_WHILE).await;
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn input(&self) -> HtmlInputElement {
        self.find("input").unwrap().unchecked_into()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn focused() -> Option<String> {
    web_sys::window()?.document()?.active_element().map(|element| element.id())
}

fn field(number: u8) -> El {
    el("input").attr("id", "typed").attr("class", number.to_string())
}

#[wasm_bindgen_test]
async fn the_focus_survives_in_what_changes_by_itself_too() {
    let stage = Stage::new(|number| div("a").child(live(Rc::new(move || div("b").child(field(number))))));
    TimeoutFuture::new(A_WHILE).await;
    stage.input().focus().unwrap();
    stage.input().set_value("1234");
    for number in [1, 2] {
        stage.draw(number).await;
        assert_eq!(stage.input().value(), "1234");
        assert_eq!(stage.input().class_name(), number.to_string());
        assert_eq!(focused().as_deref(), Some("typed"));
    }
    assert_eq!(stage.root.query_selector_all("input").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn what_is_typed_and_the_focus_survive_a_redraw() {
    let stage = Stage::new(|number| {
        div("a")
            .child(if number == 0 { nothing() } else { el("p").text("new") })
            .maybe_child((number == 1).then(|| el("b")))
            .child(field(number))
    });
    TimeoutFuture::new(A_WHILE).await;
    stage.input().focus().unwrap();
    stage.input().set_value("1234");
    for number in [1, 2, 0] {
        stage.draw(number).await;
        assert_eq!(stage.input().value(), "1234");
        assert_eq!(stage.input().class_name(), number.to_string());
        assert_eq!(focused().as_deref(), Some("typed"));
    }
    assert_eq!(stage.root.text_content().as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn another_key_makes_another_element() {
    let stage = Stage::new(|number| div("a").child(field(0).key(number.to_string())));
    TimeoutFuture::new(A_WHILE).await;
    stage.input().set_value("secret");
    stage.draw(1).await;
    assert_eq!(stage.input().value(), "");
}

#[wasm_bindgen_test]
async fn what_was_made_ahead_is_put_there_and_brought_up_to_date() {
    let stage = Stage::new(|number| div("a").child(field(number).key((number / 2).to_string())));
    TimeoutFuture::new(A_WHILE).await;
    make_ahead(Some(field(8).key("1").attr("data-made", "ahead")));
    stage.draw(1).await;
    assert_eq!(stage.input().class_name(), "1", "of another key");
    stage.input().set_value("typed");
    stage.draw(2).await;
    assert_eq!((&*stage.input().class_name(), &*stage.input().value()), ("2", ""));
    assert!(!stage.input().has_attribute("data-made"), "what is no more goes");
    // It is used once.
    let before = stage.input();
    stage.draw(0).await;
    stage.draw(2).await;
    assert!(stage.input() != before);
    make_ahead(Some(field(6).key("3")));
    make_ahead(None);
    stage.draw(6).await;
    assert_eq!(stage.input().class_name(), "6");
}

/// Rows with these keys, each with a field of its own.
fn rows(keys: &[u8]) -> El {
    let row = |key: &u8| {
        let id = ["typed-", &key.to_string()].concat();
        el("li").key(key.to_string()).child(el("input").attr("id", id))
    };
    el("ul").children(keys.iter().map(row).collect())
}

/// Lists of some of the numbers below 8 in any order, always with 7.
fn lists(seed: u32, many: usize) -> Vec<Vec<u8>> {
    let mut now = seed;
    let mut roll = move |below: usize| {
        now = now.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (now >> 16) as usize % below
    };
    let one = |_| {
        let mut list = vec![7];
        for key in 0..7 {
            if roll(3) > 0 {
                list.insert(roll(list.len() + 1), key);
            }
        }
        list
    };
    (0..many).map(one).collect()
}

#[wasm_bindgen_test]
async fn an_entry_of_a_list_keeps_its_element_its_typing_and_the_focus_wherever_it_goes() {
    let lists = lists(20_261_130, 30);
    let drawn = lists.clone();
    let stage = Stage::new(move |number| rows(&drawn[usize::from(number)]));
    TimeoutFuture::new(A_WHILE).await;
    let field = |key: u8| {
        let id = ["#typed-", &key.to_string()].concat();
        stage.find(&id).unwrap().unchecked_into::<HtmlInputElement>()
    };
    field(7).focus().unwrap();
    let mut before: &[u8] = &[];
    for (number, list) in lists.iter().enumerate() {
        stage.draw(u8::try_from(number).unwrap()).await;
        let there = stage.root.query_selector_all("input").unwrap();
        let ids: Vec<String> =
            (0..there.length()).map(|at| there.get(at).unwrap().unchecked_into::<Element>().id()).collect();
        let wanted: Vec<String> = list.iter().map(|key| ["typed-", &key.to_string()].concat()).collect();
        assert_eq!(ids, wanted, "drawing {number}");
        assert_eq!(focused().as_deref(), Some("typed-7"), "drawing {number}");
        for key in list {
            let typed = if before.contains(key) { key.to_string() } else { String::new() };
            assert_eq!(field(*key).value(), typed, "drawing {number}, {key}");
            field(*key).set_value(&key.to_string());
        }
        before = list;
    }
}

#[wasm_bindgen_test]
async fn an_element_stays_when_it_listens_to_more_or_less() {
    let told = ArcRwSignal::new(0);
    let tell = told.clone();
    let stage = Stage::new(move |number| {
        let mut button = el("button").attr("id", "typed").text(number.to_string());
        for event in ["focus", "click", "click"].into_iter().take(usize::from(number)) {
            let tell = tell.clone();
            button = button.on(event, Rc::new(move |_| tell.set(number)));
        }
        button
    });
    TimeoutFuture::new(A_WHILE).await;
    let button: HtmlElement = stage.find("button").unwrap().unchecked_into();
    button.focus().unwrap();
    for (number, heard) in [(2, true), (0, false), (3, true), (1, false), (2, true)] {
        stage.draw(number).await;
        assert_eq!(focused().as_deref(), Some("typed"), "{number} listeners");
        told.set(99);
        button.click();
        assert_eq!(told.get(), if heard { number } else { 99 }, "{number} listeners");
    }
}

/// What a program does that translates a page: each text is put into elements of its own, in the place of ours.
const TRANSLATE: &str = "
    const walker = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) all.push(walker.currentNode);
    for (const text of all.filter((one) => one.data && !one.parentElement.closest('font'))) {
        const outer = document.createElement('font');
        outer.appendChild(document.createElement('font')).textContent = text.data;
        text.replaceWith(outer);
    }";

#[wasm_bindgen_test]
async fn a_text_that_somebody_else_has_replaced_shows_what_it_says_now() {
    let stage = Stage::new(|number| {
        div("a")
            .text("always ")
            .child(field(number))
            .text(number.to_string())
            .maybe_child((number != 2).then(|| el("b").text("there")))
            .child(if number > 1 { el("i").text("an element") } else { nothing().text("a text") })
            .child(live(Rc::new(move || el("p").text(["live ", &number.to_string()].concat()))))
    });
    TimeoutFuture::new(A_WHILE).await;
    let translate = js_sys::Function::new_no_args(TRANSLATE);
    stage.input().focus().unwrap();
    for number in [0, 1, 2, 3, 1] {
        stage.draw(number).await;
        let (bold, last) = (if number == 2 { "" } else { "there" }, if number > 1 { "an element" } else { "a text" });
        let wanted = format!("always {number}{bold}{last}live {number}");
        assert_eq!(stage.root.text_content(), Some(wanted), "drawing {number}");
        assert_eq!(focused().as_deref(), Some("typed"), "drawing {number}");
        translate.call0(&stage.root).unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_new_value_from_the_model_replaces_what_was_typed() {
    let stage = Stage::new(|number| {
        let value = if number < 2 { "" } else { "filled in" };
        div("a").child(field(number).attr("value", value))
    });
    TimeoutFuture::new(A_WHILE).await;
    stage.input().set_value("typed");
    stage.draw(1).await;
    assert_eq!(stage.input().value(), "typed");
    stage.draw(2).await;
    assert_eq!(stage.input().value(), "filled in");
}

#[wasm_bindgen_test]
async fn a_tick_shows_what_the_model_says() {
    let stage = Stage::new(|number| div("a").child(field(number).attr("type", "checkbox").checked(number == 2)));
    TimeoutFuture::new(A_WHILE).await;
    stage.input().click();
    assert!(stage.input().checked());
    stage.draw(1).await;
    assert!(!stage.input().checked());
    stage.draw(2).await;
    assert!(stage.input().checked());
}

#[wasm_bindgen_test]
async fn a_handler_is_the_one_of_the_last_redraw() {
    let told = ArcRwSignal::new(0);
    let tell = told.clone();
    let stage = Stage::new(move |number| {
        let tell = tell.clone();
        el("button").on_click(Rc::new(move || tell.set(number + 10)))
    });
    TimeoutFuture::new(A_WHILE).await;
    stage.draw(3).await;
    stage.find("button").unwrap().unchecked_into::<HtmlElement>().click();
    assert_eq!(told.get(), 13);
}

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_to_its_safe_button_and_gives_it_back() {
    let stage = Stage::new(|number| {
        let close = on_click(|| {});
        let safe = Button { action: Action::run(on_click(|| {})), first: true, ..Button::new("No".into()) };
        let over = (number == 1).then(|| {
            dialog(Dialog {
                id: "question",
                title: "Really?".into(),
                text: None,
                children: Children::new(),
                actions: Children::of(button(safe)),
                urgent: true,
                close,
            })
        });
        div("a").child(el("button").attr("id", "opener")).maybe_child(over)
    });
    TimeoutFuture::new(A_WHILE).await;
    let opener: HtmlElement = stage.find("#opener").unwrap().unchecked_into();
    opener.focus().unwrap();
    stage.draw(1).await;
    let document = web_sys::window().unwrap().document().unwrap();
    assert_eq!(document.active_element().unwrap().text_content().as_deref(), Some("No"));
    stage.draw(0).await;
    assert_eq!(focused().as_deref(), Some("opener"));
    assert!(stage.find("[role=alertdialog]").is_none());
}
