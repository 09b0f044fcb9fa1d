//! Percent-encoding (RFC 3986, 2.1): ids and cursors are opaque, and may hold anything.
//!
//! The app ships this, so it is written by hand: the crate's table of all octets would be in the wasm, and its iterators.

/// A text as a part of a path, or as a name or value of a query: the unreserved characters (RFC 3986, 2.3) stand for
/// themselves.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
        }
    }
    encoded
}

/// The text that a part of a path stands for; `None` where a `%` begins no octet, or the octets are no UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    let half = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|half| u8::try_from(half).ok());
    while let Some(byte) = bytes.next() {
        let octet = if byte == b'%' { (half(bytes.next())? << 4) | half(bytes.next())? } else { byte };
        octets.push(octet);
    }
    String::from_utf8(octets).ok()
}

/// The text that a name or a value of a query stands for, where a `+` is a space; `None` as in [`decode`].
pub fn decode_query(text: &str) -> Option<String> {
    decode(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_query, encode};

    #[test]
    fn what_is_encoded_comes_back_and_has_no_reserved_character() {
        for text in ["", "a b&c=市", "示例 /?&%+", "a-._~Z9", "\u{0}\n\u{7f}"] {
            let encoded = encode(text);
            assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{encoded}");
            assert_eq!(decode(&encoded).as_deref(), Some(text));
            assert_eq!(decode_query(&encoded).as_deref(), Some(text));
        }
        assert_eq!(encode("a b&c=市"), "a%20b%26c%3D%E5%B8%82");
    }

    #[test]
    fn what_is_no_encoding_is_refused() {
        for wrong in ["%", "%4", "a%zz", "%+1", "%ff", "%%20", "%4é"] {
            assert_eq!((decode(wrong), decode_query(wrong)), (None, None), "{wrong}");
        }
        assert_eq!(decode("a+%2B%2525").as_deref(), Some("a++%25"));
        assert_eq!(decode_query("a+%2B").as_deref(), Some("a +"));
    }
}
