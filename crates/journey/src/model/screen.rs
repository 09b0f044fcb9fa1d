//! What the model loads for a screen, and what is drawn there: two columns of the table of [`screens`](crate::screens), a
//! function for each part.

use super::Model;
use crate::route::Route;
use crate::view::Screen;

macro_rules! in_part {
    ($part:ident $load:ident $screen:ident, $(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$m:ident| $draws:expr)?;
    )*) => {
        #[allow(unused_variables, clippy::match_same_arms, reason = "screens of other parts do nothing here")]
        impl Model {
            /// Loads what a screen of this part needs.
            pub(super) fn $load(&mut self, route: &Route) {
                match route {
                    $(Route::$variant $({ $($field,)* })? $(($id))? => crate::part!($part [$($page)+] {
                        $(let $model = self; $loads;)?
                    } {}),)*
                    Route::NotFound(_) => {}
                }
            }

            /// What the current screen, one of this part, shows to somebody who may see it.
            pub(super) fn $screen(&self) -> Screen {
                match &self.cx.route {
                    $(Route::$variant $({ $($field,)* })? $(($id))? => crate::part!($part [$($page)+] {
                        Screen::$variant $(({ let $m = self; $draws }))?
                    } { Screen::NotFound }),)*
                    Route::NotFound(_) => Screen::NotFound,
                }
            }
        }
    };
}

macro_rules! in_each_part {
    ($($rows:tt)*) => {
        in_part!(home load_in_home screen_in_home, $($rows)*);
        in_part!(account load_in_account screen_in_account, $($rows)*);
        in_part!(card load_in_card screen_in_card, $($rows)*);
        in_part!(apply load_in_apply screen_in_apply, $($rows)*);
        in_part!(guide load_in_guide screen_in_guide, $($rows)*);
        in_part!(demo load_in_demo screen_in_demo, $($rows)*);
    };
}
crate::screens!(in_each_part);
