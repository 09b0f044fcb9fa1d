//! The build that is served now: in front of the API the one of the start, files alone the newest.

use super::{AppFiles, CONFIG};
use crate::headers::Sent;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A build, and the headers that go with it.
pub struct Build {
    /// Its files.
    pub files: AppFiles,
    /// The headers of every answer.
    pub sent: Sent,
}

impl Build {
    fn load(folder: &Path, config: Option<&str>, tls: bool) -> Result<Arc<Self>, String> {
        let sent = Sent::new(folder, tls)?;
        let files = AppFiles::load(folder, config)?;
        let sent = if files.by_path() { sent.for_paths() } else { sent };
        Ok(Arc::new(Self { files, sent }))
    }
}

/// Path, length and time of change of every file of a build: another build has another.
type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Where the build comes from.
pub enum Builds {
    /// Read once, at the start.
    Fixed(Arc<Build>),
    /// Read again whenever its files have changed.
    Followed {
        /// The folder.
        folder: PathBuf,
        /// Whether browsers are told to come back over TLS only.
        tls: bool,
        /// The newest that could be read.
        newest: Mutex<(Stamp, Arc<Build>)>,
    },
}

impl Builds {
    /// One build for the whole life of the server. `config` takes the place of its `config.json`; without it, it is one
    /// that names this server.
    ///
    /// # Errors
    /// Why it cannot be served, for a person to read.
    pub fn fixed(folder: &Path, config: Option<&str>, tls: bool) -> Result<Self, String> {
        Ok(Self::Fixed(Build::load(folder, Some(config.unwrap_or(CONFIG)), tls)?))
    }

    /// The build as it is in its folder, its `config.json` too, unless `config` takes its place. Who builds while it is
    /// served sees the new one at the next request; one that cannot be read (it may be half written) is not served, but
    /// the one before.
    ///
    /// # Errors
    /// Why the first cannot be served, for a person to read.
    pub fn followed(folder: &Path, config: Option<&str>, tls: bool) -> Result<Self, String> {
        if let Some(config) = config {
            return Self::fixed(folder, Some(config), tls);
        }
        let first = (stamp(folder), Build::load(folder, None, tls)?);
        Ok(Self::Followed { folder: folder.to_owned(), tls, newest: Mutex::new(first) })
    }

    /// The build to answer a request with. Looks at the disk where builds are followed: not for a thread that must not
    /// wait.
    pub fn current(&self) -> Arc<Build> {
        match self {
            Self::Fixed(build) => Arc::clone(build),
            Self::Followed { folder, tls, newest } => {
                let mut newest = newest.lock().unwrap_or_else(PoisonError::into_inner);
                let now = stamp(folder);
                if now != newest.0 {
                    if let Ok(build) = Build::load(folder, None, *tls) {
                        newest.1 = build;
                    }
                    newest.0 = now;
                }
                Arc::clone(&newest.1)
            }
        }
    }
}

fn stamp(folder: &Path) -> Stamp {
    let mut stamp = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        if meta.is_dir() {
            stamp.extend(self::stamp(&entry.path()));
        } else {
            stamp.push((entry.path(), meta.len(), meta.modified().ok()));
        }
    }
    stamp.sort();
    stamp
}
