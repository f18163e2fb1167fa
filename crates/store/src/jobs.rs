//! The job queue: rows written in the transaction that wants the work, claimed by a runner with a lease.

use diesel::prelude::*;
use domain::{
    id::{Id, JobId},
    moment::Moment,
};
use serde::Serialize;
use serde_json::Value;

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    schema::jobs,
    sql_types::Json,
    tx::Tx,
};

/// A kind of work. Its payload holds ids and tokens, not contents.
pub trait NewJob: Serialize {
    /// The word in the queue.
    const KIND: &'static str;
}

/// One claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Which.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// What it needs.
    pub payload: Value,
    /// How often it has been tried, this time included.
    pub attempts: i32,
    /// The fencing token of this claim: whoever has another one is too late.
    pub claim: Id<Claim>,
}

/// One claim of a job.
#[derive(Debug)]
pub enum Claim {}

/// How many times a job is tried before it is parked as failed.
pub const MAX_ATTEMPTS: i32 = 5;

/// How long a claim holds, in seconds; a runner that is longer has lost it.
pub const LEASE_SECONDS: i64 = 60;

impl Tx<'_> {
    /// Work for later, there exactly when the transaction is.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn later<J: NewJob>(&mut self, job: &J) -> StoreResult<()> {
        self.at(self.now, job)
    }

    /// Work for a moment that is still to come, there exactly when the transaction is.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn at<J: NewJob>(&mut self, moment: Moment, job: &J) -> StoreResult<()> {
        let payload = serde_json::to_value(job).map_err(StoreError::broken)?;
        diesel::insert_into(jobs::table)
            .values((
                jobs::id.eq(JobId::fresh()),
                jobs::kind.eq(J::KIND),
                jobs::payload.eq(Json(payload)),
                jobs::attempts.eq(0),
                jobs::run_at.eq(moment),
                jobs::created_at.eq(self.now),
            ))
            .execute(self.db)?;
        self.queued = true;
        Ok(())
    }
}

/// Claims the next job that is due, if there is one. Two runners never get the same: the claim is an UPDATE with its condition, and
/// whoever comes second changes no row.
///
/// # Errors
/// When the database does not answer.
pub fn claim(tx: &mut Tx<'_>) -> StoreResult<Option<Claimed>> {
    let now = tx.now;
    let candidates: Vec<JobId> = jobs::table
        .filter(due(now))
        .order((jobs::run_at, jobs::id))
        .select(jobs::id)
        .limit(10)
        .load(tx.db)?;
    for id in candidates {
        let claim = Id::<Claim>::fresh();
        let claimed = diesel::update(jobs::table.filter(jobs::id.eq(id)).filter(due(now)))
            .set((
                jobs::claimed_until.eq(now.plus_seconds(LEASE_SECONDS)),
                jobs::claimed_by.eq(claim),
                jobs::attempts.eq(jobs::attempts + 1),
            ))
            .returning((jobs::kind, jobs::payload, jobs::attempts))
            .get_result::<(String, Json<Value>, i32)>(tx.db)
            .optional()?;
        if let Some((kind, Json(payload), attempts)) = claimed {
            return Ok(Some(Claimed {
                id,
                kind,
                payload,
                attempts,
                claim,
            }));
        }
    }
    Ok(None)
}

/// The job is done, and what it needed is forgotten: it may hold a token. `false` when the claim was lost in between.
///
/// # Errors
/// When the database does not answer.
pub fn finish(tx: &mut Tx<'_>, job: &Claimed) -> StoreResult<bool> {
    let changed = diesel::update(
        jobs::table
            .filter(jobs::id.eq(job.id))
            .filter(jobs::claimed_by.eq(job.claim)),
    )
    .set((
        jobs::finished_at.eq(tx.now),
        jobs::claimed_until.eq(None::<Moment>),
        jobs::payload.eq(Json(Value::Null)),
    ))
    .execute(tx.db)?;
    Ok(changed == 1)
}

/// The job has failed: tried again later, or parked after the last try. `cause` holds no personal data.
///
/// # Errors
/// When the database does not answer.
pub fn fail(tx: &mut Tx<'_>, job: &Claimed, cause: &str) -> StoreResult<()> {
    let mine = jobs::table
        .filter(jobs::id.eq(job.id))
        .filter(jobs::claimed_by.eq(job.claim));
    let update = diesel::update(mine);
    if job.attempts >= MAX_ATTEMPTS {
        update
            .set((
                jobs::failed_at.eq(tx.now),
                jobs::claimed_until.eq(None::<Moment>),
                jobs::last_error.eq(cause),
            ))
            .execute(tx.db)?;
        return Ok(());
    }
    let again = tx.now.plus_seconds(back_off_seconds(job.attempts));
    update
        .set((
            jobs::run_at.eq(again),
            jobs::claimed_until.eq(None::<Moment>),
            jobs::last_error.eq(cause),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Whether any job could be claimed now; cheaper than to try.
///
/// # Errors
/// When the database does not answer.
pub fn any_due(db: &mut Db) -> StoreResult<bool> {
    Ok(diesel::select(diesel::dsl::exists(jobs::table.filter(due(clock::now())))).get_result(db)?)
}

/// Removes jobs that were finished or parked more than so many seconds ago and gives their number.
///
/// # Errors
/// When the database does not answer.
pub fn forget(tx: &mut Tx<'_>, seconds: i64) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-seconds);
    let old = jobs::finished_at.lt(before).or(jobs::failed_at.lt(before));
    Ok(diesel::delete(jobs::table.filter(old)).execute(tx.db)?)
}

/// What can be claimed: neither finished nor parked, its time has come, and nobody holds it.
#[diesel::dsl::auto_type]
fn due(now: Moment) -> _ {
    let open = jobs::finished_at.is_null().and(jobs::failed_at.is_null());
    let free = jobs::claimed_until.is_null().or(jobs::claimed_until.lt(now));
    open.and(jobs::run_at.le(now)).and(free)
}

/// 10 s, 1 min, 6 min, 36 min after the first to the fourth failure.
fn back_off_seconds(attempts: i32) -> i64 {
    let power = u32::try_from(attempts - 1).unwrap_or(0).min(5);
    10 * 6_i64.pow(power)
}
