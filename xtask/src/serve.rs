//! A static file server for this machine only: what a server of the app has to do, and no more.

use crate::Failure;
use crate::build::{self, DEV_DIST, DIST};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, UNIX_EPOCH};

/// Connections at a time; more are closed at once.
const CONNECTIONS: usize = 128;
/// The bytes of a request's head.
const HEAD: u64 = 32 * 1024;
/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(20);

/// Where it serves if nobody says otherwise.
const PORT: u16 = 8080;

/// `cargo xtask serve`.
pub fn command(args: &[String]) -> Result<(), Failure> {
    let (mut port, mut opens, mut dev) = (PORT, false, false);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--open" => opens = true,
            "--release" => dev = false,
            "--dev" => dev = true,
            "--port" => {
                let number = args.next().and_then(|text| text.parse().ok());
                port = number.ok_or("--port wants a number from 0 to 65535")?;
            }
            other => return Err(format!("serve does not know {other}; it takes --port N, --open, --dev")),
        }
    }
    if dev {
        build::development()?;
    } else {
        build::release()?;
    }
    let folder = if dev { DEV_DIST } else { DIST };
    let server = Server::start(PathBuf::from(folder), port)?;
    println!("Serving {folder}/ at {} (Ctrl-C stops it)", server.url());
    if opens {
        open(&server.url());
    }
    server.wait();
    Ok(())
}

/// The same server for the tests: on any free port, its address being the first line it prints. It ends
/// when whoever started it is gone (its standard input closes), or after a time.
pub fn bounded(args: &[String]) -> Result<(), Failure> {
    let [folder, seconds] = args else { return Err("static wants a folder and seconds".to_owned()) };
    let seconds: u64 = seconds.parse().map_err(|_| "seconds is a number".to_owned())?;
    let server = Server::start(PathBuf::from(folder), 0)?;
    println!("{}", server.url());
    thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
    thread::sleep(Duration::from_secs(seconds));
    Ok(())
}

