//! Asks for what was missed: the list, then each conversation from the place where this device stands.

use std::sync::Arc;

use domain::{
    id::ConversationId,
    messaging::{
        calls::{ListConversations, ListMessages},
        history::{History, HistoryQuery},
        types::ConversationInfo,
    },
    page::PageQuery,
    problem::Code,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Listing, Live, Thread,
    roll::Roll,
    timeline::{Next, Timeline},
};
use crate::client::Failure;

/// How many messages a page holds when a conversation is opened or read backwards.
const PAGE: u32 = 50;
/// How many when something was missed.
const LARGE_PAGE: u32 = 200;
/// With more unread messages than fit the first page, it starts before the first of them; up to so many.
const MOST_UNREAD: i64 = 1_000;
/// So many messages stand above the first unread one.
const BEFORE_UNREAD: i64 = 20;

impl Live {
    /// Asks for the list and for all that was missed. Whoever asks meanwhile makes it ask once more.
    pub fn catch_up(self) {
        let Some(busy) = self.told.try_with_value(|told| told.catching_up.clone()) else {
            return;
        };
        if !busy.begin() {
            return;
        }
        spawn_local(async move {
            loop {
                // Read anew: signing in again begins another turn.
                let turn = self.turn();
                if self.is_turn(turn) {
                    self.catch_up_once(turn).await;
                }
                if !busy.again() {
                    return;
                }
            }
        });
    }

    async fn catch_up_once(self, turn: u32) {
        let answer = self.ask_for_all().await;
        if !self.is_turn(turn) {
            return;
        }
        match answer {
            Ok(conversations) => {
                self.calls_get_through(true);
                self.offered.set_value(true);
                self.take(conversations);
            }
            // A school without messages has no conversations.
            Err(failure) if failure.is(Code::NotFound) => {
                self.calls_get_through(true);
                self.offered.set_value(false);
                self.take(Vec::new());
            }
            Err(failure) if failure.is(Code::Unauthenticated) => self.expire(),
            Err(failure) => {
                self.calls_get_through(false);
                self.change_list(|listing| {
                    if !matches!(listing, Listing::Known(_)) {
                        *listing = Listing::Failed(failure);
                    }
                });
            }
        }
    }

