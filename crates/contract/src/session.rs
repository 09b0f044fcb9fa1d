//! Who is signed in: `POST GET DELETE /v1/session`; how one can: `GET /v1/sign-in-methods`; and where: `GET DELETE /v1/sessions`.

use crate::json::{FromJson, ToJson};
use crate::text::Text;
use crate::values::{Date, IdNumber, IdNumberError, Instant, Typed};
use crate::verification::VerificationMethod;
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum SignIn {
    /// ID number and SMS code: first `POST /v1/verifications` with the purpose `sign_in`.
    SmsCode {
        /// The verification that sent the code.
        verification: String,
        /// The six digits.
        code: String,
    },
    /// ID number and electronic-card password.
    Password {
        /// 18 characters (GB 11643-1999).
        id_number: String,
        /// Six digits.
        password: String,
    },
    /// Number of a document other than the resident ID card, and electronic-card password.
    DocumentPassword {
        /// The kind of document, of `GET /v1/sign-in-methods`.
        document: String,
        /// Its number, in digits and capital letters.
        number: String,
        /// Six digits.
        password: String,
    },
    /// A one-time code from the embedder. On the wire the method is `host_code`, as ever.
    #[serde(rename = "host_code")]
    EmbedderCode {
        /// The code.
        code: String,
        /// What the page bound the code to.
        nonce: String,
    },
}

/// The answer of `GET /v1/sign-in-methods`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct SignInMethods {
    /// In the order to show them.
    pub methods: Vec<SignInMethod>,
    /// The kinds of ID document for a sign-in by SMS code or password, in the order to show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<IdDocument>,
}

/// A way to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct SignInMethod {
    /// Which.
    pub method: SignInWay,
    /// For a redirect: where the person signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it is called where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

/// The ways to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// A code by SMS.
    SmsCode,
    /// The password of the electronic card.
    Password,
    /// A one-time code of the embedder's. On the wire it is `host_code`, as ever.
    #[serde(rename = "host_code")]
    EmbedderCode,
    /// The city's single sign-on.
    Redirect,
    /// A way this side does not know.
    #[serde(other)]
    Unknown,
}

/// A kind of ID document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct IdDocument {
    /// Its id; [`RESIDENT_ID`] is the resident ID card.
    pub kind: String,
    /// Name.
    pub name: Text,
    /// Where the number is on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// How its numbers are checked.
    pub check: NumberCheck,
    /// For [`NumberCheck::Forms`]: what a number may look like. `#` is a digit, `@` a letter, `*` either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// For [`NumberCheck::LettersDigits`]: how many at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// For [`NumberCheck::LettersDigits`]: how many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
}

/// The kind whose number is a citizen ID number.
pub const RESIDENT_ID: &str = "resident_id";

/// How the number of a document is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum NumberCheck {
    /// 18 characters with region, date and check digit (GB 11643-1999).
    Gb11643,
    /// One of the forms of the kind.
    Forms,
    /// Letters and digits, so many.
    LettersDigits,
    /// A check this side does not know: any letters and digits.
    #[serde(other)]
    Unknown,
}

/// Short words that stand before the number of a document.
const WORDS: [&str; 11] = ["no", "nr", "num", "id", "my", "is", "the", "card", "doc", "type", "for"];

impl IdDocument {
    /// Reads a number of this kind as people type and paste it: digits and capital letters.
    ///
    /// # Errors
    /// Says what is wrong of what is left once it is cleaned.
    pub fn read(&self, text: &str, today: Date) -> Result<String, IdNumberError> {
        if self.check == NumberCheck::Gb11643 {
            return IdNumber::parse(text, today).map(|number| number.as_str().to_owned());
        }
        let typed = Typed::clean(text);
        let mut numbers = typed.between_words(&WORDS);
        if !numbers.is_empty() {
            numbers.retain(|one| self.fits(one));
            numbers.dedup();
            return <[String; 1]>::try_from(numbers).map(|[one]| one).map_err(|_| IdNumberError::Form);
        }
        let part = |c: char| c.is_ascii_alphanumeric();
        let number = typed.core();
        let number = match number.chars().find(|c| !part(*c)) {
            None => number.to_owned(),
            // Where any letters and digits would do, nothing tells the number from the words around it.
            Some(c) if self.check != NumberCheck::Forms => return Err(IdNumberError::Characters(c)),
            Some(c) => typed.within(&part, &|one| self.fits(one)).ok_or(IdNumberError::Characters(c))?,
        };
        if number.is_empty() {
            return Err(IdNumberError::Empty);
        }
        if self.fits(&number) { Ok(number) } else { Err(IdNumberError::Form) }
    }

