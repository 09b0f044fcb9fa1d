//! Who is asking: the origin of a request, the address it comes from, and its session cookie.

use crate::network::{Network, Proxies, Unreadable};
use axum::http::{HeaderMap, Method, header};
use contract::http::{CSRF, CSRF_VALUE};
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// The address under which people reach the app, for example `https://social.example.gov`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, authority) = text.split_once("://").ok_or("it begins with https://")?;
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
        if authority.is_empty() || !authority.bytes().all(plain) {
            return Err("it is a scheme and a host, nothing after it");
        }
        match scheme {
            "https" => Ok(Self(text)),
            "http" if is_loopback(authority) => Ok(Self(text)),
            "http" => Err("without TLS only on this machine: it begins with https://"),
            _ => Err("it begins with https://"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a host, with or without its port, is this machine.
fn is_loopback(authority: &str) -> bool {
    let port = |rest: &str| rest.is_empty() || rest.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
    let named = |name| authority.strip_prefix(name).is_some_and(port);
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(named)
}

/// What the server knows about its own place.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Under which address people reach it; without one, only from this machine, without TLS.
    pub origin: Option<Origin>,
    /// Whether a proxy stands before it.
    pub behind_proxy: bool,
    /// The proxies that are trusted to add the client's address to `X-Forwarded-For`.
    pub proxies: Proxies,
}

/// The name of the cookie where there is TLS. The prefix binds it to this host, this path and TLS (RFC 6265bis,
/// 4.1.3.2), so that no other host of the domain can set it.
const NAME: &str = "__Host-session";
/// Its name without TLS, where the prefix cannot be had.
const PLAIN_NAME: &str = "session";

impl Site {
    /// Whether people reach it over TLS.
    pub fn is_secure(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.0.starts_with("https://"))
    }

    /// Refuses what another page makes a browser send (contract: "Who is asking"; ASVS 5.0, 3.5.1 and 3.5.2).
    ///
    /// # Errors
    /// What is wrong with it, for a developer.
    pub fn admit(&self, method: &Method, headers: &HeaderMap) -> Result<(), &'static str> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text("host").unwrap_or_default().to_ascii_lowercase();
        // A name of somebody else's that leads to this machine would make that page of this origin.
        let own = match &self.origin {
            Some(origin) => origin.0.clone(),
            None if is_loopback(&host) => format!("http://{host}"),
            None => return Err("Host: not this machine; start the server with --origin"),
        };
        let changes = !matches!(*method, Method::GET | Method::HEAD);
        match text("sec-fetch-site") {
            None | Some("same-origin") => {}
            Some("none") if !changes => {}
            Some(_) => return Err("Sec-Fetch-Site: not of this origin"),
        }
        if !changes {
            return Ok(());
        }
        if headers.get_all("origin").iter().count() > 1 || text("origin").is_some_and(|origin| origin != own) {
            return Err("Origin: not of this origin");
        }
        if text(CSRF) != Some(CSRF_VALUE) {
            return Err("X-Citizen-Csrf: 1 is missing");
        }
        Ok(())
    }

    /// Whether a proxy must be in front, as there is no TLS here, and nobody has said which is.
    pub fn lacks_proxies(&self) -> bool {
        (self.behind_proxy || self.is_secure()) && self.proxies.is_empty()
    }

    /// Where a request comes from: who has a share, and a bucket of tries.
    ///
    /// # Errors
    /// When a trusted proxy has not said so in a way that can be read.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Result<Network, Unreadable> {
        let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().ok());
        self.proxies.client(peer, lines).map(Network::from)
    }

    fn cookie_name(&self) -> &'static str {
        if self.is_secure() { NAME } else { PLAIN_NAME }
    }

    /// The session token in the cookies. Two that differ are no token: somebody else has set one of them.
    pub fn token(&self, headers: &HeaderMap) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut tokens = pairs.filter(|(name, _)| *name == self.cookie_name()).map(|(_, token)| token);
        let first = tokens.next()?;
        (tokens.all(|token| token == first) && !first.is_empty()).then(|| first.to_owned())
    }

    /// Sets the cookie, for as long as the browser is open; an empty token takes it back.
    pub fn cookie(&self, token: &str) -> String {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        let ends = if token.is_empty() { "; Max-Age=0" } else { "" };
        format!("{}={token}; Path=/{secure}; HttpOnly; SameSite=Strict{ends}", self.cookie_name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Site};
    use crate::network::{Network, Unreadable};
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
    use std::net::IpAddr;

    fn headers(list: &[(&str, &str)]) -> HeaderMap {
        let pair =
            |(name, value): &(&str, &str)| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        list.iter().map(pair).collect()
    }

    fn secure() -> Site {
        Site { origin: Some("https://Social.example.gov/".parse().unwrap()), ..Site::default() }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for text in ["https://a.example", "https://a.example:8443", "http://localhost:8080", "http://[::1]:1"] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), text);
        }
        for text in
            ["a.example", "http://a.example", "https://", "https://a/b", "ftp://a", "https://a@b", "http://localhost.a"]
        {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_another_page_sends_is_refused() {
        let csrf = ("x-citizen-csrf", "1");
        let own = ("origin", "https://social.example.gov");
        let good = [
            (Method::POST, vec![csrf]),
            (Method::POST, vec![csrf, own]),
            (Method::DELETE, vec![csrf, own, ("sec-fetch-site", "same-origin")]),
            (Method::GET, vec![]),
            (Method::HEAD, vec![("sec-fetch-site", "none")]),
        ];
        for (method, list) in good {
            assert_eq!(secure().admit(&method, &headers(&list)), Ok(()), "{method} {list:?}");
        }
        let bad = [
            (Method::POST, vec![]),
            (Method::POST, vec![own]),
            (Method::POST, vec![("x-citizen-csrf", "2")]),
            (Method::POST, vec![csrf, ("origin", "null")]),
            (Method::POST, vec![csrf, ("origin", "https://social.example.gov.evil.example")]),
            (Method::POST, vec![csrf, ("origin", "http://social.example.gov")]),
            (Method::POST, vec![csrf, own, own]),
            (Method::POST, vec![csrf, own, ("sec-fetch-site", "same-site")]),
            (Method::POST, vec![csrf, ("sec-fetch-site", "none")]),
            (Method::PATCH, vec![own]),
            (Method::OPTIONS, vec![]),
            (Method::GET, vec![("sec-fetch-site", "cross-site")]),
        ];
        for (method, list) in bad {
            assert!(secure().admit(&method, &headers(&list)).is_err(), "{method} {list:?}");
        }
    }

    #[test]
    fn without_an_origin_only_this_machine_is_answered() {
        let site = Site::default();
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"] {
            let origin = format!("http://{}", host.to_ascii_lowercase());
            let list = [("host", host), ("x-citizen-csrf", "1"), ("origin", origin.as_str())];
            assert_eq!(site.admit(&Method::POST, &headers(&list)), Ok(()), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:x", ""] {
            assert!(site.admit(&Method::GET, &headers(&[("host", host)])).is_err(), "{host}");
        }
        let list = [("host", "localhost:1"), ("x-citizen-csrf", "1"), ("origin", "http://localhost:2")];
        assert!(site.admit(&Method::POST, &headers(&list)).is_err(), "another port is another origin");
    }

    #[test]
    fn the_cookie_has_its_prefix_where_there_is_tls() {
        assert_eq!(secure().cookie("t"), "__Host-session=t; Path=/; Secure; HttpOnly; SameSite=Strict");
        assert_eq!(Site::default().cookie(""), "session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
        for (line, want) in [
            ("a=1; __Host-session=t", Some("t")),
            ("__Host-session=t; __Host-session=t", Some("t")),
            ("__Host-session=t; __Host-session=u", None),
            ("session=t", None),
            ("__Host-session=", None),
            ("x__Host-session=t", None),
        ] {
            assert_eq!(secure().token(&headers(&[("cookie", line)])).as_deref(), want, "{line}");
        }
        let two = headers(&[("cookie", "session=t"), ("cookie", "session=u")]);
        assert_eq!(Site::default().token(&two), None);
    }

    #[test]
    fn the_address_of_a_client_is_what_a_listed_proxy_says() {
        let peer = "127.0.0.1".parse().unwrap();
        let at = |address: &str| Ok(Network::from(address.parse::<IpAddr>().unwrap()));
        let list =
            headers(&[("x-forwarded-for", "1.1.1.1, 10.0.0.9"), ("x-forwarded-for", "6.6.6.6, 2001:db8:1:2:3::4")]);
        assert_eq!(Site::default().client(peer, &list), at("127.0.0.1"));
        let behind = Site { proxies: "127.0.0.1".parse().unwrap(), ..Site::default() };
        assert_eq!(behind.client(peer, &list), at("2001:db8:1:ff::"));
        assert_eq!(behind.client(peer, &headers(&[("x-forwarded-for", "no address")])), Err(Unreadable));
        assert_eq!(behind.client(peer, &headers(&[("x-forwarded-for", "192.0.2.1\u{e9}")])), Err(Unreadable));
        assert_eq!(behind.client("192.0.2.1".parse().unwrap(), &list), at("192.0.2.1"));
    }

    #[test]
    fn a_proxy_in_front_has_to_be_listed() {
        assert!(!Site::default().lacks_proxies());
        assert!(secure().lacks_proxies(), "TLS is a proxy's");
        assert!(Site { behind_proxy: true, ..Site::default() }.lacks_proxies());
        assert!(!Site { proxies: "::1".parse().unwrap(), ..secure() }.lacks_proxies());
    }
}
