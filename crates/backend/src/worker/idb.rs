//! The store in `IndexedDB`: one object store, the document's key as key, version and JSON as value.
//!
//! Each method is one transaction and waits for nothing but that transaction's own requests, as a
//! transaction ends when anything else is waited for. A commit reads the versions and writes in the
//! same transaction, so two tabs cannot both pass the check; it is done when the transaction says
//! "complete", not when the last request succeeds.

use crate::store::{Answer, Committed, Document, LocalBoxFuture, Store, StoreError, Write};
use js_sys::Promise;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbCursorDirection, IdbCursorWithValue, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore,
    IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

const DOCUMENTS: &str = "documents";
const VERSION: u32 = 1;

/// Documents in `IndexedDB`.
pub struct IdbStore {
    name: String,
    database: RefCell<IdbDatabase>,
}

/// One transaction on the documents.
struct Work {
    documents: IdbObjectStore,
    end: Promise,
}

impl IdbStore {
    /// Opens the database of that name, and makes it if there is none.
    ///
    /// # Errors
    /// `Unavailable` when the browser has none, bars it, or another version of the app holds it.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let database = open(name).await?;
        Ok(Self { name: name.to_owned(), database: RefCell::new(database) })
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<Work, JsValue> {
        let transaction = self.database.borrow().transaction_with_str_and_mode(DOCUMENTS, mode)?;
        let documents = transaction.object_store(DOCUMENTS)?;
        Ok(Work { documents, end: end(&transaction) })
    }

    /// Begins a transaction; opens the database once more if the browser has closed it meanwhile
    /// (storage cleared by the person, memory wanted by the system).
    async fn work(&self, mode: IdbTransactionMode) -> Result<Work, StoreError> {
        if let Ok(work) = self.begin(mode) {
            return Ok(work);
        }
        let database = open(&self.name).await?;
        self.database.replace(database);
        self.begin(mode).map_err(|why| error(&why))
    }
}

impl Store for IdbStore {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(async move {
            if keys.is_empty() {
                return Ok(Vec::new());
            }
            let work = self.work(IdbTransactionMode::Readonly).await?;
            work.found(work.get(keys)).await
        })
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(async move {
            // Keys are ASCII: everything that begins with the prefix is below this.
            let top = [prefix, "\u{ffff}"].concat();
            let end = before.filter(|b| *b < top.as_str()).unwrap_or(&top);
            if limit == 0 || end <= prefix {
                return Ok(Vec::new());
            }
            let range = IdbKeyRange::bound_with_lower_open_and_upper_open(&prefix.into(), &end.into(), false, true);
            let range = range.map_err(|why| error(&why))?;
            let work = self.work(IdbTransactionMode::Readonly).await?;
            work.found(work.walk(&range, limit)).await
        })
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(async move {
            if writes.is_empty() {
                return Ok(Committed::Done);
            }
            let work = self.work(IdbTransactionMode::Readwrite).await?;
            work.finish(work.put(writes)).await
        })
    }

    fn reset(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            let work = self.work(IdbTransactionMode::Readwrite).await?;
            let cleared = work.documents.clear().map(|_| ()).map_err(|why| error(&why));
            work.finish(Box::pin(std::future::ready(cleared))).await
        })
    }
}

impl Work {
    /// What was read: once it is here nothing can go wrong any more, and its transaction's end is not waited for.
    async fn found<T>(&self, requests: LocalBoxFuture<'_, Result<T, StoreError>>) -> Result<T, StoreError> {
        match requests.await {
            Ok(found) => Ok(found),
            Err(why) => self.finish(Box::pin(std::future::ready(Err(why)))).await,
        }
    }

    /// What the requests gave, once the transaction has ended well.
    async fn finish<T>(&self, requests: LocalBoxFuture<'_, Result<T, StoreError>>) -> Result<T, StoreError> {
        let got = requests.await;
        let ended = JsFuture::from(self.end.clone()).await.map_err(|why| error(&why));
        // The transaction's own reason says more than that of the request it stopped at.
        ended.and(got)
    }

    fn get<'a>(&'a self, keys: &'a [String]) -> LocalBoxFuture<'a, Result<Vec<Option<Document>>, StoreError>> {
        Box::pin(async move {
            // All are asked at once and come in this order, so the last is waited for alone, and after it the
            // transaction is still there to be written to. Where one fails the others do.
            let mut asked = Vec::with_capacity(keys.len());
            for key in keys {
                asked.push(self.documents.get(&key.as_str().into()).map_err(|why| error(&why))?);
            }
            if let Some(last) = asked.last() {
                success(last).await?;
            }
            let mut found = Vec::with_capacity(keys.len());
            for (key, asked) in keys.iter().zip(asked) {
                let value = asked.result().map_err(|why| error(&why))?;
                found.push(if value.is_undefined() { None } else { Some(read(key, &value)?) });
            }
            Ok(found)
        })
    }

