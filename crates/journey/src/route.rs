//! Where a person is: every address of the app, made from the table of [`screens`](crate::screens).

use crate::part::{Part, part_named};
use contract::application::ApplicationKind;
use contract::percent::{decode, encode};
use contract::values::{Insurance, YearMonth, is_id};
use std::fmt;

/// A calendar year.
type Year = u32;

/// Who sees a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Everybody.
    Public,
    /// Whoever is signed in: it shows personal data, and so asks for signing in.
    Personal,
    /// Everybody; it says who is signed in.
    Either,
}

/// The steps of an application after "Cancel".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// May I?
    Eligibility,
    /// What follows, with a tick each.
    Consequences,
    /// Reason and month.
    Details,
    /// Everything once more.
    Review,
    /// Proving identity.
    Verify,
    /// The last word, and the sending.
    Confirm,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 6] =
        [Self::Eligibility, Self::Consequences, Self::Details, Self::Review, Self::Verify, Self::Confirm];

    /// The name of its screen: `apply-` and its part of the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "apply-eligibility",
            Self::Consequences => "apply-consequences",
            Self::Details => "apply-details",
            Self::Review => "apply-review",
            Self::Verify => "apply-verify",
            Self::Confirm => "apply-confirm",
        }
    }

    /// The step before.
    fn before(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|stage| *stage < self)
    }
}

const KINDS: [(ApplicationKind, &str); 5] = [
    (ApplicationKind::StopContributions, "stop-contributions"),
    (ApplicationKind::CancelCard, "cancel-card"),
    (ApplicationKind::UnlinkCard, "unlink-card"),
    (ApplicationKind::ReportLoss, "report-loss"),
    (ApplicationKind::ResumeContributions, "resume-contributions"),
];

/// What an address can say in one of its parts.
trait Param {
    /// Reads the part; `None` if it says something else. An absent part is `None`.
    fn read(part: Option<&str>) -> Option<Self>
    where
        Self: Sized;
    /// Writes the part; `None` where it is left out.
    fn write(&self) -> Option<String>;
}

impl<T: Param> Param for Option<T> {
    fn read(part: Option<&str>) -> Option<Self> {
        if part.is_some() { T::read(part).map(Some) } else { Some(None) }
    }

    fn write(&self) -> Option<String> {
        self.as_ref()?.write()
    }
}

impl Param for Insurance {
    fn read(part: Option<&str>) -> Option<Self> {
        Self::parse(part?)
    }

    fn write(&self) -> Option<String> {
        Some(self.as_str().to_owned())
    }
}

impl Param for YearMonth {
    fn read(part: Option<&str>) -> Option<Self> {
        Self::parse(part?).ok()
    }

