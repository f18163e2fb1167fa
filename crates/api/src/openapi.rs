//! The OpenAPI document, written from the endpoints.

use domain::endpoint::Endpoint;

/// One operation and the schemas it speaks of.
pub struct Described {
    /// The path under `/api/v1`.
    pub path: &'static str,
}

/// Describes one endpoint.
#[must_use]
pub fn describe<E: Endpoint>() -> Described {
    Described { path: E::PATH }
}
