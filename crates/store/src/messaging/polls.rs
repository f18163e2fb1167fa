//! Polls: the answers of a message that is a question. Votes are changes of the message, under the lock of its room.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, MessageId, PollOptionId},
    messaging::{
        change::ChangeKind,
        poll::{PollInfo, PollOption, Vote},
        types::{MessageInfo, MessageKind},
    },
    moment::Moment,
    page::{Page, PageQuery},
    problem::Code,
    schools::types::Role,
    words,
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    jobs::NewJob,
    messaging::{
        changes, message, moderators,
        place::PlaceRow,
        reactions::is_gone,
        room::{self, InRoom},
        sending::{Letter, Room},
    },
    page::Slice,
    schema::{accounts, messages, poll_options, poll_votes, polls},
    tx::Tx,
};

/// The moment at which a poll closes by itself has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClosePoll {
    /// The message.
    pub message: MessageId,
}

impl NewJob for ClosePoll {
    const KIND: &'static str = "messaging.close_poll";
}

#[derive(Debug, Clone, Queryable)]
struct PollRow {
    message: MessageId,
    is_several: bool,
    is_anonymous: bool,
    closes_at: Option<Moment>,
    closed_at: Option<Moment>,
}

impl PollRow {
    fn is_closed(&self, now: Moment) -> bool {
        self.closed_at.is_some() || self.closes_at.is_some_and(|at| at <= now)
    }
}

/// Writes the polls of letters that have just become these rows.
pub(super) fn write(tx: &mut Tx<'_>, rows: &[PlaceRow], letters: &[Letter]) -> StoreResult<()> {
    for letter in letters {
        let row = rows
            .iter()
            .find(|row| row.is_of(letter.by.account(), letter.new.client_msg_id));
        let (Some(row), Some(poll)) = (row, &letter.new.poll) else {
            continue;
        };
        let (message, _, _) = row.said();
        diesel::insert_into(polls::table)
            .values((
                polls::message_id.eq(message),
                polls::is_several.eq(poll.several),
                polls::is_anonymous.eq(poll.anonymous),
                polls::closes_at.eq(poll.closes_at),
                polls::closed_at.eq(None::<Moment>),
            ))
            .execute(tx.db)?;
        for (place, text) in (0..).zip(&poll.options) {
            diesel::insert_into(poll_options::table)
                .values((
                    poll_options::id.eq(PollOptionId::fresh()),
                    poll_options::message_id.eq(message),
                    poll_options::place.eq(place),
                    poll_options::text.eq(words::clean_line(text)),
                ))
                .execute(tx.db)?;
        }
        if let Some(at) = poll.closes_at {
            tx.at(at, &ClosePoll { message })?;
        }
    }
    Ok(())
}

/// Chooses these answers instead of those chosen before; none takes the vote back. The same ones again change nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such poll in this room; `too_late` when it is closed; `may_not_write` where one may not even
/// react; `invalid` for answers of another poll, or several where one is to be chosen.
pub fn vote(tx: &mut Tx<'_>, by: &InRoom, id: MessageId, options: &[PollOptionId]) -> StoreResult<MessageInfo> {
    let room = Room::lock(tx, by.conversation())?;
    room.may_react(by.member())?;
    let poll = hold(tx, by, id)?;
    if poll.is_closed(tx.now) {
        return Err(StoreError::Refused(Code::TooLate));
    }
    let wanted: BTreeSet<PollOptionId> = options.iter().copied().collect();
    let known: Vec<PollOptionId> = poll_options::table
        .filter(poll_options::message_id.eq(id))
        .select(poll_options::id)
        .load(tx.db)?;
    if !wanted.iter().all(|option| known.contains(option)) || (wanted.len() > 1 && !poll.is_several) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let mine = || {
        poll_votes::table
            .filter(poll_votes::message_id.eq(id))
            .filter(poll_votes::account_id.eq(by.account()))
    };
    let before: Vec<PollOptionId> = mine().select(poll_votes::option_id).load(tx.db)?;
    if wanted == before.into_iter().collect() {
        return message::show(tx.db, by, id);
    }
    diesel::delete(mine()).execute(tx.db)?;
    for option in wanted {
        diesel::insert_into(poll_votes::table)
            .values((
                poll_votes::option_id.eq(option),
                poll_votes::account_id.eq(by.account()),
                poll_votes::message_id.eq(id),
                poll_votes::created_at.eq(tx.now),
            ))
            .execute(tx.db)?;
    }
    if !poll.is_anonymous {
        return changes::record(tx, by, id, ChangeKind::Voted);
    }
    // who voted just now, and which number has grown: together they would tell
    changes::record_unnamed(tx, (by.conversation(), by.member().role()), id, ChangeKind::Voted)?;
    message::show(tx.db, by, id)
}