    fn write(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Param for Year {
    fn read(part: Option<&str>) -> Option<Self> {
        let part = part.filter(|part| part.len() == 4 && !part.starts_with('+'))?;
        part.parse().ok().filter(|year| YearMonth::new(*year, 1).is_some())
    }

    fn write(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Param for ApplicationKind {
    fn read(part: Option<&str>) -> Option<Self> {
        KINDS.iter().find(|(_, name)| part == Some(*name)).map(|(kind, _)| *kind)
    }

    fn write(&self) -> Option<String> {
        KINDS.iter().find(|(kind, _)| kind == self).map(|(_, name)| (*name).to_owned())
    }
}

/// The first step is left out.
impl Param for Stage {
    fn read(part: Option<&str>) -> Option<Self> {
        let Some(part) = part else { return Some(Self::Eligibility) };
        Self::ALL.into_iter().skip(1).find(|stage| stage.name().strip_prefix("apply-") == Some(part))
    }

    fn write(&self) -> Option<String> {
        let part = self.name().strip_prefix("apply-").unwrap_or_default();
        (*self != Self::Eligibility).then(|| part.to_owned())
    }
}

/// An opaque id, percent-encoded: whoever wrote the link may have written anything.
impl Param for String {
    fn read(part: Option<&str>) -> Option<Self> {
        decode(part?).filter(|id| is_id(id))
    }

    fn write(&self) -> Option<String> {
        Some(encode(self))
    }
}

/// The parts of a path that stand for the parameters of an address, in their order: at most two.
struct Found<'a> {
    parts: [Option<&'a str>; 2],
    read: usize,
}

impl<'a> Found<'a> {
    /// Compares a path with an address; `None` if it is not that address.
    #[inline(never)]
    fn at(address: &str, path: &[&'a str]) -> Option<Self> {
        let mut parts = [None; 2];
        let (mut count, mut rest) = (0, path.iter());
        for expected in address.split('/').filter(|part| !part.is_empty()) {
            let part = rest.next().copied();
            if expected.starts_with('{') {
                *parts.get_mut(count)? = part;
                count += 1;
            } else if part != Some(expected) {
                return None;
            }
        }
        rest.next().is_none().then_some(Self { parts, read: 0 })
    }

    fn next<T: Param>(&mut self) -> Option<T> {
        let part = self.parts.get(self.read).copied().flatten();
        self.read += 1;
        T::read(part)
    }
}

/// An address with its parameters written out, as far as they are there.
#[inline(never)]
fn written(address: &str, params: &[&dyn Param]) -> String {
    let mut params = params.iter();
    let mut path = String::new();
    for part in address.split('/').filter(|part| !part.is_empty()) {
        path.push('/');
        if !part.starts_with('{') {
            path.push_str(part);
        } else if let Some(param) = params.next().and_then(|param| param.write()) {
            path.push_str(&param);
        } else {
            path.pop();
            break;
        }
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

macro_rules! access {
    (public) => {
        Audience::Public
    };
    (personal) => {
        Audience::Personal
    };
    (either) => {
        Audience::Either
    };
}

macro_rules! part_of {
    ($part:ident $($page:ident)*) => {
        part_named!($part)
    };
}

macro_rules! routes {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$m:ident| $draws:expr)?;
    )*) => {
        /// A screen's address, percent-encoded. [`Route::parse`] and `Display` are each other's inverse.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Route {
            $(
                $(#[$doc])*
                #[doc = concat!("`", $address, "`")]
                $variant $({ $($(#[$field_doc])* $field: $type,)* })? $(($id_type))?,
            )*
            /// Anything else.
            NotFound(String),
        }

        #[allow(unused_variables, reason = "not every column needs what the address says")]
        impl Route {
            /// The addresses there are, with `{…}` for what differs.
            pub const ADDRESSES: &[&str] = &[$($address),*];

            fn from_parts(path: &[&str]) -> Option<Self> {
                let mut all = Self::ADDRESSES.iter().enumerate();
                all.find_map(|(row, address)| Self::read(row, Found::at(address, path)?))
            }

            /// The screen of a row of the table, with the parameters of its address.
            fn read(row: usize, mut found: Found<'_>) -> Option<Self> {
                enum Row { $($variant),* }
                $(
                    if row == Row::$variant as usize {
                        return Some(Self::$variant $({ $($field: found.next()?,)* })? $((found.next::<$id_type>()?))?);
                    }
                )*
                None
            }

            /// The screen's name: that of its page, and what whoever embeds the app is told.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant $({ $($field,)* })? $(($id))? => $name,)*
                    Self::NotFound(_) => "not-found",
                }
            }

            /// The part of the app that it is in; `None`: it is there from the start.
            pub const fn part(&self) -> Option<Part> {
                match self {
                    $(Self::$variant { .. } => part_of!($($page)+),)*
                    Self::NotFound(_) => None,
                }
            }

            /// Who sees it.
            pub(crate) const fn access(&self) -> Audience {
                match self {
                    $(Self::$variant { .. } => access!($access),)*
                    Self::NotFound(_) => Audience::Public,
                }
            }

            /// The screen above, for the back link of a page that was opened by its address.
            pub fn parent(&self) -> Option<Self> {
                match self {
                    $(Self::$variant $({ $($field,)* })? $(($id))? => $above,)*
                    Self::NotFound(_) => Some(Self::Home),
                }
            }

            fn address(&self) -> String {
                match self {
                    $(Self::$variant $({ $($field,)* })? $(($id))? => {
                        written($address, &[$($($field,)*)? $($id)?])
                    })*
                    Self::NotFound(path) => path.clone(),
                }
            }
        }
    };
}
crate::screens!(routes);

#[allow(clippy::derivable_impls, reason = "the variants are made by a macro")]
impl Default for Route {
    fn default() -> Self {
        Self::Home
    }
}

impl Route {
    /// The route of a path such as `/card/services`, percent-encoded as it stands in an address; query and fragment are the
    /// caller's to cut off.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Self::from_parts(&parts).or_else(|| Self::from_old(&parts)).unwrap_or_else(|| Self::nowhere(path))
    }

    /// The addresses of an application up to version 0.1: people have kept links.
    fn from_old(parts: &[&str]) -> Option<Self> {
        let ["cancel", rest @ ..] = parts else { return None };
        Self::from_parts(&[&["apply"], rest].concat())
    }

    /// No such page. What is shown of a long address must not be the address of another page.
    fn nowhere(path: &str) -> Self {
        let shown: String = path.chars().take(200).collect();
        if shown.len() == path.len() || matches!(Self::parse(&shown), Self::NotFound(_)) {
            Self::NotFound(shown)
        } else {
            Self::NotFound("/-".to_owned())
        }
    }

    /// Whether somebody has to be signed in to see it.
    pub const fn is_personal(&self) -> bool {
        matches!(self.access(), Audience::Personal)
    }

    /// Whether it is between "Cancel" and the receipt.
    pub(crate) const fn is_flow(&self) -> bool {
        matches!(self, Self::Intent | Self::Apply { .. })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address())
    }
}
