//! What a person takes away: a text in the clipboard, a file, a sheet of paper, a picture. What the browser is only asked for may
//! do nothing, and never says so.

use gloo_timers::callback::Timeout;
use js_sys::{Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
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
    let there = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
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

/// A function of the browser's, which some web-views lack.
fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsString::from(name)).ok()?.dyn_into().ok()
}

/// Whether there is a dialog for printing.
pub fn can_print() -> bool {
    web_sys::window().is_some_and(|window| function(&window, "print").is_some())
}

/// Opens the system's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Whether there is a sheet for sharing.
pub fn can_share() -> bool {
    web_sys::window().is_some_and(|window| function(&window.navigator(), "share").is_some())
}

/// Opens the system's sheet for sharing with a text; `failed` if it does not open, not if the person closes it.
pub fn share(text: &str, failed: Box<dyn FnOnce()>) {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return };
    let shared = js_sys::Object::new();
    let _ = Reflect::set(&shared, &"text".into(), &text.into());
    let opened = function(&navigator, "share").and_then(|share| share.call1(&navigator, &shared).ok());
    super::spawn(Box::pin(async move {
        let came = JsFuture::from(Promise::resolve(&opened.unwrap_or(JsValue::UNDEFINED))).await;
        let Err(why) = came else { return };
        let name = Reflect::get(&why, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() != Some("AbortError") {
            failed();
        }
    }));
}

/// The side of a picture that is written on, in pixels, and what a line of it takes.
const WIDTH: f64 = 720.0;
const LINE: f64 = 44.0;
/// How many letters are in a line of it; one of another script than Latin takes as much room as two.
const LETTERS: usize = 44;

/// Writes a text on a picture, dark on white, and shows that in the image with this id: it can be held, saved and sent on where
/// a page cannot do so itself.
pub fn picture(text: &str, image: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let lines: Vec<&str> = text.lines().flat_map(|line| lines(line, LETTERS)).collect();
    let canvas = document.create_element("canvas").ok()?;
    let set = |of: &JsValue, name: &str, value: JsValue| Reflect::set(of, &JsString::from(name), &value).ok();
    let call = |of: &JsValue, name: &str, with: &[JsValue]| {
        function(of, name)?.apply(of, &with.iter().cloned().collect::<js_sys::Array>()).ok()
    };
    let height = LINE * (f64::from(u32::try_from(lines.len()).ok()?) + 2.0);
    set(&canvas, "width", WIDTH.into())?;
    set(&canvas, "height", height.into())?;
    let paper = call(&canvas, "getContext", &["2d".into()])?;
    set(&paper, "fillStyle", "#fff".into())?;
    call(&paper, "fillRect", &[0.0.into(), 0.0.into(), WIDTH.into(), height.into()])?;
    set(&paper, "fillStyle", "#000".into())?;
    set(&paper, "font", "28px sans-serif".into())?;
    let mut y = LINE * 1.5;
    // One that is wider than the paper is narrowed.
    for line in lines {
        call(&paper, "fillText", &[line.into(), LINE.into(), y.into(), (WIDTH - 2.0 * LINE).into()])?;
        y += LINE;
    }
    let shown = call(&canvas, "toDataURL", &[])?;
    let image = document.get_element_by_id(image)?;
    set(&image, "src", shown).map(|_| ())
}

/// A line in lines of at most so many letters, broken at a space where there is one.
fn lines(line: &str, letters: usize) -> Vec<&str> {
    let (mut all, mut rest) = (Vec::new(), line);
    loop {
        let mut room = letters;
        let end = rest.char_indices().find(|(_, letter)| {
            let wide = if letter.is_ascii() { 1 } else { 2 };
            let fits = room >= wide;
            room = room.saturating_sub(wide);
            !fits
        });
        let Some((end, _)) = end else { break };
        let at = rest[..end].rfind(' ').map_or(end, |space| space + 1);
        let (one, more) = rest.split_at(at.max(1));
        all.push(one.trim_end());
        rest = more;
    }
    all.push(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_long_line_is_broken_at_a_space_and_in_chinese_anywhere() {
        assert_eq!(lines("", 6), [""]);
        assert_eq!(lines("abcdef", 6), ["abcdef"]);
        assert_eq!(lines("abc def ghi", 6), ["abc", "def", "ghi"]);
        assert_eq!(lines("abcdefgh", 6), ["abcdef", "gh"]);
        assert_eq!(lines("提交时间", 6), ["提交时", "间"]);
        for text in ["申请 a b 提交时间 2026-11-23", "x".repeat(99).as_str(), "  ", "示 例 示 例 示 例 示 例"]
        {
            for letters in 2..20 {
                let whole: String = lines(text, letters).concat();
                assert_eq!(whole.replace(' ', ""), text.replace(' ', ""), "{letters}");
            }
        }
    }
}
