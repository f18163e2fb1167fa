//! What the database answers to the desk.

use std::collections::BTreeSet;

use domain::{id::ConversationId, socket::ServerFrame};

use crate::{
    desk::{AGAIN, Desk, Input},
    hub::{About, Weight, wire},
    truth::{Missed, Position, Unavailable},
};

/// How many messages a conversation may have that a poll finds to be new here, so that they are delivered one by one.
const YOUNG: i64 = 16;

impl Desk {
    /// Compares where conversations stand with what has been delivered.
    pub(super) fn polled(&mut self, poll: u64, positions: Vec<Position>) {
        let found: BTreeSet<ConversationId> = positions.iter().map(|position| position.conversation).collect();
        self.ledger.keep(poll, |conversation| found.contains(&conversation));
        for Position {
            conversation,
            school,
            last_seq,
            members,
        } in positions
        {
            self.is_of(conversation, school);
            if self.ledger.knows(conversation) {
                self.ledger.stands(conversation, last_seq);
            } else {
                // nobody told us that somebody here has joined
                let known = if last_seq <= YOUNG { 0 } else { last_seq };
                self.ledger.begin(conversation, known, last_seq);
                let frame = ServerFrame::ConversationJoined {
                    conversation_id: conversation,
                };
                self.hub.deliver(
                    &members,
                    &wire(&frame),
                    (About::Room(conversation, school), Weight::Lasting),
                );
            }
            self.advance(conversation);
        }
    }

    pub(super) fn stands(&mut self, conversation: ConversationId, found: Result<Vec<Position>, Unavailable>) {
        self.ledger.load_ended(conversation);
        match found {
            Ok(positions) => {
                let found = positions.iter().find(|position| position.conversation == conversation);
                if let Some(position) = found {
                    self.is_of(conversation, position.school);
                }
                self.ledger
                    .stands(conversation, found.map_or(0, |position| position.last_seq));
                self.advance(conversation);
            }
            Err(Unavailable) => self.later(AGAIN, Input::Look(conversation)),
        }
    }

    pub(super) fn loaded(&mut self, conversation: ConversationId, found: Result<Missed, Unavailable>) {
        match found {
            Ok(Missed { places, upto, members }) => {
                let epoch = self.epoch;
                let frames = places
                    .into_iter()
                    .map(|place| (place.seq(), wire(&ServerFrame::of_place(epoch, place))))
                    .collect();
                self.ledger.loaded(conversation, frames, upto, &members);
                self.advance(conversation);
            }
            Err(Unavailable) => {
                self.ledger.load_ended(conversation);
                self.later(AGAIN, Input::Look(conversation));
            }
        }
    }
}
