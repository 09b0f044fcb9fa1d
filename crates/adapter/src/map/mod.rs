//! What can be said in a map. `docs/adapter.schema.json` says the same to editors, `docs/adapter.md` to people.

mod format;
mod node;
mod parts;
mod pointer;
mod reader;

pub(crate) use format::Format;
pub(crate) use pointer::{Pointer, Root};
pub use reader::Wrong;

use contract::http::Method;
use contract::json::Json;
use contract::operations::{ALL, Row};
use contract::problem::{FieldError, ProblemType};
use std::rc::Rc;

/// A map longer than this is refused.
const LONGEST: usize = 256 * 1024;

/// A map between the contract and a backend of another shape, checked.
#[derive(Debug)]
pub struct Map {
    /// Where the token of a session stands in the answer to signing in.
    pub(crate) token: Option<Pointer>,
    /// Headers of every request.
    pub(crate) headers: Vec<(String, Node)>,
    /// How the backend wraps what it answers.
    pub(crate) envelope: Envelope,
    /// What its refusals mean.
    pub(crate) errors: Vec<Rule>,
    /// Where it names a request.
    pub(crate) request_id: Option<Node>,
    /// What is done for each operation, in the order of [`ALL`]. `None`: the map does not name the operation.
    pub(crate) plans: Vec<Option<Plan>>,
}

/// A scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// A string.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
}

/// A value to be made.
#[derive(Debug)]
pub(crate) enum Node {
    /// A constant, as JSON.
    Const(String),
    /// One value, taken from somewhere and converted.
    Value(Box<Value>),
    /// Texts and values one after another.
    Text(Template, Option<Pointer>),
    /// An object; only where the pointer leads to something, if there is one.
    Object(Vec<(String, Node)>, Option<Pointer>),
    /// A list, made from another item by item.
    List(Box<List>),
    /// A shape of the map, of what is there; it may be absent, if that is said.
    Use(Rc<Self>, Pointer, bool),
}

/// One value.
#[derive(Debug)]
pub(crate) struct Value {
    /// Where it comes from.
    pub(crate) source: Source,
    /// What each value is called on the other side.
    pub(crate) values: Option<Rc<Values>>,
    /// What stands for a value that is not among those.
    pub(crate) otherwise: Option<Leaf>,
    /// How it is written.
    pub(crate) convert: Option<Convert>,
    /// Whether it may be absent.
    pub(crate) optional: bool,
    /// What stands for it where it is absent, as JSON.
    pub(crate) default: Option<String>,
}

/// Where a value comes from.
#[derive(Debug)]
pub(crate) enum Source {
    /// From there.
    At(Pointer),
    /// From the map.
    Fixed(Leaf),
}

/// Names of the contract, each with what the backend calls it; the first is the one that is sent.
#[derive(Debug, Default)]
pub(crate) struct Values(pub(crate) Vec<(String, Vec<Leaf>)>);

/// A conversion.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Convert {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// Yuan with decimals, to fen.
    Yuan,
    /// A month in that format.
    Month(Format),
    /// A day in that format.
    Day(Format),
    /// A point in time, in that way.
    Instant(When),
    /// All but so many characters at the beginning and at the end are hidden.
    Mask(u32, u32),
}

/// How a point in time is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// RFC 3339.
    Rfc3339,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// Seconds from the answer on.
    FromNow,
    /// In that format, as clocks in China have it.
    Format(Format),
}

/// Texts and values one after another.
#[derive(Debug, Default)]
pub(crate) struct Template(pub(crate) Vec<Piece>);

/// A piece of a template.
#[derive(Debug)]
pub(crate) enum Piece {
    /// As it is.
    Literal(String),
    /// What is there.
    Value(Pointer),
}

/// A list made from another.
#[derive(Debug)]
pub(crate) struct List {
    /// The other list.
    pub(crate) from: Pointer,
    /// It is a text, with this between its items.
    pub(crate) split: Option<String>,
    /// Whether it may be absent: then there are no items.
    pub(crate) optional: bool,
    /// What each item becomes.
    pub(crate) item: Node,
}

