//! The app's own files, read once at the start: what is sent is one build, never half of another, and a path can lead
//! to nothing else.

use super::{Content, kind, takes_brotli};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use journey::Route;
use std::collections::HashMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

/// The greatest build that is read, in bytes: some hundred times what there is.
const MOST: u64 = 256 * 1024 * 1024;

/// The config of an app that this very server answers: as in `src/fetch/config`.
pub const CONFIG: &str = r#"{
  "backend": {
    "kind": "http",
    "base_url": "/",
    "credentials": "same_origin",
    "csrf": { "name": "X-Citizen-Csrf", "value": "1" }
  },
  "routes": "hash"
}
"#;

fn at(path: &Path, why: impl Display) -> String {
    format!("{}: {why}", path.display())
}

struct Asset {
    kind: HeaderValue,
    cache: HeaderValue,
    plain: Content,
    brotli: Option<Content>,
}

/// A build of the app.
pub struct AppFiles {
    files: HashMap<String, Asset>,
    /// The page for addresses below the root; only where addresses are written as paths.
    page: Option<Content>,
    /// Whether the demo panel and the gallery are among those addresses.
    demo: bool,
}

impl AppFiles {
    /// Reads a build. `config` takes the place of its `config.json`; without one the build is served as it is, and may
    /// have the embedded backend, for which the demo panel is.
    ///
    /// # Errors
    /// For a person to read: when a file cannot be read, a link leads out of the folder, there is no page, or `config` is no JSON.
    pub fn load(folder: &Path, config: Option<&str>) -> Result<Self, String> {
        let root = folder.canonicalize().map_err(|why| at(folder, why))?;
        let mut found = HashMap::new();
        read(&root, &root, &mut found)?;
        found.remove(headers::FILE);
        if let Some(config) = config {
            serde_json::from_str::<serde_json::Value>(config).map_err(|why| format!("config: {why}"))?;
            found.remove("config.json.br");
            found.insert("config.json".to_owned(), config.as_bytes().to_vec());
        }
        say_first(&mut found);
        let index = found.get("index.html").ok_or_else(|| at(folder, "there is no index.html: build the app first"))?;
        // What is wrong with the build's own config the app says itself.
        let by_path = found.get("config.json").is_some_and(|text| headers::by_path(&String::from_utf8_lossy(text)));
        // The page's own files are named relative to it, and would be sought below the path asked for.
        let based = || {
            let page = headers::for_paths(&String::from_utf8_lossy(index));
            page.replacen("<head>", "<head><base href=\"/\">", 1).into_bytes()
        };
        let page = by_path.then(|| Content::new(based()));
        let compressed = |name: &str| Path::new(name).extension().is_some_and(|end| end == "br");
        let names: Vec<String> = found.keys().filter(|name| !compressed(name)).cloned().collect();
        let mut files = HashMap::new();
        for name in names {
            let brotli = found.remove(&format!("{name}.br")).map(Content::new);
            if let Some(plain) = found.remove(&name).map(Content::new) {
                let cache = HeaderValue::from_static(headers::cache(&name));
                files.insert(name.clone(), Asset { kind: kind(&name), cache, plain, brotli });
            }
        }
        Ok(Self { files, page, demo: config.is_none() })
    }

    /// Whether addresses are written as paths.
    pub fn by_path(&self) -> bool {
        self.page.is_some()
    }

    /// The file of that name (see [`super::decoded`]); the empty name is the page.
    pub fn file(&self, name: &str, asked: &HeaderMap) -> Option<Response> {
        let asset = self.files.get(if name.is_empty() { "index.html" } else { name })?;
        let small = asset.brotli.as_ref().filter(|_| takes_brotli(asked));
        let mut response = small.unwrap_or(&asset.plain).answer(asked, asset.kind.clone(), asset.cache.clone());
        if small.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        if asset.brotli.is_some() {
            response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding, User-Agent"));
        }
        Some(response)
    }

    /// The page, where the path is an address of the app and addresses are written as paths. The path is as it was asked
    /// for: what is encoded in an id stays in it. The demo panel and the gallery are none in front of this server's own API:
    /// their screens need what it does not have.
    pub fn page(&self, path: &str, asked: &HeaderMap) -> Option<Response> {
        // The app would read these as well, at an address of their own.
        if path.ends_with('/') || path.contains("//") {
            return None;
        }
        let route = Route::parse(path);
        let own = match route {
            Route::NotFound(_) => false,
            Route::Demo | Route::Gallery => self.demo,
            _ => true,
        };
        let page = self.page.as_ref().filter(|_| own)?;
        Some(page.answer(asked, kind("index.html"), HeaderValue::from_static(headers::cache("index.html"))))
    }
}

/// Puts what the config says of the deployment into the page, which is painted before the config has come. A page that
/// has no place for it stays as it is.
fn say_first(found: &mut HashMap<String, Vec<u8>>) {
    let text = |name: &str| found.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let (Some(page), Some(config)) = (text("index.html"), text("config.json")) else { return };
    let Ok(fresh) = headers::first::refresh(page, config) else { return };
    if fresh == page {
        return;
    }
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    if brotli::BrotliCompress(&mut fresh.as_bytes(), &mut small, &params).is_ok() {
        found.insert("index.html.br".to_owned(), small);
    } else {
        found.remove("index.html.br");
    }
    found.insert("index.html".to_owned(), fresh.into_bytes());
}

/// Reads all files below a folder, by their names relative to the root.
fn read(root: &Path, folder: &Path, found: &mut HashMap<String, Vec<u8>>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|why| at(folder, why))? {
        let path = entry.map_err(|why| at(folder, why))?.path();
        let real: PathBuf = path.canonicalize().map_err(|why| at(&path, why))?;
        if !real.starts_with(root) {
            return Err(at(&path, "leads out of the folder"));
        }
        let name =
            path.strip_prefix(root).ok().and_then(Path::to_str).ok_or_else(|| at(&path, "not a name in UTF-8"))?;
        // What is hidden is not of the build: `.git`, an editor's copy.
        if name.rsplit('/').next().is_some_and(|last| last.starts_with('.')) {
            continue;
        }
        // A link to a folder could lead in circles.
        if path.is_dir() && !path.is_symlink() {
            read(root, &path, found)?;
        } else if real.is_file() {
            let bytes = fs::read(&real).map_err(|why| at(&path, why))?;
            found.insert(name.replace('\\', "/"), bytes);
        }
        if found.values().map(|bytes| bytes.len() as u64).sum::<u64>() > MOST {
            return Err(at(root, "too much for a build of the app"));
        }
    }
    Ok(())
}
