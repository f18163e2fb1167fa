//! M6 at full size: ten thousand messages missed in thirty conversations. All of them come, in order, each once, in bounded pages and frames,
//! and the server does not grow. How long it takes on the release binary says `just chaos`.

use std::{fs, time::Duration};

use diesel::prelude::*;
use domain::{
    id::{ConversationId, SessionId},
    messaging::{
        history::HistoryQuery,
        rooms::{
            calls::CreateConversation,
            types::{NewConversation, NewKind},
        },
    },
    schools::types::Level,
    socket::ServerFrame,
};
use store::{
    accounts::standing,
    messaging::sending::{self, Letter},
    schema::sessions,
};
use testkit::{app::TestApp, node::Wiring, person::Person, socket::Socket};

use crate::messaging::{history, places, send, text};

const MISSED: usize = 10_000;
const ROOMS: usize = 30;
/// Most messages of a page.
const PAGE: usize = 200;
/// How much larger the process may be meanwhile, in KiB: the server, the client that reads, and what the allocators keep.
const GROWTH: u64 = 50 * 1024;

/// Somebody is away while somebody else writes.
struct School {
    app: TestApp,
    writes: Person,
    reads: Person,
    rooms: Vec<ConversationId>,
}

impl School {
    async fn open(wiring: Wiring) -> Self {
        let app = TestApp::start_with(wiring).await;
        let writes = app.teacher("Sophie", &[Level::P3]).await;
        let (reads, _) = app.parent_of("Marie", Level::P3).await;
        let mut rooms = Vec::new();
        for number in 0..ROOMS {
            let new = NewConversation {
                kind: NewKind::Group,
                title: Some(format!("Atelier {number}")),
                description: None,
                members: vec![reads.id],
                staff_only: false,
                posting: None,
            };
            rooms.push(writes.call(&CreateConversation {}, &new).await.unwrap().id);
        }
        Self {
            app,
            writes,
            reads,
            rooms,
        }
    }

    /// How many messages go into a room.
    fn share(number: usize) -> usize {
        MISSED / ROOMS + usize::from(number < MISSED % ROOMS)
    }

    /// Writes them past the node, as one that died before it could tell: nobody hears of them.
    async fn write_all(&self) {
        let (store, account) = (self.app.db().store(), self.writes.id);
        for (number, room) in self.rooms.iter().copied().enumerate() {
            let written = store.write(move |tx| {
                let session: SessionId = sessions::table
                    .filter(sessions::account_id.eq(account))
                    .select(sessions::id)
                    .first(tx.db)?;
                let by = standing::by_id(tx.db, session)?.member()?;
                let letter = |number| Letter::new(by.clone(), text(&format!("message {number}")));
                let letters: Vec<Letter> = (0..Self::share(number)).map(letter).collect();
                sending::send_all(tx, room, &letters)?
                    .into_iter()
                    .try_for_each(|sent| sent.map(drop))
            });
            written.await.unwrap();
        }
    }

    /// Reads on in a room from a place; the places that came, in the order of their coming.
    async fn read(&self, room: ConversationId, from: i64) -> Vec<i64> {
        let mut read = Vec::new();
        loop {
            let query = HistoryQuery {
                after_seq: Some(read.last().copied().unwrap_or(from)),
                limit: Some(200),
                ..HistoryQuery::default()
            };
            let page = history(&self.reads, room, query).await;
            assert!(page.items.len() <= PAGE);
            assert!(page.more || page.to_seq == page.last_seq);
            read.extend(page.items.iter().map(|message| message.seq));
            if !page.more {
                return read;
            }
        }
    }

    /// Reads everything from the note of the making on, and finds every place once and in order.
    async fn read_all(&self) {
        for (number, room) in self.rooms.iter().enumerate() {
            let last = 1 + i64::try_from(Self::share(number)).unwrap();
            assert_eq!(self.read(*room, 1).await, (2..=last).collect::<Vec<_>>());
        }
    }
}

/// Resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Seen red when a page begins with the last message of the page before.
#[tokio::test]
async fn ten_thousand_missed_messages_come_in_pages_and_the_server_does_not_grow() {
    let school = School::open(Wiring::default()).await;
    school.write_all().await;
    // what is loaded once: documents that judge the answers, pages of code, caches of the database
    school.read(school.rooms[0], 1).await;
    let before = resident();
    school.read_all().await;
    let grown = resident().saturating_sub(before);
    assert!(grown <= GROWTH, "{grown} KiB more");
}

/// The socket was open all the time, and its node heard of nothing. Seen red when the desk hands out whatever it has loaded
/// (`desk::BURST` without end): the mailbox overflows and the socket is closed with 4008.
#[tokio::test]
async fn an_open_socket_is_told_to_read_ten_thousand_messages_by_itself() {
    let mut wiring = Wiring::default();
    wiring.realtime.poll_calm = Duration::from_millis(300);
    let school = School::open(wiring).await;
    let mut socket = school.reads.socket().await;
    socket.settle().await;
    school.write_all().await;
    for room in &school.rooms {
        hears_again(&mut socket, *room, &school.writes).await;
    }
    let heard = socket.settle().await;
    let resyncs = heard.iter().filter(|frame| **frame == ServerFrame::Resync {}).count();
    assert!((1..=4 * ROOMS).contains(&resyncs), "{resyncs} times");
    let messages = heard
        .iter()
        .filter(|frame| matches!(frame, ServerFrame::Message { .. }));
    assert!(messages.count() <= 33 * ROOMS, "the rest is read by pages");
    for (number, room) in school.rooms.iter().enumerate() {
        let live = places(heard, *room);
        assert!(
            live.is_sorted_by(|one, other| one < other),
            "once, and in order: {live:?}"
        );
        let all = school.read(*room, 1).await;
        let last = all.last().copied().unwrap_or(0);
        assert!(last >= 2 + i64::try_from(School::share(number)).unwrap());
        assert_eq!(all, (2..=last).collect::<Vec<_>>());
        assert_eq!(
            live.last(),
            Some(&last),
            "what is read and what is heard end at the same place"
        );
    }
}

/// Writes until the socket carries what is written again; until then it is told to read.
async fn hears_again(socket: &mut Socket, room: ConversationId, writes: &Person) {
    for _ in 0..4 * ROOMS {
        let sent = send(writes, room, "et voilà").await;
        let is_it =
            |frame: &ServerFrame| matches!(frame, ServerFrame::Message { message, .. } if message.id == sent.id);
        let told = socket
            .wait_for(|frame| *frame == ServerFrame::Resync {} || is_it(frame))
            .await;
        if is_it(&told) {
            return;
        }
    }
    panic!("the socket carries nothing any more");
}
