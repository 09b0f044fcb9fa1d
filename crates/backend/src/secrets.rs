//! What is stored in the place of a secret.

use crate::chance::{digest, same_secret};
use futures_util::future::LocalBoxFuture;
use std::future::ready;

/// What is stored in the place of codes and passwords, so that a reader of the store cannot use them.
///
/// Six digits are found by trying all of them. Only a key that is not in the store keeps them, which a server has and a
/// page has not: what is given here is for the embedded backend, whose only reader is the person.
pub trait Secrets {
    /// What is stored of a code that is told apart by the parts before it.
    fn mark(&self, parts: &[&str]) -> String {
        digest(parts)
    }

    /// What is stored of a password, of which `digest` is handed in. It takes as long as it has to.
    fn keep(&self, digest: &str) -> String {
        digest.to_owned()
    }

    /// Whether `kept` was made of that digest. With an empty `kept` it was not, and that takes as long to say.
    fn is_kept<'a>(&'a self, kept: &'a str, digest: &'a str) -> LocalBoxFuture<'a, bool> {
        Box::pin(ready(same_secret(kept, digest)))
    }
}

/// Digests without a key.
pub(crate) struct Plain;

impl Secrets for Plain {}
