//! Writers: each sends its messages one after the other and keeps its history. Who hears nothing sends again under the same number, or
//! gives up and never knows.

use std::{cell::Cell, rc::Rc, time::Duration};

use anyhow::Result;
use bench::school::Member;
use domain::id::{ClientMessageId, ConversationId};
use fastrand::Rng;

use crate::{
    client::Client,
    history::History,
    house::House,
    judge::{Operation, Told},
};

/// How many messages have been sent so far, by all.
pub type Progress = Rc<Cell<u64>>;

/// Somebody who writes.
pub struct Writer {
    client: Client,
    rooms: Vec<ConversationId>,
    history: History,
    random: Rng,
    progress: Progress,
}

impl Writer {
    /// Writer number `index` of these rooms.
    pub fn new(
        house: &House,
        (index, member): (usize, &Member),
        rooms: Vec<ConversationId>,
        (random, progress): (Rng, Progress),
    ) -> Result<Self> {
        Ok(Self {
            client: Client::new(&house.addresses(), index, &member.cookie),
            rooms,
            history: History::begin(&house.folder, index, member.account)?,
            random,
            progress,
        })
    }

    /// Sends so many messages; what came of each.
    pub async fn run(mut self, count: usize) -> Result<Vec<Operation>> {
        for number in 0..count {
            if let Some(room) = self.random.choice(&self.rooms).copied() {
                self.one(room, &format!("message {number}")).await?;
            }
            self.progress.set(self.progress.get() + 1);
        }
        self.history.end()
    }

    async fn one(&mut self, room: ConversationId, content: &str) -> Result<()> {
        let number = ClientMessageId::fresh();
        let operation = self.history.intends(room, number)?;
        loop {
            let (told, _) = self.client.send(room, number, content).await;
            self.history.hears(operation, told)?;
            if told != Told::Unknown || self.random.u8(..) < 40 {
                return Ok(());
            }
            self.client.moves_on();
            tokio::time::sleep(Duration::from_millis(self.random.u64(20..120))).await;
        }
    }
}
