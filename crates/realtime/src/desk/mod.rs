//! The desk of a node: every happening, from here and from elsewhere, passes here one after the other and leaves as frames, each
//! conversation in the order of its places. The desk itself never waits; what has to be asked of the database is asked beside it.

mod asked;
mod marks;
mod schools;
mod told;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use domain::{
    happening::Happening,
    id::{AccountId, ConnectionId, ConversationId, Epoch, SchoolId},
    socket::ServerFrame,
};
use tokio::sync::{mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::{marks::Marks, schools::Schools};
use crate::{
    bus::Outbox,
    hub::{About, Hub, Weight, wire},
    ledger::{Due, Ledger, Question},
    news::News,
    truth::{Missed, Position, Truth, Unavailable},
};

/// From how many messages at once on a client is told to read by itself: it takes them by pages, and its mailbox does not overflow.
const BURST: usize = 32;

/// How long the desk waits before it asks again a database that did not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// What comes to the desk.
pub(crate) enum Input {
    /// Something has happened on this node.
    Here(Happening),
    /// Something has happened on another node.
    Elsewhere(News),
    /// A socket is open; where the conversations of its account stand.
    Opened {
        account: AccountId,
        connection: ConnectionId,
        positions: Vec<Position>,
        done: oneshot::Sender<()>,
    },
    /// A poll begins; answered by its number.
    Poll(oneshot::Sender<u64>),
    /// What the poll found.
    Polled(u64, Vec<Position>),
    /// Where one conversation stands.
    Stands(ConversationId, Result<Vec<Position>, Unavailable>),
    /// Of which school a conversation is.
    School(ConversationId, Result<Option<SchoolId>, Unavailable>),
    /// What came after a place.
    Loaded(ConversationId, Result<Missed, Unavailable>),
    /// Look again whether a conversation waits for something.
    Look(ConversationId),
    /// Tell the read marks of a conversation that have waited.
    Marks(ConversationId),
    /// Typing on another node, with the name found.
    Typing {
        conversation: ConversationId,
        account: AccountId,
        first_name: String,
        recipients: Vec<AccountId>,
    },
}

pub(crate) struct Desk {
    pub hub: Arc<Hub>,
    pub truth: Arc<dyn Truth>,
    pub epoch: Epoch,
    pub sender: mpsc::UnboundedSender<Input>,
    pub tasks: TaskTracker,
    pub stop: CancellationToken,
    pub ledger: Ledger,
    pub marks: Marks,
    pub schools: Schools,
    pub outbox: Outbox,
}

impl Desk {
    /// Works through what comes in, until it is told to stop.
    pub async fn run(mut self, mut inputs: mpsc::UnboundedReceiver<Input>) {
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                input = inputs.recv() => match input {
                    Some(input) => self.take(input),
                    None => return,
                },
            }
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Here(happening) => self.here(happening),
            Input::Elsewhere(news) => self.elsewhere(news),
            Input::Opened {
                account,
                connection,
                positions,
                done,
            } => {
                for position in positions {
                    self.is_of(position.conversation, position.school);
                    self.ledger.stands(position.conversation, position.last_seq);
                    self.advance(position.conversation);
                }
                self.hub.settle(account, connection);
                // the socket may have gone in between
                done.send(()).ok();
            }
            Input::Poll(number) => drop(number.send(self.ledger.poll())),
            Input::Polled(poll, positions) => self.polled(poll, positions),
            Input::Stands(conversation, found) => self.stands(conversation, found),
            Input::School(conversation, found) => self.school_found(conversation, found),
            Input::Loaded(conversation, found) => self.loaded(conversation, found),
            Input::Look(conversation) => self.advance(conversation),
            Input::Marks(conversation) => self.tell_waiting_marks(conversation),
            Input::Typing {
                conversation,
                account,
                first_name,
                recipients,
            } => self.typing(conversation, account, first_name, &recipients),
        }
    }

    /// Delivers what can be delivered, and asks for what is missing.
    fn advance(&mut self, conversation: ConversationId) {
        self.release(conversation);
        let Some(question) = self.ledger.question(conversation) else {
            return;
        };
        let sender = self.sender.clone();
        match question {
            Question::After(place) => {
                let answer = self.truth.missed(conversation, place);
                self.beside(async move { drop(sender.send(Input::Loaded(conversation, answer.await))) });
            }
            Question::Position => {
                let answer = self.truth.positions(self.hub.everybody());
                self.beside(async move { drop(sender.send(Input::Stands(conversation, answer.await))) });
            }
        }
    }

    fn release(&mut self, conversation: ConversationId) {
        let Some(school) = self.schools.of(conversation) else {
            if self.ledger.has_places(conversation) {
                self.ask_school(conversation, None);
            }
            return;
        };
        let about = (About::Room(conversation, school), Weight::Lasting);
        let due = self.ledger.take_due(conversation);
        if due.len() > BURST {
            let everybody: BTreeSet<AccountId> = due.into_iter().flat_map(|due| due.recipients).collect();
            let everybody: Vec<AccountId> = everybody.into_iter().collect();
            return self.hub.deliver(&everybody, &wire(&ServerFrame::Resync {}), about);
        }
        for Due { frame, recipients } in due {
            self.hub.deliver(&recipients, &frame, about);
        }
    }

    /// Puts something before the desk after a while.
    fn later(&self, delay: Duration, input: Input) {
        let sender = self.sender.clone();
        self.beside(async move {
            tokio::time::sleep(delay).await;
            drop(sender.send(input));
        });
    }

    /// Runs something beside the desk, which ends when the node stops.
    fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = work => {}
            }
        });
    }
}
