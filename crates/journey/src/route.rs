//! Where a person is: every address of the app.

use contract::application::ApplicationKind;
use contract::values::{Insurance, YearMonth};
use std::fmt;

/// A screen's address. [`Route::parse`] and `Display` are each other's inverse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// `/`
    #[default]
    Home,
    /// `/center`
    Center,
    /// `/cities`
    Cities,
    /// `/social-security`
    SocialSecurity,
    /// `/card`: the electronic card.
    Card,
    /// `/record[/insurance[/year]]`: Social Security Query.
    Record {
        /// The insurance shown; the person's first if absent.
        insurance: Option<Insurance>,
        /// The year shown; the latest if absent.
        year: Option<u32>,
    },
    /// `/record/insurance/YYYY-MM`: one month.
    Month {
        /// The insurance.
        insurance: Insurance,
        /// The month.
        month: YearMonth,
    },
    /// `/card/services`: Social Security Card.
    CardServices,
    /// `/card/cancellation`: what it is, and the "Cancel" button.
    Cancellation,
    /// `/cancel`: what do you mean?
    Intent,
    /// `/apply/{kind}[/{stage}]`: the steps of one application.
    Apply {
        /// What is applied for.
        kind: ApplicationKind,
        /// Which step.
        stage: Stage,
    },
    /// `/receipt/{id}`: just submitted.
    Receipt(String),
    /// `/applications`
    Applications,
    /// `/applications/{id}`
    Application(String),
    /// `/applications/{id}/withdraw`
    Withdraw(String),
    /// `/access-log`: who saw my data.
    AccessLog,
    /// `/me`: sign in or out, and everything about oneself.
    Me,
    /// `/settings`
    Settings,
    /// `/about`
    About,
    /// `/help`: how to cancel.
    Help,
    /// `/help/characteristics`
    Characteristics,
    /// `/help/law`
    Law,
    /// `/demo`: the demo panel.
    Demo,
    /// `/gallery`: every part in every state; development builds only.
    Gallery,
    /// Anything else.
    NotFound(String),
}

/// The steps of an application after "Cancel".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// May I?
    Eligibility,
    /// What follows, with a tick each.
    Consequences,
    /// Reason and month.
    Details,
    /// Everything once more.
    Review,
    /// Proving identity.
    Verify,
    /// The last word, and the sending.
    Confirm,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 6] =
        [Self::Eligibility, Self::Consequences, Self::Details, Self::Review, Self::Verify, Self::Confirm];

    const fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "eligibility",
            Self::Consequences => "consequences",
            Self::Details => "details",
            Self::Review => "review",
            Self::Verify => "verify",
            Self::Confirm => "confirm",
        }
    }
}

const KINDS: [(ApplicationKind, &str); 5] = [
    (ApplicationKind::StopContributions, "stop-contributions"),
    (ApplicationKind::CancelCard, "cancel-card"),
    (ApplicationKind::UnlinkCard, "unlink-card"),
    (ApplicationKind::ReportLoss, "report-loss"),
    (ApplicationKind::ResumeContributions, "resume-contributions"),
];

fn kind_name(kind: ApplicationKind) -> &'static str {
    KINDS.iter().find(|(k, _)| *k == kind).map_or("", |(_, n)| n)
}

