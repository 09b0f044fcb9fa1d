//! Messages between the app and the worker that carries the embedded backend: not part of the
//! contract, and on no other backend.
//!
//! A message is one text: a line of JSON, and after the line break the body as it is. So a body of
//! a hundred kilobytes is not written and read a second time as a JSON string. The `id` of a request alone, as a number,
//! says that nobody waits for its answer any more.

use crate::http::{FetchError, Header, Method, Outcome, Request, Response};
use crate::json::{self, FromJson, Json, Members, ToJson};

/// To the worker: a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Recognises the answer; never used twice for one worker.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// From the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// It listens now: what was sent before is lost.
    Ready,
    /// It has failed and answers nothing any more.
    Crashed,
    /// What came of a request.
    Answer {
        /// Which.
        id: u32,
        /// What came of it.
        outcome: Outcome,
    },
}

#[derive(FromJson, ToJson)]
struct AskHead {
    id: u32,
    method: Method,
    path: String,
    headers: Vec<Header>,
}

enum TellHead {
    Ready,
    Crashed,
    Answered(Answered),
    Failed(Failed),
}

#[derive(ToJson)]
struct Answered {
    id: u32,
    status: u16,
    headers: Vec<Header>,
}

#[derive(ToJson)]
struct Failed {
    id: u32,
    error: FetchError,
}

/// By hand, as variants with fields are: the app reads every answer through it.
impl FromJson for TellHead {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        if let Some(name) = json.text() {
            match &*name {
                "ready" => return Self::Ready,
                "crashed" => return Self::Crashed,
                _ => {}
            }
        }
        if let Some([(name, of)]) = json.members() {
            let mut of = Members::of(of, wrong);
            let id = of.member("id");
            match *name {
                "answered" => {
                    return Self::Answered(Answered { id, status: of.member("status"), headers: of.member("headers") });
                }
                "failed" => return Self::Failed(Failed { id, error: of.member("error") }),
                _ => {}
            }
        }
        *wrong = true;
        Self::Ready
    }
}

impl ToJson for TellHead {
    fn to_json(&self, out: &mut String) {
        let (name, of): (_, &dyn ToJson) = match self {
            Self::Ready => return json::text(out, "ready"),
            Self::Crashed => return json::text(out, "crashed"),
            Self::Answered(of) => ("answered", of),
            Self::Failed(of) => ("failed", of),
        };
        out.push('{');
        json::member(out, name, of);
        out.push('}');
    }
}

impl Ask {
    /// The message. A body that is no text arrives with its unreadable bytes replaced.
    pub fn write(self) -> String {
        let Request { method, path, headers, body } = self.request;
        join(json::write(&AskHead { id: self.id, method, path, headers }), &body)
    }

    /// Reads a message; `None` if it is none.
    pub fn read(message: &str) -> Option<Self> {
        let (head, body) = message.split_once('\n')?;
        let AskHead { id, method, path, headers } = json::read(head.as_bytes())?;
        Some(Self { id, request: Request { method, path, headers, body: body.into() } })
    }
}

impl Tell {
    /// The message. A body that is no text arrives with its unreadable bytes replaced.
    pub fn write(self) -> String {
        let (head, body) = match self {
            Self::Ready => (TellHead::Ready, Vec::new()),
            Self::Crashed => (TellHead::Crashed, Vec::new()),
            Self::Answer { id, outcome: Ok(Response { status, headers, body }) } => {
                (TellHead::Answered(Answered { id, status, headers }), body)
            }
            Self::Answer { id, outcome: Err(error) } => (TellHead::Failed(Failed { id, error }), Vec::new()),
        };
        join(json::write(&head), &body)
    }

    /// Reads a message; `None` if it is none.
    pub fn read(message: &str) -> Option<Self> {
        let (head, body) = message.split_once('\n')?;
        let head = json::from_tree(&Json::parse(head).ok()?)?;
        Some(match head {
            TellHead::Ready => Self::Ready,
            TellHead::Crashed => Self::Crashed,
            TellHead::Answered(Answered { id, status, headers }) => {
                Self::Answer { id, outcome: Ok(Response { status, headers, body: body.into() }) }
            }
            TellHead::Failed(Failed { id, error }) => Self::Answer { id, outcome: Err(error) },
        })
    }
}

/// JSON writes a line break inside a text as `\n`, so the first one ends the head.
fn join(head: String, body: &[u8]) -> String {
    let mut message = head;
    message.push('\n');
    message.push_str(&String::from_utf8_lossy(body));
    message
}

#[cfg(test)]
mod tests {
    use super::{Ask, Tell};
    use crate::http::{FetchError, JSON, Method, Request, Response};

    #[test]
    fn a_request_arrives_as_it_was_sent() {
        let mut request = Request::new(Method::Post, "/v1/applications?a=\u{4e2d}\n");
        request.headers = vec![("Content-Type".to_owned(), JSON.to_owned())];
        request.body = "{\n \"name\": \"\u{793a}\u{4f8b}\"\n}".into();
        let ask = Ask { id: 7, request };
        assert_eq!(Ask::read(&ask.clone().write()), Some(ask));
    }

    #[test]
    fn an_answer_arrives_as_it_was_sent() {
        let full = Response { status: 409, headers: vec![("A".to_owned(), "b\"c".to_owned())], body: b"\n\n".into() };
        let outcomes = [Ok(Response::new(204)), Ok(full), Err(FetchError::MaybeSent), Err(FetchError::NeverSent)];
        let answers = outcomes.into_iter().map(|outcome| Tell::Answer { id: u32::MAX, outcome });
        for tell in [Tell::Ready, Tell::Crashed].into_iter().chain(answers) {
            assert_eq!(Tell::read(&tell.clone().write()), Some(tell));
        }
    }

    #[test]
    fn what_is_no_message_is_not_taken_for_one() {
        for text in ["", "{}", "\n", "null\n", "{\"id\":1}\nx", "\"ready\""] {
            assert_eq!((Ask::read(text), Tell::read(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_do_not_break_the_message() {
        let answer = Response { status: 200, headers: Vec::new(), body: vec![b'{', 0xff] };
        let message = Tell::Answer { id: 1, outcome: Ok(answer) }.write();
        let Some(Tell::Answer { outcome: Ok(answer), .. }) = Tell::read(&message) else { panic!("{message}") };
        assert_eq!(answer.body, "{\u{fffd}".as_bytes());
    }
}
