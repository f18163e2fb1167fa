//! Commands to Redis: pooled, and each with a time limit, because a Redis that hangs must not make anybody wait.

use std::{fmt, time::Duration};

use deadpool_redis::{Manager, Pool, Runtime};
use redis::{Cmd, FromRedisValue, Pipeline, ScriptInvocation};

/// Longest time for any step of a command.
const LIMIT: Duration = Duration::from_millis(800);

/// Redis did not do it in time, or at all.
#[derive(Debug)]
pub(crate) struct Down(pub String);

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pool of commands. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Commands {
    pool: Pool,
}

impl Commands {
    /// The pool of this Redis; nothing is connected yet.
    pub fn new(url: &str) -> Result<Self, Down> {
        let down = |error: &dyn fmt::Display| Down(error.to_string());
        let manager = Manager::new(url).map_err(|error| down(&error))?;
        let pool = Pool::builder(manager)
            .max_size(4)
            .wait_timeout(Some(LIMIT))
            .create_timeout(Some(LIMIT))
            .recycle_timeout(Some(LIMIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| down(&error))?;
        Ok(Self { pool })
    }

    /// Runs one command, within the time limit.
    pub async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Down> {
        let mut connection = self.pool.get().await.map_err(|error| Down(error.to_string()))?;
        let answer = tokio::time::timeout(LIMIT, command.query_async(&mut connection)).await;
        Self::settle(connection, answer)
    }

    /// Runs several commands in one round trip, within the time limit of one.
    pub async fn pipeline(&self, commands: &Pipeline) -> Result<(), Down> {
        let mut connection = self.pool.get().await.map_err(|error| Down(error.to_string()))?;
        let answer = tokio::time::timeout(LIMIT, commands.query_async(&mut connection)).await;
        Self::settle(connection, answer)
    }

    /// Runs a script, which Redis does as one; within the same time, and with the same end, as a command.
    pub async fn script<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, Down> {
        let mut connection = self.pool.get().await.map_err(|error| Down(error.to_string()))?;
        let answer = tokio::time::timeout(LIMIT, script.invoke_async(&mut connection)).await;
        Self::settle(connection, answer)
    }

    fn settle<T>(
        connection: deadpool_redis::Connection,
        answer: Result<Result<T, redis::RedisError>, tokio::time::error::Elapsed>,
    ) -> Result<T, Down> {
        match answer {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(Down(error.to_string())),
            Err(_) => {
                // between a command and its reply a connection is out of step: it is thrown away
                drop(deadpool_redis::Connection::take(connection));
                Err(Down("no answer in time".to_owned()))
            }
        }
    }
}
