//! What hangs on the messages of the demo school: reactions, polls, replies, answers, pins; and what is to be said tomorrow.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use domain::{
    id::{AccountId, ClientMessageId, ConversationId, MessageId, PollOptionId, ScheduledId},
    messaging::{change::ChangeKind, types::MessageKind},
    moment::Moment,
};

use crate::{
    demo::{
        calendar::brussels,
        people::Person,
        rooms,
        talk::{Line, Mark},
    },
    error::{StoreError, StoreResult},
    messaging::{place::CHANGE, scheduled::SendScheduled},
    schema::{answers, conversations, messages, poll_options, poll_votes, polls, reactions, scheduled_messages},
    sql_types::Json,
    tx::Tx,
};

/// How long after a message people react to it, in seconds.
const REACTION_SECONDS: i64 = 40;

/// One thread while it is written: where, who is there, what has been said.
pub(super) struct Talk<'a> {
    room: ConversationId,
    here: Vec<&'a Person>,
    today: NaiveDate,
    said: Vec<MessageId>,
}

impl<'a> Talk<'a> {
    pub(super) const fn new(room: ConversationId, here: Vec<&'a Person>, today: NaiveDate) -> Self {
        Self {
            room,
            here,
            today,
            said: Vec::new(),
        }
    }

    /// Writes a line with what hangs on it, or puts it aside until tomorrow.
    pub(super) fn say(&mut self, tx: &mut Tx<'_>, (by, at): (&Person, Moment), line: &Line) -> StoreResult<()> {
        if let Some(minute) = line.tomorrow {
            return self.put_aside(tx, by, (minute, &line.text));
        }
        let kind = if line.is_poll() {
            MessageKind::Poll
        } else {
            MessageKind::Text
        };
        let message = rooms::write(tx, self.room, (by, at), (kind, &line.text))?;
        self.said.push(message);
        if line.is_poll() {
            ask(tx, message)?;
        }
        for (place, mark) in (0_i32..).zip(&line.marks) {
            match mark {
                Mark::Reaction(emoji, by) => self.react(tx, (message, at), (emoji, by))?,
                Mark::Choice(text, by) => self.choose(tx, (message, at), (place, text, by))?,
                Mark::Reply(above) => self.reply(tx, message, *above).map(drop)?,
                Mark::Answer(above) => {
                    let question = self.reply(tx, message, *above)?;
                    answer(tx, (question, message), at)?;
                }
                Mark::Pinned => pin(tx, message, at)?,
            }
        }
        Ok(())
    }

    fn react(
        &self,
        tx: &mut Tx<'_>,
        (message, at): (MessageId, Moment),
        (emoji, by): (&str, &[String]),
    ) -> StoreResult<()> {
        for (number, name) in (1..).zip(by) {
            diesel::insert_into(reactions::table)
                .values((
                    reactions::message_id.eq(message),
                    reactions::account_id.eq(self.named(name)?),
                    reactions::emoji.eq(emoji),
                    reactions::created_at.eq(at.plus_seconds(REACTION_SECONDS * number)),
                ))
                .execute(tx.db)?;
        }
        Ok(())
    }

    fn choose(
        &self,
        tx: &mut Tx<'_>,
        (message, at): (MessageId, Moment),
        (place, text, by): (i32, &str, &[String]),
    ) -> StoreResult<()> {
        let option = PollOptionId::fresh();
        diesel::insert_into(poll_options::table)
            .values((
                poll_options::id.eq(option),
                poll_options::message_id.eq(message),
                poll_options::place.eq(place),
                poll_options::text.eq(text),
            ))
            .execute(tx.db)?;
        for (number, name) in (1..).zip(by) {
            diesel::insert_into(poll_votes::table)
                .values((
                    poll_votes::option_id.eq(option),
                    poll_votes::account_id.eq(self.named(name)?),
                    poll_votes::message_id.eq(message),
                    poll_votes::created_at.eq(at.plus_seconds(REACTION_SECONDS * number)),
                ))
                .execute(tx.db)?;
        }
        Ok(())
    }

    /// Lets a message reply to the one so many lines above it, which is given back.
    fn reply(&self, tx: &mut Tx<'_>, message: MessageId, above: usize) -> StoreResult<MessageId> {
        let line = self.said.len().checked_sub(1 + above);
        let question = line.and_then(|line| self.said.get(line).copied());
        let question =
            question.ok_or_else(|| StoreError::broken(format!("the demo school says nothing {above} lines above")))?;
        diesel::update(messages::table.find(message))
            .set(messages::reply_to.eq(Some(question)))
            .execute(tx.db)?;
        Ok(question)
    }

