//! From a type to its text.

/// A type that can be written as JSON: what serde writes of it (`tests/json.rs` compares the two), by one writer for
/// all types, that knows of each only how to go through its members.
pub trait ToJson {
    /// Writes it at the end of `out`.
    fn to_json(&self, out: &mut String);
}

/// A value as a JSON text.
#[inline(never)]
pub fn write(it: &dyn ToJson) -> String {
    let mut out = String::new();
    it.to_json(&mut out);
    out
}

/// Writes a member of the object that was begun with `{`. A key is a name of ours: nothing in it is to be escaped.
#[inline(never)]
pub fn member(out: &mut String, key: &str, value: &dyn ToJson) {
    separate(out, b'{');
    out.push('"');
    out.push_str(key);
    out.push_str("\":");
    value.to_json(out);
}

/// What stands before every part of a list or an object but the first.
#[inline(never)]
pub(crate) fn separate(out: &mut String, begins: u8) {
    if out.as_bytes().last() != Some(&begins) {
        out.push(',');
    }
}

/// Writes a string.
#[inline(never)]
pub fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        let escaped = match c {
            '"' | '\\' => c,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                out.push_str("\\u00");
                for digit in [c as usize >> 4, c as usize & 15] {
                    out.push(char::from(b"0123456789abcdef"[digit]));
                }
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(escaped);
    }
    out.push('"');
}

impl ToJson for str {
    fn to_json(&self, out: &mut String) {
        text(out, self);
    }
}

impl ToJson for String {
    fn to_json(&self, out: &mut String) {
        text(out, self);
    }
}

impl ToJson for bool {
    fn to_json(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl ToJson for $type {
            fn to_json(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    )*};
}
integers!(u8, u16, u32, i32, i64);

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, out: &mut String) {
        match self {
            Some(it) => it.to_json(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, out: &mut String) {
        out.push('[');
        for item in self {
            separate(out, b'[');
            item.to_json(out);
        }
        out.push(']');
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn to_json(&self, out: &mut String) {
        out.push('[');
        self.0.to_json(out);
        out.push(',');
        self.1.to_json(out);
        out.push(']');
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self, out: &mut String) {
        (**self).to_json(out);
    }
}
