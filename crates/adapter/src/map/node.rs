//! Reading what makes a value.

use super::reader::Reader;
use super::{Convert, Format, Leaf, List, Node, Piece, Pointer, Root, Source, Template, Value, Values, When};
use crate::run::json_text;
use contract::json::Json;
use std::rc::Rc;

/// The ways to convert, of which a value has at most one.
const CONVERSIONS: [&str; 6] = ["as", "money", "month", "day", "instant", "mask"];

#[allow(clippy::unnecessary_wraps, reason = "all that reads a member has one form")]
impl Reader {
    /// A pointer that may stand here.
    pub(crate) fn pointer(&mut self, json: &Json<'_>) -> Option<Pointer> {
        let text = self.text(json)?;
        let pointer = Pointer::parse(&text, self.place);
        let there = |pointer: &Pointer| !matches!(pointer.root, Root::Before(n) if n >= self.before);
        let found = pointer.filter(there);
        self.need(found, "a pointer to something that is known here")
    }

    /// A value to be made: a pointer, or an object that says how.
    pub(crate) fn node(&mut self, json: &Json<'_>) -> Option<Node> {
        if json.text().is_some() {
            let source = Source::At(self.pointer(json)?);
            return Some(Node::Value(Box::new(Value::plain(source))));
        }
        let kinds = ["from", "const", "text", "object", "each", "use"];
        let members = json.members().unwrap_or_default();
        let kind = kinds.into_iter().find(|kind| members.iter().any(|(name, _)| name == kind));
        let kind = self.need(kind, "a pointer, or an object with from, const, text, object, each or use")?;
        self.deeper(|reader| match kind {
            "text" => reader.joined(json),
            "object" => reader.composed(json),
            "each" => reader.each(json),
            "use" => reader.used(json),
            _ => reader.value(json, kind),
        })
    }

    fn joined(&mut self, json: &Json<'_>) -> Option<Node> {
        let fields = self.object(json, &["text", "if"]);
        let template = self.must(&fields, "text", Self::template);
        let present = self.may(&fields, "if", Self::pointer);
        Some(Node::Text(template?, present))
    }

    fn composed(&mut self, json: &Json<'_>) -> Option<Node> {
        let fields = self.object(json, &["object", "if"]);
        let members = self.must(&fields, "object", Self::nodes);
        let present = self.may(&fields, "if", Self::pointer);
        Some(Node::Object(members?, present))
    }

    /// Nodes by name.
    pub(crate) fn nodes(&mut self, json: &Json<'_>) -> Option<Vec<(String, Node)>> {
        Some(self.by_name(json, Self::node))
    }

    fn each(&mut self, json: &Json<'_>) -> Option<Node> {
        let fields = self.object(json, &["each", "item", "split", "optional"]);
        let from = self.must(&fields, "each", Self::pointer);
        let split = self.may(&fields, "split", |reader, json| {
            let text = reader.text(json)?;
            // Nothing that could be half of an escape.
            let plain =
                (1..=4).contains(&text.len()) && text.chars().all(|c| !c.is_alphanumeric() && !"\\\"".contains(c));
            reader.need(plain.then(|| text.into_owned()), "one to four marks such as a comma")
        });
        let optional = self.may(&fields, "optional", Self::flag);
        let before = self.place;
        self.place.item = true;
        let item = self.must(&fields, "item", Self::node);
        self.place = before;
        Some(Node::List(Box::new(List { from: from?, split, optional: optional.unwrap_or_default(), item: item? })))
    }

    /// A shape that was read before, of what is there.
    fn used(&mut self, json: &Json<'_>) -> Option<Node> {
        let fields = self.object(json, &["use", "at", "optional"]);
        let shape = self.must(&fields, "use", |reader, json| {
            let name = reader.text(json)?;
            let found = reader.shapes.iter().find(|(shape, _)| *shape == name).map(|(_, node)| Rc::clone(node));
            reader.need(found, "the name of a shape that does not hold this one")
        });
        let at = match fields.get("at") {
            None if self.place.item => Pointer::parse("", self.place),
            _ => self.must(&fields, "at", Self::pointer),
        };
        let optional = self.may(&fields, "optional", Self::flag).unwrap_or_default();
        Some(Node::Use(shape?, at?, optional))
    }