    /// Whether a number has the form of this kind.
    fn fits(&self, number: &str) -> bool {
        let like = |(form, c): (u8, u8)| match form {
            b'#' => c.is_ascii_digit(),
            b'@' => c.is_ascii_uppercase(),
            b'*' => c.is_ascii_alphanumeric(),
            own => own == c,
        };
        let (least, most) = (self.min_length.unwrap_or(1), self.max_length.unwrap_or(32));
        match self.check {
            NumberCheck::Forms => {
                self.forms.iter().any(|form| form.len() == number.len() && form.bytes().zip(number.bytes()).all(like))
            }
            NumberCheck::LettersDigits => (least..=most).contains(&(u32::try_from(number.len()).unwrap_or(u32::MAX))),
            NumberCheck::Gb11643 | NumberCheck::Unknown => true,
        }
    }
}

/// The answer of `POST` and `GET /v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Session {
    /// Opaque id of the person; stands for nobody outside this backend.
    pub citizen: String,
    /// Name, masked by the server: `示*`.
    pub name: String,
    /// ID number, masked by the server.
    pub id_number: String,
    /// The city the person's record is kept in.
    pub city: String,
    /// How the person pays.
    pub payer: Payer,
    /// When the session began.
    pub signed_in_at: Instant,
    /// When the session ends whatever the person does.
    pub expires_at: Instant,
    /// After how many seconds without a request the session ends.
    pub idle_seconds: u32,
    /// What is asked for with `Purpose: prefetch` is marked in the access log, so that the app may ask ahead of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefetch: Option<bool>,
    /// What is asked for with `Purpose: background` does not keep the session alive, so the app says so where a timer asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<bool>,
    /// How the person signed in; `None`: the embedder vouched, or it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VerificationMethod>,
}

/// A place where the person is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct SessionEntry {
    /// Opaque id.
    pub id: String,
    /// Whether it is the session that asks.
    pub current: bool,
    /// When it began.
    pub signed_in_at: Instant,
    /// When it was used last.
    pub seen_at: Instant,
    /// How the person signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VerificationMethod>,
    /// What it was used from, as coarse as browser and system; `None`: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

/// The answer of `GET /v1/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Sessions {
    /// This session first, then the one used last.
    pub items: Vec<SessionEntry>,
}

/// How a person takes part in social insurance (SIL 10, 23, 60).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// 灵活就业人员: pays for himself.
    Flexible,
    /// 职工: the employer reports and pays.
    Employee,
    /// 城乡居民.
    Resident,
    /// Draws a pension; pays no more.
    Retiree,
    /// A kind this side does not know.
    #[serde(other)]
    Unknown,
}

/// One line of `GET /v1/access-log`: who saw which data of mine, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Access {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: crate::values::Actor,
    /// What was looked at.
    pub what: AccessedData,
    /// The app asked for it ahead (`Purpose: prefetch`), and nobody has looked at it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<bool>,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum AccessedData {
    /// The electronic card.
    Card,
    /// The social security number, unmasked.
    IdNumber,
    /// The card number, unmasked.
    CardNumber,
    /// The contribution record.
    Contributions,
    /// An application.
    Application,
    /// Something this side does not know.
    #[serde(other)]
    Unknown,
}

/// The answer of `GET /v1/access-log`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct AccessLog {
    /// Newest first.
    pub items: Vec<Access>,
}
