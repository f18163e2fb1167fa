//! The calls of the time bank.

use crate::routes::Routes;

pub mod services;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    services::routes(routes)
}
