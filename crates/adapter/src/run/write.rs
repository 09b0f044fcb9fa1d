//! Making values: from what is known, by what the map says.

use super::ask::Facts;
use super::convert::{convert, plain};
use super::text::copy;
use crate::map::{Leaf, List, Node, Piece, Pointer, Root, Source, Template, Value};
use contract::http::Header;
use contract::json::{self, Json};
use contract::values::Instant;

/// So much is done for one request or answer, at most: looking at a member of an object is a step, too.
const STEPS: u32 = 400_000;
/// So long can become what is made.
const LONGEST: usize = 1 << 20;

/// Why a value could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The pointer that the map follows there.
    pub at: String,
    /// What is wrong with what is there.
    pub what: &'static str,
}

/// What is known.
pub(super) struct Scope<'s> {
    pub(super) facts: &'s Facts,
    /// The body of the contract's request.
    pub(super) body: &'s Json<'s>,
    pub(super) token: Option<&'s str>,
    /// The data of exchanges before.
    pub(super) before: &'s [Json<'s>],
    /// The backend's answer as a whole, and its data.
    pub(super) answer: &'s Json<'s>,
    pub(super) data: &'s Json<'s>,
    pub(super) headers: &'s [Header],
    pub(super) status: u16,
    /// Towards the contract, or away from it.
    pub(super) inward: bool,
    pub(super) now: Instant,
}

/// What a pointer led to.
enum Found<'s> {
    Tree(&'s Json<'s>),
    Leaf(Leaf),
}

impl Found<'_> {
    fn leaf(&self) -> Option<Leaf> {
        match self {
            Self::Tree(json) => Leaf::of(json),
            Self::Leaf(leaf) => Some(leaf.clone()),
        }
    }

    /// `null` and the empty text say that there is nothing.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Tree(Json::Null | Json::Text("")) => true,
            Self::Leaf(Leaf::Text(text)) => text.is_empty(),
            _ => false,
        }
    }
}

/// Makes values, and counts what it does.
pub(super) struct Writer<'s> {
    scope: &'s Scope<'s>,
    steps: u32,
    out: String,
}

type Made<T> = Result<T, Fault>;

fn fault(at: &str, what: &'static str) -> Fault {
    Fault { at: at.to_owned(), what }
}

impl<'s> Writer<'s> {
    pub(super) const fn new(scope: &'s Scope<'s>) -> Self {
        Self { scope, steps: STEPS, out: String::new() }
    }

    /// A value as JSON; `None` where there is none.
    pub(super) fn json(&mut self, node: &Node) -> Made<Option<String>> {
        self.out.clear();
        let there = self.node(node, None)?;
        Ok(there.then(|| std::mem::take(&mut self.out)))
    }

    /// A value as a text, where it is a scalar.
    pub(super) fn text(&mut self, node: &Node) -> Made<Option<String>> {
        let Some(json) = self.json(node)? else { return Ok(None) };
        let leaf = Json::parse(&json).ok().and_then(|json| Leaf::of(&json));
        leaf.map(|leaf| Some(leaf.text().to_owned())).ok_or_else(|| fault("", "not one value"))
    }

    /// What a pointer leads to, as a text.
    pub(super) fn at(&mut self, pointer: &Pointer) -> Made<Option<String>> {
        let found = self.find(pointer, None)?;
        Ok(found.filter(|found| !found.is_nothing()).and_then(|found| found.leaf()).map(|leaf| leaf.text().to_owned()))
    }

    fn step(&mut self, count: usize) -> Made<()> {
        let left = u32::try_from(count).ok().and_then(|count| self.steps.checked_sub(count));
        self.steps = left.ok_or_else(|| fault("", "too much to do"))?;
        if self.out.len() > LONGEST { Err(fault("", "too long")) } else { Ok(()) }
    }

