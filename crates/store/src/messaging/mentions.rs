//! Who is spoken to in messages. A mention counts when the person is in the room and their name stands in the text.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, MessageId},
    messaging::{
        mention,
        rich::Mention,
        types::{ConversationKind, MessageInfo},
    },
};

use crate::{
    backend::Db,
    error::StoreResult,
    messaging::{
        blocks,
        place::PlaceRow,
        reactions::is_gone,
        sending::{Letter, Room},
    },
    schema::{accounts, marks, message_mentions, messages},
    tx::Tx,
};

/// A row of `message_mentions`.
#[derive(Debug, Insertable)]
#[diesel(table_name = message_mentions, treat_none_as_default_value = false)]
struct MentionRow {
    message_id: MessageId,
    place: i32,
    conversation_id: ConversationId,
    number: i64,
    account_id: Option<AccountId>,
    name: String,
}

/// Writes the mentions of letters that have just become these rows.
pub(super) fn write(tx: &mut Tx<'_>, room: &Room, rows: &[PlaceRow], letters: &[Letter]) -> StoreResult<()> {
    let mentioned: BTreeSet<AccountId> = letters
        .iter()
        .flat_map(|letter| &letter.new.mentions)
        .copied()
        .collect();
    if mentioned.is_empty() && !letters.iter().any(|letter| letter.new.mentions_everyone) {
        return Ok(());
    }
    let names = names_of(tx.db, &mentioned)?;
    let kept_apart = kept_apart(tx.db, letters)?;
    for row in rows {
        let is_it = |letter: &&Letter| row.is_of(letter.by.account(), letter.new.client_msg_id);
        let Some(letter) = letters.iter().find(is_it) else {
            continue;
        };
        let mut names = names.clone();
        names.retain(|account, _| !kept_apart.contains(&(letter.by.account(), *account)));
        for new in of_letter(room, (row, letter), &names) {
            // the derived dialect writes one row at a time
            diesel::insert_into(message_mentions::table)
                .values(new)
                .execute(tx.db)?;
        }
    }
    Ok(())
}

/// Who wrote a letter, and whom a block keeps them from speaking to.
fn kept_apart(db: &mut Db, letters: &[Letter]) -> StoreResult<BTreeSet<(AccountId, AccountId)>> {
    let mut apart = BTreeSet::new();
    for letter in letters {
        let author = letter.by.account();
        let blocked = blocks::among(db, author, &letter.new.mentions)?;
        apart.extend(blocked.into_iter().map(|other| (author, other)));
    }
    Ok(apart)
}

fn names_of(db: &mut Db, people: &BTreeSet<AccountId>) -> StoreResult<BTreeMap<AccountId, String>> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(AccountId, String, String)> = accounts::table
        .filter(accounts::id.eq_any(people.iter().copied()))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(db)?;
    let full = |(id, first, last)| (id, format!("{first} {last}"));
    Ok(rows.into_iter().map(full).collect())
}

/// Whoever is not in the room, or has left it meanwhile, is not spoken to, nor anybody across a block: the message is sent all the same,
/// and tells nobody about a block.
fn of_letter(room: &Room, (row, letter): (&PlaceRow, &Letter), names: &BTreeMap<AccountId, String>) -> Vec<MentionRow> {
    let (message_id, number, text) = row.said();
    let mut people: Vec<(AccountId, &String)> = Vec::new();
    for account in &letter.new.mentions {
        let is_here = room.holds(*account) && *account != letter.by.account();
        let is_new = !people.iter().any(|(known, _)| known == account);
        if let Some(name) = names.get(account).filter(|_| is_here && is_new) {
            people.push((*account, name));
        }
    }
    let known: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
    let spoken: BTreeSet<usize> = mention::find(text, &known).iter().map(|found| found.name).collect();
    // two people of one name are both meant
    let is_meant = |name: &str| spoken.iter().any(|index| known.get(*index) == Some(&name));
    let mut found: Vec<(Option<AccountId>, String)> = people
        .iter()
        .filter(|(_, name)| is_meant(name))
        .map(|(account, name)| (Some(*account), (*name).clone()))
        .collect();
    if letter.new.mentions_everyone
        && room.kind != ConversationKind::Direct
        && let Some(word) = mention::everybody(text)
    {
        found.push((None, word.to_owned()));
    }
    (0..)
        .zip(found)
        .map(|(place, (account_id, name))| MentionRow {
            message_id,
            place,
            conversation_id: room.id,
            number,
            account_id,
            name,
        })
        .collect()
}

