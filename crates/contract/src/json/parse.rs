//! From a text to the tree.

use super::Json;
use std::borrow::Cow;

/// How many levels a text may have: a hostile one must not use up the stack. serde's limit too.
pub const DEEPEST: u8 = 127;

impl<'a> Json<'a> {
    /// Reads a whole text.
    ///
    /// # Errors
    /// If it is not JSON: the byte from which on it is not.
    pub fn parse(text: &'a str) -> Result<Self, usize> {
        let mut reader = Reader { text, at: 0 };
        match reader.value(DEEPEST) {
            Some(value) if reader.peek().is_none() => Ok(value),
            _ => Err(reader.at),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The byte here, whatever it is.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space, which it stays before.
    #[inline(never)]
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    /// Goes past `wanted`, if that is next.
    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Goes past what separates two parts (nothing is before the first), or what ends them all: whether there is one more.
    fn goes_on(&mut self, first: bool, end: u8) -> Option<bool> {
        let next = self.peek()?;
        if next == end || !first {
            self.at += 1;
        }
        if next == end { Some(false) } else { (first || next == b',').then_some(true) }
    }

    fn value(&mut self, levels: u8) -> Option<Json<'a>> {
        match self.peek()? {
            b'"' => Some(Json::Text(self.string()?)),
            b'[' => self.list(levels.checked_sub(1)?),
            b'{' => self.object(levels.checked_sub(1)?),
            b'-' | b'0'..=b'9' => Some(Json::Number(self.number()?)),
            _ => {
                let words = [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))];
                let rest = self.text.get(self.at..)?;
                let (word, value) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
                self.at += word.len();
                Some(value)
            }
        }
    }

    fn list(&mut self, levels: u8) -> Option<Json<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        while self.goes_on(items.is_empty(), b']')? {
            items.push(self.value(levels)?);
        }
        Some(Json::List(items))
    }

    fn object(&mut self, levels: u8) -> Option<Json<'a>> {
        self.at += 1;
        let mut members = Vec::new();
        while self.goes_on(members.is_empty(), b'}')? {
            if self.peek()? != b'"' {
                return None;
            }
            let key = self.string()?;
            self.take(b':')?;
            members.push((key, self.value(levels)?));
        }
        Some(Json::Object(members))
    }

    /// A string from its first quote on: what is between the quotes. Escapes are looked at, not resolved.
    fn string(&mut self) -> Option<&'a str> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.byte()? {
                b'"' => break,
                b'\\' => {
                    let escape = self.text.as_bytes().get(self.at + 1)?;
                    match escape {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 2,
                        b'u' => {
                            unit(self.text.get(self.at..)?)?;
                            self.at += 6;
                        }
                        _ => return None,
                    }
                }
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
        let raw = self.text.get(start..self.at);
        self.at += 1;
        raw
    }

    fn number(&mut self) -> Option<&'a str> {
        let start = self.at;
        if self.byte()? == b'-' {
            self.at += 1;
        }
        if self.byte()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(start..self.at)
    }

    /// One digit or more.
    #[inline(never)]
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

/// The UTF-16 code unit of the escape `\uXXXX` at the head of `text`.
#[inline(never)]
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.as_bytes().get(..4)?;
    digits.iter().try_fold(0, |n, digit| Some(n * 16 + char::from(*digit).to_digit(16)?))
}

/// Resolves the escapes of a string that was parsed; `None` where half of a surrogate pair stands alone.
pub(super) fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let Some(first) = raw.find('\\') else { return Some(Cow::Borrowed(raw)) };
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(rest.get(..at)?);
        rest = rest.get(at..)?;
        let (c, len) = escaped(rest)?;
        out.push(c);
        rest = rest.get(len..)?;
        next = rest.find('\\');
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// What the escape at the head of `text` stands for, and how many bytes it is long.
fn escaped(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let high = unit(text)?;
            if !(0xD800..0xDC00).contains(&high) {
                return Some((char::from_u32(high)?, 6));
            }
            let low = unit(text.get(6..)?)?;
            let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            return Some((char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low)?, 12));
        }
        other => char::from(*other),
    };
    Some((c, 2))
}
