//! Who is told that a mark has moved: whoever may see a difference, and may know.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::marks::PersonMark,
};

use crate::{
    backend::Db,
    error::StoreResult,
    schema::{accounts, marks},
    tx::Tx,
};

/// Tells that somebody has read from one place up to another: their own other devices, and whoever may see a difference.
pub(crate) fn tell_read(
    tx: &mut Tx<'_>,
    (conversation, account): (ConversationId, AccountId),
    (before, last_read_seq): (i64, i64),
    members: Vec<AccountId>,
) -> StoreResult<()> {
    let moves = Moves {
        conversation,
        moved: vec![(account, before, last_read_seq)],
        members: &members,
    };
    tell_reads(tx, &[moves])
}

/// Those who have read in a room.
pub(crate) struct Moves<'a> {
    pub conversation: ConversationId,
    /// Who, from where and up to where.
    pub moved: Vec<(AccountId, i64, i64)>,
    /// Everybody in the room.
    pub members: &'a [AccountId],
}

/// The same for several people and rooms at once. It costs a question for all, and one for each large room.
pub(crate) fn tell_reads(tx: &mut Tx<'_>, rooms: &[Moves<'_>]) -> StoreResult<()> {
    let mut seen = Vec::with_capacity(rooms.len());
    for room in rooms {
        seen.push(seen_ones(tx.db, room)?);
    }
    let watched = rooms.iter().zip(&seen).filter(|(_, seen)| !seen.is_empty());
    let watchers: BTreeSet<AccountId> = watched.flat_map(|(room, _)| room.members).copied().collect();
    let silent = match watchers.is_empty() {
        true => BTreeSet::new(),
        false => silent_among(tx.db, &watchers.into_iter().collect::<Vec<_>>())?,
    };
    for (room, seen) in rooms.iter().zip(&seen) {
        // those who show what they read learn it of those who show it; everybody's own devices do
        let (shown, own): (Vec<_>, Vec<_>) = room
            .moved
            .iter()
            .map(|(account_id, _, seq)| PersonMark {
                account_id: *account_id,
                seq: *seq,
            })
            .partition(|mark| seen.contains(&mark.account_id) && !silent.contains(&mark.account_id));
        let mut happens = |marks, recipients| {
            tx.happens(Happening::Read {
                conversation: room.conversation,
                marks,
                recipients,
            });
        };
        if !shown.is_empty() {
            let members = room.members.iter().filter(|member| !silent.contains(member));
            happens(shown, members.copied().collect());
        }
        for mark in own {
            happens(vec![mark], vec![mark.account_id]);
        }
    }
    Ok(())
}

/// Those whose move somebody may see.
fn seen_ones(db: &mut Db, room: &Moves<'_>) -> StoreResult<BTreeSet<AccountId>> {
    let Some(lowest) = room.moved.iter().map(|(_, before, _)| *before).min() else {
        return Ok(BTreeSet::new());
    };
    // in a small room every move may be seen
    let places: Vec<(AccountId, i64)> = if room.members.len() <= CROWD {
        Vec::new()
    } else {
        marks::table
            .filter(marks::conversation_id.eq(room.conversation))
            .filter(marks::last_read_seq.gt(lowest))
            .select((marks::account_id, marks::last_read_seq))
            .load(db)?
    };
    let is_seen = |account: AccountId, before: i64| {
        let beyond = places.iter().filter(|(_, place)| *place > before);
        stands_out(account, &beyond.map(|(other, _)| *other).collect(), room.members)
    };
    let moved = room.moved.iter();
    let seen = moved.filter(|(account, before, _)| is_seen(*account, *before));
    Ok(seen.map(|(account, ..)| *account).collect())
}

/// Those of some people who do not show what they read.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn silent_among(db: &mut Db, people: &[AccountId]) -> StoreResult<BTreeSet<AccountId>> {
    let silent: Vec<AccountId> = accounts::table
        .filter(accounts::id.eq_any(people.iter().copied()))
        .filter(accounts::read_receipts.eq(false))
        .select(accounts::id)
        .load(db)?;
    Ok(silent.into_iter().collect())
}

/// While so many others stand no further than somebody stood, it is told to nobody that this one has moved.
const CROWD: usize = 32;

/// Whether somebody may see a difference when a member moves on from where only those in `beyond` are further. Everybody sees the lowest
/// mark of all others: it stays when two others stand as low. A few more, because those who move at the same moment do not see each
/// other. In a room of 300 each message would otherwise be 300 times 300 frames.
fn stands_out(mover: AccountId, beyond: &BTreeSet<AccountId>, members: &[AccountId]) -> bool {
    let others = members.iter().filter(|member| **member != mover);
    others.filter(|member| !beyond.contains(member)).take(CROWD).count() < CROWD
}

/// In a large room only the mark that stands lowest of those that moved, and only when somebody may see a difference.
pub(super) fn worth_telling(
    moved: &[(AccountId, i64, i64)],
    members: &[AccountId],
    places: &BTreeMap<AccountId, i64>,
) -> Vec<PersonMark> {
    let mark = |(account_id, _, seq): &(AccountId, i64, i64)| PersonMark {
        account_id: *account_id,
        seq: *seq,
    };
    if members.len() <= CROWD {
        return moved.iter().map(mark).collect();
    }
    // whoever stood lowest makes a difference, or nobody does
    let Some((mover, before, _)) = moved.iter().min_by_key(|(_, before, _)| *before) else {
        return Vec::new();
    };
    let beyond = places.iter().filter(|(_, place)| *place > before);
    if !stands_out(*mover, &beyond.map(|(account, _)| *account).collect(), members) {
        return Vec::new();
    }
    let lowest = moved.iter().min_by_key(|(_, _, seq)| *seq);
    lowest.map(mark).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(size: usize) -> Vec<AccountId> {
        (0..size).map(|_| AccountId::fresh()).collect()
    }

    fn mark(account_id: AccountId, seq: i64) -> PersonMark {
        PersonMark { account_id, seq }
    }

    #[test]
    fn in_a_small_room_every_move_is_told() {
        let members = room(3);
        let moved = [(members[0], 0, 4), (members[1], 1, 5)];
        let told = worth_telling(&moved, &members, &BTreeMap::new());
        assert_eq!(told, [mark(members[0], 4), mark(members[1], 5)]);
    }

    #[test]
    fn in_a_large_room_a_move_is_told_when_the_lowest_may_have_moved() {
        let members = room(100);
        let at = |place: i64, count: usize| members.iter().take(count).map(move |member| (*member, place));
        let first = [(members[0], 0, 1)];
        assert_eq!(worth_telling(&first, &members, &at(1, 1).collect()), []);
        let together: Vec<_> = members.iter().map(|member| (*member, 0, 1)).collect();
        assert_eq!(
            worth_telling(&together, &members, &at(1, 100).collect()),
            [mark(members[0], 1)]
        );
        // the last of all, and one who comes after enough others
        let last = [(members[99], 0, 1)];
        assert_eq!(
            worth_telling(&last, &members, &at(1, 100).collect()),
            [mark(members[99], 1)]
        );
        assert_eq!(worth_telling(&[], &members, &at(1, 100).collect()), []);
    }
}
