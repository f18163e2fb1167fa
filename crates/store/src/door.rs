//! The two doors: `read` and `write`, each on a thread of its own, with a pool in front.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use domain::happening::Happening;
use tokio::sync::{Notify, Semaphore};

use crate::{
    backend::{Backend, Db},
    error::{StoreError, StoreResult},
    pool::{Manager, Pool},
    tx::{self, Tx},
};

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite://file` or `postgres://user:password@host/database`.
    pub url: String,
    /// Connections for reading; on PostgreSQL for everything.
    pub pool_size: u32,
    /// How long a request waits for a connection before it is told to come back.
    pub patience: Duration,
}

/// What is told to the rest of the process after a commit.
pub type Sink = Box<dyn Fn(Vec<Happening>) + Send + Sync>;

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    read: Lane,
    write: Lane,
    sink: OnceLock<Sink>,
    queued: Notify,
}

/// A pool with a door that counts: nobody occupies a thread only to wait for a connection.
#[derive(Clone)]
struct Lane {
    pool: Pool,
    permits: Arc<Semaphore>,
    patience: Duration,
}

impl Store {
    /// Opens the store. Connections are made when first needed, so that a process starts while its database is away.
    ///
    /// # Errors
    /// When the URL has no scheme that we know.
    pub fn open(options: &Options) -> StoreResult<Self> {
        let backend = Backend::of(&options.url)
            .ok_or_else(|| StoreError::broken("DATABASE_URL must begin with sqlite: or postgres:"))?;
        let read = Lane::new(options, options.pool_size);
        let write = match backend {
            Backend::Postgres => read.clone(),
            // one writer for the whole file: they queue here instead of spinning on the lock
            Backend::Sqlite => Lane::new(options, 1),
        };
        Ok(Self {
            inner: Arc::new(Inner {
                backend,
                read,
                write,
                sink: OnceLock::new(),
                queued: Notify::new(),
            }),
        })
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.inner.backend
    }

    /// Who is told what has happened. Set once, when the process is wired; a second call is ignored.
    pub fn tell(&self, sink: Sink) {
        drop(self.inner.sink.set(sink));
    }

    /// Publishes something that is not stored, such as typing, the same way as what a write makes happen.
    pub fn announce(&self, happenings: Vec<Happening>) {
        if let Some(sink) = self.inner.sink.get()
            && !happenings.is_empty()
        {
            sink(happenings);
        }
    }

    /// Reads.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when no connection is free in time, and whatever `query` says.
    pub async fn read<T, F>(&self, query: F) -> StoreResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> StoreResult<T> + Send + 'static,
    {
        self.inner.read.run(query).await
    }

    /// Writes in one transaction; what has happened is published after its commit.
    ///
    /// `work` is run again when it loses a race, so it has no effects but on the transaction.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when no connection is free in time or five races were lost, and whatever `work` says; then nothing is
    /// changed. [`StoreError::Uncertain`] when the connection died during commit.
    pub async fn write<T, F>(&self, work: F) -> StoreResult<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> StoreResult<T> + Send + 'static,
    {
        let store = self.clone();
        self.inner
            .write
            .run(move |db| {
                let (value, effects) = tx::run_until_it_wins(db, &work)?;
                // here and not after the await: a caller that goes away meanwhile must not keep the news to itself
                if effects.queued {
                    store.inner.queued.notify_one();
                }
                store.announce(effects.happenings);
                Ok(value)
            })
            .await
    }

    /// Waits until a write of this process has queued a job.
    pub async fn queued(&self) {
        self.inner.queued.notified().await;
    }
}

impl Lane {
    fn new(options: &Options, size: u32) -> Self {
        let pool = r2d2::Pool::builder()
            .max_size(size.max(1))
            .min_idle(Some(0))
            .connection_timeout(options.patience)
            .error_handler(Box::new(Quiet))
            .build_unchecked(Manager::new(options.url.clone()));
        let permits = usize::try_from(size.max(1)).unwrap_or(1);
        Self {
            pool,
            permits: Arc::new(Semaphore::new(permits)),
            patience: options.patience,
        }
    }

    async fn run<T, F>(&self, work: F) -> StoreResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> StoreResult<T> + Send + 'static,
    {
        let permit = tokio::time::timeout(self.patience, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| StoreError::Busy)?
            .map_err(StoreError::broken)?;
        let pool = self.pool.clone();
        tokio::task::spawn_blocking(move || {
            // the permit lives as long as the work, even when the caller has gone away
            let _permit = permit;
            let mut connection = pool.get().map_err(|_| StoreError::Busy)?;
            connection.work(work)
        })
        .await
        .map_err(StoreError::broken)?
    }
}

/// The pool tells every failed connection attempt; a request that fails says it once, which is enough.
#[derive(Debug)]
struct Quiet;

impl r2d2::HandleError<diesel::r2d2::Error> for Quiet {
    fn handle_error(&self, error: diesel::r2d2::Error) {
        tracing::debug!(%error, "no connection to the database");
    }
}
