//! Makes one constant per word of the reference locale, so that a page names a
//! word as `key::HOME_TITLE` and a misspelt or removed word is a compile error.
//!
//! A key ships in the wasm as the 32-bit FNV-1a hash of its name; two names that
//! collide are refused here, where the cure is to rename one of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

const REFERENCE: &str = "locales/zh-CN.json";
/// The plural categories of CLDR; `other` is the one every language has.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

#[path = "src/words/hash.rs"]
mod hash;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed={REFERENCE}");
    println!("cargo::rerun-if-changed=src/words/hash.rs");
    let text = fs::read_to_string(REFERENCE).map_err(|e| format!("{REFERENCE}: {e}"))?;
    let words: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&text).map_err(|e| format!("{REFERENCE}: {e}"))?;

    let mut taken = Taken::default();
    let mut code = String::new();
    for (name, word) in &words {
        let (kind, shown) = match word {
            serde_json::Value::String(text) => {
                taken.name(name)?;
                ("Key", text.as_str())
            }
            serde_json::Value::Object(forms) => {
                for category in forms.keys() {
                    if !CATEGORIES.contains(&category.as_str()) {
                        return Err(format!("{name}: {category} is not a plural category"));
                    }
                    taken.name(&format!("{name}.{category}"))?;
                }
                let other = forms.get("other").and_then(|form| form.as_str());
                ("Plural", other.ok_or(format!("{name}: a plural needs the form other"))?)
            }
            _ => return Err(format!("{name}: neither a text nor plural forms")),
        };
        let constant = taken.constant(name)?;
        let hash = hash::fnv1a(hash::START, name.as_bytes());
        let (high, low) = (hash >> 16, hash & 0xffff);
        for line in shown.lines() {
            let _ = writeln!(code, "/// {}", line.replace(['[', ']', '<', '>', '`'], " "));
        }
        let _ = writeln!(code, "pub const {constant}: {kind} = {kind}(0x{high:04x}_{low:04x});");
    }
    let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    fs::write(Path::new(&out).join("key.rs"), code).map_err(|e| e.to_string())
}

/// What has been given out, to see that nothing is given out twice.
#[derive(Default)]
struct Taken {
    hashes: BTreeMap<u32, String>,
    constants: BTreeMap<String, String>,
}

impl Taken {
    fn name(&mut self, name: &str) -> Result<(), String> {
        let hash = hash::fnv1a(hash::START, name.as_bytes());
        match self.hashes.insert(hash, name.to_owned()) {
            Some(other) => Err(format!("{name} and {other} have the same hash: rename one")),
            None => Ok(()),
        }
    }

    fn constant(&mut self, name: &str) -> Result<String, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
            return Err(format!("{name}: a key is lower-case letters, digits, dots and dashes"));
        }
        let constant = name.replace(['.', '-'], "_").to_ascii_uppercase();
        match self.constants.insert(constant.clone(), name.to_owned()) {
            Some(other) => Err(format!("{name} and {other} make the same constant: rename one")),
            None => Ok(constant),
        }
    }
}
