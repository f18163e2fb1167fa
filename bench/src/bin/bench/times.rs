//! How long each part of a run takes.

use std::time::Duration;

/// The times.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// A run at the rate at which latencies are compared.
    pub fixed: Duration,
    /// A run in which nobody waits.
    pub flat_out: Duration,
    /// A step in search of the highest rate.
    pub step: Duration,
    /// A run over the sockets.
    pub sockets: Duration,
    /// A run of as many messages as get through.
    pub fanout: Duration,
    /// A run of SQL alone.
    pub sql: Duration,
    /// Idle sockets for the memory of one.
    pub idle: usize,
    /// How often each question is asked about an address that is known, and about one that is not.
    pub rounds: usize,
    /// How long the school is watched before a flood.
    pub calm: Duration,
    /// How long a flood lasts.
    pub flood: Duration,
}

impl Times {
    /// About two minutes for each configuration.
    pub const QUICK: Self = Self {
        fixed: Duration::from_secs(2),
        flat_out: Duration::from_millis(1500),
        step: Duration::from_millis(1500),
        sockets: Duration::from_secs(4),
        fanout: Duration::from_secs(3),
        sql: Duration::from_secs(2),
        idle: 400,
        rounds: 30,
        calm: Duration::from_secs(4),
        flood: Duration::from_secs(5),
    };

    /// About ten minutes for each configuration.
    pub const FULL: Self = Self {
        fixed: Duration::from_secs(6),
        flat_out: Duration::from_secs(3),
        step: Duration::from_secs(3),
        sockets: Duration::from_secs(10),
        fanout: Duration::from_secs(10),
        sql: Duration::from_secs(4),
        idle: 1000,
        rounds: 500,
        calm: Duration::from_secs(30),
        flood: Duration::from_secs(60),
    };
}
