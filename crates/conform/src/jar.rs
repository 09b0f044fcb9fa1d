//! A small cookie jar: one backend, one path, so a name and a value are all there is to a cookie.

use contract::http::{Request, Response};
use std::collections::BTreeMap;

/// The cookies of one visitor (RFC 6265, as far as a single origin needs it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jar(BTreeMap<String, String>);

impl Jar {
    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the cookies on a request.
    pub fn send(&self, request: &mut Request) {
        if !self.0.is_empty() {
            let pairs: Vec<_> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers.push(("Cookie".to_owned(), pairs.join("; ")));
        }
    }

    /// Keeps what an answer sets, and drops what it takes back.
    pub fn receive(&mut self, response: &Response) {
        for cookie in cookies(response) {
            let mut parts = cookie.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let ends = |part: &str| {
                let part = part.to_ascii_lowercase();
                part.strip_prefix("max-age=").is_some_and(|n| n.trim().parse::<i64>().is_ok_and(|n| n <= 0))
                    || part.starts_with("expires=thu, 01 jan 1970")
            };
            if value.is_empty() || parts.any(ends) {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The same names with values of the same length that nobody was given.
    #[must_use]
    pub fn forged(&self) -> Self {
        Self(self.0.iter().map(|(name, value)| (name.clone(), "0".repeat(value.len().max(1)))).collect())
    }
}

/// The cookies an answer sets.
pub fn cookies(response: &Response) -> impl Iterator<Item = &str> {
    response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Set-Cookie")).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::Jar;
    use contract::http::{Method, Request, Response};

    fn set(cookie: &str) -> Response {
        let mut response = Response::new(200);
        response.headers.push(("set-cookie".to_owned(), cookie.to_owned()));
        response
    }

    fn sent(jar: &Jar) -> Option<String> {
        let mut request = Request::new(Method::Get, "/");
        jar.send(&mut request);
        request.header("Cookie").map(str::to_owned)
    }

    #[test]
    fn cookies_come_go_and_are_taken_back() {
        let mut jar = Jar::default();
        assert_eq!(sent(&jar), None);
        jar.receive(&set("session=abc; Path=/; HttpOnly"));
        jar.receive(&set("csrf=x"));
        assert_eq!(sent(&jar).as_deref(), Some("csrf=x; session=abc"));
        assert_eq!(sent(&jar.forged()).as_deref(), Some("csrf=0; session=000"));
        jar.receive(&set("session=; Max-Age=0"));
        jar.receive(&set("csrf=gone; expires=Thu, 01 Jan 1970 00:00:00 GMT"));
        assert!(jar.is_empty());
    }
}
