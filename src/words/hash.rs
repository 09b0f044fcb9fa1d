//! FNV-1a, shared by `build.rs` (which writes the keys) and the app (which looks them up).

/// The offset basis of the 32-bit FNV-1a hash.
pub const START: u32 = 0x811c_9dc5;

/// The 32-bit FNV-1a hash of `bytes`, going on from `hash`: the hash of `"a.b"` is
/// the hash of `".b"` going on from that of `"a"`.
pub const fn fnv1a(mut hash: u32, bytes: &[u8]) -> u32 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}
