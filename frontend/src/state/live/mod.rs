//! Conversations as they are now: one list, one timeline for each conversation that was opened, kept by one connection.
//!
//! [`timeline`], [`roll`], [`bubbles`] and [`pause`] are pure and know neither the browser nor the network. Around them
//! [`link`] keeps the connection, [`device`] watches network and tab, [`catch_up`] asks for what was missed, [`rooms`] follows who
//! comes and goes, [`changes`] follows messages that change, [`outbox`] sends, [`marks`] tells what was read, [`frames`] hears the server, [`kept`] remembers on this device
//! what is not sent yet.

pub mod asides;
pub mod bubbles;
mod catch_up;
mod changes;
mod device;
mod frames;
pub mod kept;
mod link;
mod marks;
mod outbox;
mod pause;
pub mod present;
pub mod roll;
mod rooms;
#[cfg(test)]
pub mod samples;
mod thread;
pub mod timeline;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    id::{AccountId, ConversationId, MessageId},
    messaging::types::ConversationInfo,
    schools::types::MembershipStatus,
    sel::service::ServiceQuote,
};
use leptos::prelude::*;

use self::{
    asides::Asides,
    kept::{Begun, Outbox},
    link::Keeper,
    marks::Told,
    roll::Roll,
};
pub use self::{link::Link, marks::Typist, thread::Thread};
use crate::{
    client::{Failure, SignedIn},
    i18n::dates,
    state::{
        announced::Announced,
        badges::Badges,
        exchange::Exchange,
        session::{Session, Standing},
    },
};

/// The list of conversations, in its three states.
#[derive(Debug, Clone)]
pub enum Listing {
    /// The server has not answered yet.
    Waiting,
    /// It could not be asked.
    Failed(Failure),
    /// Here it is.
    Known(Roll),
}

/// The state of the list without its content, so that a new message does not make a page anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// The server has not answered yet.
    Waiting,
    /// It could not be asked.
    Failed(Failure),
    /// I am in no conversation.
    Empty,
    /// I am in some.
    Rooms,
}

/// The conversations of whoever is signed in; `Copy`, like a signal. Provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    session: Session,
    badges: Badges,
    announced: Announced,
    exchange: Exchange,
    client: SignedIn,
    account: StoredValue<Option<AccountId>>,
    listing: RwSignal<Listing>,
    threads: StoredValue<HashMap<ConversationId, Thread>>,
    link: RwSignal<Link>,
    online: RwSignal<bool>,
    keeper: StoredValue<Keeper, LocalStorage>,
    told: StoredValue<Told>,
    typists: RwSignal<Vec<Typist>>,
    drafts: RwSignal<HashMap<ConversationId, Begun>>,
    abouts: RwSignal<HashMap<ConversationId, ServiceQuote>>,
    outbox: StoredValue<Outbox>,
    family: RwSignal<u32>,
    regained: RwSignal<u32>,
    present: RwSignal<HashMap<AccountId, present::Present>>,
    moderated: RwSignal<u32>,
    asides: Asides,
    removing: RwSignal<HashSet<MessageId>>,
    /// Whether the school has messages, as the list said last.
    offered: StoredValue<bool>,
}

impl Live {
    /// Follows the session: starts with a member, ends when nobody is signed in.
    pub fn follow(session: Session, badges: Badges, announced: Announced, exchange: Exchange) -> Self {
        let live = Self {
            session,
            badges,
            announced,
            exchange,
            client: SignedIn::of(session),
            account: StoredValue::new(None),
            listing: RwSignal::new(Listing::Waiting),
            threads: StoredValue::new(HashMap::new()),
            link: RwSignal::new(Link::Connecting),
            online: RwSignal::new(window().navigator().on_line()),
            keeper: StoredValue::new_local(Keeper::default()),
            told: StoredValue::new(Told::default()),
            typists: RwSignal::new(Vec::new()),
            drafts: RwSignal::new(HashMap::new()),
            abouts: RwSignal::new(HashMap::new()),
            outbox: StoredValue::new(Outbox::new()),
            family: RwSignal::new(0),
            regained: RwSignal::new(0),
            present: RwSignal::new(HashMap::new()),
            moderated: RwSignal::new(0),
            asides: Asides::default(),
            removing: RwSignal::new(HashSet::new()),
            offered: StoredValue::new(true),
        };
        live.listen_to_the_device();
        live.watch_the_person();
        live.show_the_badge();
        let standing = session.standing();
        // Starts and stops a connection: that is what effects are for.
        Effect::new(move || match standing.get() {
            Standing::SignedIn(me) if me.membership.status == MembershipStatus::Active => live.start(me.id),
            Standing::SignedIn(_) | Standing::Guest => live.stop(),
            Standing::Unknown | Standing::Failed(_) => {}
        });
        live
    }

    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The list.
    pub fn listing(self) -> Signal<Listing> {
        self.listing.into()
    }

