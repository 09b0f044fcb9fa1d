//! What came from the backend, in the hands of the model and of whoever draws it, without a copy for each.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// Something that came, and does not change any more. A clone is the same thing, not a copy: deep copies and
/// comparisons of all that the backend says would be a fifth of the core's code. Two are equal if they are one: what
/// came anew counts as new, whatever it says.
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Holds it.
    pub fn new(it: T) -> Self {
        Self(Rc::new(it))
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Shared<T> {
    fn from(it: T) -> Self {
        Self::new(it)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Shared<T> {}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An answer whose substance is a list.
pub trait Listing {
    /// What is in the list.
    type Item;

    /// The list.
    fn items(&self) -> &[Self::Item];
}

/// The list in an answer, as if it were a list by itself; empty where there is no answer.
#[derive(Debug)]
pub struct Items<T>(Option<Shared<T>>);

impl<T> Items<T> {
    /// The list in it.
    pub fn of(answer: &Shared<T>) -> Self {
        Self(Some(answer.clone()))
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Clone for Items<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Items<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Listing> Deref for Items<T> {
    type Target = [T::Item];

    fn deref(&self) -> &[T::Item] {
        self.0.as_deref().map_or(&[], T::items)
    }
}

macro_rules! listings {
    ($($type:ty => $item:ty),*) => {$(
        impl Listing for $type {
            type Item = $item;

            fn items(&self) -> &[$item] {
                &self.items
            }
        }
    )*};
}
listings!(
    contract::application::Applications => contract::application::Application,
    contract::city::Services => contract::city::Service
);
