//! What this crate says of the contract's problems, against `openapi.yaml`; and how single requests fare.

mod carried_out;

use crate::contract_side::PROBLEMS;
use contract_document::Document;

#[test]
fn problems_are_those_of_the_document_with_their_statuses() {
    let document = Document::load();
    let table = document.description().to_owned();
    for problem in PROBLEMS {
        assert!(table.contains(&format!("| `{}` | {} |", problem.name, problem.status)), "{}", problem.name);
    }
    let known = document.schemas()["ProblemType"]["enum"].as_array().unwrap();
    assert_eq!(known.len(), PROBLEMS.len() + 1, "about:blank is none of ours");
}