    fn value(&mut self, json: &Json<'_>, kind: &'static str) -> Option<Node> {
        let own = [kind, "map", "otherwise", "optional", "default"];
        let fields = self.object(json, &[&own[..], &CONVERSIONS].concat());
        if kind == "const" && fields.iter().count() == 1 {
            let json = fields.get("const")?;
            return Some(Node::Const(json_text(json)));
        }
        let source = if kind == "const" {
            self.must(&fields, kind, Self::scalar).map(Source::Fixed)
        } else {
            self.must(&fields, kind, Self::pointer).map(Source::At)
        };
        let values = self.may(&fields, "map", Self::values);
        let otherwise = self.may(&fields, "otherwise", Self::scalar);
        if otherwise.is_some() && values.is_none() {
            self.under("otherwise", |reader| reader.wrong("only beside map"));
        }
        let optional = self.may(&fields, "optional", Self::flag).unwrap_or_default();
        let default = fields.get("default").map(json_text);
        let mut convert = None;
        for name in CONVERSIONS {
            let one = self.may(&fields, name, |reader, json| reader.conversion(name, json));
            if one.is_some() && convert.is_some() {
                self.under(name, |reader| reader.wrong("one conversion at most"));
            }
            convert = convert.or(one);
        }
        Some(Node::Value(Box::new(Value { source: source?, values, otherwise, convert, optional, default })))
    }

    /// What each value is called on the other side: a table, or the name of one.
    fn values(&mut self, json: &Json<'_>) -> Option<Rc<Values>> {
        if let Some(name) = json.text() {
            let found = self.tables.iter().find(|(table, _)| *table == name).map(|(_, values)| Rc::clone(values));
            return self.need(found, "the name of a table in values");
        }
        self.table(json)
    }

    /// A table: names of the contract, each with one or several of the backend.
    pub(crate) fn table(&mut self, json: &Json<'_>) -> Option<Rc<Values>> {
        let all = self.by_name(json, |reader, json| match json {
            Json::List(_) => {
                let all = reader.list(json, Self::scalar)?;
                reader.need((!all.is_empty()).then_some(all), "a list with something in it")
            }
            _ => reader.scalar(json).map(|one| vec![one]),
        });
        Some(Rc::new(Values(all)))
    }

    fn conversion(&mut self, name: &str, json: &Json<'_>) -> Option<Convert> {
        if !self.place.answer && !["as", "month"].contains(&name) {
            self.wrong("only where an answer is made");
            return None;
        }
        if name == "mask" {
            let ends = self.list(json, |reader, json| reader.number(json, 0, 64))?;
            let ends = if let [first, last] = ends[..] { Some(Convert::Mask(first, last)) } else { None };
            return self.need(ends, "two numbers: how many characters stay at either end");
        }
        let text = self.text(json)?;
        let format = |needed, most| Format::parse(&text, needed, most);
        match name {
            "as" => {
                let found = match &*text {
                    "text" => Some(Convert::Text),
                    "integer" => Some(Convert::Integer),
                    "flag" => Some(Convert::Flag),
                    _ => None,
                };
                self.need(found, "text, integer or flag")
            }
            "money" => {
                let found = match &*text {
                    "yuan" => Some(Convert::Yuan),
                    "fen" => Some(Convert::Integer),
                    _ => None,
                };
                self.need(found, "yuan or fen")
            }
            "month" => self.need(format(2, 2).map(Convert::Month), "a format with YYYY and MM"),
            "day" => self.need(format(3, 3).map(Convert::Day), "a format with YYYY, MM and DD"),
            _ => {
                let found = match &*text {
                    "rfc3339" => Some(When::Rfc3339),
                    "seconds" => Some(When::Seconds),
                    "milliseconds" => Some(When::Milliseconds),
                    "from_now" => Some(When::FromNow),
                    _ => format(3, 6).map(When::Format),
                };
                self.need(found.map(Convert::Instant), "rfc3339, seconds, milliseconds, from_now or a format")
            }
        }
    }

    /// Texts, with pointers in braces.
    pub(crate) fn template(&mut self, json: &Json<'_>) -> Option<Template> {
        let text = self.text(json)?;
        let mut pieces = Vec::new();
        let mut rest = &*text;
        while let Some((literal, after)) = rest.split_once('{') {
            let pointer = after.split_once('}');
            let (pointer, after) = self.need(pointer, "a text in which each { has its }")?;
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let found = Pointer::parse(pointer, self.place);
            pieces.push(Piece::Value(self.need(found, "pointers in braces to something that is known here")?));
            rest = after;
        }
        if !rest.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        let known =
            |piece: &Piece| !matches!(piece, Piece::Value(Pointer { root: Root::Before(n), .. }) if *n >= self.before);
        let all = pieces.iter().all(known);
        self.need(all.then_some(Template(pieces)), "pointers in braces to something that is known here")
    }
}

impl Value {
    /// As it is there.
    const fn plain(source: Source) -> Self {
        Self { source, values: None, otherwise: None, convert: None, optional: false, default: None }
    }
}

impl Values {
    /// What the backend calls it.
    pub(crate) fn theirs(&self, ours: &str) -> Option<Leaf> {
        self.0.iter().find(|(name, _)| name == ours).and_then(|(_, theirs)| theirs.first().cloned())
    }

    /// What the contract calls it.
    pub(crate) fn ours(&self, theirs: &str) -> Option<Leaf> {
        let found = self.0.iter().find(|(_, all)| all.iter().any(|one| one.text() == theirs));
        found.map(|(name, _)| Leaf::Text(name.clone()))
    }
}
