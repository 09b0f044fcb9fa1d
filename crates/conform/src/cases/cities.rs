//! Cities and their services: the same for everyone.

use crate::case::cases;
use crate::kit::Kit;
use crate::roles::Role;
use crate::verdict::{Check, ensure};
use contract::city::{Availability, Cities, Services};
use contract::problem::ProblemType;

cases! { Cities:
    reads "The cities are listed to everyone, ordered by pinyin" => listed,
    reads "The cities are the same for everyone" => the_same,
    reads "Every city and its region have a name in Chinese" => named,
    reads "The services of every city are listed to everyone" => services,
    reads "A service that cannot be had online says why" => why,
    reads "The services of a city that is not there are 404" => unknown,
    reads "Services without a city are 400 and name `?city`" => without,
}

async fn cities(kit: &Kit) -> Check<Cities> {
    kit.nobody().get("/v1/cities").await?.is(200)?.read()
}

async fn listed(kit: &Kit) -> Check {
    let cities = cities(kit).await?;
    ensure!(!cities.items.is_empty(), "there is no city");
    let pair = cities.items.windows(2).find(|pair| pair[0].pinyin > pair[1].pinyin);
    ensure!(
        pair.is_none(),
        "{} stands before {}",
        pair.map_or("", |p| &p[0].pinyin),
        pair.map_or("", |p| &p[1].pinyin)
    );
    Ok(())
}

async fn the_same(kit: &Kit) -> Check {
    let person = kit.of(Role::Payer).await?;
    let (mine, theirs) = (person.get("/v1/cities").await?, kit.nobody().get("/v1/cities").await?);
    ensure!(mine.is(200)?.body == theirs.is(200)?.body, "who is signed in sees other cities");
    Ok(())
}

async fn named(kit: &Kit) -> Check {
    let answer = kit.nobody().get("/v1/cities").await?;
    for city in answer.is(200)?.list("/items")? {
        for name in ["name", "region"] {
            let text = city[name]["zh-CN"].as_str().unwrap_or_default();
            ensure!(!text.is_empty(), "{} of {} has no text in zh-CN, which clients fall back to", name, city["id"]);
        }
    }
    Ok(())
}

async fn of(kit: &Kit, city: &str) -> Check<Services> {
    kit.nobody().get(&format!("/v1/services?city={city}")).await?.is(200)?.read()
}

async fn services(kit: &Kit) -> Check {
    for city in cities(kit).await?.items {
        let services = of(kit, &city.id).await?;
        ensure!(services.city == city.id, "the services of {} are said to be of {}", city.id, services.city);
        ensure!(!services.items.is_empty(), "{} has no services", city.id);
    }
    Ok(())
}

async fn why(kit: &Kit) -> Check {
    for city in cities(kit).await?.items {
        for service in of(kit, &city.id).await?.items {
            let says = service.availability == Availability::Online || service.reason.is_some();
            ensure!(says, "{} in {} cannot be had online and says nothing", service.id, city.id);
        }
    }
    Ok(())
}

async fn unknown(kit: &Kit) -> Check {
    let answer = kit.nobody().get("/v1/services?city=conform-no-such-city").await?;
    answer.refused(ProblemType::NotFound)?;
    Ok(())
}

async fn without(kit: &Kit) -> Check {
    kit.nobody().get("/v1/services").await?.points_at(&["?city"])
}
