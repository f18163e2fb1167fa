//! Who has which sockets open on this node. Nobody waits for a client while holding the map: a full mailbox means a client that does
//! not read, and it is let go.

use std::collections::HashMap;

use bytestring::ByteString;
use domain::{
    id::{AccountId, ConnectionId, ConversationId, SchoolId, SessionId},
    socket::{ServerFrame, close},
};
use parking_lot::Mutex;
use tokio::sync::mpsc;

use crate::mailbox::{CAPACITY, Closing, Holder, Outlet};

/// The open sockets of this node.
#[derive(Debug)]
pub struct Hub {
    accounts: Mutex<HashMap<AccountId, Vec<Outlet>>>,
    limit: usize,
}

/// What a client can do without when it is slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Must arrive, or the client is let go and reads again.
    Lasting,
    /// Dropped as soon as a mailbox is half full: typing.
    Fleeting,
}

/// Which sockets of an account a frame is for: those of the session's school only, and those of one room only for what concerns that room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// One room, and the school that it is of.
    Room(ConversationId, SchoolId),
    /// What is in no room of a school.
    School(SchoolId),
    /// The account, in whichever school it is.
    Account,
}

impl About {
    fn reaches(self, outlet: &Outlet) -> bool {
        match self {
            Self::Room(about, school) => outlet.school == school && outlet.room.is_none_or(|room| room == about),
            Self::School(school) => outlet.school == school && outlet.room.is_none(),
            Self::Account => outlet.room.is_none(),
        }
    }
}