/// A running server. Dropping it ends it.
pub struct Server {
    address: SocketAddr,
    ends: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a folder on the loopback address; port 0 is any that is free.
    pub fn start(dir: PathBuf, port: u16) -> Result<Self, Failure> {
        let wrong = |why: std::io::Error| format!("port {port}: {why} (another can be chosen with --port, 0 is any)");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(wrong)?;
        let address = listener.local_addr().map_err(wrong)?;
        let ends = Arc::new(AtomicBool::new(false));
        let (ended, open) = (Arc::clone(&ends), Arc::new(AtomicUsize::new(0)));
        let dir = Arc::new(dir);
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                if open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
                    open.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let (dir, open) = (Arc::clone(&dir), Arc::clone(&open));
                thread::spawn(move || {
                    // A connection that breaks concerns only its other end.
                    let _ = converse(&stream, &dir);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Ok(Self { address, ends, listening: Some(listening) })
    }

    /// The address of the app.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the program is ended.
    pub fn wait(mut self) {
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // It waits for a connection, and looks only then.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Opens an address in the person's browser, if there is one.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    if command.arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        println!("No browser could be opened from here: open the address by hand.");
    }
}

/// What a request asks for, as far as it matters here.
#[derive(Default)]
struct Asked {
    method: String,
    target: String,
    brotli: bool,
    html: bool,
    known: String,
    agent: String,
    last: bool,
}

/// Answers one request after another on a connection.
fn converse(stream: &TcpStream, dir: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read_head(&mut reader)? {
        let answer = answer(&asked, dir);
        let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
        let all = headers::always(policy(dir, &asked.agent));
        let own = answer.headers.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in own.chain(all.iter().map(|(name, value)| (*name, value.as_str()))) {
            for part in [name, ": ", value, "\r\n"] {
                head.push_str(part);
            }
        }
        head.push_str(if asked.last { "Connection: close\r\n\r\n" } else { "\r\n" });
        let mut writer = stream;
        writer.write_all(head.as_bytes())?;
        if asked.method != "HEAD" {
            writer.write_all(&answer.body)?;
        }
        writer.flush()?;
        if asked.last {
            break;
        }
    }
    Ok(())
}

/// The policy of a build for that `User-Agent`. The build may change while it is served: one that is half written has
/// the strict one.
fn policy(dir: &Path, agent: &str) -> String {
    let strict = headers::of_build(dir).unwrap_or_else(|_| headers::policy_header(&[], &[]));
    if headers::old(agent) { headers::for_old(&strict) } else { strict }
}

/// Reads the head of a request; `None` when there is no other, or it is none.
fn read_head(reader: &mut impl BufRead) -> std::io::Result<Option<Asked>> {
    let mut limited = reader.take(HEAD);
    let mut line = String::new();
    limited.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let mut asked = Asked { method: method.to_owned(), target: target.to_owned(), ..Asked::default() };
    asked.last = words.next() != Some("HTTP/1.1");
    loop {
        let mut line = String::new();
        if limited.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            return Ok(line.trim_end().is_empty().then_some(asked));
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "accept" => asked.html = value.contains("text/html"),
            "accept-encoding" => asked.brotli = value.split(',').any(|kind| kind.trim() == "br"),
            "user-agent" => value.clone_into(&mut asked.agent),
            "if-none-match" => value.clone_into(&mut asked.known),
            "connection" => asked.last |= value.eq_ignore_ascii_case("close"),
            // A body is not read, so nothing can follow it.
            "content-length" | "transfer-encoding" => asked.last |= value != "0",
            _ => {}
        }
    }
}

struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

fn answer(asked: &Asked, dir: &Path) -> Answer {
    let refuse = |status: &'static str| Answer {
        status,
        headers: vec![
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
            ("Cache-Control", "no-store".to_owned()),
        ],
        body: status.as_bytes().to_vec(),
    };
    if !["GET", "HEAD"].contains(&asked.method.as_str()) {
        return refuse("405 Method Not Allowed");
    }
    let Some(path) = local(&asked.target) else { return refuse("400 Bad Request") };
    let mut name = path.as_str();
    let mut routed = false;
    if name.is_empty() {
        name = "index.html";
    }
    if !dir.join(name).is_file() {
        // An address of the app's own has no extension. What is missing must be seen to be missing: a page in the
        // place of a script, or of an answer, is a riddle.
        if !asked.html || !routes_by_path(dir) || name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
            return refuse("404 Not Found");
        }
        name = "index.html";
        routed = true;
    }
    let mut file = dir.join(name);
    let mut headers = vec![
        ("Content-Type", mime(name).to_owned()),
        ("Cache-Control", headers::cache(name).to_owned()),
        ("Vary", "Accept-Encoding, User-Agent".to_owned()),
    ];
    let compressed = dir.join(format!("{name}.br"));
    if asked.brotli && !routed && compressed.is_file() {
        file = compressed;
        headers.push(("Content-Encoding", "br".to_owned()));
    }
    let (Ok(mut body), Ok(meta)) = (fs::read(&file), fs::metadata(&file)) else { return refuse("404 Not Found") };
    if routed {
        // The page's own files are named relative to it, and would be sought below the path asked for.
        let page = String::from_utf8_lossy(&body).replacen("<head>", "<head><base href=\"/\">", 1);
        body = page.into_bytes();
    }
    let changed = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", body.len(), changed.as_nanos());
    let known = asked.known == tag;
    headers.push(("ETag", tag));
    if known {
        return Answer { status: "304 Not Modified", headers, body: Vec::new() };
    }
    Answer { status: "200 OK", headers, body }
}

/// Whether the app writes its addresses as paths, for which the page has to be sent.
fn routes_by_path(dir: &Path) -> bool {
    let text = fs::read_to_string(dir.join("config.json")).unwrap_or_default();
    let config: Result<serde_json::Value, _> = serde_json::from_str(&text);
    config.is_ok_and(|config| config.get("routes").is_some_and(|routes| routes == "path"))
}

