//! The operations of the contract: one table, a row each.
//!
//! The paths of the client, the routes of a server and its log, what an adapter file may name: whoever needs to know an
//! operation reads its row here. `tests/operations.rs` compares the table with `openapi.yaml`. The conformance kit reads
//! `openapi.yaml` and never this table, so that a wrong row cannot pass its own test.
//!
//! # To add an operation
//! Describe it in `openapi.yaml`, give its body and its answer a type in this crate, and add its row.
//!
//! Code that needs one operation names its marker type ([`GetCard`]): only the constants that are used of that row are
//! compiled in. [`ALL`] and [`Place`] bring in the whole table.

use crate::http::Method;
use crate::json::{self, FromJson};
use crate::{application, card, city, contribution, session, verification};

/// An operation as a type: the row and the types of the two bodies.
pub trait Operation {
    /// The body of the request; `()` where there is none.
    type Request;
    /// The body of the success.
    type Answer: FromBody;
    /// The row.
    const ROW: &'static Row;
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// Which operation it is, for a `match`.
    pub id: OperationId,
    /// The `operationId` in `openapi.yaml`.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path template below the base URL; `{id}` stands for an id.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
    /// The status of the success.
    pub status: u16,
    /// Whether caches may keep the success. All others carry `Cache-Control: no-store`.
    pub cacheable: bool,
    /// Whether the request needs an `Idempotency-Key`.
    pub keyed: bool,
}

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Who is signed in; 401 for all others.
    Personal,
}

/// What can be read from the body of a success.
pub trait FromBody: Sized {
    /// Reads the body; `None` if it cannot be read.
    fn read(body: &[u8]) -> Option<Self>;
}

impl<T: FromJson> FromBody for T {
    fn read(body: &[u8]) -> Option<Self> {
        json::read(body)
    }
}

/// The answer of an operation that gives nothing back. A body makes it unreadable: only a gateway or a portal sends one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoContent;

impl FromBody for NoContent {
    fn read(body: &[u8]) -> Option<Self> {
        body.is_empty().then_some(Self)
    }
}

/// What is done with each operation and its types, by [`visit`].
pub trait Visitor {
    /// What comes of it.
    type Output;
    /// Does it.
    fn visit<O: Operation>(self) -> Self::Output;
}

/// `Marker "operationId" Method "path" Access Request => Answer, status flags;`
macro_rules! operations {
    ($(
        $marker:ident $name:literal $method:ident $path:literal $access:ident
        $request:ty => $answer:ty, $status:literal $($flag:ident)*;
    )+) => {
        /// The operations by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum OperationId {
            $(#[doc = concat!("`", stringify!($method), " ", $path, "`")] $marker,)+
        }

        /// All rows, in the order of [`OperationId`].
        pub static ALL: &[&Row] = &[$($marker::ROW),+];

        $(
            #[doc = concat!("`", stringify!($method), " ", $path, "`")]
            #[derive(Clone, Copy, Debug)]
            pub struct $marker;

            impl Operation for $marker {
                type Request = $request;
                type Answer = $answer;
                const ROW: &'static Row = &Row {
                    id: OperationId::$marker,
                    name: $name,
                    method: Method::$method,
                    path: $path,
                    access: Access::$access,
                    status: $status,
                    $($flag: true,)*
                    ..PLAIN
                };
            }
        )+

        /// Does with one operation what the visitor does.
        pub fn visit<V: Visitor>(id: OperationId, visitor: V) -> V::Output {
            match id { $(OperationId::$marker => visitor.visit::<$marker>(),)+ }
        }
    };
}

/// What a row says unless its flags say otherwise.
const PLAIN: Row = Row {
    id: OperationId::SignIn,
    name: "",
    method: Method::Get,
    path: "",
    access: Access::Personal,
    status: 200,
    cacheable: false,
    keyed: false,
};