/// After a message has got another text: whoever is not in it any more is not spoken to any more.
///
/// # Errors
/// When the database does not answer.
pub(super) fn edited(tx: &mut Tx<'_>, message: MessageId, text: &str) -> StoreResult<()> {
    let rows: Vec<(i32, String)> = message_mentions::table
        .filter(message_mentions::message_id.eq(message))
        .select((message_mentions::place, message_mentions::name))
        .load(tx.db)?;
    let names: Vec<&str> = rows.iter().map(|(_, name)| name.as_str()).collect();
    let stays: BTreeSet<&str> = mention::find(text, &names)
        .iter()
        .filter_map(|found| names.get(found.name).copied())
        .collect();
    for (place, name) in &rows {
        if !stays.contains(name.as_str()) {
            diesel::delete(message_mentions::table.find((message, *place))).execute(tx.db)?;
        }
    }
    Ok(())
}

/// With the content of a message its mentions go.
pub(super) fn forget(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<()> {
    diesel::delete(message_mentions::table.filter(message_mentions::message_id.eq(message))).execute(tx.db)?;
    Ok(())
}

/// Fills in the mentions of a page: only a text with an at sign can have any.
pub(super) fn dress(db: &mut Db, page: &mut [MessageInfo]) -> StoreResult<()> {
    let wanted: Vec<MessageId> = page
        .iter()
        .filter(|message| !is_gone(message) && message.content.contains('@'))
        .map(|message| message.id)
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let rows: Vec<(MessageId, Option<AccountId>, String)> = message_mentions::table
        .filter(message_mentions::message_id.eq_any(wanted))
        .order((message_mentions::message_id, message_mentions::place))
        .select((
            message_mentions::message_id,
            message_mentions::account_id,
            message_mentions::name,
        ))
        .load(db)?;
    let mut of: BTreeMap<MessageId, Vec<Mention>> = BTreeMap::new();
    for (message, account_id, name) in rows {
        of.entry(message).or_default().push(Mention { account_id, name });
    }
    for message in page {
        message.mentions = of.remove(&message.id).unwrap_or_default();
    }
    Ok(())
}

/// How many messages that somebody has not read speak to them, in each of these conversations.
pub(super) fn unread(
    db: &mut Db,
    me: AccountId,
    conversations: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, i64>> {
    if conversations.is_empty() {
        return Ok(BTreeMap::new());
    }
    let my_mark = marks::conversation_id
        .eq(message_mentions::conversation_id)
        .and(marks::account_id.eq(me));
    let rows: Vec<(ConversationId, MessageId)> = message_mentions::table
        .inner_join(messages::table)
        .left_join(marks::table.on(my_mark))
        .filter(message_mentions::conversation_id.eq_any(conversations))
        .filter(
            message_mentions::account_id
                .eq(me)
                .or(message_mentions::account_id.is_null())
                .assume_not_null(),
        )
        .filter(
            messages::sender_id
                .is_null()
                .or(messages::sender_id.ne(me).assume_not_null()),
        )
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .filter(
            marks::last_read_number
                .nullable()
                .is_null()
                .or(message_mentions::number.gt(marks::last_read_number.assume_not_null())),
        )
        .select((message_mentions::conversation_id, message_mentions::message_id))
        .distinct()
        .load(db)?;
    let mut counts = BTreeMap::new();
    for (conversation, _) in rows {
        *counts.entry(conversation).or_insert(0) += 1;
    }
    Ok(counts)
}
