//! Quiet hours of everybody in the tests, whatever the time of the day is at which they run.

use diesel::prelude::*;
use domain::messaging::calm::quiet::minute_in_brussels;
use store::{clock, schema::accounts};

use crate::app::TestApp;

/// Minutes of a day.
const DAY: i32 = 24 * 60;

impl TestApp {
    /// It is the middle of everybody's night: quiet from an hour ago until an hour from now.
    pub async fn everybody_sleeps(&self) {
        let now = minute_in_brussels(clock::now());
        let (from, to) = ((now - 60).rem_euclid(DAY), (now + 60).rem_euclid(DAY));
        self.quiet_hours(from, to).await;
    }

    /// Nobody ever minds being disturbed.
    pub async fn nobody_sleeps(&self) {
        self.quiet_hours(0, 0).await;
    }

    /// Everybody's quiet hours, in minutes of the day; the same twice is never.
    async fn quiet_hours(&self, from: i32, to: i32) {
        self.store()
            .write(move |tx| {
                diesel::update(accounts::table)
                    .set((accounts::quiet_from.eq(from), accounts::quiet_to.eq(to)))
                    .execute(tx.db)?;
                Ok(())
            })
            .await
            .unwrap();
    }
}
