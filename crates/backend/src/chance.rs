//! Ids, codes and tokens, each made from the chance of the moment and a label that says what it is for.

use contract::values::Instant;
use sha2::{Digest, Sha256};

/// What is handed in with each request: the time, and 32 bytes nobody can foretell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time.
    pub now: Instant,
    /// Fresh random bytes from a cryptographic source; never used for two requests.
    pub chance: [u8; 32],
}

const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const HEX: &[u8; 16] = b"0123456789abcdef";

/// 2190-01-01T00:00:00Z: ten years before the calendar of the contract ends, so that what is reckoned from a
/// time still has one.
const LAST_MS: i64 = 6_942_585_600_000;

impl Moment {
    /// The nearest time from 1970 to 2189: a clock that says anything else is broken.
    pub(crate) fn sane(self) -> Self {
        Self { now: Instant::from_ms(self.now.ms().clamp(0, LAST_MS)), ..self }
    }

    fn bytes(&self, purpose: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(purpose.as_bytes());
        hash.update([0]);
        hash.update(self.chance);
        hash.finalize().into()
    }

    /// An opaque id of 16 characters (80 bits) that are not mistaken for one another.
    pub(crate) fn id(&self, purpose: &str) -> String {
        self.bytes(purpose)[..16].iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
    }

    /// A secret of 256 bits in hexadecimal.
    pub(crate) fn token(&self, purpose: &str) -> String {
        hex(&self.bytes(purpose))
    }

    /// `digits` decimal digits, each as likely as the others (to within 2^-40).
    pub(crate) fn digits(&self, purpose: &str, digits: usize) -> String {
        let b = self.bytes(purpose);
        let mut n = u64::from_be_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]);
        (0..digits)
            .map(|_| {
                let digit = u8::try_from(n % 10).unwrap_or(0);
                n /= 10;
                char::from(b'0' + digit)
            })
            .collect()
    }
}

/// SHA-256 over the parts, each ended by a zero byte, in hexadecimal.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    hex(&bytes)
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(HEX[usize::from(b >> 4)]));
        out.push(char::from(HEX[usize::from(b & 15)]));
    }
    out
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub(crate) fn same_secret(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::{Moment, digest, same_secret};
    use contract::values::Instant;

    #[test]
    fn purposes_do_not_share_bytes() {
        let moment = Moment { now: Instant::from_ms(0), chance: [7; 32] };
        assert_ne!(moment.token("a"), moment.token("b"));
        assert_eq!(moment.id("a"), moment.id("a"));
        assert_eq!((moment.id("a").len(), moment.token("a").len(), moment.digits("a", 6).len()), (16, 64, 6));
        assert!(moment.digits("a", 6).bytes().all(|b| b.is_ascii_digit()));
    }

    #[test]
    fn a_broken_clock_does_no_harm() {
        for (ms, at) in
            [(i64::MIN, "1970-01-01T00:00:00Z"), (i64::MAX, "2190-01-01T00:00:00Z"), (1_000, "1970-01-01T00:00:01Z")]
        {
            let moment = Moment { now: Instant::from_ms(ms), chance: [0; 32] };
            assert_eq!(moment.sane().now.to_string(), at);
        }
    }

    #[test]
    fn digests_are_those_of_sha_256() {
        assert_eq!(digest(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }

    #[test]
    fn secrets_compare() {
        assert!(same_secret("123", "123"));
        assert!(!same_secret("123", "124") && !same_secret("123", "1234") && !same_secret("", "1"));
    }
}
