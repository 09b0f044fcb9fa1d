//! A text that many places hold.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// A text that does not change and that many places hold. One word wide: pages hand on more texts than
/// anything else, and one that fits into a register is a third of the code of one that does not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SharedString(Rc<String>);

impl Deref for SharedString {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Default for SharedString {
    #[inline(never)]
    fn default() -> Self {
        Self::from(String::new())
    }
}

impl Borrow<str> for SharedString {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<String> for SharedString {
    #[inline(never)]
    fn from(text: String) -> Self {
        Self(Rc::new(text))
    }
}

impl From<&str> for SharedString {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl PartialEq<str> for SharedString {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for SharedString {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for SharedString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// The parts, one after another.
#[inline(never)]
pub fn joined(parts: &[&str]) -> SharedString {
    parts.concat().into()
}