impl Hub {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            accounts: Mutex::default(),
            limit,
        }
    }

    /// A place for one more socket of an account, of one room or of everything, unless it has its number of them here already.
    pub(crate) fn admit(
        &self,
        Holder {
            account,
            session,
            school,
        }: Holder,
        room: Option<ConversationId>,
    ) -> Option<(Outlet, mpsc::Receiver<ByteString>)> {
        let mut accounts = self.accounts.lock();
        let outlets = accounts.entry(account).or_default();
        if outlets.len() >= self.limit {
            return None;
        }
        let (sender, frames) = mpsc::channel(CAPACITY);
        let outlet = Outlet {
            connection: ConnectionId::fresh(),
            session,
            school,
            room,
            sender,
            closing: Closing::default(),
            settled: false,
        };
        outlets.push(outlet.clone());
        Some((outlet, frames))
    }

    pub(crate) fn settle(&self, account: AccountId, connection: ConnectionId) {
        let mut accounts = self.accounts.lock();
        for outlet in accounts.get_mut(&account).into_iter().flatten() {
            outlet.settled |= outlet.connection == connection;
        }
    }

    pub(crate) fn remove(&self, account: AccountId, connection: ConnectionId) {
        let mut accounts = self.accounts.lock();
        if let Some(outlets) = accounts.get_mut(&account) {
            outlets.retain(|outlet| outlet.connection != connection);
            if outlets.is_empty() {
                accounts.remove(&account);
            }
        }
    }

    /// Puts a frame into the mailbox of every socket of these accounts that it is for. Serialized once, whatever their number.
    pub(crate) fn deliver(&self, accounts: &[AccountId], frame: &ByteString, (about, weight): (About, Weight)) {
        let map = self.accounts.lock();
        let outlets = accounts.iter().filter_map(|account| map.get(account)).flatten();
        for outlet in outlets.filter(|outlet| about.reaches(outlet)) {
            if outlet.closing.is_asked() || (weight == Weight::Fleeting && outlet.sender.capacity() < CAPACITY / 2) {
                continue;
            }
            if outlet.sender.try_send(frame.clone()).is_err() {
                outlet.closing.close(close::SLOW);
            }
        }
    }

    pub(crate) fn close_session(&self, session: SessionId) {
        let map = self.accounts.lock();
        for outlet in map.values().flatten().filter(|outlet| outlet.session == session) {
            outlet.closing.close(close::UNAUTHENTICATED);
        }
    }

    /// Closes the sockets of a room that is not the account's any more.
    pub(crate) fn close_room(&self, account: AccountId, room: ConversationId) {
        let map = self.accounts.lock();
        let outlets = map.get(&account).into_iter().flatten();
        for outlet in outlets.filter(|outlet| outlet.room == Some(room)) {
            outlet.closing.close(close::NOT_FOUND);
        }
    }

    pub(crate) fn close_all(&self, code: u16) {
        for outlet in self.accounts.lock().values().flatten() {
            outlet.closing.close(code);
        }
    }

    /// How many sockets are open here.
    pub(crate) fn count(&self) -> usize {
        self.accounts.lock().values().map(Vec::len).sum()
    }

    pub(crate) fn has_any(&self, accounts: &[AccountId]) -> bool {
        let map = self.accounts.lock();
        accounts.iter().any(|account| map.contains_key(account))
    }

    /// Everybody with a socket here.
    pub(crate) fn everybody(&self) -> Vec<AccountId> {
        self.accounts.lock().keys().copied().collect()
    }

    /// Those whose conversations the desk knows.
    pub(crate) fn settled(&self) -> Vec<AccountId> {
        let map = self.accounts.lock();
        let known = map.iter().filter(|(_, outlets)| outlets.iter().any(|o| o.settled));
        known.map(|(account, _)| *account).collect()
    }

    pub(crate) fn sessions(&self) -> Vec<SessionId> {
        let map = self.accounts.lock();
        let mut sessions: Vec<SessionId> = map.values().flatten().map(|outlet| outlet.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// The sockets that have their place; one that still asks for it does not count.
    pub(crate) fn connections(&self) -> Vec<(AccountId, ConnectionId)> {
        let map = self.accounts.lock();
        map.iter()
            .flat_map(|(account, outlets)| outlets.iter().map(|outlet| (*account, outlet)))
            .filter(|(_, outlet)| outlet.settled)
            .map(|(account, outlet)| (account, outlet.connection))
            .collect()
    }
}

/// A frame as it goes over the wire.
#[must_use]
pub fn wire(frame: &ServerFrame) -> ByteString {
    // frames are plain data: writing them cannot fail
    serde_json::to_string(frame).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    /// A session of an account in some school.
    fn holder(account: AccountId) -> Holder {
        Holder {
            account,
            session: Id::fresh(),
            school: SchoolId::fresh(),
        }
    }

    fn heard(frames: &mut mpsc::Receiver<ByteString>) -> usize {
        std::iter::from_fn(|| frames.try_recv().ok()).count()
    }

    #[test]
    fn a_full_mailbox_lets_its_client_go_and_nobody_else() {
        let hub = Hub::new(5);
        let (slow, quick) = (AccountId::fresh(), AccountId::fresh());
        let (stuck, _unread) = hub.admit(holder(slow), None).unwrap();
        let (_, mut read) = hub.admit(holder(quick), None).unwrap();
        for _ in 0..=CAPACITY {
            hub.deliver(
                &[slow, quick],
                &ByteString::from_static("x"),
                (About::Account, Weight::Lasting),
            );
            assert_eq!(read.try_recv().unwrap(), "x");
        }
        assert!(stuck.closing.is_asked());
    }

    #[test]
    fn typing_is_dropped_long_before_that() {
        let hub = Hub::new(5);
        let account = AccountId::fresh();
        let (outlet, mut frames) = hub.admit(holder(account), None).unwrap();
        for _ in 0..=CAPACITY {
            hub.deliver(
                &[account],
                &ByteString::from_static("typing"),
                (About::Account, Weight::Fleeting),
            );
        }
        assert!(!outlet.closing.is_asked());
        let mut waiting = 0;
        while frames.try_recv().is_ok() {
            waiting += 1;
        }
        assert_eq!(waiting, CAPACITY / 2 + 1);
    }

    #[test]
    fn an_account_has_its_number_of_sockets_and_no_more() {
        let hub = Hub::new(2);
        let account = AccountId::fresh();
        let (first, _) = hub.admit(holder(account), None).unwrap();
        assert!(hub.admit(holder(account), None).is_some());
        assert!(hub.admit(holder(account), None).is_none());
        hub.remove(account, first.connection);
        assert!(hub.admit(holder(account), None).is_some());
    }

    #[test]
    fn the_socket_of_a_room_hears_of_that_room_only() {
        let hub = Hub::new(2);
        let (account, mine, other) = (AccountId::fresh(), ConversationId::fresh(), ConversationId::fresh());
        let me = holder(account);
        let (_, mut of_all) = hub.admit(me, None).unwrap();
        let (outlet, mut of_room) = hub.admit(me, Some(mine)).unwrap();
        let (mine_too, others) = (About::Room(mine, me.school), About::Room(other, me.school));
        for about in [mine_too, others, About::School(me.school), About::Account] {
            hub.deliver(
                &[account],
                &ByteString::from(format!("{about:?}")),
                (about, Weight::Lasting),
            );
        }
        assert_eq!((heard(&mut of_all), heard(&mut of_room)), (4, 1));
        hub.close_room(account, other);
        assert!(!outlet.closing.is_asked());
        hub.close_room(account, mine);
        assert!(outlet.closing.is_asked());
    }

    #[test]
    fn a_socket_hears_of_the_school_of_its_session_only() {
        let hub = Hub::new(2);
        let (account, room) = (AccountId::fresh(), ConversationId::fresh());
        let (here, there) = (holder(account), holder(account));
        let (_, mut of_here) = hub.admit(here, None).unwrap();
        let (_, mut of_there) = hub.admit(there, None).unwrap();
        let told = |about| hub.deliver(&[account], &ByteString::from_static("x"), (about, Weight::Lasting));
        told(About::Room(room, here.school));
        told(About::School(here.school));
        assert_eq!((heard(&mut of_here), heard(&mut of_there)), (2, 0));
        told(About::Account);
        assert_eq!((heard(&mut of_here), heard(&mut of_there)), (1, 1));
    }
}
