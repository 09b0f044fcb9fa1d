//! Pages of the record: the contract's cursors are opaque and hold for their filters; a backend may have page numbers,
//! offsets, or cursors of its own.
//!
//! A cursor of ours is what the backend needs to go on, `~`, and a sum over that and the filters. It is no secret: who
//! makes one up gets a page of the own record.

use crate::map::{Paging, Style};

/// The page that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its number, as the backend counts.
    pub(super) number: u32,
    /// How many items it has at most.
    pub(super) size: u32,
    /// How many items are before it.
    pub(super) offset: u32,
    /// The backend's cursor; none for the first page.
    pub(super) cursor: Option<String>,
    /// What a cursor is bound to.
    filters: String,
}

/// Pages of the contract where no limit is given.
const SIZE: u32 = 24;
/// More than a record can have: arithmetic stays far from its ends.
const FURTHEST: u32 = 1_000_000;

impl Page {
    /// The page that a query asks for; `None` if its cursor is none, or is for other filters.
    pub(super) fn of(paging: &Paging, query: &[(String, String)]) -> Option<Self> {
        let find = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let size = find("limit").and_then(|limit| limit.parse().ok()).unwrap_or(SIZE).min(paging.most);
        let mut filters = size.to_string();
        for name in ["insurance", "from", "to"] {
            filters.push('&');
            filters.push_str(find(name).unwrap_or_default());
        }
        let first = if let Style::Page(first) = paging.style { first } else { 0 };
        let mut page = Self { number: first, size, offset: 0, cursor: None, filters };
        let Some(cursor) = find("cursor") else { return Some(page) };
        let (token, sum) = cursor.rsplit_once('~')?;
        if sum != page.sum(token) {
            return None;
        }
        match paging.style {
            Style::Page(_) => {
                page.number = token.parse().ok().filter(|number| *number < FURTHEST)?;
                page.offset = page.number.checked_sub(first)?.checked_mul(size)?;
            }
            Style::Offset => page.offset = token.parse().ok().filter(|offset| *offset < FURTHEST)?,
            Style::Cursor => page.cursor = Some(token.to_owned()),
        }
        Some(page)
    }

    /// The cursor after this page, by what the backend says: how many items there are in all, or its own next cursor.
    pub(super) fn next(&self, paging: &Paging, says: &str) -> Option<String> {
        let token = match paging.style {
            Style::Cursor => says.to_owned(),
            style => {
                let end = self.offset.saturating_add(self.size);
                if super::convert::integer(says)? <= i64::from(end) {
                    return None;
                }
                if style == Style::Offset { end.to_string() } else { self.number.saturating_add(1).to_string() }
            }
        };
        let cursor = [token.as_str(), "~", &self.sum(&token)].concat();
        (!token.is_empty() && cursor.len() <= 512).then_some(cursor)
    }

    /// FNV-1a: it tells a slip from a cursor, and is not against anybody.
    fn sum(&self, token: &str) -> String {
        let bytes = self.filters.bytes().chain([b'~']).chain(token.bytes());
        let sum = bytes.fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        format!("{sum:08x}")
    }
}
