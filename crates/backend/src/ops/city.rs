//! `GET /v1/cities`, `GET /v1/services?city=`.

use super::Cx;
use crate::body::Query;
use crate::reply::{Done, invalid, json, set};
use contract::city::{Availability, Cities, Service, Services};
use contract::http::Response;
use contract::problem::ProblemType;
use contract::session::Payer;
use contract::text::Text;

/// All cities.
pub(super) fn cities(cx: &Cx<'_>) -> Response {
    let mut items: Vec<_> = cx.cities.iter().map(|t| t.city.clone()).collect();
    items.sort_by(|a, b| a.pinyin.cmp(&b.pinyin));
    let mut response = json(200, &Cities { items });
    set(&mut response, "Cache-Control", "public, max-age=300");
    response
}

/// The services of a city; for somebody signed in, those not for him say so.
pub(super) async fn services(cx: &mut Cx<'_>, query: &Query) -> Done {
    let city = query.get("city").filter(|city| !city.is_empty()).ok_or_else(|| invalid("?city", "missing"))?;
    let terms = cx.cities.iter().find(|t| t.city.id == city).ok_or(ProblemType::NotFound)?;
    let mut items = terms.services.clone();
    if let Some(session) = super::session::current(cx).await? {
        let payer = cx.citizen_of(&session).await?.payer;
        for service in &mut items {
            fit(service, payer);
        }
    }
    Ok(json(200, &Services { city: city.to_owned(), items }))
}

/// Marks a service that is not for somebody who pays in that way.
fn fit(service: &mut Service, payer: Payer) {
    let why = match (service.id.as_str(), payer) {
        ("benefit_check", Payer::Flexible | Payer::Employee | Payer::Resident) => {
            Text::new("面向已领取养老金的人员", "For those who draw a pension")
        }
        ("flexible_registration", Payer::Employee) => {
            Text::new("您由单位参保", "You are insured through your employer")
        }
        ("flexible_registration" | "unemployment_benefit", Payer::Retiree) => {
            Text::new("您已领取养老金", "You draw a pension already")
        }
        ("unemployment_benefit", Payer::Flexible | Payer::Resident) => {
            Text::new("须单位参保满一年", "After a year of contributions through an employer")
        }
        _ => return,
    };
    (service.availability, service.reason, service.outlet) = (Availability::NotForYou, Some(why), None);
}
