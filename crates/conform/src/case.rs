//! A case is data: a sentence, a group, whether it writes, and how it is found out.

use crate::kit::Kit;
use crate::verdict::Check;
use futures_util::future::LocalBoxFuture;

/// One thing the contract promises.
pub struct Case {
    /// The promise, as a sentence without its full stop. No two are the same.
    pub name: &'static str,
    /// What it is about: the name of its group, one for each table of cases.
    pub group: &'static str,
    /// Whether it changes anything beyond sessions and the access log; `--read-only` leaves those out.
    pub writes: bool,
    /// Finds out.
    pub run: for<'a> fn(&'a Kit) -> LocalBoxFuture<'a, Check>,
}

/// A table of cases, group by group: how each acts, what it promises, what finds out, with which arguments, and as
/// whom: a role's shared session, one of its own (`new`), or `nobody`. Without that it is given the kit.
macro_rules! cases {
    ($($group:literal: $(
        $how:ident $name:literal => $run:ident $(($($arg:expr),+))? $(as $($who:ident)+)?
    ),+ $(,)?);+) => {
        /// The cases of this file, in their order.
        pub(super) const CASES: &[$crate::case::Case] = &[$($($crate::case::Case {
            name: $name,
            group: $group,
            writes: $crate::case::cases!(@$how),
            run: |kit| Box::pin(async move { $run($crate::case::cases!(@as kit $($($who)+)?), $($($arg),+)?).await }),
        }),+),+];
    };
    (@reads) => { false };
    (@writes) => { true };
    (@as $kit:ident) => { $kit };
    (@as $kit:ident nobody) => { &$kit.nobody() };
    (@as $kit:ident new $role:ident) => { &$kit.enter($crate::roles::Role::$role).await? };
    (@as $kit:ident $role:ident) => { &$kit.of($crate::roles::Role::$role).await? };
}
pub(crate) use cases;