/// How the backend wraps what it answers. The pointers are into the body.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    /// Where it says whether it went well, and what it says then.
    pub(crate) success: Option<(Vec<String>, Vec<String>)>,
    /// Where its data is.
    pub(crate) data: Vec<String>,
    /// Where the code of a refusal is.
    pub(crate) code: Vec<String>,
}

/// What a refusal of the backend means.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The HTTP statuses it is about; all, if there is none.
    pub(crate) status: Vec<u32>,
    /// The codes it is about; all, if there is none.
    pub(crate) code: Vec<String>,
    /// What it is in the contract; `None`: it went well.
    pub(crate) problem: Option<ProblemType>,
    /// What it points at, and how.
    pub(crate) errors: Vec<FieldError>,
    /// More members of the problem.
    pub(crate) members: Vec<(&'static str, Node)>,
    /// After how many seconds to try again.
    pub(crate) retry_after: Option<Node>,
}

/// What is done for an operation.
#[derive(Debug)]
pub(crate) enum Plan {
    /// The backend has nothing of the kind.
    Refuse(ProblemType),
    /// It depends on this value.
    By(Pointer, Vec<(String, Self)>, Option<Box<Self>>),
    /// The backend is asked.
    Talk(Box<Talk>),
}

/// A conversation with the backend.
#[derive(Debug)]
pub(crate) struct Talk {
    /// What is asked, one after another; the answer to the last is the one that counts. None: nothing is.
    pub(crate) exchanges: Vec<Exchange>,
    /// What the contract's answer is made of. `None`: it has no body.
    pub(crate) answer: Option<Node>,
    /// What refusals mean here, before what they mean everywhere.
    pub(crate) errors: Vec<Rule>,
    /// How the record is paged.
    pub(crate) paging: Option<Paging>,
    /// The backend's answers for a sample, as JSON.
    pub(crate) samples: Vec<String>,
}

/// One request to the backend.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) method: Method,
    pub(crate) path: Template,
    pub(crate) query: Vec<(String, Node)>,
    pub(crate) headers: Vec<(String, Node)>,
    pub(crate) body: Option<Node>,
}

/// How the backend pages.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) style: Style,
    /// How many items it gives at most.
    pub(crate) most: u32,
    /// Where it says how many there are in all; for a cursor, where the next one is.
    pub(crate) at: Pointer,
}

/// Ways to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// By the number of the page, the first one having this.
    Page(u32),
    /// By how many items to leave out.
    Offset,
    /// By a cursor of the backend's.
    Cursor,
}

impl Node {
    /// Whether it makes an object, if it makes anything.
    pub(crate) fn is_object(&self) -> bool {
        match self {
            Self::Object(..) => true,
            Self::Use(shape, ..) => shape.is_object(),
            _ => false,
        }
    }
}

impl Leaf {
    /// A scalar of a JSON tree; `None` for anything else.
    pub(crate) fn of(json: &Json<'_>) -> Option<Self> {
        match json {
            Json::Text(_) => Some(Self::Text(json.text()?.into_owned())),
            Json::Number(raw) => Some(Self::Number((*raw).to_owned())),
            Json::Bool(flag) => Some(Self::Flag(*flag)),
            _ => None,
        }
    }

    /// As text: what it is compared by.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
        }
    }
}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// Every place that is wrong, as far as they can be named at once. A wrong map is refused as a whole.
    pub fn parse(text: &str) -> Result<Self, Vec<Wrong>> {
        let whole = |what| vec![Wrong { at: String::new(), what }];
        if text.len() > LONGEST {
            return Err(whole("at most 256 KiB"));
        }
        let json = Json::parse(text).map_err(|_| whole("JSON"))?;
        let mut reader = reader::Reader::default();
        let map = reader.map(&json);
        match map {
            Some(map) if reader.wrong.is_empty() => Ok(map),
            _ if reader.wrong.is_empty() => Err(whole("a map")),
            _ => Err(reader.wrong),
        }
    }

    /// What is done for an operation; `None` if the backend does not support it.
    pub(crate) fn plan(&self, operation: &Row) -> Option<&Plan> {
        self.plans.get(operation.id as usize)?.as_ref()
    }

    /// The operations that the map does not name: each is refused with 501.
    pub fn unsupported(&self) -> impl Iterator<Item = &'static Row> {
        ALL.iter().copied().filter(|row| self.plan(row).is_none())
    }
}
