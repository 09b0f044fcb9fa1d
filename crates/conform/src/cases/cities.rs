//! Cities and their services: the same for everyone.

use crate::case::cases;
use crate::kit::Visitor;
use crate::verdict::{Check, ensure};
use contract::city::{Availability, Cities, Services};
use contract::problem::ProblemType;

cases! { "cities":
    reads "The cities are listed to everyone, ordered by pinyin" => listed as nobody,
    reads "The cities are the same for everyone" => the_same as Payer,
    reads "Every city and its region have a name in Chinese" => named as nobody,
    reads "The services of every city are listed to everyone" => services as nobody,
    reads "A service that cannot be had online says why" => why as nobody,
    reads "The services of a city that is not there are 404" => unknown as nobody,
    reads "Services without a city are 400 and name `?city`" => without as nobody,
}

async fn cities(nobody: &Visitor<'_>) -> Check<Cities> {
    nobody.get("/v1/cities").await?.is(200)?.read()
}

async fn listed(nobody: &Visitor<'_>) -> Check {
    let cities = cities(nobody).await?;
    ensure!(!cities.items.is_empty(), "there is no city");
    for pair in cities.items.windows(2) {
        ensure!(pair[0].pinyin <= pair[1].pinyin, "{} stands before {}", pair[0].pinyin, pair[1].pinyin);
    }
    Ok(())
}

async fn the_same(person: &Visitor<'_>) -> Check {
    let (mine, theirs) = (person.get("/v1/cities").await?, person.kit.nobody().get("/v1/cities").await?);
    ensure!(mine.is(200)?.body == theirs.is(200)?.body, "who is signed in sees other cities");
    Ok(())
}

async fn named(nobody: &Visitor<'_>) -> Check {
    let answer = nobody.get("/v1/cities").await?;
    for city in answer.is(200)?.list("/items")? {
        for name in ["name", "region"] {
            let text = city[name]["zh-CN"].as_str().unwrap_or_default();
            ensure!(!text.is_empty(), "{} of {} has no text in zh-CN, which clients fall back to", name, city["id"]);
        }
    }
    Ok(())
}

async fn of(nobody: &Visitor<'_>, city: &str) -> Check<Services> {
    nobody.get(&format!("/v1/services?city={city}")).await?.is(200)?.read()
}

async fn services(nobody: &Visitor<'_>) -> Check {
    for city in cities(nobody).await?.items {
        let services = of(nobody, &city.id).await?;
        ensure!(services.city == city.id, "the services of {} are said to be of {}", city.id, services.city);
        ensure!(!services.items.is_empty(), "{} has no services", city.id);
    }
    Ok(())
}

async fn why(nobody: &Visitor<'_>) -> Check {
    for city in cities(nobody).await?.items {
        for service in of(nobody, &city.id).await?.items {
            let says = service.availability == Availability::Online || service.reason.is_some();
            ensure!(says, "{} in {} cannot be had online and says nothing", service.id, city.id);
        }
    }
    Ok(())
}

async fn unknown(nobody: &Visitor<'_>) -> Check {
    let answer = nobody.get("/v1/services?city=conform-no-such-city").await?;
    answer.refused(ProblemType::NotFound)?;
    Ok(())
}

async fn without(nobody: &Visitor<'_>) -> Check {
    nobody.get("/v1/services").await?.points_at(&["?city"])
}
