//! Where a value comes from: a JSON Pointer (RFC 6901) into what is known while a map is carried out.

/// What the first part of a pointer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// The item of the list that is being mapped.
    Item,
    /// `/path/id`: the id in the address of the contract's request.
    Path,
    /// `/query/…`: its query.
    Query,
    /// `/body/…`: its body.
    Body,
    /// `/key`: its idempotency key, without quotes.
    Key,
    /// `/token`: the token of the session.
    Token,
    /// `/page/number`, `/page/size`, `/page/offset`, `/page/cursor`.
    Page,
    /// `/data/…`: what the envelope of the backend's answer holds.
    Data,
    /// `/answer/…`: that answer as a whole.
    Answer,
    /// `/headers/…`: its headers, in small letters.
    Headers,
    /// `/status`: its HTTP status.
    Status,
    /// `/before/N/…`: the data of an exchange before the last one.
    Before(usize),
}

/// A pointer, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// Where it starts.
    pub(crate) root: Root,
    /// Where it goes from there.
    pub(crate) parts: Vec<String>,
    /// How it was written, for whoever has to look for it.
    pub(crate) text: String,
}

/// Where a pointer stands: what it may look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// In an answer: that of the backend is there.
    pub(crate) answer: bool,
    /// In the items of a list: a pointer begins at the item, and at the top only with `^`.
    pub(crate) item: bool,
}

/// The parts of a JSON Pointer; `None` if it is none.
pub(crate) fn parts(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let escaped = |(at, _): (usize, &str)| matches!(text.as_bytes().get(at + 1), Some(b'0' | b'1'));
    let rest = text.strip_prefix('/').filter(|_| text.match_indices('~').all(escaped))?;
    Some(rest.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect())
}

impl Pointer {
    /// Reads one that stands in that place.
    pub(crate) fn parse(text: &str, place: Place) -> Option<Self> {
        let top = text.strip_prefix('^');
        let mut parts = parts(top.unwrap_or(text))?;
        let text = text.to_owned();
        if place.item && top.is_none() {
            return Some(Self { root: Root::Item, parts, text });
        }
        if parts.is_empty() || (top.is_some() && !place.item) {
            return None;
        }
        let name = parts.remove(0);
        let root = match name.as_str() {
            "path" => Root::Path,
            "query" => Root::Query,
            "body" => Root::Body,
            "key" => Root::Key,
            "token" => Root::Token,
            "page" => Root::Page,
            "data" if place.answer => Root::Data,
            "answer" if place.answer => Root::Answer,
            "headers" if place.answer => Root::Headers,
            "status" if place.answer => Root::Status,
            "before" if !parts.is_empty() => Root::Before(parts.remove(0).parse().ok()?),
            _ => return None,
        };
        let deep = match root {
            Root::Key | Root::Token | Root::Status => parts.is_empty(),
            Root::Path => parts == ["id"],
            Root::Page => parts.len() == 1 && ["number", "size", "offset", "cursor"].contains(&parts[0].as_str()),
            Root::Query | Root::Headers => parts.len() == 1,
            _ => true,
        };
        deep.then_some(Self { root, parts, text })
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Pointer, Root};

    #[test]
    fn a_pointer_begins_where_its_place_allows() {
        let answer = Place { answer: true, item: false };
        let item = Place { answer: true, item: true };
        let root = |text, place| Pointer::parse(text, place).map(|pointer| (pointer.root, pointer.parts.join("|")));
        assert_eq!(root("/data/a~1b/0", answer), Some((Root::Data, "a/b|0".to_owned())));
        assert_eq!(root("/before/1/x", Place::default()), Some((Root::Before(1), "x".to_owned())));
        assert_eq!(root("/x", item), Some((Root::Item, "x".to_owned())));
        assert_eq!(root("", item), Some((Root::Item, String::new())));
        assert_eq!(root("^/key", item), Some((Root::Key, String::new())));
        for (text, place) in [
            ("/data", Place::default()),
            ("^/data", answer),
            ("", answer),
            ("data", answer),
            ("/data/~2", answer),
            ("/before", answer),
            ("/page/colour", answer),
            ("/path/name", answer),
            ("/key/x", answer),
        ] {
            assert_eq!(root(text, place), None, "{text}");
        }
    }
}