    /// The state of the list, for the component that asks.
    pub fn shape(self) -> Memo<Shape> {
        Memo::new(move |_| {
            self.listing.with(|listing| match listing {
                Listing::Waiting => Shape::Waiting,
                Listing::Failed(failure) => Shape::Failed(failure.clone()),
                Listing::Known(roll) if roll.is_empty() => Shape::Empty,
                Listing::Known(_) => Shape::Rooms,
            })
        })
    }

    /// My conversations, the one with the newest message first.
    pub fn rooms(self) -> Vec<Arc<ConversationInfo>> {
        self.listing.with(|listing| match listing {
            Listing::Known(roll) => roll.in_order(),
            Listing::Waiting | Listing::Failed(_) => Vec::new(),
        })
    }

    /// One conversation of the list.
    pub fn room(self, id: ConversationId) -> Option<Arc<ConversationInfo>> {
        self.listing.with(|listing| match listing {
            Listing::Known(roll) => roll.find(id).cloned(),
            Listing::Waiting | Listing::Failed(_) => None,
        })
    }

    /// Whether I moderate the room of a class, as a parent with a term.
    pub fn moderates(self) -> bool {
        self.listing.with(|listing| match listing {
            Listing::Known(roll) => roll.in_order().iter().any(|room| room.moderates),
            Listing::Waiting | Listing::Failed(_) => false,
        })
    }

    /// How messages arrive.
    pub fn link(self) -> Signal<Link> {
        self.link.into()
    }

    /// Whether the device believes that it has a network.
    pub fn online(self) -> Signal<bool> {
        self.online.into()
    }

    /// Grows whenever the server says that my children or my membership have changed: read them again.
    pub fn family(self) -> Signal<u32> {
        self.family.into()
    }

    /// Grows whenever this device hears again after it could have missed something: read again what is on the screen. Whatever follows
    /// [`Self::family`], [`Self::moderated`], [`Self::asides`] or the announcements does so already.
    pub fn regained(self) -> Signal<u32> {
        self.regained.into()
    }

    /// Grows whenever something was reported to me as a moderator, or decided about a message of mine: read it again.
    pub fn moderated(self) -> Signal<u32> {
        self.moderated.into()
    }

    /// What has changed beside the messages: drafts, and what leaves later.
    pub fn asides(self) -> Asides {
        self.asides
    }

    /// Whether the school has messages: it may have switched them off, and then nobody is in any conversation.
    pub fn is_offered(self) -> bool {
        self.offered.get_value()
    }

    /// Whose conversations these are.
    pub fn me(self) -> Option<AccountId> {
        self.account.get_value()
    }

    /// The messages of one conversation.
    pub fn thread(self, id: ConversationId) -> Option<Thread> {
        let me = self.me()?;
        self.threads
            .try_update_value(|threads| threads.entry(id).or_insert_with(|| Thread::new(me)).clone())
    }

    fn start(self, account: AccountId) {
        if self.me() == Some(account) {
            self.resume();
            return;
        }
        self.stop();
        self.account.set_value(Some(account));
        self.restore();
        self.run();
    }

    fn stop(self) {
        self.hang_up();
        if let Some(account) = self.me() {
            kept::forget(account);
        }
        self.account.set_value(None);
        self.threads.set_value(HashMap::new());
        self.told.set_value(Told::default());
        self.typists.set(Vec::new());
        self.drafts.set(HashMap::new());
        self.outbox.set_value(Outbox::new());
        self.listing.set(Listing::Waiting);
        self.link.set(Link::Connecting);
        self.present.set(HashMap::new());
        self.badges.messages.set(0);
    }

    /// The only way to change the list: the numbers on the navigation follow it.
    fn change_list<R>(self, change: impl FnOnce(&mut Listing) -> R) -> Option<R> {
        let done = self.listing.try_update(change);
        let unread = self.listing.with_untracked(|listing| match listing {
            Listing::Known(roll) => roll.unread(dates::now()),
            Listing::Waiting | Listing::Failed(_) => 0,
        });
        if self.badges.messages.get_untracked() != unread {
            self.badges.messages.set(unread);
        }
        done
    }
}