impl Route {
    /// The route of a path such as `/card/services`; query and fragment are the caller's to cut off.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        Self::from_parts(&parts).unwrap_or_else(|| Self::nowhere(path))
    }

    /// No such page. What is shown of a long address must not be the address of another page.
    fn nowhere(path: &str) -> Self {
        let shown: String = path.chars().take(200).collect();
        if shown.len() == path.len() || matches!(Self::parse(&shown), Self::NotFound(_)) {
            Self::NotFound(shown)
        } else {
            Self::NotFound("/-".to_owned())
        }
    }

    fn from_parts(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            [] => Self::Home,
            ["center"] => Self::Center,
            ["cities"] => Self::Cities,
            ["social-security"] => Self::SocialSecurity,
            ["card"] => Self::Card,
            ["card", "services"] => Self::CardServices,
            ["card", "cancellation"] => Self::Cancellation,
            ["record"] => Self::Record { insurance: None, year: None },
            ["record", i] => Self::Record { insurance: Some(Insurance::parse(i)?), year: None },
            ["record", i, when] => {
                let insurance = Insurance::parse(i)?;
                if let Ok(month) = YearMonth::parse(when) {
                    Self::Month { insurance, month }
                } else {
                    let year = when
                        .parse()
                        .ok()
                        .filter(|y| YearMonth::new(*y, 1).is_some() && when.len() == 4 && !when.starts_with('+'))?;
                    Self::Record { insurance: Some(insurance), year: Some(year) }
                }
            }
            ["apply"] => Self::Intent,
            ["apply", k] => Self::Apply { kind: kind(k)?, stage: Stage::Eligibility },
            ["apply", k, s] => {
                Self::Apply { kind: kind(k)?, stage: Stage::ALL.into_iter().skip(1).find(|stage| stage.name() == s)? }
            }
            ["receipt", id] => Self::Receipt(opaque(id)?),
            ["applications"] => Self::Applications,
            ["applications", id] => Self::Application(opaque(id)?),
            ["applications", id, "withdraw"] => Self::Withdraw(opaque(id)?),
            ["access-log"] => Self::AccessLog,
            ["me"] => Self::Me,
            ["settings"] => Self::Settings,
            ["about"] => Self::About,
            ["help"] => Self::Help,
            ["help", "characteristics"] => Self::Characteristics,
            ["help", "law"] => Self::Law,
            ["demo"] => Self::Demo,
            ["gallery"] => Self::Gallery,
            // The address up to version 0.1: people have kept links.
            ["cancel", ref rest @ ..] => return Self::from_parts(&[&["apply"], rest].concat()),
            _ => return None,
        })
    }

    /// Whether the screen shows personal data, and so asks for signing in.
    pub const fn is_personal(&self) -> bool {
        matches!(
            self,
            Self::Card
                | Self::Record { .. }
                | Self::Month { .. }
                | Self::CardServices
                | Self::Cancellation
                | Self::Intent
                | Self::Apply { .. }
                | Self::Receipt(_)
                | Self::Applications
                | Self::Application(_)
                | Self::Withdraw(_)
                | Self::AccessLog
        )
    }

    /// Whether it is between "Cancel" and the receipt.
    pub(crate) const fn is_flow(&self) -> bool {
        matches!(self, Self::Intent | Self::Apply { .. })
    }

    /// The screen above, for the back link of a page that was opened by its address.
    pub fn parent(&self) -> Option<Self> {
        Some(match self {
            Self::Home | Self::Gallery => return None,
            Self::Center | Self::Cities | Self::Me | Self::Applications | Self::NotFound(_) | Self::Demo => Self::Home,
            Self::SocialSecurity => Self::Center,
            Self::Card => Self::SocialSecurity,
            Self::Record { .. } => Self::Card,
            Self::Month { insurance, month } => Self::Record { insurance: Some(*insurance), year: Some(month.year()) },
            Self::CardServices => Self::Record { insurance: None, year: None },
            Self::Cancellation => Self::CardServices,
            Self::Intent => Self::Cancellation,
            Self::Apply { kind, stage } => match Stage::ALL.iter().rev().find(|s| *s < stage) {
                Some(stage) => Self::Apply { kind: *kind, stage: *stage },
                None => Self::Intent,
            },
            Self::Receipt(_) | Self::Application(_) => Self::Applications,
            Self::Withdraw(id) => Self::Application(id.clone()),
            Self::Help | Self::AccessLog | Self::Settings | Self::About => Self::Me,
            Self::Characteristics | Self::Law => Self::Help,
        })
    }
}

fn kind(name: &str) -> Option<ApplicationKind> {
    KINDS.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
}

/// An id from an address: whoever wrote the link may have written anything.
fn opaque(id: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    // A dot segment would make another path of the request's (RFC 3986, 5.2.4).
    let dots = id.bytes().all(|b| b == b'.');
    (id.len() <= 64 && !dots && id.bytes().all(plain)).then(|| id.to_owned())
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::Center => f.write_str("/center"),
            Self::Cities => f.write_str("/cities"),
            Self::SocialSecurity => f.write_str("/social-security"),
            Self::Card => f.write_str("/card"),
            Self::Record { insurance, year } => {
                f.write_str("/record")?;
                if let Some(i) = insurance {
                    f.write_str("/")?;
                    f.write_str(i.as_str())?;
                    if let Some(y) = year {
                        f.write_str("/")?;
                        f.write_str(&y.to_string())?;
                    }
                }
                Ok(())
            }
            Self::Month { insurance, month } => {
                f.write_str("/record/")?;
                f.write_str(insurance.as_str())?;
                f.write_str("/")?;
                f.write_str(&month.to_string())
            }
            Self::CardServices => f.write_str("/card/services"),
            Self::Cancellation => f.write_str("/card/cancellation"),
            Self::Intent => f.write_str("/apply"),
            Self::Apply { kind, stage } => {
                f.write_str("/apply/")?;
                f.write_str(kind_name(*kind))?;
                if *stage != Stage::Eligibility {
                    f.write_str("/")?;
                    f.write_str(stage.name())?;
                }
                Ok(())
            }
            Self::Receipt(id) => {
                f.write_str("/receipt/")?;
                f.write_str(id)
            }
            Self::Applications => f.write_str("/applications"),
            Self::Application(id) => {
                f.write_str("/applications/")?;
                f.write_str(id)
            }
            Self::Withdraw(id) => {
                f.write_str("/applications/")?;
                f.write_str(id)?;
                f.write_str("/withdraw")
            }
            Self::AccessLog => f.write_str("/access-log"),
            Self::Me => f.write_str("/me"),
            Self::Settings => f.write_str("/settings"),
            Self::About => f.write_str("/about"),
            Self::Help => f.write_str("/help"),
            Self::Characteristics => f.write_str("/help/characteristics"),
            Self::Law => f.write_str("/help/law"),
            Self::Demo => f.write_str("/demo"),
            Self::Gallery => f.write_str("/gallery"),
            Self::NotFound(path) => f.write_str(path),
        }
    }
}
