//! The plural category of a number in a language (`Intl.PluralRules`).

use js_sys::{Array, Function, JsString, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// The rule of a language: a number to `one`, `few`, `other`, ... In an engine without such rules,
/// and for a language that it does not know, everything is `other`, which every word has.
pub fn rule(lang: &str) -> Box<dyn Fn(u32) -> String> {
    let select = rules(lang).ok();
    Box::new(move |n| {
        let category = select.as_ref().and_then(|(rules, select)| select.call1(rules, &n.into()).ok());
        category.and_then(|category| category.as_string()).unwrap_or_else(|| "other".to_owned())
    })
}

/// The constructor throws for a tag that is none: `Reflect` hands that over as an error.
fn rules(lang: &str) -> Result<(JsValue, Function), JsValue> {
    let intl = Reflect::get(&global(), &JsString::from("Intl"))?;
    let kind: Function = Reflect::get(&intl, &JsString::from("PluralRules"))?.dyn_into()?;
    let rules = Reflect::construct(&kind, &Array::of1(&JsValue::from_str(lang)))?;
    let select = Reflect::get(&rules, &JsString::from("select"))?.dyn_into()?;
    Ok((rules, select))
}
