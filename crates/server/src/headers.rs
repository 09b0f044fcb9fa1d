//! The headers of every answer: those of the crate `headers`, with the policy of the build that is served, for each
//! engine the one that it understands.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::path::Path;

/// What is sent with every answer.
#[derive(Clone, Debug)]
pub struct Sent {
    strict: HeaderMap,
    /// The same for engines that refuse wasm by the strict policy.
    old: HeaderMap,
}

impl Sent {
    /// With the policy of that build; with `tls`, browsers are told to come back over TLS only.
    ///
    /// # Errors
    /// Names the build's `_headers`, if its policy is missing or none that can be sent.
    pub fn new(build: &Path, tls: bool) -> Result<Self, String> {
        let policy = headers::of_build(build)?;
        let old = headers::for_old(&policy);
        let wrong = || format!("{}: {} has what no policy can have", build.join(headers::FILE).display(), headers::CSP);
        let all = |policy: String| {
            let mut sent = parsed(policy).ok_or_else(wrong)?;
            if tls {
                sent.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(headers::HSTS.1));
            }
            Ok::<_, String>(sent)
        };
        Ok(Self { strict: all(policy)?, old: all(old)? })
    }

    /// The same for a build whose addresses are written as paths.
    #[must_use]
    pub fn for_paths(mut self) -> Self {
        for sent in [&mut self.strict, &mut self.old] {
            if let Some(policy) = sent.get_mut(header::CONTENT_SECURITY_POLICY)
                && let Ok(text) = policy.to_str()
                && let Ok(own) = HeaderValue::from_str(&headers::for_paths(text))
            {
                *policy = own;
            }
        }
        self
    }

    /// What is sent to that `User-Agent`; who names none has the strict policy.
    pub fn to(&self, agent: Option<&HeaderValue>) -> &HeaderMap {
        // A phone may name its model in other letters than those of ASCII.
        let old = agent.is_some_and(|agent| headers::old(&String::from_utf8_lossy(agent.as_bytes())));
        if old { &self.old } else { &self.strict }
    }
}

fn parsed(policy: String) -> Option<HeaderMap> {
    let pair = |(name, value): (&str, String)| {
        // HTTP lets other letters through, but a policy has none but those of ASCII (CSP Level 3, 2.2).
        let value = HeaderValue::from_str(&value).ok().filter(|value| value.to_str().is_ok());
        Some((name.parse::<HeaderName>().ok()?, value?))
    };
    headers::always(policy).into_iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::Sent;
    use axum::http::HeaderValue;
    use std::path::Path;

    const FILE: &str = include_str!("../../../deploy/_headers");

    #[test]
    fn every_line_of_the_file_for_other_servers_is_sent() {
        // People come to those servers over TLS.
        let sent = Sent::new(Path::new("no/such/build"), true).unwrap();
        let all = sent.to(None);
        let block = FILE.split("\n/").next().unwrap();
        let mut count = 0;
        for (name, value) in block.lines().skip(1).filter_map(|line| line.trim().split_once(": ")) {
            if name != "Cache-Control" {
                assert_eq!(all[name.to_ascii_lowercase().as_str()], value, "{name}");
                count += 1;
            }
        }
        assert_eq!((all.len(), count), (7, 7));
        assert!(all["content-security-policy"].to_str().unwrap().starts_with("default-src 'none';"));
    }

    #[test]
    fn the_page_has_a_base_of_its_own_only_where_addresses_are_paths() {
        let sent = Sent::new(Path::new("no/such/build"), false).unwrap();
        let own = sent.clone().for_paths();
        for agent in ["Chrome/96.0", "Chrome/97.0"].map(HeaderValue::from_static) {
            let [none, own] =
                [&sent, &own].map(|sent| sent.to(Some(&agent))["content-security-policy"].to_str().unwrap());
            assert!(none.contains("; base-uri 'none'; "), "{none}");
            assert_eq!(own, none.replace("base-uri 'none'", "base-uri 'self'"));
        }
    }

    #[test]
    fn with_tls_engines_of_every_age_are_told_to_come_back_over_it() {
        let sent = Sent::new(Path::new("no/such/build"), true).unwrap();
        for agent in ["Chrome/96.0", "Chrome/97.0"] {
            let all = sent.to(Some(&HeaderValue::from_static(agent)));
            assert_eq!(all["strict-transport-security"], "max-age=63072000; includeSubDomains", "{agent}");
            assert_eq!(all.len(), 7, "{agent}");
        }
    }
}
