//! A backend at an address, over HTTP.

use crate::backend::Backend;
use contract::http::{FetchError, Outcome, Request, Response};
use futures_channel::oneshot;
use futures_util::future::LocalBoxFuture;
use std::time::Duration;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig};

/// Bytes of an answer that are read, at most.
const MAX_BODY: u64 = 16 << 20;

/// A server that speaks the contract.
pub struct Http {
    agent: ureq::Agent,
    base: String,
}

impl Http {
    /// The server at that base address, to which paths like `/v1/card` are added. A request, its answer included,
    /// takes at most `limit`. `authority` is a file of certificates (PEM) that are trusted instead of the public
    /// ones. Redirects are answers like any other and are not followed.
    ///
    /// # Errors
    /// Says what is wrong with the address or the certificates.
    pub fn new(base: &str, limit: Duration, authority: Option<&[u8]>) -> Result<Self, String> {
        let base = base.trim_end_matches('/');
        if !base.starts_with("https://") && !base.starts_with("http://") {
            return Err(format!("`{base}` is no address: it begins with https:// or http://"));
        }
        let mut tls = TlsConfig::builder();
        if let Some(pem) = authority {
            tls = tls.root_certs(RootCerts::new_with_certs(&certificates(pem)?));
        }
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(limit))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("citizen-center-conform")
            .tls_config(tls.build())
            .build();
        Ok(Self { agent: config.into(), base: base.to_owned() })
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut found = Vec::new();
    for item in ureq::tls::parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|why| why.to_string())? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err("there is no certificate in it".to_owned()) } else { Ok(found) }
}

impl Backend for Http {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        let agent = self.agent.clone();
        let address = format!("{}{}", self.base, request.path);
        let (done, answered) = oneshot::channel();
        // A thread for each request: what is sent at once is under way at once, and the client is a plain one.
        std::thread::spawn(move || {
            // Nobody may be waiting any more.
            let _ = done.send(exchange(&agent, &address, request));
        });
        Box::pin(async move { answered.await.unwrap_or(Err(FetchError::MaybeSent)) })
    }
}

fn exchange(agent: &ureq::Agent, address: &str, request: Request) -> Outcome {
    let mut made = ureq::http::Request::builder().method(request.method.as_str()).uri(address);
    for (name, value) in &request.headers {
        made = made.header(name, value);
    }
    let sends = !request.body.is_empty() || request.method == contract::http::Method::Post;
    let answered = if sends {
        made.body(request.body).map_err(Into::into).and_then(|made| agent.run(made))
    } else {
        made.body(()).map_err(Into::into).and_then(|made| agent.run(made))
    };
    let mut answer = answered.map_err(|why| reason(&why))?;
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let body = answer.body_mut().with_config().limit(MAX_BODY).read_to_vec().map_err(|_| FetchError::Unusable)?;
    Ok(Response { status: answer.status().as_u16(), headers, body })
}

/// What a failure says about the request: only what fails before there is a connection was never sent.
fn reason(why: &ureq::Error) -> FetchError {
    use ureq::{Error as E, Timeout};
    match why {
        E::Http(_) | E::BadUri(_) | E::HostNotFound | E::ConnectionFailed | E::Tls(_) | E::Rustls(_) => {
            FetchError::NeverSent
        }
        E::Timeout(Timeout::Resolve | Timeout::Connect) => FetchError::NeverSent,
        E::Io(why) if why.kind() == std::io::ErrorKind::ConnectionRefused => FetchError::NeverSent,
        E::Protocol(_) | E::LargeResponseHeader(..) | E::BodyExceedsLimit(_) => FetchError::Unusable,
        _ => FetchError::MaybeSent,
    }
}

#[cfg(test)]
mod tests {
    use super::Http;
    use crate::backend::Backend;
    use contract::http::{FetchError, Method, Request};
    use std::time::Duration;

    #[test]
    fn an_address_is_one_and_certificates_are_some() {
        let new = |base, pem: Option<&[u8]>| Http::new(base, Duration::from_secs(1), pem).err();
        assert_eq!(new("https://api.example.gov/social/", None), None);
        assert!(new("api.example.gov", None).is_some_and(|why| why.contains("https://")));
        assert!(new("https://api.example.gov", Some(b"nothing")).is_some_and(|why| why.contains("no certificate")));
    }

    #[test]
    fn a_server_that_is_not_there_was_never_asked() {
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let http = Http::new(&format!("http://127.0.0.1:{port}"), Duration::from_secs(2), None).unwrap();
        let outcome = pollster::block_on(http.send(Request::new(Method::Get, "/v1/cities")));
        assert_eq!(outcome, Err(FetchError::NeverSent));
    }
}
