//! The parts that the app is loaded in: Home and what is around every page is there from the start, each of the others comes
//! when somebody is about to go there. They are the folders of `steps` and of the app's pages.

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident $name:ident),* $(,)?) => {
        /// A part of the app that is loaded by itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part {
            $($(#[$doc])* $part,)*
        }

        impl Part {
            /// All of them, in the order of the journey.
            pub const ALL: &[Self] = &[$(Self::$part),*];

            /// The name of its files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$part => stringify!($name),)* }
            }
        }

        /// The part that a row of a table belongs to; `home` is in none.
        macro_rules! part_of_row {
            (home) => { None };
            $(($name) => { Some($crate::part::Part::$part) };)*
        }
    };
}
parts! {
    /// Signing in, me, and settings.
    Account account,
    /// The card and the record.
    Card card,
    /// From "Cancel" to the receipt, and the applications.
    Apply apply,
    /// Help and law.
    Guide guide,
    /// The demo panel.
    Demo demo,
}
pub(crate) use part_of_row as part_named;

/// The first block where a table's row is of the part, else the second: `part!(card [card::record] { … } { … })`.
#[doc(hidden)]
#[macro_export]
macro_rules! part {
    (home [home $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    (account [account $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    (card [card $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    (apply [apply $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    (guide [guide $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    (demo [demo $($rest:tt)*] $yes:block $no:block) => {
        $yes
    };
    ($part:ident [$($other:tt)*] $yes:block $no:block) => {
        $no
    };
}
