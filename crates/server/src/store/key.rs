//! The key file: what the database is read with, and what is not in it.

use argon2::{Algorithm, Argon2, Params, Version};
use backend::Secrets;
use backend::store::LocalBoxFuture;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Bytes of a key.
const LENGTH: usize = 32;
/// Passwords that are looked at, at a time: each takes 19 MiB and some 20 ms.
const AT_ONCE: usize = 2;

/// Why there is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It cannot be read or made.
    Unusable(PathBuf),
    /// It does not hold 64 hexadecimal digits.
    Malformed(PathBuf),
    /// Others than its owner can read it.
    Open(PathBuf),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(path) => write!(f, "{}: the key file cannot be read or made", path.display()),
            Self::Malformed(path) => write!(f, "{}: a key file holds 64 hexadecimal digits", path.display()),
            Self::Open(path) => {
                write!(f, "{0}: others can read the key file: chmod 600 {0}", path.display())
            }
        }
    }
}

impl std::error::Error for KeyError {}

/// The keys, each for one purpose, all made from the one in the file.
#[derive(Clone)]
pub struct Keys {
    pub(super) values: [u8; LENGTH],
    names: [u8; LENGTH],
    codes: [u8; LENGTH],
    passwords: [u8; LENGTH],
    at_once: Arc<Semaphore>,
}

impl Keys {
    /// Where the key of a database is, unless something else is said: beside it.
    pub fn beside(db: &Path) -> PathBuf {
        let mut name = db.as_os_str().to_owned();
        name.push(".key");
        name.into()
    }

    /// The key in that file.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let text = fs::read_to_string(path).map_err(|_| KeyError::Unusable(path.to_owned()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(path).map_err(|_| KeyError::Unusable(path.to_owned()))?.permissions().mode();
            if mode & 0o077 != 0 {
                return Err(KeyError::Open(path.to_owned()));
            }
        }
        let digits = text.trim().as_bytes();
        let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = digits.chunks(2).map(pair).collect();
        let hexadecimal = digits.len() == 2 * LENGTH && digits.iter().all(u8::is_ascii_hexdigit);
        let key = bytes.filter(|_| hexadecimal).and_then(|bytes| <[u8; LENGTH]>::try_from(bytes).ok());
        key.map(|key| Self::from(&key)).ok_or_else(|| KeyError::Malformed(path.to_owned()))
    }

    /// The key in that file, made if it is not there.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn read_or_make(path: &Path) -> Result<Self, KeyError> {
        if !path.exists() {
            make(path).map_err(|()| KeyError::Unusable(path.to_owned()))?;
        }
        Self::read(path)
    }

    fn from(key: &[u8; LENGTH]) -> Self {
        let of = |purpose: &str| mac(key, &[purpose]);
        Self {
            values: of("values"),
            names: of("names"),
            codes: of("codes"),
            passwords: of("passwords"),
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// What stands in the place of a name.
    pub(super) fn name(&self, name: &str) -> String {
        hex(&mac(&self.names, &[name]))
    }

    /// Argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes.
    fn slow(&self, digest: &str, salt: &[u8]) -> Option<[u8; LENGTH]> {
        let params = Params::new(19 * 1024, 2, 1, Some(LENGTH)).ok()?;
        let argon = Argon2::new_with_secret(&self.passwords, Algorithm::Argon2id, Version::V0x13, params).ok()?;
        let mut out = [0; LENGTH];
        argon.hash_password_into(digest.as_bytes(), salt, &mut out).ok()?;
        Some(out)
    }

    fn kept(&self, digest: &str, salt: &[u8]) -> Option<String> {
        let hash = self.slow(digest, salt)?;
        Some(format!("{PREFIX}{}${}", BASE64.encode(salt), BASE64.encode(hash)))
    }
}

/// What every password that is kept begins with: the form of the PHC strings.
const PREFIX: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

impl Secrets for Keys {
    fn mark(&self, parts: &[&str]) -> String {
        hex(&mac(&self.codes, parts))
    }

    fn keep(&self, digest: &str) -> String {
        let mut salt = [0; 16];
        // Without salt nothing is kept that could ever be right.
        let filled = getrandom::fill(&mut salt).is_ok();
        filled.then(|| self.kept(digest, &salt)).flatten().unwrap_or_default()
    }

    fn is_kept<'a>(&'a self, kept: &'a str, digest: &'a str) -> LocalBoxFuture<'a, bool> {
        let salt = kept.strip_prefix(PREFIX).and_then(|rest| BASE64.decode(rest.split_once('$')?.0).ok());
        let (keys, digest, known) = (self.clone(), digest.to_owned(), salt.is_some());
        Box::pin(async move {
            // On another thread, as the rules go on meanwhile; few at a time, whoever asks for many.
            let _place = Arc::clone(&keys.at_once).acquire_owned().await;
            let work = move || keys.kept(&digest, &salt.unwrap_or_else(|| vec![0; 16]));
            let again = tokio::task::spawn_blocking(work).await.ok().flatten();
            again.is_some_and(|again| known && same(again.as_bytes(), kept.as_bytes()))
        })
    }
}