    fn walk<'a>(
        &'a self,
        range: &'a IdbKeyRange,
        limit: usize,
    ) -> LocalBoxFuture<'a, Result<Vec<Document>, StoreError>> {
        Box::pin(async move {
            let direction = IdbCursorDirection::Prev;
            let request = self.documents.open_cursor_with_range_and_direction(range, direction);
            let request = request.map_err(|why| error(&why))?;
            let mut found = Vec::new();
            while let Ok(cursor) = success(&request).await?.dyn_into::<IdbCursorWithValue>() {
                let key = cursor.key().map_err(|why| error(&why))?.as_string().ok_or(StoreError::Corrupt)?;
                found.push(read(&key, &cursor.value().map_err(|why| error(&why))?)?);
                if found.len() >= limit {
                    break;
                }
                cursor.continue_().map_err(|why| error(&why))?;
            }
            Ok(found)
        })
    }

    fn put<'a>(&'a self, writes: &'a [Write]) -> LocalBoxFuture<'a, Result<Committed, StoreError>> {
        Box::pin(async move {
            let keys: Vec<String> = writes.iter().map(|w| w.key.clone()).collect();
            let now = self.get(&keys).await?;
            let meets = |(w, d): (&Write, &Option<Document>)| d.as_ref().map_or(0, |d| d.version) == w.expected;
            if !writes.iter().zip(&now).all(meets) {
                // Nothing has been written: the transaction ends by itself.
                return Ok(Committed::Conflict);
            }
            for write in writes {
                let key = JsValue::from(write.key.as_str());
                let request = match &write.json {
                    Some(json) => {
                        let version = write.expected.saturating_add(1).to_string();
                        self.documents.put_with_key(&[version.as_str(), "\n", json].concat().into(), &key)
                    }
                    None => self.documents.delete(&key),
                };
                if let Err(why) = request {
                    let _ = self.documents.transaction().abort();
                    return Err(error(&why));
                }
            }
            Ok(Committed::Done)
        })
    }
}

async fn open(name: &str) -> Result<IdbDatabase, StoreError> {
    let gone = StoreError::Unavailable;
    let factory = js_sys::Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|_| gone)?;
    let factory: IdbFactory = factory.dyn_into().map_err(|_| gone)?;
    let request = factory.open_with_u32(name, VERSION).map_err(|_| gone)?;
    let make = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let request = event.target().and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
        if let Some(Ok(database)) =
            request.and_then(|request| request.result().ok()).map(JsCast::dyn_into::<IdbDatabase>)
        {
            let _ = database.create_object_store(DOCUMENTS);
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    let opened = success(&request).await?;
    request.set_onupgradeneeded(None);
    let database: IdbDatabase = opened.dyn_into().map_err(|_| gone)?;
    // A newer version of the app, or a person who clears the site's data, is not kept waiting; what
    // is asked after that opens the database again.
    let close = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if let Some(Ok(database)) = event.target().map(JsCast::dyn_into::<IdbDatabase>) {
            database.close();
        }
    });
    database.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
    Ok(database)
}

/// What a request comes to. Its promise is settled by the browser's own functions: no closure of ours
/// lives longer than it is needed.
fn success(request: &IdbRequest) -> LocalBoxFuture<'static, Result<JsValue, StoreError>> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    Box::pin(async move {
        match JsFuture::from(promise).await {
            Ok(_) => request.result().map_err(|why| error(&why)),
            Err(_) => Err(request.error().ok().flatten().map_or(StoreError::Unavailable, |why| named(&why.name()))),
        }
    })
}

/// Settled when the transaction ends: completed, or undone with the reason.
fn end(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}

fn read(key: &str, value: &JsValue) -> Result<Document, StoreError> {
    let text = value.as_string().ok_or(StoreError::Corrupt)?;
    let (version, json) = text.split_once('\n').ok_or(StoreError::Corrupt)?;
    let version = version.parse().map_err(|_| StoreError::Corrupt)?;
    Ok(Document { key: key.to_owned(), version, json: json.to_owned() })
}

/// The meaning of what was thrown, or of the event that ended a transaction.
fn error(why: &JsValue) -> StoreError {
    if let Some(thrown) = why.dyn_ref::<DomException>() {
        return named(&thrown.name());
    }
    let ended = why.dyn_ref::<Event>().and_then(Event::target);
    let ended = ended.and_then(|target| target.dyn_into::<IdbTransaction>().ok());
    ended.and_then(|transaction| transaction.error()).map_or(StoreError::Unavailable, |why| named(&why.name()))
}

fn named(name: &str) -> StoreError {
    match name {
        // W3C Indexed Database API 3.0, 2.7: the transaction was undone for want of room.
        "QuotaExceededError" => StoreError::Full,
        "DataError" | "DataCloneError" => StoreError::Corrupt,
        _ => StoreError::Unavailable,
    }
}