    async fn ask_for_all(self) -> Result<Vec<ConversationInfo>, Failure> {
        let mut all = Vec::new();
        let mut cursor = None;
        loop {
            let query = PageQuery {
                limit: Some(100),
                cursor,
            };
            let page = self.client.ask_with(ListConversations {}, query).await?;
            all.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    fn take(self, conversations: Vec<ConversationInfo>) {
        let Some(me) = self.me() else { return };
        self.change_list(|listing| match listing {
            Listing::Known(roll) => roll.replace(conversations),
            Listing::Waiting | Listing::Failed(_) => *listing = Listing::Known(Roll::new(me, conversations)),
        });
        let rooms = self.listing.with_untracked(|listing| match listing {
            Listing::Known(roll) => roll.in_order(),
            Listing::Waiting | Listing::Failed(_) => Vec::new(),
        });
        let threads = self.threads.with_value(|threads| {
            threads
                .iter()
                .map(|(id, thread)| (*id, thread.clone()))
                .collect::<Vec<_>>()
        });
        for (id, thread) in threads {
            match rooms.iter().find(|room| room.id == id) {
                Some(room) => self.compare(room, &thread),
                None => self.leave(id),
            }
            self.flush(id);
        }
        self.tell_delivered(&rooms);
        self.tell_read();
    }

    /// Asks for what a conversation's timeline lacks, if it was ever opened.
    pub(super) fn compare(self, room: &Arc<ConversationInfo>, thread: &Thread) {
        let failed = thread.failure.with_untracked(Option::is_some);
        let next = thread.timeline.with_untracked(|timeline| match timeline.epoch() {
            None if failed => Next::Reload,
            None => Next::Nothing,
            Some(epoch) if epoch != room.epoch => Next::Reload,
            Some(_) if timeline.top() < room.last_seq => Next::Ask { after: timeline.top() },
            Some(_) => Next::Nothing,
        });
        if next == Next::Reload {
            thread.timeline.update(Timeline::forget);
        }
        self.pursue(room.id, next);
        self.ask_unsure(room.id);
    }

    /// Reads the first page of a conversation, unless it is here.
    pub fn open(self, id: ConversationId) {
        let Some(thread) = self.thread(id) else { return };
        if !thread.timeline.with_untracked(Timeline::is_loaded) {
            self.pursue(id, Next::Reload);
        }
    }

    /// Does what a timeline says is to be done next, until nothing is.
    pub(super) fn pursue(self, id: ConversationId, next: Next) {
        if next == Next::Nothing {
            return;
        }
        let Some(thread) = self.thread(id) else { return };
        if !thread.asking.begin() {
            return;
        }
        spawn_local(async move {
            let mut next = next;
            loop {
                let (asked, turn) = (next, self.turn());
                let answer = self.ask_next(id, &thread, asked).await;
                next = match answer {
                    Ok(next) => next,
                    // A failure from before signing in again says nothing.
                    Err(_) if !self.is_turn(turn) => Next::Nothing,
                    Err(failure) => self.cannot_read(id, &thread, failure),
                };
                if next == asked {
                    // The answer did not help; it will in a moment.
                    self.rest(1_000).await;
                }
                if next == Next::Nothing {
                    if !thread.asking.again() {
                        return;
                    }
                    next = self.missing(id, &thread);
                }
            }
        });
    }

    /// What is to be asked about a conversation now.
    fn missing(self, id: ConversationId, thread: &Thread) -> Next {
        let last = untrack(|| self.room(id)).map_or(0, |room| room.last_seq);
        thread.timeline.with_untracked(|timeline| match timeline.hole() {
            _ if !timeline.is_loaded() => Next::Reload,
            Next::Nothing if timeline.top() < last => Next::Ask { after: timeline.top() },
            hole => hole,
        })
    }

    async fn ask_next(self, id: ConversationId, thread: &Thread, next: Next) -> Result<Next, Failure> {
        let loaded = thread.timeline.with_untracked(Timeline::is_loaded);
        match next {
            Next::Nothing => Ok(Next::Nothing),
            Next::Ask { after } if loaded => {
                let page = self
                    .ask_page(
                        id,
                        HistoryQuery {
                            after_seq: Some(after),
                            limit: Some(LARGE_PAGE),
                            ..HistoryQuery::default()
                        },
                    )
                    .await?;
                Ok(thread.change(|timeline| timeline.catch_up(after, page)))
            }
            Next::Ask { .. } | Next::Reload => {
                let after = self.first_place(id);
                let limit = Some(if after.is_some() { LARGE_PAGE } else { PAGE });
                let page = self
                    .ask_page(
                        id,
                        HistoryQuery {
                            after_seq: after,
                            limit,
                            ..HistoryQuery::default()
                        },
                    )
                    .await?;
                thread.failure.set(None);
                Ok(thread.change(|timeline| timeline.open(page)))
            }
        }
    }

    /// From which place to read first: with many unread messages from a little before the first of them.
    fn first_place(self, id: ConversationId) -> Option<i64> {
        let room = untrack(|| self.room(id))?;
        let unread = room.last_seq - room.last_read_seq;
        let fits = i64::from(PAGE) - BEFORE_UNREAD;
        (unread > fits && unread <= MOST_UNREAD && room.unread_count > 0)
            .then(|| (room.last_read_seq - BEFORE_UNREAD).max(0))
    }

    async fn ask_page(self, id: ConversationId, query: HistoryQuery) -> Result<History, Failure> {
        self.client.ask_with(ListMessages { conversation: id }, query).await
    }

    fn cannot_read(self, id: ConversationId, thread: &Thread, failure: Failure) -> Next {
        if failure.is(Code::Unauthenticated) {
            self.expire();
        } else if is_not_mine(&failure) {
            self.leave(id);
            return Next::Nothing;
        }
        // Asked again with the next look at all places.
        thread.failure.set(Some(failure));
        Next::Nothing
    }

    /// Reads older messages.
    pub fn go_back(self, id: ConversationId) {
        let Some(thread) = self.thread(id) else { return };
        let before = thread.timeline.with_untracked(Timeline::older_before);
        let Some(before) = before.filter(|_| !thread.going_back.get_untracked()) else {
            return;
        };
        thread.going_back.set(true);
        spawn_local(async move {
            let query = HistoryQuery {
                before_seq: Some(before),
                limit: Some(PAGE),
                ..HistoryQuery::default()
            };
            match self.ask_page(id, query).await {
                Ok(page) => thread.timeline.update(|timeline| timeline.go_back(before, page)),
                // Scrolling up once more asks again.
                Err(failure) if failure.is(Code::Unauthenticated) => self.expire(),
                Err(_) => {}
            }
            thread.going_back.set(false);
        });
    }
}

/// Whether a conversation is not, or no longer, mine.
pub(super) fn is_not_mine(failure: &Failure) -> bool {
    failure.is(Code::NotFound) || failure.is(Code::Forbidden)
}
