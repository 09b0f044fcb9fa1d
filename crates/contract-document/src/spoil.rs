//! Spoiling a JSON text, place by place: what tests do to right answers before they hand them to a reader.
//!
//! A text and not a tree is spoilt, as a tree cannot have a member twice, and nothing that is no JSON. The text is taken to
//! be right and without white space, as `serde_json` writes it.

use std::ops::Range;
use std::time::{Duration, Instant};

/// Threads of [`try_many`].
const THREADS: u64 = 2;
/// A try that takes so long hangs. The slowest takes half a second; a machine that does other things makes six of it.
pub const LONG: Duration = Duration::from_secs(20);

/// A value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it is, as a JSON Pointer (RFC 6901) whose parts are taken as they stand.
    pub pointer: String,
    /// The value.
    pub value: Range<usize>,
    /// The value and the key before it, where it is a member of an object.
    pub member: Option<Range<usize>>,
    /// Whether it is, or is in, an item of an array that is not the first.
    pub later: bool,
}

/// Dice (xorshift, 64 bits): the same each time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `n`; 0 for 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    /// One of these, of which there is one.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Tries so many spoilt things: `one` has the number of the try and its dice, and says whether what it made was taken.
///
/// # Panics
/// If `one` panics or takes [`LONG`], or if nearly all are taken or nearly none: then little is tried.
pub fn try_many(tries: u64, one: impl Fn(u64, &mut Dice) -> bool + Sync) {
    let began = Instant::now();
    let run = |thread: u64| {
        let (mut taken, mut slowest) = (0, Duration::ZERO);
        for n in (thread..tries).step_by(usize::try_from(THREADS).unwrap_or(1)) {
            let began = Instant::now();
            taken += u64::from(one(n, &mut Dice((n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))));
            let took = began.elapsed();
            assert!(took < LONG, "try {n} took {took:?}");
            slowest = slowest.max(took);
        }
        (taken, slowest)
    };
    let counts: Vec<(u64, Duration)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || run(thread))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a try failed")).collect()
    });
    let taken: u64 = counts.iter().map(|(taken, _)| taken).sum();
    let slowest = counts.iter().map(|(_, slowest)| slowest).max();
    println!("{taken} of {tries} taken, the slowest in {slowest:?}, all in {:?}", began.elapsed());
    assert!((tries / 10 + 1..tries - tries / 10).contains(&taken), "{taken} of {tries} taken: the dice are loaded");
}

/// Every value of a text, the whole first.
pub fn places(text: &str) -> Vec<Place> {
    let mut walk = Walk { text: text.as_bytes(), at: 0, found: Vec::new() };
    walk.value("", None, false);
    assert_eq!(walk.at, text.len(), "no JSON without white space: {text}");
    walk.found
}

/// The text without this member, or this item.
pub fn without(text: &str, place: &Place) -> String {
    let Range { mut start, mut end } = place.member.clone().unwrap_or(place.value.clone());
    if text[end..].starts_with(',') {
        end += 1;
    } else if text[..start].ends_with(',') {
        start -= 1;
    }
    [&text[..start], &text[end..]].concat()
}

/// The text with something else in this place.
pub fn with(text: &str, place: &Place, other: &str) -> String {
    [&text[..place.value.start], other, &text[place.value.end..]].concat()
}

/// The text with this member once more, with that value; `None` if it is no member.
pub fn twice(text: &str, place: &Place, other: &str) -> Option<String> {
    let member = place.member.clone()?;
    let key = &text[member.start..place.value.start];
    Some([&text[..member.end], ",", key, other, &text[member.end..]].concat())
}

struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    found: Vec<Place>,
}

impl Walk<'_> {
    fn value(&mut self, pointer: &str, member: Option<usize>, later: bool) {
        let (start, n) = (self.at, self.found.len());
        self.found.push(Place { pointer: pointer.to_owned(), value: start..start, member: None, later });
        match self.text[self.at] {
            b'{' => self.parts(b'}', |walk, _| {
                let start = walk.at;
                walk.string();
                let key = String::from_utf8_lossy(&walk.text[start + 1..walk.at - 1]).into_owned();
                walk.at += 1;
                walk.value(&[pointer, "/", &key].concat(), Some(start), later);
            }),
            b'[' => self.parts(b']', |walk, n| walk.value(&format!("{pointer}/{n}"), None, later || n > 0)),
            b'"' => self.string(),
            _ => {
                let end = |b: &u8| matches!(b, b',' | b'}' | b']');
                self.at += self.text[self.at..].iter().position(end).unwrap_or(self.text.len() - self.at);
            }
        }
        self.found[n].value = start..self.at;
        self.found[n].member = member.map(|start| start..self.at);
    }

    fn parts(&mut self, end: u8, mut part: impl FnMut(&mut Self, usize)) {
        self.at += 1;
        for n in 0.. {
            if self.text[self.at] == end {
                break;
            }
            if n > 0 {
                self.at += 1;
            }
            part(self, n);
        }
        self.at += 1;
    }

    fn string(&mut self) {
        self.at += 1;
        while self.text[self.at] != b'"' {
            self.at += if self.text[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{places, twice, with, without};

    #[test]
    fn every_place_is_found_and_spoilt_alone() {
        let text = r#"{"a":[1,{"b\"":"x,]"}],"c":{},"d":[]}"#;
        let places = places(text);
        let pointers: Vec<&str> = places.iter().map(|place| place.pointer.as_str()).collect();
        assert_eq!(pointers, ["", "/a", "/a/0", "/a/1", "/a/1/b\\\"", "/c", "/d"]);
        let later: Vec<bool> = places.iter().map(|place| place.later).collect();
        assert_eq!(later, [false, false, false, true, true, false, false]);
        let [whole, a, first, _, b, c, d] = &places[..] else { panic!() };
        assert_eq!(without(text, whole), "");
        assert_eq!(without(text, a), r#"{"c":{},"d":[]}"#);
        assert_eq!(without(text, first), r#"{"a":[{"b\"":"x,]"}],"c":{},"d":[]}"#);
        assert_eq!(without(text, d), r#"{"a":[1,{"b\"":"x,]"}],"c":{}}"#);
        assert_eq!(with(text, b, "null"), r#"{"a":[1,{"b\"":null}],"c":{},"d":[]}"#);
        assert_eq!(twice(text, c, "0").as_deref(), Some(r#"{"a":[1,{"b\"":"x,]"}],"c":{},"c":0,"d":[]}"#));
        assert_eq!(twice(text, first, "0"), None);
    }
}
