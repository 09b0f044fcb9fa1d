//! What the model loads for a screen, and what it shows there: two columns of the table of
//! [`screens`](crate::screens).

use super::Model;
use crate::route::Route;
use crate::screens::screens;
use crate::view::Screen;

/// Gives a column its model.
fn with<M, T>(model: M, column: impl FnOnce(M) -> T) -> T {
    column(model)
}

macro_rules! columns {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, at $address:literal, $access:ident, below $above:expr,
        $(loads $loads:expr,)?
        shows $shows:expr;
    )*) => {
        #[allow(unused_variables, reason = "not every screen needs what its address says")]
        impl Model {
            /// Loads what a screen needs.
            pub(super) fn load(&mut self, route: &Route) {
                match route {
                    $(Route::$variant $({ $($field,)* })? $(($id))? => {
                        $(with(self, $loads);)?
                    })*
                    Route::NotFound(_) => {}
                }
            }

            /// What the current screen shows to somebody who may see it.
            pub(super) fn screen(&self) -> Screen {
                match &self.cx.route {
                    $(Route::$variant $({ $($field,)* })? $(($id))? => {
                        with(self, $shows)
                    })*
                    Route::NotFound(_) => Screen::NotFound,
                }
            }
        }
    };
}
screens!(columns);
