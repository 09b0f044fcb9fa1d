//! A client that sends exactly what it is told, which a good one would not.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {} {}", self.status, self.text()))
    }

    /// The problem's type; checks in passing that it is one.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        assert_eq!(self.json()["status"], self.status);
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

/// Sends bytes and reads until the other end closes. `None` where there is no whole answer.
pub fn raw(address: SocketAddr, bytes: &[u8]) -> Option<Answer> {
    raw_in_pieces(address, &[bytes])
}

/// Sends bytes in pieces, some time apart, and reads only then.
pub fn raw_in_pieces(address: SocketAddr, pieces: &[&[u8]]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    for (n, piece) in pieces.iter().enumerate() {
        if n > 0 {
            std::thread::sleep(Duration::from_millis(100));
        }
        stream.write_all(piece).ok()?;
    }
    let mut said = Vec::new();
    stream.read_to_end(&mut said).ok()?;
    parse(&said)
}

fn parse(said: &[u8]) -> Option<Answer> {
    let end = said.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&said[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<_> =
        lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let answer = Answer { status, headers, body: said[end + 4..].to_vec() };
    let length = answer.header("content-length").and_then(|length| length.parse::<usize>().ok());
    // A body that broke off is no answer; one that a HEAD asks for is not sent.
    let whole = answer.body.is_empty() || length.is_none_or(|length| length == answer.body.len());
    whole.then_some(answer)
}

/// A request as bytes.
pub fn request(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        write!(head, "Host: {address}\r\n").unwrap();
    }
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    if !body.is_empty() {
        write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// Asks, and has an answer.
pub fn ask(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    raw(address, &request(address, method, target, headers, body)).unwrap_or_else(|| panic!("{method} {target}"))
}

/// Asks for a file.
pub fn get(address: SocketAddr, target: &str) -> Answer {
    ask(address, "GET", target, &[], b"")
}
