//! How much of everything: the full numbers of the promises, and small ones that fit into the tests.

use std::time::Duration;

use crate::nemesis::Doom;

/// The numbers of a run.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// Writers of M1, and messages of each.
    pub writers: (usize, usize),
    /// Conversations of M1.
    pub conversations: usize,
    /// What strikes during M1.
    pub doom: Doom,
    /// Members of M3, each with two tabs.
    pub members: usize,
    /// Messages of M3, and how many of them for each second.
    pub messages: (usize, f64),
    /// Nodes killed during M3.
    pub kills: usize,
    /// How long Redis is away in M4.
    pub away: Duration,
    /// How often an acknowledgement is lost in M5.
    pub rounds: usize,
    /// Messages missed in M6, and in how many conversations.
    pub missed: (usize, usize),
    /// Windows that come back together in M6.
    pub crowd: usize,
    /// Sockets of M8, how many of them never read, and for how long.
    pub stalled: (usize, usize, Duration),
    /// How much longer everything may take than was promised: other tests share the machine.
    pub patience: u32,
}

impl Numbers {
    /// Less than a minute for everything together.
    pub const QUICK: Self = Self {
        writers: (4, 40),
        conversations: 6,
        doom: Doom {
            kills: 2,
            redis: 1,
            postgres: 1,
            network: 1,
            stops: (1, 400),
        },
        members: 4,
        messages: (60, 15.0),
        kills: 1,
        away: Duration::from_secs(5),
        rounds: 2,
        missed: (600, 3),
        crowd: 20,
        stalled: (20, 2, Duration::from_secs(30)),
        patience: 4,
    };

    /// What is promised.
    pub const FULL: Self = Self {
        writers: (16, 2000),
        conversations: 20,
        doom: Doom {
            kills: 20,
            redis: 10,
            postgres: 5,
            network: 5,
            stops: (2, 5000),
        },
        members: 50,
        messages: (900, 20.0),
        kills: 3,
        away: Duration::from_secs(300),
        rounds: 50,
        missed: (10_000, 30),
        crowd: 500,
        stalled: (500, 5, Duration::from_secs(60)),
        patience: 1,
    };
}
