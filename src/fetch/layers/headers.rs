//! Headers that the config asks for.

use std::rc::Rc;

use super::layer;
use crate::fetch::config::Remote;
use crate::fetch::{Fetch, Request};
use contract::http::{Header, Method};

/// Adds the config's headers where the request does not have them, and the header against forged requests to whatever
/// may change something.
pub fn headers(remote: &Remote, next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let always: Vec<Header> = remote.headers.clone();
    let csrf = remote.csrf.clone().map(|csrf| (csrf.name, csrf.value));
    layer(move |mut request: Request| {
        let csrf = csrf.iter().filter(|_| request.method != Method::Get);
        let missing = |header: &&Header| request.header(&header.0).is_none();
        let more: Vec<_> = csrf.chain(&always).filter(missing).cloned().collect();
        request.headers.extend(more);
        next.fetch(request)
    })
}