/// In a time that does not tell where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
}

/// HMAC-SHA-256 over the parts, each ended by a zero byte.
fn mac(key: &[u8; LENGTH], parts: &[&str]) -> [u8; LENGTH] {
    // A key of any length is one (RFC 2104, 2), so this cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; LENGTH] };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

/// Makes a key file. Of two that do so at once one wins, and nobody reads half of one.
fn make(path: &Path) -> Result<(), ()> {
    let mut key = [0; LENGTH];
    getrandom::fill(&mut key).map_err(drop)?;
    let mut name = path.as_os_str().to_owned();
    let mut nonce = [0; 8];
    getrandom::fill(&mut nonce).map_err(drop)?;
    name.push(format!(".{}", hex(&nonce)));
    let draft = PathBuf::from(name);
    let mut options = fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&draft).and_then(|mut file| {
        writeln!(file, "{}", hex(&key))?;
        file.sync_all()
    });
    let linked = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(why) if why.kind() == ErrorKind::AlreadyExists => Ok(()),
        done => done,
    });
    let _ = fs::remove_file(&draft);
    linked.map_err(drop)
}

#[cfg(test)]
mod tests {
    use super::{Keys, PREFIX};
    use backend::Secrets;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().build().unwrap()
    }

    #[test]
    fn a_password_is_kept_with_salt_and_a_key_from_outside() {
        let (keys, others) = (Keys::from(&[1; 32]), Keys::from(&[2; 32]));
        let (one, two) = (keys.keep("135790"), keys.keep("135790"));
        assert!(one.starts_with(PREFIX) && one != two, "{one}");
        runtime().block_on(async {
            assert!(keys.is_kept(&one, "135790").await && keys.is_kept(&two, "135790").await);
            assert!(!keys.is_kept(&one, "135791").await);
            assert!(!others.is_kept(&one, "135790").await, "who has the database alone cannot try");
            for broken in [
                "",
                "135790",
                PREFIX,
                "$argon2id$v=19$m=19456,t=2,p=1$AA$AA",
                "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AA",
            ] {
                assert!(!keys.is_kept(broken, "135790").await, "{broken}");
            }
        });
    }

    #[test]
    fn marks_need_the_key_and_purposes_do_not_share_it() {
        let (keys, others) = (Keys::from(&[1; 32]), Keys::from(&[2; 32]));
        assert_eq!(keys.mark(&["vf-1", "123456"]), keys.mark(&["vf-1", "123456"]));
        assert_ne!(keys.mark(&["vf-1", "123456"]), others.mark(&["vf-1", "123456"]));
        assert_ne!(keys.mark(&["vf-1", "123456"]), keys.mark(&["vf-11", "23456"]));
        assert_ne!(keys.mark(&["a"]), keys.name("a"));
    }
}
