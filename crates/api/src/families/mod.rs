//! The calls about families.

use crate::routes::Routes;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
}
