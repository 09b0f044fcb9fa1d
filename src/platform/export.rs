//! What a person takes away: a text in the clipboard, a file, a sheet of paper.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlDocument, HtmlTextAreaElement, Url};

/// How long a browser may take to begin saving a file, in milliseconds.
const SAVING_MS: u32 = 60_000;

/// Copies a text; `told` whether it worked.
pub fn copy(text: String, told: Box<dyn FnOnce(bool)>) {
    super::spawn(Box::pin(async move {
        let done = copy_async(&text).await || copy_selected(&text).is_some();
        told(done);
    }));
}

/// The clipboard as an interface: missing in old engines and outside of https, and there barred in
/// many web-views.
async fn copy_async(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// The old way: select the text in a field, and ask the document to copy.
fn copy_selected(text: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let before = document.active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_read_only(true);
    field.set_class_name("hidden");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let done = document.dyn_ref::<HtmlDocument>()?.exec_command("copy").is_ok_and(|done| done);
    field.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    done.then_some(())
}

/// Saves a text as a file; says whether the browser was asked to.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    saved(name, kind, text).is_some()
}

fn saved(name: &str, kind: &str, text: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    Timeout::new(SAVING_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

/// Opens the system's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
