//! The runner: claims jobs, does them one at a time, tries again what failed, and parks what failed too often.

use std::{collections::HashMap, fmt, future::Future, pin::Pin, time::Duration};

use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{
    Store,
    error::StoreResult,
    jobs::{self, Claimed, LEASE_SECONDS, MAX_ATTEMPTS, NewJob},
};
use tokio_util::sync::CancellationToken;

/// Why a job did not succeed. Its words are kept in the queue and in the log: no personal data in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// Because of this.
    #[must_use]
    pub fn because(cause: impl Into<String>) -> Self {
        Self(cause.into())
    }
}
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl From<store::error::StoreError> for Failure {
    fn from(error: store::error::StoreError) -> Self {
        Self(error.to_string())
    }
}

/// Work in progress.
pub type Doing = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

type Handler = Box<dyn Fn(Value) -> Doing + Send + Sync>;

/// Which work is done for which kind of job.
#[derive(Default)]
pub struct Jobs {
    handlers: HashMap<&'static str, Handler>,
}

impl Jobs {
    /// Jobs of the kind `J` are done by `work`. It may be run more than once for one job: after a crash in the middle, for example.
    #[must_use]
    pub fn on<J, F, D>(mut self, work: F) -> Self
    where
        J: NewJob + DeserializeOwned,
        F: Fn(J) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let handler = move |payload| -> Doing {
            match serde_json::from_value(payload) {
                Ok(job) => Box::pin(work(job)),
                // the cause may quote the payload, which may hold a token
                Err(_) => Box::pin(async { Err(Failure::because("the payload cannot be read")) }),
            }
        };
        self.handlers.insert(J::KIND, Box::new(handler));
        self
    }

    async fn perform(&self, job: &Claimed) -> Result<(), Failure> {
        let handler = self
            .handlers
            .get(job.kind.as_str())
            .ok_or_else(|| Failure::because("nobody here knows this kind of job"))?;
        // done on a task of its own, so that a panic in it is a failure like any other
        let mut doing = tokio::spawn(handler(job.payload.clone()));
        match tokio::time::timeout(TIME_LIMIT, &mut doing).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Failure::because("it panicked")),
            Err(_) => {
                doing.abort();
                Err(Failure::because("it took too long"))
            }
        }
    }
}

/// Well under the lease: whoever gives up here still holds the claim.
const TIME_LIMIT: Duration = Duration::from_secs(LEASE_SECONDS.unsigned_abs() * 3 / 4);

/// How long finished and parked jobs are kept, in seconds: a day.
const KEPT_SECONDS: i64 = 24 * 3600;

/// Does the jobs of one process. Several runners, in one process or in many, share the work.
pub struct Runner {
    store: Store,
    jobs: Jobs,
    tick: Duration,
}

impl Runner {
    /// A runner on this store.
    #[must_use]
    pub const fn new(store: Store, jobs: Jobs) -> Self {
        Self {
            store,
            jobs,
            tick: Duration::from_secs(1),
        }
    }

    /// Works until it is told to stop; the job in hand is finished first.
    pub async fn run(self, stop: CancellationToken) {
        let mut tidied = None;
        while !stop.is_cancelled() {
            match self.work_off(&stop).await {
                Ok(()) if tidied.is_none_or(|last| last < store::clock::now()) => {
                    tidied = Some(store::clock::now().plus_seconds(3600));
                    self.tidy().await;
                }
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the job queue cannot be read; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                // jobs of this process are done at once; those of others, and those to be tried again, at the next tick
                () = self.store.queued() => {}
                () = tokio::time::sleep(self.tick) => {}
            }
        }
    }

    /// Does every job that is due.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn work_off(&self, stop: &CancellationToken) -> StoreResult<()> {
        while !stop.is_cancelled() {
            if !self.store.read(jobs::any_due).await? {
                return Ok(());
            }
            let Some(job) = self.store.write(jobs::claim).await? else {
                return Ok(());
            };
            self.settle(job).await?;
        }
        Ok(())
    }

    async fn settle(&self, job: Claimed) -> StoreResult<()> {
        let (id, attempts) = (job.id, job.attempts);
        let kind = job.kind.clone();
        match self.jobs.perform(&job).await {
            Ok(()) => {
                let ours = self.store.write(move |tx| jobs::finish(tx, &job)).await?;
                if ours {
                    tracing::debug!(%id, kind, attempts, "a job is done");
                } else {
                    tracing::warn!(%id, kind, attempts, "a job was done after its claim had been lost; it may be done twice");
                }
            }
            Err(failure) if attempts >= MAX_ATTEMPTS => {
                tracing::error!(%id, kind, attempts, %failure, "a job is given up");
                self.store
                    .write(move |tx| jobs::fail(tx, &job, &failure.to_string()))
                    .await?;
            }
            Err(failure) => {
                tracing::warn!(%id, kind, attempts, %failure, "a job failed and will be tried again");
                self.store
                    .write(move |tx| jobs::fail(tx, &job, &failure.to_string()))
                    .await?;
            }
        }
        Ok(())
    }

    async fn tidy(&self) {
        let outcome = self
            .store
            .write(|tx| {
                store::accounts::registration::forget_dead(tx)?;
                store::accounts::links::forget_dead(tx)?;
                store::accounts::sessions::forget_dead(tx)?;
                store::idempotency::forget_old(tx)?;
                store::throttles::forget_full(tx)?;
                store::schools::audit::forget_old(tx)?;
                store::messaging::calm::retention::plan(tx)?;
                store::sel::checking::plan(tx)?;
                store::files::release::strays(tx)?;
                jobs::forget(tx, KEPT_SECONDS)
            })
            .await;
        if let Err(error) = outcome {
            tracing::warn!(%error, "what is old could not be removed");
        }
    }
}