    fn put_aside(&self, tx: &mut Tx<'_>, by: &Person, (minute, text): (i64, &str)) -> StoreResult<()> {
        let tomorrow = self.today.checked_add_days(Days::new(1)).unwrap_or(self.today);
        let (id, at) = (ScheduledId::fresh(), brussels(tomorrow, minute));
        diesel::insert_into(scheduled_messages::table)
            .values((
                scheduled_messages::id.eq(id),
                scheduled_messages::conversation_id.eq(self.room),
                scheduled_messages::account_id.eq(by.id),
                scheduled_messages::content.eq(text),
                scheduled_messages::mentions.eq(Json(Vec::<AccountId>::new())),
                scheduled_messages::mentions_everyone.eq(false),
                scheduled_messages::client_msg_id.eq(ClientMessageId::fresh()),
                scheduled_messages::send_at.eq(at),
                scheduled_messages::created_at.eq(tx.now),
            ))
            .execute(tx.db)?;
        tx.at(at, &SendScheduled { scheduled: id })
    }

    fn named(&self, name: &str) -> StoreResult<AccountId> {
        let person = self.here.iter().find(|person| person.first_name == name);
        person
            .map(|person| person.id)
            .ok_or_else(|| StoreError::broken(format!("the demo school has no {name} there")))
    }
}

/// Gives the reactions of a room their places, one for each message that has some, behind its last message. Gives the last place.
pub(super) fn record_reactions(
    tx: &mut Tx<'_>,
    (room, people): (ConversationId, &[Person]),
    (last, at): (i64, Option<Moment>),
) -> StoreResult<i64> {
    let mut reacted: Vec<(MessageId, AccountId)> = reactions::table
        .inner_join(messages::table.on(messages::id.eq(reactions::message_id)))
        .filter(messages::conversation_id.eq(room))
        .order((messages::seq, reactions::created_at.desc(), reactions::account_id))
        .select((reactions::message_id, reactions::account_id))
        .load(tx.db)?;
    reacted.dedup_by_key(|(message, _)| *message);
    let mut place = last;
    for (message, account) in reacted {
        let by = people.iter().find(|person| person.id == account);
        let (Some(by), Some(at)) = (by, at) else { continue };
        place += 1;
        diesel::insert_into(messages::table)
            .values((
                messages::id.eq(MessageId::fresh()),
                messages::conversation_id.eq(room),
                messages::seq.eq(place),
                messages::number.eq(last),
                messages::changed_seq.eq(place),
                messages::sender_id.eq(by.id),
                messages::sender_name.eq(&by.name),
                messages::sender_role.eq(by.role),
                messages::kind.eq(CHANGE),
                messages::change.eq(Some(ChangeKind::Reacted)),
                messages::target_id.eq(Some(message)),
                messages::content.eq(""),
                messages::client_msg_id.eq(ClientMessageId::fresh()),
                messages::created_at.eq(at.plus_seconds(place - last)),
            ))
            .execute(tx.db)?;
        diesel::update(messages::table.find(message))
            .set(messages::changed_seq.eq(place))
            .execute(tx.db)?;
    }
    diesel::update(conversations::table.find(room))
        .set(conversations::last_seq.eq(place))
        .execute(tx.db)?;
    Ok(place)
}

fn ask(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<()> {
    diesel::insert_into(polls::table)
        .values((
            polls::message_id.eq(message),
            polls::is_several.eq(true),
            polls::is_anonymous.eq(false),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn answer(tx: &mut Tx<'_>, (question, answer): (MessageId, MessageId), at: Moment) -> StoreResult<()> {
    diesel::insert_into(answers::table)
        .values((answers::question_id.eq(question), answers::answer_id.eq(answer)))
        .execute(tx.db)?;
    diesel::update(messages::table.find(question))
        .set(messages::answered_at.eq(Some(at)))
        .execute(tx.db)?;
    Ok(())
}

fn pin(tx: &mut Tx<'_>, message: MessageId, at: Moment) -> StoreResult<()> {
    diesel::update(messages::table.find(message))
        .set(messages::pinned_at.eq(Some(at)))
        .execute(tx.db)?;
    Ok(())
}
