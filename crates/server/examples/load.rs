//! What one client can take from another: loads from 127.0.0.2, and what somebody at 127.0.0.1 has of the server meanwhile.
//!
//! `cargo run -p server --example load -- 127.0.0.1:8080 [seconds]`, on a server of its own that was started with
//! `--tries-per-minute 60000`, so that the flood is not refused for the tries that it makes.
//! docs/decisions/server.md has what came of it.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const READ: &[u8] = b"GET /v1/cities HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
/// What costs the server most of what anybody may ask: each time another number, which is looked up, and that it was in vain
/// is written down.
fn attempt() -> Vec<u8> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let (year, month, day) = (1950 + count / 1000 % 50, 1 + count / 50_000 % 12, 1 + count / 600_000 % 28);
    let bare = format!("990000{year}{month:02}{day:02}{:03}", count % 1000);
    // GB 11643-1999: the last sign is a check on the others.
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = bare.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let last = char::from(b"10X98765432"[usize::try_from(sum % 11).unwrap_or(0)]);
    let body = format!(r#"{{"method":"password","id_number":"{bare}{last}","password":"000000"}}"#);
    let head = "POST /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Citizen-Csrf: 1\r\nContent-Type: application/json";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

const PATIENCE: Duration = Duration::from_secs(30);

async fn connect(from: [u8; 4], to: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(to).await
}

/// Asks once on a connection; the status.
async fn ask(stream: &mut TcpStream, what: &[u8]) -> io::Result<u16> {
    stream.write_all(what).await?;
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; 16 * 1024]);
    let mut whole = usize::MAX;
    while bytes.len() < whole {
        let count = stream.read(&mut chunk).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&chunk[..count]);
        if whole == usize::MAX
            && let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let lines = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
            let length = lines.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            whole = head + 4 + length.unwrap_or(0);
        }
    }
    let status = bytes.get(9..12).and_then(|status| std::str::from_utf8(status).ok()?.parse().ok());
    status.ok_or(io::ErrorKind::InvalidData.into())
}

/// Asks one thing after another, and comes back whenever the connection is ended, for so long: the status and the time of each.
async fn reads(from: [u8; 4], to: SocketAddr, long: Duration) -> Vec<(u16, Duration)> {
    let (began, mut all, mut kept) = (Instant::now(), Vec::new(), None);
    while began.elapsed() < long {
        let asked = Instant::now();
        let answer = timeout(PATIENCE, async {
            let mut stream = match kept.take() {
                Some(stream) => stream,
                None => connect(from, to).await?,
            };
            let what = if from == ONE { attempt() } else { READ.to_vec() };
            let status = ask(&mut stream, &what).await?;
            Ok::<_, io::Error>((stream, status))
        });
        match answer.await {
            Ok(Ok((stream, status))) => {
                all.push((status, asked.elapsed()));
                kept = Some(stream);
            }
            Ok(Err(why)) if why.kind() == io::ErrorKind::UnexpectedEof => {}
            _ => all.push((0, asked.elapsed())),
        }
        // Somebody who taps, not a machine.
        sleep(Duration::from_millis(if from == ONE { 0 } else { 20 })).await;
    }
    all
}

fn report(what: &str, mut all: Vec<(u16, Duration)>) {
    all.sort_by_key(|(_, took)| *took);
    let refused = all.iter().filter(|(status, _)| *status != 200).count();
    let at = |share: usize| all.get(all.len() * share / 100).map_or(0, |(_, took)| took.as_millis());
    println!("{what}: {} reads, {refused} refused, median {} ms, 99 % within {} ms", all.len(), at(50), at(99));
}

const ONE: [u8; 4] = [127, 0, 0, 2];
const OTHER: [u8; 4] = [127, 0, 0, 1];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let to: SocketAddr = args.next().and_then(|to| to.parse().ok()).ok_or(io::ErrorKind::InvalidInput)?;
    let long = Duration::from_secs(args.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(5));
    report("alone", reads(OTHER, to, long).await);

    let mut flood = JoinSet::new();
    for _ in 0..160 {
        flood.spawn(reads(ONE, to, long + Duration::from_secs(1)));
    }
    sleep(Duration::from_millis(500)).await;
    report("beside 160 connections that ask without end", reads(OTHER, to, long).await);
    drop(flood);
    sleep(Duration::from_secs(2)).await;

    let mut halves = Vec::new();
    for _ in 0..512 {
        if let Ok(mut half) = connect(ONE, to).await {
            let _ = half.write_all(b"GET / HTTP/1.1\r\nHost: a").await;
            halves.push(half);
        }
    }
    let began = Instant::now();
    let first = timeout(PATIENCE, async { ask(&mut connect(OTHER, to).await?, READ).await }).await;
    println!("after 512 half-sent heads: the first answer after {} ms ({first:?})", began.elapsed().as_millis());
    Ok(())
}
