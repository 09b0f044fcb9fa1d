//! The requests, to the letter.

use super::{answer, application, ask, contributions, services, submit, withdraw};
use contract::application::{ApplicationKind, ConsequenceCode, Submission};
use contract::http::{Method, Request};
use contract::operations::ListApplications;
use contract::values::{Insurance, YearMonth};

fn line(request: &Request) -> String {
    assert_eq!(request.header("Accept"), Some("application/json"));
    format!("{} {}", request.method.as_str(), request.path)
}

#[test]
fn what_goes_into_a_path_stays_one_part_of_it() {
    assert_eq!(line(&services("a b&c=市")), "GET /v1/services?city=a%20b%26c%3D%E5%B8%82");
    assert_eq!(line(&application("../x?y")), "GET /v1/applications/..%2Fx%3Fy");
    assert_eq!(line(&withdraw("a~-._9")), "POST /v1/applications/a~-._9/withdrawal");
    assert_eq!(line(&answer("#", "1")), "POST /v1/verifications/%23/answer");
    assert_eq!(line(&ask::<ListApplications>()), "GET /v1/applications");
    let month = |m| YearMonth::new(2025, m).unwrap();
    assert_eq!(
        line(&contributions(Insurance::WorkInjury, month(1), month(12), None)),
        "GET /v1/contributions?insurance=work_injury&from=2025-01&to=2025-12&limit=120"
    );
    assert!(
        line(&contributions(Insurance::WorkInjury, month(1), month(12), Some("a&b")))
            .ends_with("limit=120&cursor=a%26b")
    );
}

#[test]
fn a_submission_carries_its_key_as_a_string() {
    let body = Submission {
        kind: ApplicationKind::UnlinkCard,
        motive: None,
        effective_month: None,
        acknowledged: vec![ConsequenceCode::CanRelink],
        verification: "v".to_owned(),
    };
    let Request { method, headers, body, .. } = submit(&body, "k");
    assert_eq!(method, Method::Post);
    assert!(headers.contains(&("Idempotency-Key".to_owned(), "\"k\"".to_owned())));
    assert!(headers.contains(&("Content-Type".to_owned(), "application/json".to_owned())));
    assert_eq!(body, br#"{"kind":"unlink_card","acknowledged":["can_relink"],"verification":"v"}"#);
}
