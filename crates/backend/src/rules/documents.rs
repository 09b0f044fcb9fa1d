//! The ways to sign in, and the kinds of ID document that the office takes.

use contract::session::{IdDocument, NumberCheck, RESIDENT_ID, SignInMethod, SignInMethods, SignInWay};
use contract::text::Text;
use contract::values::Date;

/// The ways there are here.
pub(crate) fn methods() -> SignInMethods {
    let method = |method| SignInMethod { method, url: None, name: None };
    let ways = [SignInWay::SmsCode, SignInWay::Password, SignInWay::EmbedderCode];
    SignInMethods { methods: ways.map(method).into(), documents: documents() }
}

/// Numbers of permits are those of the National Immigration Administration: the travel permits of Hong Kong and Macao (H or M and
/// eight digits), of Taiwan (eight digits), the foreigner's permanent residence permit up to 2023 (three letters and twelve
/// digits; newer ones have an ID number).
fn documents() -> Vec<IdDocument> {
    let document = |kind: &str, zh, en, check, forms: &[&str]| IdDocument {
        kind: kind.to_owned(),
        name: Text::new(zh, en),
        hint: None,
        check,
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        min_length: None,
        max_length: None,
    };
    let forms = NumberCheck::Forms;
    let permit = "Mainland travel permit";
    vec![
        document(RESIDENT_ID, "居民身份证", "Resident ID card", NumberCheck::Gb11643, &[]),
        document(
            "hk_macao_permit",
            "港澳居民来往内地通行证",
            &format!("{permit} (Hong Kong and Macao)"),
            forms,
            &["H########", "M########"],
        ),
        document("taiwan_permit", "台湾居民来往大陆通行证", &format!("{permit} (Taiwan)"), forms, &["########"]),
        document(
            "residence_permit",
            "外国人永久居留身份证（旧版）",
            "Permanent residence permit (before 2023)",
            forms,
            &["@@@############"],
        ),
        IdDocument {
            hint: Some(Text::new("护照资料页上的号码", "On the page with the photo")),
            min_length: Some(5),
            max_length: Some(20),
            ..document("passport", "护照", "Passport", NumberCheck::LettersDigits, &[])
        },
    ]
}

/// What stands for a person in place of an ID number.
pub(crate) fn identity(kind: &str, number: &str) -> String {
    [kind, ":", number].concat()
}

/// The identity that a document names, or which of kind and number is wrong, with the code of the error.
pub(crate) fn read(kind: &str, number: &str, today: Date) -> Result<String, (&'static str, &'static str)> {
    let of_kind = |document: &IdDocument| document.kind == kind && kind != RESIDENT_ID;
    let document = documents().into_iter().find(of_kind).ok_or(("/document", "unknown"))?;
    match document.read(number, today) {
        Ok(read) if read == number => Ok(identity(kind, number)),
        _ => Err(("/number", "malformed")),
    }
}

#[cfg(test)]
mod tests {
    use contract::values::Date;

    #[test]
    fn each_kind_has_its_own_check() {
        let today = Date::new(2026, 11, 23).unwrap();
        for (kind, right, wrong) in [
            ("hk_macao_permit", "H12345678", "A12345678"),
            ("taiwan_permit", "12345678", "1234567"),
            ("residence_permit", "USA123456789012", "US1234567890123"),
            ("passport", "E12345678", "E123"),
        ] {
            assert_eq!(super::read(kind, right, today), Ok(format!("{kind}:{right}")));
            assert_eq!(super::read(kind, wrong, today), Err(("/number", "malformed")), "{kind}");
            assert_eq!(super::read(kind, &right.replace('1', " 1"), today), Err(("/number", "malformed")), "{kind}");
        }
        for kind in ["resident_id", "x", ""] {
            assert_eq!(super::read(kind, "990000198506010018", today), Err(("/document", "unknown")));
        }
    }
}
