//! Tabs: what an open page does. It shows each message once and in order; on a hole, after a reconnect, when told to, and now and then it
//! asks for what it lacks.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bench::{school::Member, socket::Socket};
use domain::{
    id::{ConversationId, MessageId},
    messaging::types::MessageInfo,
    socket::ServerFrame,
};
use fastrand::Rng;
use tokio::task::AbortHandle;

use crate::{client::Client, judge::Shown};

/// How often a tab asks the server whether it is there.
const BEAT: Duration = Duration::from_secs(3);

/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(8);

/// What a tab shows and has noticed.
#[derive(Debug, Default)]
pub struct Screen {
    /// The messages of each conversation, in the order in which they were shown.
    pub shown: BTreeMap<ConversationId, Shown>,
    /// When each was shown.
    pub at: HashMap<MessageId, Instant>,
    /// Messages that came twice on one connection.
    pub doubled: u64,
    /// Messages that came on one connection after one that stands behind them.
    pub disorder: u64,
    /// Connections that were opened.
    pub connections: u64,
}

/// An open tab.
pub struct Tab {
    /// Whose, and which.
    pub name: String,
    /// What it shows.
    pub screen: Rc<RefCell<Screen>>,
    task: AbortHandle,
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Page {
    member: Member,
    addresses: Vec<SocketAddr>,
    client: Client,
    screen: Rc<RefCell<Screen>>,
    random: Rng,
    /// What came on this connection: the last place of each conversation.
    connection: HashMap<ConversationId, i64>,
}

impl Tab {
    /// Opens a tab of somebody on the node with this number, and waits until it knows its conversations. What was said before is not shown.
    pub async fn open(addresses: &[SocketAddr], (member, number): (&Member, usize), random: Rng) -> Result<Self> {
        let screen = Rc::new(RefCell::new(Screen::default()));
        let mut client = Client::new(addresses, number, &member.cookie);
        let asking = async {
            loop {
                match client.conversations().await {
                    Some(rooms) => break rooms,
                    None => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        };
        let rooms = tokio::time::timeout(Duration::from_secs(30), asking).await;
        let rooms = rooms.context("nobody says which conversations there are")?;
        let mut page = Page {
            member: member.clone(),
            addresses: addresses.to_vec(),
            client,
            screen: Rc::clone(&screen),
            random,
            connection: HashMap::new(),
        };
        let known: HashMap<ConversationId, i64> = rooms.iter().map(|room| (room.id, room.last_seq)).collect();
        let ready = Rc::new(tokio::sync::Notify::new());
        let is_ready = Rc::clone(&ready);
        let task = tokio::task::spawn_local(async move { page.live(known, &is_ready).await });
        ready.notified().await;
        Ok(Self {
            name: format!("tab {number} of {}", member.account),
            screen,
            task: task.abort_handle(),
        })
    }
}

impl Page {
    /// For ever: connects, catches up, listens, and connects again.
    async fn live(&mut self, mut known: HashMap<ConversationId, i64>, ready: &tokio::sync::Notify) {
        for conversation in known.keys() {
            self.screen.borrow_mut().shown.entry(*conversation).or_default();
        }
        loop {
            let place = self.client.place();
            if let Some(address) = self.addresses.get(place).copied() {
                let opening = Socket::open(address, "/ws", &self.member.cookie);
                if let Ok(Ok(socket)) = tokio::time::timeout(Duration::from_secs(5), opening).await {
                    self.listen(socket, &mut known, ready).await;
                }
            }
            tokio::time::sleep(Duration::from_millis(self.random.u64(50..400))).await;
            self.client.moves_on();
        }
    }

    /// One connection, until it is over or says nothing for too long.
    async fn listen(
        &mut self,
        mut socket: Socket,
        known: &mut HashMap<ConversationId, i64>,
        ready: &tokio::sync::Notify,
    ) {
        self.connection.clear();
        self.screen.borrow_mut().connections += 1;
        let mut heard = Instant::now();
        let mut beat = tokio::time::interval(BEAT);
        beat.reset();
        loop {
            let frame = tokio::select! {
                frame = socket.next() => frame.ok().and_then(|text| serde_json::from_str::<ServerFrame>(&text).ok()),
                _ = beat.tick() => {
                    if heard.elapsed() > SILENCE || socket.say(r#"{"type":"ping"}"#.to_owned()).await.is_err() {
                        return;
                    }
                    continue;
                }
            };
            heard = Instant::now();
            let goes_on = match frame {
                None => return,
                Some(ServerFrame::Authenticated { .. }) => {
                    let caught_up = self.catch_up(known).await;
                    ready.notify_one();
                    caught_up
                }
                Some(ServerFrame::Resync {}) => self.catch_up(known).await,
                Some(ServerFrame::Message { message, .. }) => self.hear(message, known).await,
                Some(_) => true,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// A message came; whether the server answered what had to be asked.
    async fn hear(&mut self, message: MessageInfo, known: &mut HashMap<ConversationId, i64>) -> bool {
        let conversation = message.conversation_id;
        let last = self.connection.insert(conversation, message.seq);
        if let Some(last) = last {
            let mut screen = self.screen.borrow_mut();
            screen.doubled += u64::from(last == message.seq);
            screen.disorder += u64::from(last > message.seq);
        }
        let stands = known.get(&conversation).copied().unwrap_or(0);
        if message.seq == stands + 1 {
            self.show(&message, known);
            return true;
        }
        message.seq <= stands || self.fetch(conversation, known).await
    }

    fn show(&self, message: &MessageInfo, known: &mut HashMap<ConversationId, i64>) {
        let mut screen = self.screen.borrow_mut();
        screen
            .shown
            .entry(message.conversation_id)
            .or_default()
            .push((message.seq, message.id));
        screen.at.insert(message.id, Instant::now());
        known.insert(message.conversation_id, message.seq);
    }

    async fn catch_up(&mut self, known: &mut HashMap<ConversationId, i64>) -> bool {
        let Some(rooms) = self.client.conversations().await else {
            return false;
        };
        for room in rooms {
            let stands = known.get(&room.id).copied().unwrap_or(0);
            if room.last_seq > stands && !self.fetch(room.id, known).await {
                return false;
            }
        }
        true
    }

    /// Reads what came after what is shown.
    async fn fetch(&mut self, conversation: ConversationId, known: &mut HashMap<ConversationId, i64>) -> bool {
        loop {
            let stands = known.get(&conversation).copied().unwrap_or(0);
            let Some(history) = self.client.after(conversation, stands).await else {
                return false;
            };
            for message in history.items.iter().filter(|message| message.seq > stands) {
                self.show(message, known);
            }
            if !history.more {
                return true;
            }
        }
    }
}
