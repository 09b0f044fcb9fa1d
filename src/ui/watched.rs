//! A value that what draws it follows.

use std::cell::RefCell;

use leptos::prelude::{ArcTrigger, Notify, Track};

/// A value, and who is told when it changes: whoever read it while something was drawn. A trigger beside it instead of a
/// signal around it, as Leptos' signals are code of their own for each type they hold.
#[derive(Default)]
pub struct Watched<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Watched<T> {
    /// One that is this at first.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: ArcTrigger::new() }
    }

    /// Reads it, and follows it. It must not change meanwhile.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        self.peek(read)
    }

    /// Reads it without following it.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.borrow())
    }

    /// Changes it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.borrow_mut());
        self.changed.notify();
    }

    /// Changes it to this.
    pub fn set(&self, value: T) {
        self.update(|now| *now = value);
    }
}
