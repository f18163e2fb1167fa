//! The calls about the instance itself: what runs here, how it is, and the demo school.

use domain::instance::{OpenDemo, ShowDemo, ShowHealth, ShowInfo, ShowServer};

use crate::routes::Routes;

pub mod demo;
pub mod health;
pub mod metrics;
pub mod server;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ShowHealth, _, _>(health::show)
        .on::<ShowInfo, _, _>(server::info)
        .on::<ShowServer, _, _>(server::show)
        .on::<ShowDemo, _, _>(demo::show)
        .on::<OpenDemo, _, _>(demo::open)
}
