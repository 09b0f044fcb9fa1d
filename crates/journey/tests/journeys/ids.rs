//! Ids are opaque: of any kind that the contract allows they work in routes, links and requests (issue 10, point 1).

use crate::support::{Phone, odd};
use journey::domain::{ApplicationKind as Kind, ApplicationState};
use journey::view::Screen;
use journey::{LoadView, Route};

const ME: &str = "c-jia";

#[test]
fn an_application_whose_id_is_of_any_kind_is_followed_to_its_end() {
    let mut p = Phone::of(ME, 1);
    p.with_odd_ids();
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.confirm();
    let id = odd(&p.truth(ME).remove(0));
    assert_eq!(id.chars().count(), 128);
    assert_eq!(p.path(), Route::Receipt(id.clone()).to_string());
    assert_eq!(p.application().id, id);
    p.reload(false);
    assert_eq!(p.application().id, id, "the receipt, after a reload");

    p.open("/applications");
    let Screen::Applications(view) = p.screen() else { panic!("{:?}", p.screen()) };
    let LoadView::Ready(items) = view.items else { panic!("{:?}", view.items) };
    p.open(&Route::Application(items[0].id.clone()).to_string());
    assert_eq!(p.application().id, id, "from the list");

    p.open("/apply/stop-contributions");
    let in_the_way = p.check().reasons.remove(0).application.expect("one is under way");
    p.open(&Route::Application(in_the_way).to_string());
    assert_eq!(p.application().id, id, "as the one in the way");

    p.open(&Route::Withdraw(id.clone()).to_string());
    p.withdraw();
    assert_eq!(p.path(), Route::Application(id.clone()).to_string());
    assert_eq!((p.application().id, p.application().state), (id, ApplicationState::Withdrawn));
}