/// The path of a request, relative to the folder and inside it.
fn local(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decode(path)?;
    let inside = path.split('/').all(|name| !name.starts_with('.'));
    let plain = !path.contains(['\\', '\0', ':']) && !path.contains("//") && !path.starts_with('/');
    (inside && plain).then_some(path)
}

/// Undoes percent-encoding (RFC 3986, section 2.1).
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, local};
    use crate::run::write;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    fn ask(server: &Server, head: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        String::from_utf8_lossy(&said).into_owned()
    }

    #[test]
    fn it_serves_as_a_server_should() {
        let dir = std::env::temp_dir().join(format!("citizen-center-serve-{}", std::process::id()));
        write(dir.join("index.html"), "<head><p>home").unwrap();
        write(dir.join("style-0123456789abcdef.css"), "a{}").unwrap();
        write(dir.join("style-0123456789abcdef.css.br"), "BR").unwrap();
        write(dir.join("a_bg.wasm"), "\0asm").unwrap();
        let server = Server::start(dir.clone(), 0).unwrap();

        let home = ask(&server, "GET / HTTP/1.1");
        assert!(home.starts_with("HTTP/1.1 200 OK\r\n") && home.ends_with("<p>home"), "{home}");
        assert!(home.contains("Content-Security-Policy: default-src 'none'") && home.contains("no-cache"), "{home}");
        let old = ask(&server, "GET / HTTP/1.1\r\nUser-Agent: (iPhone; CPU iPhone OS 13_3 like Mac OS X)");
        assert!(old.contains("'unsafe-eval'") && !home.contains("'unsafe-eval'"), "{old}");
        write(dir.join(headers::FILE), "/*\n  Content-Security-Policy: script-src 'wasm-unsafe-eval'\n").unwrap();
        let old = ask(&server, "GET / HTTP/1.1\r\nUser-Agent: Chrome/96.0");
        assert!(old.contains("Policy: script-src 'unsafe-eval' 'wasm-unsafe-eval'\r\n"), "{old}");
        let tag = home.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
        assert!(ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}")).starts_with("HTTP/1.1 304"));

        let css = "GET /style-0123456789abcdef.css HTTP/1.1";
        let plain = ask(&server, css);
        assert!(plain.contains("immutable") && plain.ends_with("a{}"), "{plain}");
        let small = ask(&server, &format!("{css}\r\nAccept-Encoding: gzip, br"));
        assert!(small.contains("Content-Encoding: br") && small.ends_with("BR"), "{small}");
        assert!(ask(&server, "GET /a_bg.wasm HTTP/1.1").contains("Content-Type: application/wasm"));

        let page = "GET /card HTTP/1.1\r\nAccept: text/html,*/*";
        assert!(ask(&server, page).starts_with("HTTP/1.1 404"));
        write(dir.join("config.json"), r#"{"routes":"path"}"#).unwrap();
        assert!(ask(&server, page).ends_with("<head><base href=\"/\"><p>home"));
        for missing in ["/card", "/gone.wasm", "/.git/config", "/v1/card"] {
            let said = ask(&server, &format!("GET {missing} HTTP/1.1"));
            assert!(said.starts_with("HTTP/1.1 40"), "{said}");
        }
        assert!(ask(&server, "POST / HTTP/1.1\r\nContent-Length: 3").starts_with("HTTP/1.1 405"));
        assert!(ask(&server, "HEAD / HTTP/1.1").ends_with("\r\n\r\n"));
        drop(server);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_has_a_path() {
        for target in ["/../a", "/%2e%2e/a", "/a/..%2fb", "/.env", "/a\\b", "//a", "/%ff", "/%4", "a", "/c:/a"] {
            assert_eq!(local(target), None, "{target}");
        }
        assert_eq!(local("/locales/zh-CN.json?x#y").as_deref(), Some("locales/zh-CN.json"));
        assert_eq!(local("/").as_deref(), Some(""));
    }
}
