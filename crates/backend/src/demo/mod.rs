//! The demo's cities and people. All of them are made up, and say so: region 990000 of the ID numbers is
//! none, telephone numbers begin with 100, names begin with 示例.
//!
//! What is said is fixed; when it was is reckoned from the time the store was made, so that records end
//! last month whenever the demo is first opened.

mod cities;
mod months;
pub(crate) mod panel;
mod people;
mod services;

pub(crate) use cities::cities;
pub(crate) use people::{people, roster};

use crate::rules::documents::identity;
use crate::rules::terms::Terms;
use crate::secrets::Secrets;
use crate::state;
use crate::store::unit::Unit;
use contract::contribution::Contribution;
use contract::values::Instant;
use std::collections::BTreeMap;

/// Who signs in by another document as well: person, kind and number.
const DOCUMENTS: [(&str, &str, &str); 2] =
    [("c-jia", "passport", "E00000001"), ("c-yi", "hk_macao_permit", "H00000002")];

/// Puts everybody into an empty store.
pub(crate) fn seed(unit: &mut Unit<'_>, cities: &[Terms], secrets: &dyn Secrets, now: Instant) {
    for (citizen, kind, number) in DOCUMENTS {
        unit.put(&state::identity(&identity(kind, number)), &citizen.to_owned());
    }
    for person in people(cities, now) {
        let mut citizen = person.citizen;
        citizen.password = secrets.keep(&citizen.password);
        unit.put(&state::identity(&citizen.id_number), &citizen.id);
        let mut years: BTreeMap<u32, Vec<Contribution>> = BTreeMap::new();
        for month in person.months {
            years.entry(month.month.year()).or_default().push(month);
        }
        for (year, mut months) in years {
            months.sort_by_key(|c| (std::cmp::Reverse(c.month), crate::ops::rank(c.insurance)));
            unit.put(&state::months_of(&citizen.id, year), &months);
        }
        unit.put(&state::access(&citizen.id), &person.looks);
        unit.put(&state::citizen(&citizen.id), &citizen);
    }
}

#[cfg(test)]
mod tests;
