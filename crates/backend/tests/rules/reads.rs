//! How often a request asks the store, and for what: a transaction takes longer than the rules.

use crate::support::App;
use backend::store::{Answer, Committed, Document, MemoryStore, Store, Write};
use backend::testing::seeded;
use std::cell::RefCell;
use std::rc::Rc;

/// A store that notes which keys are loaded, a list for each transaction.
struct Noting {
    inner: MemoryStore,
    loads: RefCell<Vec<Vec<String>>>,
}

impl Store for Noting {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        self.loads.borrow_mut().push(keys.to_vec());
        self.inner.load(keys)
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        self.loads.borrow_mut().push(vec![prefix.to_owned()]);
        self.inner.page(prefix, before, limit)
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        self.inner.commit(writes)
    }

    fn reset(&self) -> Answer<'_, ()> {
        self.inner.reset()
    }
}

/// Forty years of contributions, signed in, and asked once, so that the backend knows whose session it is.
fn known() -> (App, Rc<Noting>) {
    let store = Rc::new(Noting { inner: seeded(), loads: RefCell::default() });
    let app = App::on(store.clone(), 1);
    app.sign_in("c-bing");
    assert_eq!(app.get("/v1/session").status, 200);
    (app, store)
}

#[test]
fn a_read_is_one_transaction() {
    let (app, store) = known();
    let paths = ["/v1/session", "/v1/card", "/v1/card/services", "/v1/contributions/summary"];
    for path in paths.into_iter().chain(["/v1/applications", "/v1/cities", "/v1/services?city=shili"]) {
        store.loads.take();
        assert_eq!(app.get(path).status, 200, "{path}");
        assert_eq!(store.loads.borrow().len(), 1, "{path}: {:?}", store.loads.borrow());
    }
}

#[test]
fn a_page_of_the_record_reads_the_years_that_are_on_it() {
    let (app, store) = known();
    for (query, years) in [
        // Twelve months of five insurances a year.
        ("", &[2021][..]),
        ("?limit=60", &[2021, 2020]),
        ("?limit=120", &[2021, 2020, 2019]),
        ("?limit=24&insurance=medical", &[2021, 2020, 2019]),
        ("?from=1990-03&to=1991-02&limit=100", &[1991, 1990]),
        ("?from=2021-12", &[2021]),
        ("?to=1981-12", &[]),
    ] {
        store.loads.take();
        assert_eq!(app.get(&format!("/v1/contributions{query}")).status, 200, "{query}");
        let loads = store.loads.take();
        let read: Vec<_> = loads.iter().flatten().filter_map(|key| key.strip_prefix("months/c-bing/")).collect();
        assert_eq!(read, years.iter().map(ToString::to_string).collect::<Vec<_>>(), "{query}");
        assert!(loads.len() <= 2, "{query}: {loads:?}");
    }
}
