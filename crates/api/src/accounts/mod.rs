//! The calls about accounts: registration, sign-in, sessions, my data.

use crate::routes::Routes;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
}
