//! Who is online, and how many sockets an account has, on all nodes together: a sorted set in Redis for each account, its members the
//! connections, their scores the moment when they count as gone. Each step is one script, so two nodes cannot both take the last place.

use std::{sync::LazyLock, time::Duration};

use domain::id::{AccountId, ConnectionId, Epoch};
use redis::{Script, ScriptInvocation};

use crate::redis::{Commands, Down};

/// How many accounts one script call is about.
const CHUNK: usize = 500;

static OPEN: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)
         redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
         if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
         redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[3])
         redis.call('PEXPIRE', KEYS[1], ARGV[2])
         return 1",
    )
});

static REFRESH: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)
         for i, key in ipairs(KEYS) do
           redis.call('ZADD', key, now + tonumber(ARGV[1]), ARGV[i + 1])
           redis.call('PEXPIRE', key, ARGV[1])
         end
         return 1",
    )
});

static ONLINE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)
         local found = {}
         for i, key in ipairs(KEYS) do found[i] = redis.call('ZCOUNT', key, now, '+inf') end
         return found",
    )
});

/// The shared knowledge of open connections.
#[derive(Clone)]
pub(crate) struct Presence {
    pub commands: Commands,
    pub epoch: Epoch,
    pub limit: usize,
    pub ttl: Duration,
}

impl Presence {
    /// Takes a place for a connection; whether there was one.
    pub async fn open(&self, account: AccountId, connection: ConnectionId) -> Result<bool, Down> {
        let mut script = OPEN.prepare_invoke();
        script
            .key(self.key(account))
            .arg(self.limit)
            .arg(self.millis())
            .arg(connection.to_string());
        let taken: i64 = self.commands.script(&script).await?;
        Ok(taken == 1)
    }

    /// Gives the place back.
    pub async fn close(&self, account: AccountId, connection: ConnectionId) -> Result<(), Down> {
        let mut command = redis::cmd("ZREM");
        command.arg(self.key(account)).arg(connection.to_string());
        self.commands.run::<i64>(&command).await.map(drop)
    }

    /// Says that these connections are still open; also after Redis has lost its memory.
    pub async fn refresh(&self, connections: &[(AccountId, ConnectionId)]) -> Result<(), Down> {
        for chunk in connections.chunks(CHUNK) {
            let mut script: ScriptInvocation<'_> = REFRESH.prepare_invoke();
            script.arg(self.millis());
            for (account, connection) in chunk {
                script.key(self.key(*account)).arg(connection.to_string());
            }
            self.commands.script::<i64>(&script).await?;
        }
        Ok(())
    }

    /// Who of these has a connection somewhere.
    pub async fn online(&self, accounts: &[AccountId]) -> Result<Vec<AccountId>, Down> {
        let mut online = Vec::new();
        for chunk in accounts.chunks(CHUNK) {
            let mut script = ONLINE.prepare_invoke();
            for account in chunk {
                script.key(self.key(*account));
            }
            let counts: Vec<i64> = self.commands.script(&script).await?;
            let open = chunk.iter().zip(counts).filter(|(_, count)| *count > 0);
            online.extend(open.map(|(account, _)| *account));
        }
        Ok(online)
    }

    fn key(&self, account: AccountId) -> String {
        format!("ecolehub:{}:open:{account}", self.epoch)
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.ttl.as_millis()).unwrap_or(u64::MAX)
    }
}
