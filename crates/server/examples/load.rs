//! What one client can take from another: loads from 127.0.0.2, and what somebody at 127.0.0.1 has of the server meanwhile.
//!
//! `cargo run -p server --example load -- 127.0.0.1:8080 [seconds]`, with a server started without `--demo` limits in its way.
//! docs/decisions/server.md has what came of it.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const READ: &[u8] = b"GET /v1/cities HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
const PATIENCE: Duration = Duration::from_secs(30);

async fn connect(from: [u8; 4], to: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(to).await
}

/// Asks once on a connection; the status.
async fn ask(stream: &mut TcpStream) -> io::Result<u16> {
    stream.write_all(READ).await?;
    let (mut bytes, mut chunk) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let count = stream.read(&mut chunk).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.to_ascii_lowercase();
        let length = length.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse::<usize>().ok());
        if body.len() >= length.unwrap_or(0) {
            return head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData.into());
        }
    }
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
            let status = ask(&mut stream).await?;
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

#[tokio::main(flavor = "current_thread")]
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
    let first = timeout(PATIENCE, async { ask(&mut connect(OTHER, to).await?).await }).await;
    println!("after 512 half-sent heads: the first answer after {} ms ({first:?})", began.elapsed().as_millis());
    Ok(())
}
