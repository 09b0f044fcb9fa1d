//! What every [`Store`] must do: run each of [`CASES`] on an empty store.

use super::{Committed, Document, LocalBoxFuture, Store, StoreError, Write};
use std::rc::Rc;

/// A case: says what went wrong.
pub type Case = fn(Rc<dyn Store>) -> LocalBoxFuture<'static, Result<(), String>>;

/// The suite. Each case wants a store of its own, empty.
pub const CASES: [(&str, Case); 8] = [
    ("a fresh store is empty", |s| Box::pin(fresh(s))),
    ("what is committed is loaded, in the order asked for", |s| Box::pin(round_trip(s))),
    ("versions count up from 1", |s| Box::pin(versions(s))),
    ("a wrong version writes nothing at all", |s| Box::pin(conflict(s))),
    ("of two that expect the same version one wins", |s| Box::pin(race(s))),
    ("a removed document is gone and can be made anew", |s| Box::pin(removal(s))),
    ("pages go down from the greatest key", |s| Box::pin(pages(s))),
    ("a reset removes everything", |s| Box::pin(reset(s))),
];

/// Runs all cases; `make` hands out an empty store each time.
///
/// # Errors
/// Names the first case that failed and why.
pub async fn run(mut make: impl FnMut() -> LocalBoxFuture<'static, Rc<dyn Store>>) -> Result<(), String> {
    for (name, case) in CASES {
        case(make().await).await.map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

/// A document to be written.
pub fn write(key: &str, expected: u32, json: &str) -> Write {
    Write { key: key.to_owned(), expected, json: Some(json.to_owned()) }
}

fn document(key: &str, version: u32, json: &str) -> Document {
    Document { key: key.to_owned(), version, json: json.to_owned() }
}

fn same<T: PartialEq + std::fmt::Debug>(got: Result<T, StoreError>, want: &T) -> Result<(), String> {
    match got {
        Ok(got) if got == *want => Ok(()),
        got => Err(format!("got {got:?}, want {want:?}")),
    }
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&k| k.to_owned()).collect()
}

async fn fresh(s: Rc<dyn Store>) -> Result<(), String> {
    same(s.load(&keys(&["a", "b"])).await, &vec![None, None])?;
    same(s.load(&[]).await, &Vec::new())?;
    same(s.commit(&[]).await, &Committed::Done)?;
    same(s.page("", None, 10).await, &Vec::new())
}

async fn round_trip(s: Rc<dyn Store>) -> Result<(), String> {
    let text = "{\"name\":\"示例甲\",\"n\":1}";
    same(s.commit(&[write("a", 0, text), write("b/c", 0, "[]")]).await, &Committed::Done)?;
    let want = vec![Some(document("b/c", 1, "[]")), None, Some(document("a", 1, text))];
    same(s.load(&keys(&["b/c", "x", "a"])).await, &want)
}

async fn versions(s: Rc<dyn Store>) -> Result<(), String> {
    for version in 0..5 {
        same(s.commit(&[write("a", version, "1")]).await, &Committed::Done)?;
    }
    same(s.load(&keys(&["a"])).await, &vec![Some(document("a", 5, "1"))])
}

async fn conflict(s: Rc<dyn Store>) -> Result<(), String> {
    same(s.commit(&[write("a", 0, "1")]).await, &Committed::Done)?;
    for wrong in [
        [write("b", 0, "2"), write("a", 0, "2")],
        [write("a", 2, "2"), write("b", 0, "2")],
        [write("a", 1, "2"), write("b", 1, "2")],
    ] {
        same(s.commit(&wrong).await, &Committed::Conflict)?;
        same(s.load(&keys(&["a", "b"])).await, &vec![Some(document("a", 1, "1")), None])?;
    }
    let removal = Write { json: None, ..write("a", 7, "") };
    same(s.commit(&[removal]).await, &Committed::Conflict)
}

async fn race(s: Rc<dyn Store>) -> Result<(), String> {
    let (one, two) = ([write("a", 0, "1")], [write("a", 0, "2")]);
    let (one, two) = futures_util::future::join(s.commit(&one), s.commit(&two)).await;
    match (one, two) {
        (Ok(Committed::Done), Ok(Committed::Conflict)) => {
            same(s.load(&keys(&["a"])).await, &vec![Some(document("a", 1, "1"))])
        }
        (Ok(Committed::Conflict), Ok(Committed::Done)) => {
            same(s.load(&keys(&["a"])).await, &vec![Some(document("a", 1, "2"))])
        }
        both => Err(format!("both came to {both:?}")),
    }
}

async fn removal(s: Rc<dyn Store>) -> Result<(), String> {
    same(s.commit(&[write("a", 0, "1")]).await, &Committed::Done)?;
    same(s.commit(&[Write { json: None, ..write("a", 1, "") }]).await, &Committed::Done)?;
    same(s.load(&keys(&["a"])).await, &vec![None])?;
    same(s.commit(&[write("a", 0, "3")]).await, &Committed::Done)?;
    same(s.load(&keys(&["a"])).await, &vec![Some(document("a", 1, "3"))])
}

async fn pages(s: Rc<dyn Store>) -> Result<(), String> {
    let all: Vec<Write> = ["p/1", "p/2", "p/3", "p/4", "o/9", "q/0", "p"].iter().map(|k| write(k, 0, k)).collect();
    same(s.commit(&all).await, &Committed::Done)?;
    let listed =
        |page: Result<Vec<Document>, StoreError>| page.map(|d| d.into_iter().map(|d| d.key).collect::<Vec<_>>());
    same(listed(s.page("p/", None, 2).await), &keys(&["p/4", "p/3"]))?;
    same(listed(s.page("p/", Some("p/3"), 2).await), &keys(&["p/2", "p/1"]))?;
    same(listed(s.page("p/", Some("p/1"), 2).await), &Vec::new())?;
    same(listed(s.page("p/", Some("a"), 2).await), &Vec::new())?;
    same(listed(s.page("p/", None, 0).await), &Vec::new())?;
    same(listed(s.page("z", None, 9).await), &Vec::new())?;
    same(listed(s.page("", None, 99).await), &keys(&["q/0", "p/4", "p/3", "p/2", "p/1", "p", "o/9"]))
}

async fn reset(s: Rc<dyn Store>) -> Result<(), String> {
    same(s.commit(&[write("a", 0, "1"), write("b", 0, "1")]).await, &Committed::Done)?;
    same(s.reset().await, &())?;
    same(s.load(&keys(&["a", "b"])).await, &vec![None, None])?;
    same(s.commit(&[write("a", 0, "2")]).await, &Committed::Done)
}
