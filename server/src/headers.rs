//! The headers of every answer, as `deploy/_headers` has them: the file that other hosts read, made by
//! `cargo xtask headers` from the one place where the policy is written.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const FILE: &str = include_str!("../../deploy/_headers");
/// For two years (RFC 6797, 6.1): only said where there is TLS.
const TLS_ONLY: &str = "max-age=63072000; includeSubDomains";

/// What is sent with every answer, and how long a file may be kept.
#[derive(Clone, Debug)]
pub struct Sent {
    always: HeaderMap,
    kept: HeaderValue,
    special: Vec<(String, HeaderValue)>,
}

impl Sent {
    /// As the file says; with `tls`, browsers are told to come back over TLS only.
    ///
    /// # Errors
    /// Names a line that is not understood.
    pub fn new(tls: bool) -> Result<Self, String> {
        let mut sent =
            Self { always: HeaderMap::new(), kept: HeaderValue::from_static("no-cache"), special: Vec::new() };
        let mut pattern = "";
        for line in FILE.lines() {
            let Some(entry) = line.strip_prefix("  ") else {
                pattern = line;
                continue;
            };
            if entry.starts_with('!') {
                // Takes back what stands for all files; here the more special entry goes first anyway.
                continue;
            }
            let wrong = || format!("deploy/_headers: {line}");
            let (name, value) = entry.split_once(": ").ok_or_else(wrong)?;
            let name: HeaderName = name.parse().map_err(|_| wrong())?;
            let value: HeaderValue = value.parse().map_err(|_| wrong())?;
            match (pattern, name == header::CACHE_CONTROL) {
                ("/*", true) => sent.kept = value,
                ("/*", false) => drop(sent.always.insert(name, value)),
                (_, true) => sent.special.push((pattern.to_owned(), value)),
                (_, false) => return Err(wrong()),
            }
        }
        if tls {
            sent.always.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
        }
        Ok(sent)
    }

    /// What is sent with every answer.
    pub fn always(&self) -> &HeaderMap {
        &self.always
    }

    /// How long the file of that name may be kept.
    pub fn cache(&self, name: &str) -> HeaderValue {
        let path = format!("/{name}");
        let fits = |pattern: &str| match pattern.split_once('*') {
            Some((start, end)) => {
                path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end)
            }
            None => path == pattern,
        };
        let special = self.special.iter().find(|(pattern, _)| fits(pattern));
        special.map_or(&self.kept, |(_, value)| value).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE, Sent};

    #[test]
    fn every_line_of_the_file_is_sent() {
        let sent = Sent::new(false).unwrap();
        let block = FILE.split("\n/").next().unwrap();
        let mut count = 0;
        for (name, value) in block.lines().skip(1).filter_map(|line| line.trim().split_once(": ")) {
            if name != "Cache-Control" {
                assert_eq!(sent.always()[name.to_ascii_lowercase().as_str()], value, "{name}");
                count += 1;
            }
        }
        assert_eq!((sent.always().len(), count), (6, 6));
        assert!(sent.always()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none';"));
        assert!(Sent::new(true).unwrap().always().contains_key("strict-transport-security"));
    }

    #[test]
    fn only_names_with_a_hash_are_for_ever() {
        let sent = Sent::new(false).unwrap();
        for name in ["app-0123456789abcdef.css", "citizen-center-0123456789abcdef_bg.wasm", "worker-0123456789abcd.js"]
        {
            assert_eq!(sent.cache(name), "public, max-age=31536000, immutable", "{name}");
        }
        for name in ["index.html", "boot.js", "config.json", "locales/zh-CN.json", "locales/app-a.css", "app.css"] {
            assert_eq!(sent.cache(name), "no-cache", "{name}");
        }
    }
}