    fn find<'i>(&mut self, pointer: &Pointer, item: Option<&'i Json<'i>>) -> Made<Option<Found<'i>>>
    where
        's: 'i,
    {
        let scope = self.scope;
        let facts = scope.facts;
        let text = |text: &str| Some(Found::Leaf(Leaf::Text(text.to_owned())));
        let number = |number: u32| Some(Found::Leaf(Leaf::Number(number.to_string())));
        let last = pointer.parts.last().map(String::as_str).unwrap_or_default();
        self.step(1)?;
        let tree = match pointer.root {
            Root::Item => item,
            Root::Body => Some(scope.body),
            Root::Data => Some(scope.data),
            Root::Answer => Some(scope.answer),
            Root::Before(n) => scope.before.get(n),
            Root::Path => return Ok(facts.id.as_deref().and_then(text)),
            Root::Key => return Ok(facts.key.as_deref().and_then(text)),
            Root::Token => return Ok(scope.token.and_then(text)),
            Root::Status => return Ok(number(u32::from(scope.status))),
            Root::Query => {
                let found = facts.query.iter().find(|(name, _)| name == last);
                return Ok(found.and_then(|(_, value)| text(value)));
            }
            Root::Headers => {
                let found = scope.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(last));
                return Ok(found.and_then(|(_, value)| text(value)));
            }
            Root::Page => {
                let Some(page) = &facts.page else { return Ok(None) };
                return Ok(match last {
                    "number" => number(page.number),
                    "size" => number(page.size),
                    "offset" => number(page.offset),
                    _ => page.cursor.as_deref().and_then(text),
                });
            }
        };
        let Some(tree) = tree else { return Ok(None) };
        Ok(self.walk(tree, &pointer.parts)?.map(Found::Tree))
    }

    fn walk<'i>(&mut self, tree: &'i Json<'i>, parts: &[String]) -> Made<Option<&'i Json<'i>>> {
        let mut here = tree;
        for part in parts {
            let next = match here {
                Json::List(items) => part.parse::<usize>().ok().and_then(|n| items.get(n)),
                Json::Object(members) => {
                    self.step(members.len())?;
                    json::find(here, part)
                }
                _ => None,
            };
            let Some(next) = next else { return Ok(None) };
            here = next;
        }
        Ok(Some(here))
    }

    /// Whether what is made only where a pointer leads to something is made.
    fn wanted(&mut self, present: Option<&Pointer>, item: Option<&Json<'_>>) -> Made<bool> {
        let Some(pointer) = present else { return Ok(true) };
        Ok(self.find(pointer, item)?.is_some_and(|found| !found.is_nothing()))
    }

    /// Writes a value, and says whether there is one.
    fn node(&mut self, node: &Node, item: Option<&Json<'_>>) -> Made<bool> {
        self.step(1)?;
        match node {
            Node::Const(json) => self.out.push_str(json),
            Node::Value(value) => return self.value(value, item),
            Node::Text(template, present) => {
                if !self.wanted(present.as_ref(), item)? {
                    return Ok(false);
                }
                let text = self.joined(template, item, String::push_str)?;
                json::text(&mut self.out, &text);
            }
            Node::Object(members, present) => {
                if !self.wanted(present.as_ref(), item)? {
                    return Ok(false);
                }
                self.out.push('{');
                for (name, node) in members {
                    let before = self.out.len();
                    if !self.out.ends_with('{') {
                        self.out.push(',');
                    }
                    json::text(&mut self.out, name);
                    self.out.push(':');
                    if !self.node(node, item)? {
                        self.out.truncate(before);
                    }
                }
                self.out.push('}');
            }
            Node::List(list) => self.list(list, item)?,
            Node::Use(shape, pointer, optional) => {
                let found = self.find(pointer, item)?.filter(|found| !found.is_nothing());
                return match found {
                    Some(Found::Tree(tree)) => self.node(shape, Some(tree)),
                    _ if *optional => Ok(false),
                    _ => Err(fault(&pointer.text, "missing")),
                };
            }
        }
        Ok(true)
    }

    /// Texts and values one after another, each value written by `put`.
    pub(super) fn joined(
        &mut self,
        template: &Template,
        item: Option<&Json<'_>>,
        put: fn(&mut String, &str),
    ) -> Made<String> {
        let mut text = String::new();
        for piece in &template.0 {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Value(pointer) => {
                    let found = self.find(pointer, item)?.and_then(|found| found.leaf());
                    let leaf = found.ok_or_else(|| fault(&pointer.text, "missing"))?;
                    put(&mut text, leaf.text());
                    self.step(1 + leaf.text().len() / 64)?;
                    if text.len() > LONGEST {
                        return Err(fault(&pointer.text, "too long"));
                    }
                }
            }
        }
        Ok(text)
    }

    fn value(&mut self, value: &Value, item: Option<&Json<'_>>) -> Made<bool> {
        let found = match &value.source {
            Source::At(pointer) => self.find(pointer, item)?,
            Source::Fixed(leaf) => Some(Found::Leaf(leaf.clone())),
        };
        let at = if let Source::At(pointer) = &value.source { pointer.text.as_str() } else { "" };
        let may_miss = value.optional || value.default.is_some();
        let absent = |found: &Found<'_>| matches!(found, Found::Tree(Json::Null)) || (may_miss && found.is_nothing());
        let Some(found) = found.filter(|found| !absent(found)) else {
            return match &value.default {
                Some(json) => {
                    self.out.push_str(json);
                    Ok(true)
                }
                None if value.optional => Ok(false),
                None => Err(fault(at, "missing")),
            };
        };
        if let (Found::Tree(json @ (Json::List(_) | Json::Object(_))), None, None) =
            (&found, &value.values, &value.convert)
        {
            return match copy(json, &mut self.out, &mut self.steps) {
                Some(()) => Ok(true),
                None => Err(fault(at, "too much to do")),
            };
        }
        let leaf = found.leaf().ok_or_else(|| fault(at, "not one value"))?;
        self.step(leaf.text().len() / 64)?;
        let leaf = match &value.values {
            None => leaf,
            Some(values) => {
                self.step(values.0.len())?;
                let named = if self.scope.inward { values.ours(leaf.text()) } else { values.theirs(leaf.text()) };
                let named = named.or_else(|| value.otherwise.clone());
                named.ok_or_else(|| fault(at, "a value that the map has no name for"))?
            }
        };
        let json = match &value.convert {
            None => Some(plain(&leaf)),
            some => convert(&leaf, some.as_ref(), self.scope.inward, self.scope.now),
        };
        self.out.push_str(&json.ok_or_else(|| fault(at, "not of the form that the map says"))?);
        Ok(true)
    }

    fn list(&mut self, list: &List, item: Option<&Json<'_>>) -> Made<()> {
        let found = self.find(&list.from, item)?;
        let none = found.as_ref().is_none_or(|found| matches!(found, Found::Tree(Json::Null)));
        let at = list.from.text.as_str();
        self.out.push('[');
        match (found, &list.split) {
            _ if none && list.optional => {}
            _ if none => return Err(fault(at, "missing")),
            (Some(Found::Tree(Json::List(items))), None) => {
                for item in items {
                    self.item(&list.item, item)?;
                }
            }
            (Some(Found::Tree(Json::Text(raw))), Some(between)) => {
                self.step(raw.len())?;
                for part in raw.split(between.as_str()).map(str::trim).filter(|part| !part.is_empty()) {
                    self.item(&list.item, &Json::Text(part))?;
                }
            }
            _ => return Err(fault(at, "not a list")),
        }
        self.out.push(']');
        Ok(())
    }

    fn item(&mut self, node: &Node, item: &Json<'_>) -> Made<()> {
        let before = self.out.len();
        if !self.out.ends_with('[') {
            self.out.push(',');
        }
        if !self.node(node, Some(item))? {
            self.out.truncate(before);
        }
        Ok(())
    }
}
