//! What the model loads for a screen, and what is drawn there: two columns of the table of [`screens`](crate::screens).

use super::Model;
use crate::route::{Route, Stage};
use crate::view::Screen;
use contract::application::ApplicationKind;

macro_rules! columns {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$m:ident| $draws:expr)?;
    )*) => {
        #[allow(unused_variables, reason = "not every screen needs what its address says")]
        impl Model {
            /// Loads what a screen needs.
            pub(super) fn load(&mut self, route: &Route) {
                match route {
                    Route::Demo if !self.demo_backend => {}
                    $(Route::$variant $({ $($field,)* })? $(($id))? => {
                        $(let $model = self; $loads;)?
                    })*
                    Route::NotFound(_) => {}
                }
            }

            /// What the current screen shows to somebody who may see it.
            pub(super) fn screen(&self) -> Screen {
                match &self.cx.route {
                    // While something is sent the question what is meant gives way to how that goes.
                    Route::Intent if self.apply.flow.outbox.is_sending() => {
                        let (kind, stage) = (ApplicationKind::StopContributions, Stage::Confirm);
                        Screen::Apply(Box::new(self.apply.flow.view(&self.cx, kind, stage)))
                    }
                    Route::Demo if !self.demo_backend => Screen::NotFound,
                    $(Route::$variant $({ $($field,)* })? $(($id))? => {
                        Screen::$variant $(({ let $m = self; $draws }))?
                    })*
                    Route::NotFound(_) => Screen::NotFound,
                }
            }
        }
    };
}
crate::screens!(columns);
