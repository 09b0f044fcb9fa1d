//! Cities and what can be done in them: `GET /v1/cities`, `GET /v1/services?city=`.

use crate::json::{FromJson, ToJson};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A city of `GET /v1/cities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct City {
    /// Opaque id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Province or other region the city is in.
    pub region: Text,
    /// Name in pinyin without tones, lower case: for search and the A–Z index.
    pub pinyin: String,
    /// Whether it is among those asked for most.
    pub popular: bool,
    /// Help line for social insurance (12333 in most places).
    pub help_line: String,
    /// Help line for healthcare security (12393 in most places).
    pub medical_help_line: String,
}

/// The answer of `GET /v1/cities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Cities {
    /// All cities, ordered by pinyin.
    pub items: Vec<City>,
}

/// How a service can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Here, now.
    Online,
    /// At a counter, by appointment.
    Appointment,
    /// At a counter only.
    WindowOnly,
    /// Not for this person.
    NotForYou,
    /// Not offered in this city.
    NotOffered,
    /// A kind this side does not know.
    #[serde(other)]
    Unknown,
}

/// A counter where a service can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Outlet {
    /// Name.
    pub name: Text,
    /// Address.
    pub address: Text,
    /// Opening hours.
    pub hours: Text,
    /// Telephone.
    pub phone: String,
}

/// A service of `GET /v1/services`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Service {
    /// Well-known id (`social_security`, `medical_voucher`, ...); the app has words for the ones it knows.
    pub id: String,
    /// Name, for a service whose id the app does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Category id: `social`, `medical`, `housing`, `transport`, `family`, `business`.
    pub category: String,
    /// How it can be had.
    pub availability: Availability,
    /// Why it cannot be had online, where it cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The nearest counter, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Outlet>,
}

/// The answer of `GET /v1/services`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Services {
    /// The city they are of.
    pub city: String,
    /// In the order to show them.
    pub items: Vec<Service>,
}
