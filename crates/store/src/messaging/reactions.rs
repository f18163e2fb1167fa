//! Reactions: one emoji of one person on a message. They are changes of the message, never messages: nobody has more to read.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    dsl::{count_star, min},
    prelude::*,
};
use domain::{
    id::{AccountId, MessageId},
    messaging::{
        change::ChangeKind,
        reaction::{EMOJI_MAX, Reaction, ReactionCount},
        types::MessageInfo,
    },
    moment::Moment,
    page::{Page, PageQuery},
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{changes, message, moderation::mutes, room::InRoom, sending::Room},
    page::Slice,
    schema::{accounts, reactions},
    tx::Tx,
};

/// Puts an emoji of somebody on a message. The same one again changes nothing.
///
/// # Errors
/// `invalid` for what is not one emoji; [`StoreError::NotFound`] when the message is not of this room, or gone; `may_not_write` where they
/// may not react, or `muted`; `limit_reached` when the message has as many different ones as it may.
pub fn add(tx: &mut Tx<'_>, by: &InRoom, id: MessageId, emoji: &str) -> StoreResult<MessageInfo> {
    let emoji = spelled(emoji)?;
    hold(tx, by, id)?;
    let there: Vec<(String, AccountId)> = reactions::table
        .filter(reactions::message_id.eq(id))
        .select((reactions::emoji, reactions::account_id))
        .load(tx.db)?;
    if there.iter().any(|(known, who)| known == emoji && *who == by.account()) {
        return message::show(tx.db, by, id);
    }
    let kinds: BTreeSet<&str> = there.iter().map(|(known, _)| known.as_str()).collect();
    if !kinds.contains(emoji) && kinds.len() >= EMOJI_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    diesel::insert_into(reactions::table)
        .values((
            reactions::message_id.eq(id),
            reactions::account_id.eq(by.account()),
            reactions::emoji.eq(emoji),
            reactions::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    changes::record(tx, by, id, ChangeKind::Reacted)
}

/// Takes an emoji of one's own off a message. One that is not there changes nothing.
///
/// # Errors
/// As [`add`].
pub fn remove(tx: &mut Tx<'_>, by: &InRoom, id: MessageId, emoji: &str) -> StoreResult<MessageInfo> {
    let emoji = spelled(emoji)?;
    hold(tx, by, id)?;
    let removed = diesel::delete(reactions::table.find((id, emoji, by.account()))).execute(tx.db)?;
    if removed == 0 {
        return message::show(tx.db, by, id);
    }
    changes::record(tx, by, id, ChangeKind::Reacted)
}

/// Who reacted to a message, the first one first.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or gone; `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &InRoom, id: MessageId, query: &PageQuery) -> StoreResult<Page<Reaction>> {
    let slice = Slice::<(Moment, AccountId, String)>::parse(query.limit, query.cursor.as_deref())?;
    if is_gone(&message::show(db, by, id)?) {
        return Err(StoreError::NotFound);
    }
    type Row = (String, AccountId, String, String, Moment);
    // at most twelve of each person in the room
    let rows: Vec<Row> = reactions::table
        .inner_join(accounts::table.on(accounts::id.eq(reactions::account_id)))
        .filter(reactions::message_id.eq(id))
        .order((reactions::created_at, reactions::account_id, reactions::emoji))
        .select((
            reactions::emoji,
            reactions::account_id,
            accounts::first_name,
            accounts::last_name,
            reactions::created_at,
        ))
        .load(db)?;
    let all = rows
        .into_iter()
        .map(|(emoji, account_id, first, last, created_at)| Reaction {
            emoji,
            account_id,
            name: format!("{first} {last}"),
            created_at,
        });
    let key = |one: &Reaction| (one.created_at, one.account_id, one.emoji.clone());
    let wanted = usize::try_from(slice.rows()).unwrap_or(usize::MAX);
    let after = all.skip_while(|one| slice.after().is_some_and(|after| key(one) <= *after));
    slice.cut(after.take(wanted).collect(), key)
}

/// The emoji in its full spelling, so that two keyboards mean the same one.
fn spelled(emoji: &str) -> StoreResult<&'static str> {
    let known = emojis::get(emoji).ok_or(StoreError::Refused(Code::Invalid))?;
    Ok(known.as_str())
}

/// Locks the room, and makes sure that this message of it may be reacted to.
fn hold(tx: &mut Tx<'_>, by: &InRoom, id: MessageId) -> StoreResult<()> {
    let room = Room::lock(tx, by.conversation())?;
    room.may_react(by.member())?;
    let is_strict = room.muted_until.is_some_and(|until| until > tx.now);
    // an emoji can be meant as badly as a word
    if is_strict && !mutes::of_room(tx.db, room.id, &[by.account()], tx.now)?.is_empty() {
        return Err(StoreError::Refused(Code::Muted));
    }
    match changes::target(tx, by, id)?.hidden_at {
        Some(_) => Err(StoreError::NotFound),
        None => Ok(()),
    }
}

/// Fills in the reactions of a page. Only what has changed since it was written can have any.
pub(super) fn dress(db: &mut Db, reader: Option<AccountId>, page: &mut [MessageInfo]) -> StoreResult<()> {
    let wanted: Vec<MessageId> = page
        .iter()
        .filter(|message| message.changed_seq > message.seq && !is_gone(message))
        .map(|message| message.id)
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let counted: Vec<(MessageId, String, i64, Option<Moment>)> = reactions::table
        .filter(reactions::message_id.eq_any(&wanted))
        .group_by((reactions::message_id, reactions::emoji))
        .select((
            reactions::message_id,
            reactions::emoji,
            count_star(),
            min(reactions::created_at),
        ))
        .load(db)?;
    if counted.is_empty() {
        return Ok(());
    }
    let mine: Vec<(MessageId, String)> = match reader {
        None => Vec::new(),
        Some(reader) => reactions::table
            .filter(reactions::message_id.eq_any(&wanted))
            .filter(reactions::account_id.eq(reader))
            .select((reactions::message_id, reactions::emoji))
            .load(db)?,
    };
    let mine: BTreeSet<(MessageId, String)> = mine.into_iter().collect();
    let mut of: BTreeMap<MessageId, Vec<(Option<Moment>, ReactionCount)>> = BTreeMap::new();
    for (id, emoji, count, first) in counted {
        let mine = mine.contains(&(id, emoji.clone()));
        of.entry(id)
            .or_default()
            .push((first, ReactionCount { emoji, count, mine }));
    }
    for message in page {
        if let Some(mut found) = of.remove(&message.id) {
            found.sort_by(|(one, a), (other, b)| (one, &a.emoji).cmp(&(other, &b.emoji)));
            message.reactions = found.into_iter().map(|(_, count)| count).collect();
        }
    }
    Ok(())
}

pub(super) const fn is_gone(message: &MessageInfo) -> bool {
    message.deleted_at.is_some() || message.hidden_at.is_some()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("👍", Some("👍"))]
    #[case("\u{2764}", Some("\u{2764}\u{FE0F}"))]
    #[case("👨‍👩‍👧‍👦", Some("👨‍👩‍👧‍👦"))]
    #[case("🇧🇪", Some("🇧🇪"))]
    #[case("👋🏽", Some("👋🏽"))]
    #[case("👍👍", None)]
    #[case("a", None)]
    #[case("", None)]
    #[case("1", None)]
    #[case("\u{200D}", None)]
    #[case(":+1:", None)]
    fn a_reaction_is_one_emoji(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(spelled(text).ok(), expected);
    }
}
