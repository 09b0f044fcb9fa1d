//! What the contract asks of the bodies and the queries of requests, and examples of both.
//!
//! Written by `tests/generated.rs` from `openapi.yaml`: change that, and run `cargo test -p adapter --test generated`.

use crate::contract_side::{Form, Kind, Member};
use contract::operations::OperationId;

/// What the body of a request has to be; `None`: it has none.
pub(crate) const fn body(operation: OperationId) -> Option<&'static Form> {
    Some(match operation {
        OperationId::SignIn => &Form { members: &[("method", Kind::OneOf(&["sms_code", "password", "document_password", "host_code"]), true)], more: &[("sms_code", &[("verification", Kind::Text, true), ("code", Kind::SixDigits, true)]), ("password", &[("id_number", Kind::IdNumber, true), ("password", Kind::SixDigits, true)]), ("document_password", &[("document", Kind::Text, true), ("number", Kind::Text, true), ("password", Kind::SixDigits, true)]), ("host_code", &[("code", Kind::Text, true), ("nonce", Kind::Text, true)])] },
        OperationId::Reveal => &Form { members: &[("field", Kind::OneOf(&["id_number", "card_number"]), true)], more: &[] },
        OperationId::StartVerification => &Form { members: &[("purpose", Kind::OneOf(&["sign_in", "sign_in_document", "application"]), true)], more: &[("sign_in", &[("id_number", Kind::IdNumber, true)]), ("sign_in_document", &[("document", Kind::Text, true), ("number", Kind::Text, true)]), ("application", &[("method", Kind::OneOf(&["sms_code", "password"]), true)])] },
        OperationId::AnswerVerification => &Form { members: &[("answer", Kind::SixDigits, true)], more: &[] },
        OperationId::CheckApplication => &Form { members: &[("kind", Kind::OneOf(&["stop_contributions", "cancel_card", "unlink_card", "report_loss", "resume_contributions"]), true)], more: &[] },
        OperationId::SubmitApplication => &Form { members: &[("kind", Kind::OneOf(&["stop_contributions", "cancel_card", "unlink_card", "report_loss", "resume_contributions"]), true), ("verification", Kind::Text, true), ("acknowledged", Kind::Texts, false), ("effective_month", Kind::Month, false), ("motive", Kind::OneOf(&["new_employer", "moved", "hardship", "abroad", "card_lost", "other_card", "other"]), false)], more: &[] },
        _ => return None,
    })
}

/// What may be in the query of a request.
pub(crate) const fn query(operation: OperationId) -> &'static [Member] {
    match operation {
        OperationId::ListServices => &[("city", Kind::Text, true)],
        OperationId::ListContributions => &[("insurance", Kind::OneOf(&["pension", "medical", "unemployment", "work_injury", "maternity"]), false), ("from", Kind::Month, false), ("to", Kind::Month, false), ("cursor", Kind::Cursor, false), ("limit", Kind::Limit, false)],
        _ => &[],
    }
}

/// A query, and bodies to send with it.
pub(crate) const fn examples(operation: OperationId) -> (&'static str, &'static [&'static str]) {
    match operation {
        OperationId::SignIn => ("", &[r#"{"document":"passport","method":"document_password","number":"E00000001","password":"135790"}"#, r#"{"code":"hc-51d0c2f3a9","method":"host_code","nonce":"0f6a1b7e55d24c90"}"#, r#"{"id_number":"990000198506010018","method":"password","password":"135790"}"#, r#"{"code":"204816","method":"sms_code","verification":"vf-7Qm2"}"#]),
        OperationId::ListServices => ("?city=shili", &[""]),
        OperationId::Reveal => ("", &[r#"{"field":"card_number"}"#, r#"{"field":"id_number"}"#]),
        OperationId::ListContributions => ("?insurance=pension&from=2026-01&to=2026-12&limit=24", &[""]),
        OperationId::StartVerification => ("", &[r#"{"method":"sms_code","purpose":"application"}"#, r#"{"id_number":"990000198506010018","purpose":"sign_in"}"#]),
        OperationId::AnswerVerification => ("", &[r#"{"answer":"204816"}"#]),
        OperationId::CheckApplication => ("", &[r#"{"kind":"cancel_card"}"#, r#"{"kind":"stop_contributions"}"#]),
        OperationId::SubmitApplication => ("", &[r#"{"acknowledged":["threshold","medical_ends","medical_waiting","local"],"effective_month":"2026-12","kind":"stop_contributions","motive":"moved","verification":"vf-7Qm2"}"#, r#"{"acknowledged":[],"kind":"unlink_card","verification":"vf-8Rk1"}"#]),
        _ => ("", &[""]),
    }
}