/// Closes a poll. A closed one stays closed.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such poll in this room; `forbidden` for whoever neither asked nor looks after the room.
pub fn close(tx: &mut Tx<'_>, by: &InRoom, id: MessageId) -> StoreResult<MessageInfo> {
    changes::lock(tx, by)?;
    let poll = hold(tx, by, id)?;
    let author = message::author_of(tx.db, by, id)?;
    if author != Some(by.account()) && !moderators::is_one(tx.db, by)? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    if poll.is_closed(tx.now) {
        return message::show(tx.db, by, id);
    }
    set_closed(tx, id)?;
    changes::record(tx, by, id, ChangeKind::Closed)
}

/// Tells the room that a poll has closed by itself. Done twice it does nothing more, and nothing when somebody has closed it before.
///
/// # Errors
/// When the database does not answer.
pub fn close_due(tx: &mut Tx<'_>, id: MessageId) -> StoreResult<()> {
    let found: Option<(ConversationId, Role)> = messages::table
        .find(id)
        .select((messages::conversation_id, messages::sender_role))
        .first(tx.db)
        .optional()?;
    let Some((conversation, role)) = found else {
        return Ok(());
    };
    room::lock_one(tx, conversation)?;
    let poll = of(tx.db, &[id])?.pop();
    let is_due = poll.is_some_and(|poll| poll.closed_at.is_none() && poll.is_closed(tx.now));
    if !is_due {
        return Ok(());
    }
    set_closed(tx, id)?;
    changes::record_unnamed(tx, (conversation, role), id, ChangeKind::Closed)
}

fn set_closed(tx: &mut Tx<'_>, id: MessageId) -> StoreResult<()> {
    let closed = polls::closed_at.eq(Some(tx.now));
    diesel::update(polls::table.find(id)).set(closed).execute(tx.db)?;
    Ok(())
}

