//! How the real-time part of a node behaves. The times are settings so that tests need not wait for minutes.

use std::time::Duration;

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `redis://host:port`; without one, this node is alone.
    pub redis_url: Option<String>,
    /// Open sockets of one account, on all nodes together.
    pub max_connections: usize,
    /// How long a connection counts as open when its node has stopped to say so.
    pub presence_ttl: Duration,
    /// How often the database is asked for what may have been missed, while the bus works.
    pub poll_calm: Duration,
    /// The same while the bus is down or another node has fallen silent.
    pub poll_alarmed: Duration,
    /// How often the sessions of the open sockets are checked.
    pub sweep: Duration,
    /// How often a node gives a sign of life.
    pub beat: Duration,
    /// After how long without any the bus counts as down.
    pub silence: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            redis_url: None,
            max_connections: 5,
            presence_ttl: Duration::from_secs(45),
            poll_calm: Duration::from_secs(30),
            // 2 s until the next look, and the look itself, make the 3 s that are promised
            poll_alarmed: Duration::from_millis(1500),
            sweep: Duration::from_secs(1),
            beat: Duration::from_millis(400),
            silence: Duration::from_millis(1400),
        }
    }
}
