//! The reference backend behind a small HTTP server of this process, for the kit's client to talk to.
//!
//! It reads as much of HTTP/1.1 as the client sends, and closes the connection after each answer.

use conform::backend::{Backend, World};
use conform::reference::Reference;
use conform::roles::{Person, Roles};
use contract::http::{Method, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// What is asked of the thread that has the backend: it is not one to be shared between threads.
type Job = Box<dyn FnOnce(&Reference) + Send>;

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
        let (jobs, todo) = channel::<Job>();
        let own = jobs.clone();
        thread::spawn(move || {
            let reference = Reference::new();
            for job in todo {
                job(&reference);
            }
        });
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let jobs = own.clone();
                thread::spawn(move || serve(&stream, &jobs));
            }
        });
        Self { address, jobs }
    }
}

/// Has a job done by the backend's thread, and waits for what comes of it.
fn ask<T: Send + 'static>(jobs: &Sender<Job>, job: impl FnOnce(&Reference) -> T + Send + 'static) -> T {
    let (done, answered) = channel();
    // Whoever asked may have gone meanwhile.
    jobs.send(Box::new(move |reference| drop(done.send(job(reference))))).unwrap();
    answered.recv().unwrap()
}

/// The people of the demo: the same as in the process.
pub fn roles() -> Roles {
    pollster::block_on(Reference::new().roles())
}

fn serve(stream: &TcpStream, jobs: &Sender<Job>) {
    let Some(request) = receive(stream) else { return };
    let bare = request.method == Method::Head;
    let response = ask(jobs, |reference| pollster::block_on(reference.send(request))).unwrap();
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
        ask(&self.jobs, World::now)
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        let passed = ask(&self.jobs, move |reference| pollster::block_on(reference.pass(seconds)));
        Box::pin(async { passed })
    }

    fn code<'a>(&'a self, _: &'a Person, _: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        let code = ask(&self.jobs, |reference| pollster::block_on(reference.code(&Person::default(), None)));
        Box::pin(async { code })
    }

    fn chance(&self) -> String {
        conform::world::Here::new(0).chance()
    }
}