operations! {
    SignIn "signIn" Post "/v1/session" Public
        session::SignIn => session::Session, 200;
    GetSession "getSession" Get "/v1/session" Personal
        () => session::Session, 200;
    SignOut "signOut" Delete "/v1/session" Public
        () => NoContent, 204;
    ListSignInMethods "listSignInMethods" Get "/v1/sign-in-methods" Public
        () => session::SignInMethods, 200 cacheable;
    ListSessions "listSessions" Get "/v1/sessions" Personal
        () => session::Sessions, 200;
    EndOtherSessions "endOtherSessions" Delete "/v1/sessions" Personal
        () => NoContent, 204;
    ListCities "listCities" Get "/v1/cities" Public
        () => city::Cities, 200 cacheable;
    ListServices "listServices" Get "/v1/services" Public
        () => city::Services, 200 cacheable;
    GetCard "getCard" Get "/v1/card" Personal
        () => card::Card, 200;
    CreateCardCode "createCardCode" Post "/v1/card/code" Personal
        () => card::CardCode, 200;
    ListCardServices "listCardServices" Get "/v1/card/services" Personal
        () => card::CardServices, 200;
    Reveal "reveal" Post "/v1/reveals" Personal
        card::RevealRequest => card::Reveal, 200;
    GetContributionSummary "getContributionSummary" Get "/v1/contributions/summary" Personal
        () => contribution::Summary, 200;
    ListContributions "listContributions" Get "/v1/contributions" Personal
        () => contribution::ContributionPage, 200;
    StartVerification "startVerification" Post "/v1/verifications" Public
        verification::VerificationRequest => verification::Verification, 201;
    AnswerVerification "answerVerification" Post "/v1/verifications/{id}/answer" Personal
        verification::VerificationAnswer => verification::Verified, 200;
    CheckApplication "checkApplication" Post "/v1/applications/check" Personal
        application::CheckRequest => application::Check, 200;
    SubmitApplication "submitApplication" Post "/v1/applications" Personal
        application::Submission => application::Application, 201 keyed;
    ListApplications "listApplications" Get "/v1/applications" Personal
        () => application::Applications, 200;
    GetApplication "getApplication" Get "/v1/applications/{id}" Personal
        () => application::Application, 200;
    WithdrawApplication "withdrawApplication" Post "/v1/applications/{id}/withdrawal" Personal
        () => application::Application, 200;
    GetAccessLog "getAccessLog" Get "/v1/access-log" Personal
        () => session::AccessLog, 200;
}

/// What stands for an id in a path template.
const ID: &str = "{id}";

impl Row {
    /// The row of an operation.
    pub fn of(id: OperationId) -> &'static Self {
        ALL[id as usize]
    }

    /// The path of the request, with that id in the place of `{id}`. The id is put in as it is.
    pub fn path_of(&self, id: &str) -> String {
        self.path.replace(ID, id)
    }
}

/// The text before and after `{id}` in a path template; all of it before, where there is no id.
pub const fn around_id(path: &'static str) -> (&'static str, &'static str) {
    let mut at = 0;
    while at < path.len() {
        if path.as_bytes()[at] == b'{' {
            let (before, rest) = path.split_at(at);
            return (before, rest.split_at(ID.len()).1);
        }
        at += 1;
    }
    (path, "")
}

/// A path that the contract has, whatever the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'p> {
    /// The template that the path fits.
    pub template: &'static str,
    /// The id in the path, as it stands there.
    pub id: Option<&'p str>,
}

impl<'p> Place<'p> {
    /// Finds the template of a path without its query; `None` if the contract has no such path.
    pub fn of(path: &'p str) -> Option<Self> {
        let of_row = |row: &&'static Row| Some(Self { template: row.path, id: id_in(row.path, path)? });
        // `/v1/applications/check` fits `/v1/applications/{id}` as well: a template without an id comes first.
        let mut places = ALL.iter().filter_map(of_row);
        let first = places.next()?;
        Some(if first.id.is_none() { first } else { places.find(|place| place.id.is_none()).unwrap_or(first) })
    }

    /// The operation with that method here.
    pub fn row(&self, method: Method) -> Option<&'static Row> {
        self.rows().find(|row| row.method == method)
    }

    /// The methods here, as the header `Allow` lists them.
    pub fn allow(&self) -> String {
        let mut methods: Vec<&str> = self.rows().map(|row| row.method.as_str()).collect();
        methods.sort_unstable();
        methods.join(", ")
    }

    fn rows(&self) -> impl Iterator<Item = &'static Row> {
        let template = self.template;
        ALL.iter().copied().filter(move |row| row.path == template)
    }
}

/// The id in a path of that template; `None` if the path is of another.
#[allow(clippy::option_option, reason = "whether the path fits, and whether there is an id in it")]
fn id_in<'p>(template: &str, path: &'p str) -> Option<Option<&'p str>> {
    let Some((before, after)) = template.split_once(ID) else { return (template == path).then_some(None) };
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    (!id.is_empty() && !id.contains('/')).then_some(Some(id))
}
