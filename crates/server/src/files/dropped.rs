//! Files that somebody drops into a folder to prove to a platform whose domain this is (mini-program platforms ask for it):
//! read when they are asked for, sent as they are.

use super::{Content, kind};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The greatest file that is sent, in bytes: a file for verification has some dozens.
const MOST: u64 = 1024 * 1024;

/// The folder.
#[derive(Clone, Debug)]
pub struct Dropped(PathBuf);

impl Dropped {
    /// This folder.
    ///
    /// # Errors
    /// When it is not there.
    pub fn new(folder: &Path) -> std::io::Result<Self> {
        folder.canonicalize().map(Self)
    }

    /// The file of that name (see [`super::decoded`]), as it is now. What is hidden, is no file, or lies outside of
    /// the folder by way of a link, is not there. Reads the disk: not for a thread that must not wait.
    pub fn file(&self, name: &str, asked: &HeaderMap) -> Option<Response> {
        let part = |part: &str| !part.starts_with('.') || part == ".well-known";
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
        if name.is_empty() || !name.bytes().all(plain) || !name.split('/').all(part) {
            return None;
        }
        let path = self.0.join(name).canonicalize().ok()?;
        if !path.starts_with(&self.0) {
            return None;
        }
        let meta = fs::metadata(&path).ok()?;
        if !meta.is_file() || meta.len() > MOST {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(&path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
        // Without an ending it is a text: so are those that the platforms hand out.
        let last = name.rsplit('/').next().unwrap_or_default();
        let kind = kind(if last.contains('.') { last } else { "a.txt" });
        Some(Content::new(bytes).answer(asked, kind, HeaderValue::from_static("no-cache")))
    }
}
