//! Who is there, and what was chosen about the app.

pub mod cities;
pub mod me;
pub mod session_end;
pub mod sessions;
pub mod settings;
pub mod sign_in;

#[cfg(test)]
mod tests {
    use super::{me, sign_in};
    use crate::ui::first_tests::{chrome, door};
    use crate::ui::pages::common::Frame;
    use crate::ui::vdom::{div, still};
    use journey::steps::account::sign_in::{View, Way};
    use journey::view::Chrome;
    use journey::{LoadView, Route, Shared};

    fn html(frame: Frame) -> String {
        still(&div("page").children(frame.body))
    }

    fn form(leaving: bool, resumes: bool) -> String {
        let methods = r#"{"methods":[{"method":"sms_code"}],"documents":[]}"#;
        let view = View {
            methods: LoadView::Ready(Shared::new(serde_json::from_str(methods).unwrap())),
            way: Some(Way::Sms),
            document: None,
            id_error: None,
            code_error: None,
            code: None,
            busy: false,
            failure: None,
            ended: true,
            embedder_signs_in: false,
            resumes,
        };
        html(sign_in::draw(door(), &Chrome { leaving, ..chrome(Route::Card) }, &view))
    }

    #[test]
    fn nobody_is_told_that_they_are_signed_out_before_the_backend_has_confirmed_it() {
        for leaving in [true, false] {
            let page = html(me::draw(door(), &Chrome { leaving, ..chrome(Route::Me) }, &LoadView::Ready(())));
            assert_eq!((page.contains("{me.leaving}"), page.contains("{me.out}")), (leaving, !leaving));
            assert_eq!(form(leaving, false).contains("{me.leaving}"), leaving);
        }
    }

    #[test]
    fn what_is_sent_by_itself_is_said_above_the_form() {
        let page = form(false, true);
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
        assert!(place("{sign-in.resumes}") < place("<form"));
        assert!(!form(false, false).contains("{sign-in.resumes}"));
    }
}
