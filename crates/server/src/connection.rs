//! One connection: a request after another, until either end has had enough of it.

use crate::places::{Busy, Connection, PACE, Place};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use hyper::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep};

/// The bytes of a request's head.
const HEAD: usize = 16 * 1024;
/// How long a connection may last: none is so long at work, so it ends between two requests.
const LIFETIME: Duration = Duration::from_mins(10);

/// Answers one request after another. One connection that breaks concerns only its other end.
pub async fn converse(
    stream: TcpStream,
    router: Router,
    silence: Duration,
    mut closed: watch::Receiver<bool>,
    place: Place,
) {
    let _ = stream.set_nodelay(true);
    let connection = &place.connection;
    let (service, watched) = (TowerToHyperService::new(router), Arc::clone(connection));
    let service = service_fn(move |request: Request<Incoming>| {
        let busy = watched.begin();
        let answer = service.call(request.map(|body| Asking::new(body, &watched)));
        async move { answer.await.map(|response| response.map(|body| Answering { body, _busy: busy })) }
    });
    let talk = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also for the time between two requests: the head of the next one is waited for from then on.
        .header_read_timeout(silence)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Paced::new(stream, silence, Arc::clone(connection))), service);
    let (mut talk, mut last) = (pin!(talk), pin!(sleep(LIFETIME)));
    let mut ends = false;
    loop {
        tokio::select! {
            _ = talk.as_mut() => return,
            _ = closed.changed(), if !ends => {}
            () = last.as_mut() => if ends { return },
            spare = connection.wanted() => if spare { return },
        }
        if !ends {
            ends = true;
            talk.as_mut().graceful_shutdown();
            last.as_mut().reset(Instant::now() + LIFETIME);
        }
    }
}

/// The body of a request, of which the connection is told how much is here.
struct Asking {
    body: Incoming,
    connection: Arc<Connection>,
}

impl Asking {
    fn new(body: Incoming, connection: &Arc<Connection>) -> Self {
        connection.owes(if body.is_end_stream() { None } else { Some(0) });
        Self { body, connection: Arc::clone(connection) }
    }
}

impl HttpBody for Asking {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let more = frame.as_ref().and_then(|frame| frame.as_ref().ok()).filter(|_| !self.body.is_end_stream());
        self.connection.owes(more.map(|frame| frame.data_ref().map_or(0, Bytes::len)));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        // Nobody wants the rest.
        if !self.body.is_end_stream() {
            self.connection.owes(None);
        }
    }
}

/// The body of an answer. The connection is busy until all of it was handed over.
struct Answering {
    body: Body,
    _busy: Busy,
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream whose other end has to take what is written: within the limit each time, and all in all at a pace.
struct Paced<S> {
    stream: S,
    limit: Duration,
    connection: Arc<Connection>,
    /// Since when nothing is taken.
    since: Option<Instant>,
    late: Pin<Box<Sleep>>,
    /// How long its other end was waited for, and how many bytes it has taken.
    waited: Duration,
    written: u64,
}

impl<S> Paced<S> {
    fn new(stream: S, limit: Duration, connection: Arc<Connection>) -> Self {
        let late = Box::pin(sleep(limit));
        Self { stream, limit, connection, since: None, late, waited: Duration::ZERO, written: 0 }
    }

    /// Follows what came of a write.
    fn follow(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let now = Instant::now();
        if let Poll::Ready(outcome) = outcome {
            if let Some(since) = self.since.take() {
                self.waited += now - since;
                self.connection.stalled(None);
            }
            self.written += outcome.as_ref().map_or(0, |count| *count as u64);
            return Poll::Ready(outcome);
        }
        if self.since.is_none() {
            self.since = Some(now);
            self.connection.stalled(self.since);
            let earned = self.limit + Duration::from_secs(self.written / PACE);
            self.late.as_mut().reset(now + self.limit.min(earned.saturating_sub(self.waited)));
        }
        ready!(self.late.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.follow(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.follow(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::Paced;
    use crate::places::{PACE, Places};
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;
    use tokio::io::AsyncWrite;
    use tokio::time::{Instant, advance};

    /// Takes so many bytes whenever it is let.
    struct Reader {
        takes: usize,
    }

    impl AsyncWrite for Reader {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
            let taken = std::mem::take(&mut self.takes).min(bytes.len());
            if taken > 0 { Poll::Ready(Ok(taken)) } else { Poll::Pending }
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    const LIMIT: Duration = Duration::from_secs(20);

    /// How long somebody is written to who takes so many bytes each so many seconds; at most an hour.
    async fn written_to(takes: usize, every: u64) -> Duration {
        let place = Places::new(1, 1).take(None).await.unwrap();
        let mut paced = Paced::new(Reader { takes: 0 }, LIMIT, place.connection.clone());
        let (began, bytes) = (Instant::now(), vec![0; 64 * 1024]);
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for second in 1..=3600 {
            while let Poll::Ready(outcome) = Pin::new(&mut paced).poll_write(&mut cx, &bytes) {
                if outcome.is_err() {
                    return began.elapsed();
                }
            }
            advance(Duration::from_secs(1)).await;
            if second % every == 0 {
                paced.stream.takes = takes;
            }
        }
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_or_next_to_nothing_is_let_go() {
        let hour = Duration::from_hours(1);
        let pace = usize::try_from(PACE).unwrap();
        assert_eq!(written_to(0, 1).await, LIMIT, "never reads");
        assert_eq!(written_to(1, 30).await, LIMIT, "too late");
        let drips = written_to(1, 19).await;
        assert!(drips <= LIMIT * 2, "a byte now and then: {drips:?}");
        assert!(written_to(pace / 2, 1).await < 3 * LIMIT, "half the pace");
        assert_eq!(written_to(pace * 2, 1).await, hour, "slow, but reading");
        assert_eq!(written_to(pace * 40, 15).await, hour, "in bursts");
    }
}
