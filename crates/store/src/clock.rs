//! The clock: the only place that asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::moment::Moment;

/// Now, in UTC, to the microsecond.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one clock")]
pub fn now() -> Moment {
    let micros = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_micros());
    i64::try_from(micros)
        .ok()
        .and_then(Moment::from_micros)
        .unwrap_or_default()
}
