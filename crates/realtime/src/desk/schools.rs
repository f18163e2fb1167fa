//! Of which school conversations are. It never changes, so it is asked once; until it is known nothing of a conversation goes out, because
//! somebody in two schools must not hear the one in the windows of the other.

use std::{collections::HashMap, time::Duration};

use domain::id::{ConversationId, SchoolId};

use crate::{
    desk::{AGAIN, Desk, Input},
    truth::Unavailable,
};

/// What is known, and what waits until it is.
#[derive(Default)]
pub(crate) struct Schools {
    known: HashMap<ConversationId, SchoolId>,
    waiting: HashMap<ConversationId, Vec<Input>>,
}

impl Schools {
    /// The school of a conversation, when it is known.
    pub fn of(&self, conversation: ConversationId) -> Option<SchoolId> {
        self.known.get(&conversation).copied()
    }
}

impl Desk {
    /// The database has said of which school a conversation is: what waited for it goes on, in its order.
    pub(super) fn is_of(&mut self, conversation: ConversationId, school: SchoolId) {
        self.schools.known.insert(conversation, school);
        for input in self.schools.waiting.remove(&conversation).unwrap_or_default() {
            self.take(input);
        }
    }

    /// Asks for the school of a conversation, once however much waits for it.
    pub(super) fn ask_school(&mut self, conversation: ConversationId, waits: Option<Input>) {
        let is_asked = self.schools.waiting.contains_key(&conversation);
        self.schools.waiting.entry(conversation).or_default().extend(waits);
        if !is_asked {
            self.ask_school_after(Duration::ZERO, conversation);
        }
    }

    fn ask_school_after(&self, pause: Duration, conversation: ConversationId) {
        let (truth, sender) = (self.truth.clone(), self.sender.clone());
        self.beside(async move {
            tokio::time::sleep(pause).await;
            let found = truth.school(conversation).await;
            drop(sender.send(Input::School(conversation, found)));
        });
    }

    pub(super) fn school_found(&mut self, conversation: ConversationId, found: Result<Option<SchoolId>, Unavailable>) {
        match found {
            Ok(Some(school)) => {
                self.is_of(conversation, school);
                self.advance(conversation);
            }
            // it is gone, and what was said of it concerns nobody
            Ok(None) => drop(self.schools.waiting.remove(&conversation)),
            Err(Unavailable) if self.schools.of(conversation).is_none() => self.ask_school_after(AGAIN, conversation),
            Err(Unavailable) => {}
        }
    }
}
