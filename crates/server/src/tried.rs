//! Whom a try to sign in or to prove who one is is for.

use crate::people::plain;
use contract::operations::{OperationId, Place};
use contract::percent::decode;
use contract::values::{Date, IdNumber};
use serde_json::Value;

/// What a try names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// An ID number, or another document with its number.
    Number(String),
    /// A verification that was begun for one.
    Verification(String),
}

impl Tried {
    /// A name that only this one has.
    pub fn name(&self) -> String {
        match self {
            Self::Number(number) => number.clone(),
            Self::Verification(id) => ["verification:", id].concat(),
        }
    }
}

/// Whether it is a try to sign in or to prove who one is.
pub const fn tries(operation: OperationId) -> bool {
    matches!(operation, OperationId::SignIn | OperationId::StartVerification | OperationId::AnswerVerification)
}

/// What the rules will go by, which the method or the purpose says: nothing else that a body names counts, or somebody
/// could have his tries written down, and reckoned, as another's.
pub fn tried(operation: OperationId, path: &str, body: &[u8]) -> Option<Tried> {
    let body = || serde_json::from_slice::<Value>(body).ok();
    let way = match operation {
        // However it is encoded, it is the same.
        OperationId::AnswerVerification => return Place::of(path)?.id.and_then(decode).map(Tried::Verification),
        OperationId::SignIn => "method",
        OperationId::StartVerification => "purpose",
        _ => return None,
    };
    let body = body()?;
    let member = |name: &str| body.get(name).and_then(Value::as_str);
    match member(way)? {
        "sms_code" => member("verification").map(|id| Tried::Verification(id.to_owned())),
        "password" | "sign_in" => member("id_number").map(|text| Tried::Number(number(text))),
        "document_password" | "sign_in_document" => {
            let (document, number) = (member("document")?, member("number")?);
            Some(Tried::Number([plain(document), plain(number)].join(":")))
        }
        _ => None,
    }
}

/// An ID number as the rules will read it, in whatever form it was typed: each would have tries of its own otherwise.
fn number(text: &str) -> String {
    // Whether somebody is born already is for the rules.
    let read = Date::new(2199, 12, 31).and_then(|today| IdNumber::parse(text, today).ok());
    read.map_or_else(|| plain(text), |number| number.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Tried, tried, tries};
    use contract::operations::{ALL, OperationId};

    #[test]
    fn a_try_is_reckoned_to_what_its_method_goes_by() {
        use OperationId::{AnswerVerification, SignIn, StartVerification};
        let names: Vec<_> = ALL.iter().filter(|row| tries(row.id)).map(|row| row.name).collect();
        assert_eq!(names, ["signIn", "startVerification", "answerVerification"]);
        let number = |text: &str| Some(Tried::Number(text.to_owned()));
        let verification = |id: &str| Some(Tried::Verification(id.to_owned()));
        let all = r#""id_number":" 990000 19850601 001x ","verification":"vf-1","document":"passport","number":"e 1""#;
        for (operation, way, want) in [
            (SignIn, r#""method":"password""#, number("99000019850601001X")),
            (SignIn, r#""method":"document_password""#, number("PASSPORT:E1")),
            (SignIn, r#""method":"sms_code""#, verification("vf-1")),
            (SignIn, r#""method":"host_code""#, None),
            (SignIn, r#""purpose":"sign_in""#, None),
            (StartVerification, r#""purpose":"sign_in""#, number("99000019850601001X")),
            (StartVerification, r#""purpose":"sign_in_document""#, number("PASSPORT:E1")),
            (StartVerification, r#""purpose":"application""#, None),
        ] {
            assert_eq!(tried(operation, "/v1/x", format!("{{{way},{all}}}").as_bytes()), want, "{operation:?} {way}");
        }
        for typed in ["１１０１０５-19491231-002X", "身份证号 11010519491231002x。", "110105 19491231 002X"]
        {
            let body = format!(r#"{{"method":"password","id_number":"{typed}"}}"#);
            assert_eq!(tried(SignIn, "/v1/session", body.as_bytes()), number("11010519491231002X"), "{typed}");
        }
        assert_eq!(tried(SignIn, "/v1/session", b"{"), None);
        assert_eq!(tried(SignIn, "/v1/session", br#"{"method":"password"}"#), None);
        for path in ["/v1/verifications/vf-1/answer", "/v1/verifications/%76f%2D1/answer"] {
            assert_eq!(tried(AnswerVerification, path, b""), verification("vf-1"), "{path}");
        }
    }
}