/// Who chose what, the first vote first.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such poll in this room; `forbidden` when it is anonymous; `bad_query` for a cursor that we did
/// not give.
pub fn votes(db: &mut Db, by: &InRoom, id: MessageId, query: &PageQuery) -> StoreResult<Page<Vote>> {
    let slice = Slice::<(Moment, AccountId, PollOptionId)>::parse(query.limit, query.cursor.as_deref())?;
    let poll = message::show(db, by, id)?.poll.ok_or(StoreError::NotFound)?;
    if poll.anonymous {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    type Row = (PollOptionId, AccountId, String, String, Moment);
    // at most ten of each person in the room
    let rows: Vec<Row> = poll_votes::table
        .inner_join(accounts::table.on(accounts::id.eq(poll_votes::account_id)))
        .filter(poll_votes::message_id.eq(id))
        .order((poll_votes::created_at, poll_votes::account_id, poll_votes::option_id))
        .select((
            poll_votes::option_id,
            poll_votes::account_id,
            accounts::first_name,
            accounts::last_name,
            poll_votes::created_at,
        ))
        .load(db)?;
    let all = rows
        .into_iter()
        .map(|(option_id, account_id, first, last, created_at)| Vote {
            option_id,
            account_id,
            name: format!("{first} {last}"),
            created_at,
        });
    let key = |one: &Vote| (one.created_at, one.account_id, one.option_id);
    let wanted = usize::try_from(slice.rows()).unwrap_or(usize::MAX);
    let after = all.skip_while(|one| slice.after().is_some_and(|after| key(one) <= *after));
    slice.cut(after.take(wanted).collect(), key)
}

/// With the content of a message its poll goes.
pub(super) fn forget(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<usize> {
    Ok(diesel::delete(polls::table.find(message)).execute(tx.db)?)
}

/// The poll of a message of this locked room that is there for all to see.
fn hold(tx: &mut Tx<'_>, by: &InRoom, id: MessageId) -> StoreResult<PollRow> {
    let target = changes::target(tx, by, id)?;
    let poll = of(tx.db, &[id])?.pop().filter(|_| target.hidden_at.is_none());
    poll.ok_or(StoreError::NotFound)
}

fn of(db: &mut Db, messages: &[MessageId]) -> StoreResult<Vec<PollRow>> {
    Ok(polls::table.filter(polls::message_id.eq_any(messages)).load(db)?)
}

/// Fills in the polls of a page.
pub(super) fn dress(db: &mut Db, reader: Option<AccountId>, page: &mut [MessageInfo]) -> StoreResult<()> {
    let is_one = |message: &&MessageInfo| message.message_type == MessageKind::Poll && !is_gone(message);
    let wanted: Vec<MessageId> = page.iter().filter(is_one).map(|message| message.id).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut infos = infos(db, reader, &wanted)?;
    for message in page {
        message.poll = infos.remove(&message.id);
    }
    Ok(())
}

/// The polls of these messages as somebody sees them; nobody's own votes are marked without a reader.
pub(super) fn infos(
    db: &mut Db,
    reader: Option<AccountId>,
    wanted: &[MessageId],
) -> StoreResult<BTreeMap<MessageId, PollInfo>> {
    let rows = of(db, wanted)?;
    let options: Vec<(MessageId, PollOptionId, String)> = poll_options::table
        .filter(poll_options::message_id.eq_any(wanted))
        .order((poll_options::message_id, poll_options::place))
        .select((poll_options::message_id, poll_options::id, poll_options::text))
        .load(db)?;
    let votes: Vec<(MessageId, PollOptionId, AccountId)> = poll_votes::table
        .filter(poll_votes::message_id.eq_any(wanted))
        .select((poll_votes::message_id, poll_votes::option_id, poll_votes::account_id))
        .load(db)?;
    let mut voters: BTreeMap<MessageId, BTreeSet<AccountId>> = BTreeMap::new();
    let mut counts: BTreeMap<PollOptionId, (i64, bool)> = BTreeMap::new();
    for (message, option, account) in votes {
        voters.entry(message).or_default().insert(account);
        let (count, mine) = counts.entry(option).or_default();
        *count += 1;
        *mine |= reader == Some(account);
    }
    let now = clock::now();
    let mut infos: BTreeMap<MessageId, PollInfo> = BTreeMap::new();
    for row in rows {
        let info = PollInfo {
            options: Vec::new(),
            several: row.is_several,
            anonymous: row.is_anonymous,
            closes_at: row.closes_at,
            closed: row.is_closed(now),
            voters: voters
                .get(&row.message)
                .map_or(0, |voters| i64::try_from(voters.len()).unwrap_or(i64::MAX)),
        };
        infos.insert(row.message, info);
    }
    for (message, id, text) in options {
        let (votes, mine) = counts.get(&id).copied().unwrap_or_default();
        if let Some(info) = infos.get_mut(&message) {
            info.options.push(PollOption { id, text, votes, mine });
        }
    }
    Ok(infos)
}
