//! Marks the functions at which the app's wasm is cut into parts.
//!
//! A part is a wasm of its own that shares the memory and the function table of the main one. It begins at the functions
//! marked with [`split!`]; whatever only they reach goes along. `cargo xtask build` cuts a release (`xtask/split`); any other
//! build, by `trunk serve` or for this machine, is one piece, and a marked function is a plain function.
//!
//! The only `unsafe` of the app is in this macro.

/// Marks a function as a beginning of a part, by the part's name and two hexadecimal digits that no other beginning of the
/// part has.
///
/// Call it only once its part is loaded. Before that the function table has no entry for it, and the call traps.
#[cfg(all(feature = "split", target_family = "wasm"))]
#[macro_export]
macro_rules! split {
    (
        $part:ident $id:literal,
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $answer:ty)? $body:block
    ) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) $(-> $answer)? {
            // Both sides are this crate's own, compiled by one compiler in one go: that their types have no layout in C
            // does not matter.
            #[allow(improper_ctypes)]
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", stringify!($part), "00_import_000000000000000000000000000000", $id)]
                fn enter($($arg: $type),*) $(-> $answer)?;
            }
            #[allow(improper_ctypes_definitions)]
            #[unsafe(export_name = concat!("__wasm_split_00", stringify!($part), "00_export_000000000000000000000000000000", $id))]
            extern "C" fn entered($($arg: $type),*) $(-> $answer)? $body
            // SAFETY: the import is bound to `entered`, which is safe, when the wasm is split.
            unsafe { enter($($arg),*) }
        }
    };
}

/// Marks a function as a beginning of a part; in this build, which is one piece, it is a plain function.
#[cfg(not(all(feature = "split", target_family = "wasm")))]
#[macro_export]
macro_rules! split {
    (
        $part:ident $id:literal,
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $answer:ty)? $body:block
    ) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) $(-> $answer)? $body
    };
}
