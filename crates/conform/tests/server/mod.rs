//! The reference backend behind a small HTTP server of this process, for the kit's client to talk to.
//!
//! It reads as much of HTTP/1.1 as the client sends, and closes the connection after each answer.

use conform::backend::{Backend, World};
use conform::reference::Reference;
use conform::roles::{Person, Roles};
use contract::http::{Method, Request, Response};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// What is asked of the thread that has the backend: it is not one to be shared between threads.
enum Job {
    Answer(Request, Sender<Response>),
    Pass(u32, Sender<()>),
    Code(Sender<Option<String>>),
    Now(Sender<Instant>),
}

/// A server that runs as long as the test.
pub struct Server {
    /// Where it is.
    pub address: String,
    jobs: Sender<Job>,
}

impl Server {
    /// Starts one.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (jobs, todo) = channel();
        let own = jobs.clone();
        thread::spawn(move || work(&todo));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let jobs = own.clone();
                thread::spawn(move || serve(&stream, &jobs));
            }
        });
        Self { address, jobs }
    }

    fn ask<T>(&self, job: impl FnOnce(Sender<T>) -> Job) -> T {
        let (done, answered) = channel();
        self.jobs.send(job(done)).unwrap();
        answered.recv().unwrap()
    }
}

/// The people of the demo: the same as in the process.
pub fn roles() -> Roles {
    pollster::block_on(Reference::new().roles())
}

fn work(todo: &Receiver<Job>) {
    let reference = Reference::new();
    // Whoever asked may have gone meanwhile.
    for job in todo {
        match job {
            Job::Answer(request, done) => {
                let _ = done.send(pollster::block_on(reference.send(request)).unwrap());
            }
            Job::Pass(seconds, done) => {
                let _ = pollster::block_on(reference.pass(seconds));
                let _ = done.send(());
            }
            Job::Code(done) => {
                let _ = done.send(pollster::block_on(reference.code(&Person::default(), None)).ok());
            }
            Job::Now(done) => {
                let _ = done.send(reference.now());
            }
        }
    }
}

fn serve(stream: &TcpStream, jobs: &Sender<Job>) {
    let Some(request) = receive(stream) else { return };
    let bare = request.method == Method::Head;
    let (done, answered) = channel();
    jobs.send(Job::Answer(request, done)).unwrap();
    let response = answered.recv().unwrap();
    let mut out = format!("HTTP/1.1 {} -\r\nConnection: close\r\n", response.status);
    for (name, value) in &response.headers {
        out = format!("{out}{name}: {value}\r\n");
    }
    if response.status != 204 {
        out = format!("{out}Content-Length: {}\r\n", response.body.len());
    }
    let mut bytes = (out + "\r\n").into_bytes();
    if !bare {
        bytes.extend(response.body);
    }
    let mut stream = stream;
    let _ = stream.write_all(&bytes);
}

fn receive(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let method = serde_json::from_value(words.next()?.into()).ok()?;
    let mut request = Request::new(method, words.next()?);
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}

impl World for Server {
    fn now(&self) -> Instant {
        self.ask(Job::Now)
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        self.ask(|done| Job::Pass(seconds, done));
        Box::pin(async { Ok(()) })
    }

    fn code<'a>(&'a self, _: &'a Person, _: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        Box::pin(async { self.ask(Job::Code).ok_or_else(|| "no code was sent".to_owned()) })
    }

    fn chance(&self) -> String {
        conform::world::Here::new(0).chance()
    }
}
