//! The desk of a node: every happening, from here and from elsewhere, passes here one after the other and leaves as frames, each
//! conversation in the order of its places. The desk itself never waits; what has to be asked of the database is asked beside it.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use domain::{
    happening::Happening,
    id::{AccountId, ConnectionId, ConversationId, Epoch},
    messaging::types::MessageInfo,
    socket::ServerFrame,
};
use tokio::sync::{mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    hub::{Hub, Weight, wire},
    ledger::{Due, Ledger, Question},
    news::News,
    truth::{Missed, Position, Truth, Unavailable},
};

/// From how many messages at once on a client is told to read by itself: it takes them by pages, and its mailbox does not overflow.
const BURST: usize = 16;

/// How many messages a conversation may have that a poll finds to be new here, so that they are delivered one by one.
const YOUNG: i64 = 16;

/// How long a message of this node waits for the one before it, whose commit was announced by another thread, before the database
/// is asked.
const OVERTAKING: Duration = Duration::from_millis(25);

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
    /// What came after a place.
    Loaded(ConversationId, Result<Missed, Unavailable>),
    /// Look again whether a conversation waits for something.
    Look(ConversationId),
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
}

impl Desk {
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
            Input::Loaded(conversation, found) => self.loaded(conversation, found),
            Input::Look(conversation) => self.advance(conversation),
            Input::Typing {
                conversation,
                account,
                first_name,
                recipients,
            } => self.typing(conversation, account, first_name, &recipients),
        }
    }

    fn here(&mut self, happening: Happening) {
        match happening {
            Happening::MessageSent { message, recipients } => self.message(*message, recipients),
            Happening::Typing {
                conversation,
                account,
                first_name,
                recipients,
            } => self.typing(conversation, account, first_name, &recipients),
            other => self.elsewhere(News::from(&other)),
        }
    }

    /// A message of this node: its frame is at hand.
    fn message(&mut self, message: MessageInfo, recipients: Vec<AccountId>) {
        let (conversation, seq) = (message.conversation_id, message.seq);
        if !self.hub.has_any(&recipients) {
            self.ledger.skip(conversation, seq);
            return self.advance(conversation);
        }
        let frame = wire(&ServerFrame::Message {
            epoch: self.epoch,
            message,
        });
        self.ledger.offer(conversation, seq, recipients, Some(frame));
        self.release(conversation);
        if self.ledger.is_waiting(conversation) {
            self.later(OVERTAKING, conversation);
        }
    }

    fn elsewhere(&mut self, news: News) {
        let (frame, recipients) = match news {
            News::Sent {
                conversation,
                seq,
                recipients,
            } => {
                if self.hub.has_any(&recipients) {
                    self.ledger.offer(conversation, seq, recipients, None);
                } else {
                    self.ledger.skip(conversation, seq);
                }
                return self.advance(conversation);
            }
            News::Typing {
                conversation,
                account,
                recipients,
            } => return self.ask_name(conversation, account, recipients),
            News::SessionEnded { session } => return self.hub.close_session(session),
            News::Farewell => return,
            News::Read {
                conversation,
                account,
                seq,
                recipients,
            } => {
                let frame = ServerFrame::MessageRead {
                    conversation_id: conversation,
                    account_id: account,
                    last_read_seq: seq,
                };
                (frame, recipients)
            }
            News::Delivered {
                conversation,
                account,
                seq,
                recipients,
            } => {
                let frame = ServerFrame::MessageDelivered {
                    conversation_id: conversation,
                    account_id: account,
                    last_delivered_seq: seq,
                };
                (frame, recipients)
            }
            News::Joined { conversation, account } => {
                if self.hub.has_any(&[account]) {
                    self.ledger.expect(conversation);
                    self.advance(conversation);
                }
                let frame = ServerFrame::ConversationJoined {
                    conversation_id: conversation,
                };
                (frame, vec![account])
            }
            News::Left { conversation, account } => {
                let frame = ServerFrame::ConversationLeft {
                    conversation_id: conversation,
                };
                (frame, vec![account])
            }
            News::FamilyChanged { account } => (ServerFrame::FamilyChanged {}, vec![account]),
        };
        self.hub.deliver(&recipients, &wire(&frame), Weight::Lasting);
    }

    fn typing(&self, conversation: ConversationId, account: AccountId, first_name: String, recipients: &[AccountId]) {
        let frame = wire(&ServerFrame::MessageTyping {
            conversation_id: conversation,
            account_id: account,
            first_name,
        });
        self.hub.deliver(recipients, &frame, Weight::Fleeting);
    }

    fn ask_name(&self, conversation: ConversationId, account: AccountId, recipients: Vec<AccountId>) {
        if !self.hub.has_any(&recipients) {
            return;
        }
        let (answer, sender) = (self.truth.first_name(account), self.sender.clone());
        self.beside(async move {
            if let Ok(first_name) = answer.await {
                drop(sender.send(Input::Typing {
                    conversation,
                    account,
                    first_name,
                    recipients,
                }));
            }
        });
    }

    /// Compares where conversations stand with what has been delivered.
    fn polled(&mut self, poll: u64, positions: Vec<Position>) {
        let found: BTreeSet<ConversationId> = positions.iter().map(|position| position.conversation).collect();
        self.ledger.keep(poll, |conversation| found.contains(&conversation));
        for Position {
            conversation,
            last_seq,
            members,
        } in positions
        {
            if self.ledger.knows(conversation) {
                self.ledger.stands(conversation, last_seq);
            } else {
                // nobody told us that somebody here has joined
                let known = if last_seq <= YOUNG { 0 } else { last_seq };
                self.ledger.begin(conversation, known, last_seq);
                let frame = ServerFrame::ConversationJoined {
                    conversation_id: conversation,
                };
                self.hub.deliver(&members, &wire(&frame), Weight::Lasting);
            }
            self.advance(conversation);
        }
    }

    fn stands(&mut self, conversation: ConversationId, found: Result<Vec<Position>, Unavailable>) {
        self.ledger.load_ended(conversation);
        match found {
            Ok(positions) => {
                let last_seq = positions
                    .iter()
                    .find(|position| position.conversation == conversation)
                    .map_or(0, |position| position.last_seq);
                self.ledger.stands(conversation, last_seq);
                self.advance(conversation);
            }
            Err(Unavailable) => self.later(AGAIN, conversation),
        }
    }

    fn loaded(&mut self, conversation: ConversationId, found: Result<Missed, Unavailable>) {
        match found {
            Ok(Missed { messages, members }) => {
                let epoch = self.epoch;
                let frames = messages
                    .into_iter()
                    .map(|message| (message.seq, wire(&ServerFrame::Message { epoch, message })))
                    .collect();
                self.ledger.loaded(conversation, frames, &members);
                self.advance(conversation);
            }
            Err(Unavailable) => {
                self.ledger.load_ended(conversation);
                self.later(AGAIN, conversation);
            }
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
        let due = self.ledger.take_due(conversation);
        if due.len() > BURST {
            let everybody: BTreeSet<AccountId> = due.into_iter().flat_map(|due| due.recipients).collect();
            let everybody: Vec<AccountId> = everybody.into_iter().collect();
            return self
                .hub
                .deliver(&everybody, &wire(&ServerFrame::Resync {}), Weight::Lasting);
        }
        for Due { frame, recipients } in due {
            self.hub.deliver(&recipients, &frame, Weight::Lasting);
        }
    }

    fn later(&self, delay: Duration, conversation: ConversationId) {
        let sender = self.sender.clone();
        self.beside(async move {
            tokio::time::sleep(delay).await;
            drop(sender.send(Input::Look(conversation)));
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
