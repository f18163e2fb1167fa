//! Two accounts of one person become one: what the one that goes has decided, read and begun in the rooms of a school goes over to the one
//! that stays. Called while the rooms of both are locked.

use diesel::{dsl::exists, prelude::*};
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId, SchoolId},
    messaging::{contact_requests::RequestStatus, rooms::types::RoomRole},
    moment::Moment,
};

use crate::{
    error::StoreResult,
    messaging::rooms::roles,
    on_backend,
    schema::{
        blocks, contact_requests, conversations, drafts, marks, moderation_cases, moderation_reports, moderator_terms,
        mutes, participants, room_settings, scheduled_messages,
    },
    tx::Tx,
};

/// Who goes, and who stays.
type Pair = (AccountId, AccountId);

/// From an account that goes to the one that stays, in one school.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn of_account(tx: &mut Tx<'_>, school: SchoolId, pair: Pair) -> StoreResult<()> {
    let rooms: Vec<ConversationId> = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(
            exists(
                marks::table.filter(
                    marks::conversation_id
                        .eq(conversations::id)
                        .and(marks::account_id.eq(pair.0)),
                ),
            )
            .or(exists(
                mutes::table.filter(
                    mutes::conversation_id
                        .eq(conversations::id)
                        .and(mutes::account_id.eq(pair.0)),
                ),
            ))
            .or(exists(
                room_settings::table.filter(
                    room_settings::conversation_id
                        .eq(conversations::id)
                        .and(room_settings::account_id.eq(pair.0)),
                ),
            ))
            .or(exists(
                drafts::table.filter(
                    drafts::conversation_id
                        .eq(conversations::id)
                        .and(drafts::account_id.eq(pair.0)),
                ),
            )),
        )
        .select(conversations::id)
        .order(conversations::id)
        .load(tx.db)?;
    for room in &rooms {
        marks_of(tx, *room, pair)?;
        mutes_of(tx, *room, pair)?;
        settings_of(tx, *room, pair)?;
        drafts_of(tx, *room, pair)?;
    }
    roles_of(tx, school, pair)?;
    scheduled_of(tx, school, pair)?;
    blocks_of(tx, pair)?;
    contacts_of(tx, school, pair)?;
    moderation_of(tx, school, pair)?;
    tx.happens(Happening::ContactsChanged {
        school,
        recipients: vec![pair.1],
    });
    tx.happens(Happening::Moderated {
        school,
        recipients: vec![pair.1],
    });
    Ok(())
}

/// Whoever has read on one of two accounts has read. The one that stays may have a mark of its own, also where it was once and is not any
/// more.
fn marks_of(tx: &mut Tx<'_>, room: ConversationId, (from, to): Pair) -> StoreResult<()> {
    let columns = (marks::last_read_seq, marks::last_delivered_seq, marks::last_read_number);
    let mark = |account| marks::table.find((room, account)).select(columns);
    let Some(theirs) = mark(from).first::<(i64, i64, i64)>(tx.db).optional()? else {
        return Ok(());
    };
    let own: Option<(i64, i64, i64)> = mark(to).first(tx.db).optional()?;
    let Some(own) = own else {
        diesel::update(marks::table.find((room, from)))
            .set(marks::account_id.eq(to))
            .execute(tx.db)?;
        return Ok(());
    };
    diesel::update(marks::table.find((room, to)))
        .set((
            marks::last_read_seq.eq(own.0.max(theirs.0)),
            marks::last_delivered_seq.eq(own.1.max(theirs.1)),
            marks::last_read_number.eq(own.2.max(theirs.2)),
        ))
        .execute(tx.db)?;
    diesel::delete(marks::table.find((room, from))).execute(tx.db)?;
    Ok(())
}

/// Merging lets nobody write earlier: of two mutes the one that ends later counts.
fn mutes_of(tx: &mut Tx<'_>, room: ConversationId, (from, to): Pair) -> StoreResult<()> {
    let until = |account| mutes::table.find((room, account)).select(mutes::until);
    let Some(theirs) = until(from).first::<Moment>(tx.db).optional()? else {
        return Ok(());
    };
    let row = (
        mutes::conversation_id.eq(room),
        mutes::account_id.eq(to),
        mutes::until.eq(theirs),
    );
    // the derived dialect has no ON CONFLICT; the room knows of the later one already
    on_backend!(tx.db, connection => diesel::insert_into(mutes::table).values(row).on_conflict_do_nothing().execute(connection))?;
    diesel::update(mutes::table.find((room, to)))
        .filter(mutes::until.lt(theirs))
        .set(mutes::until.eq(theirs))
        .execute(tx.db)?;
    diesel::delete(mutes::table.find((room, from))).execute(tx.db)?;
    Ok(())
}

/// What the one that stays has decided about a room counts; where it has decided nothing, what the other one has.
fn settings_of(tx: &mut Tx<'_>, room: ConversationId, (from, to): Pair) -> StoreResult<()> {
    let own: i64 = room_settings::table.find((room, to)).count().get_result(tx.db)?;
    if own == 0 {
        diesel::update(room_settings::table.find((room, from)))
            .set(room_settings::account_id.eq(to))
            .execute(tx.db)?;
    }
    Ok(())
}

/// What somebody has begun to write goes on, unless the account that stays has begun something there.
fn drafts_of(tx: &mut Tx<'_>, room: ConversationId, (from, to): Pair) -> StoreResult<()> {
    let begun: i64 = drafts::table
        .find((room, to))
        .filter(drafts::content.ne(""))
        .count()
        .get_result(tx.db)?;
    if begun == 0 {
        diesel::delete(drafts::table.find((room, to))).execute(tx.db)?;
        diesel::update(drafts::table.find((room, from)))
            .set(drafts::account_id.eq(to))
            .execute(tx.db)?;
    }
    Ok(())
}

/// In the rooms that both are in, the greater of their two parts.
fn roles_of(tx: &mut Tx<'_>, school: SchoolId, (from, to): Pair) -> StoreResult<()> {
    let of_school = conversations::table
        .filter(conversations::school_id.eq(school))
        .select(conversations::id);
    let theirs: Vec<(ConversationId, RoomRole)> = participants::table
        .filter(participants::account_id.eq(from))
        .filter(participants::conversation_id.eq_any(of_school))
        .select((participants::conversation_id, participants::role))
        .order(participants::conversation_id)
        .load(tx.db)?;
    let rank = |role: RoomRole| match role {
        RoomRole::Owner => 2,
        RoomRole::Moderator => 1,
        RoomRole::Member => 0,
    };
    for (room, role) in theirs {
        let own = roles::of(tx.db, room, to)?;
        if own.is_some_and(|own| rank(own) < rank(role)) {
            roles::set(tx, (room, from), RoomRole::Member)?;
            roles::set(tx, (room, to), role)?;
        }
    }
    Ok(())
}

/// Letters for later go out in the name of the account that stays.
fn scheduled_of(tx: &mut Tx<'_>, school: SchoolId, (from, to): Pair) -> StoreResult<()> {
    let of_school = conversations::table
        .filter(conversations::school_id.eq(school))
        .select(conversations::id);
    let waiting = scheduled_messages::table
        .filter(scheduled_messages::account_id.eq(from))
        .filter(scheduled_messages::conversation_id.eq_any(of_school));
    diesel::update(waiting)
        .set(scheduled_messages::account_id.eq(to))
        .execute(tx.db)?;
    Ok(())
}

/// Blocks count in both directions and in every school, so both accounts have them from now on: the one that goes here may stay elsewhere.
fn blocks_of(tx: &mut Tx<'_>, (from, to): Pair) -> StoreResult<()> {
    let made: Vec<(AccountId, Moment)> = blocks::table
        .filter(blocks::blocker_id.eq(from))
        .filter(blocks::blocked_id.ne(to))
        .select((blocks::blocked_id, blocks::created_at))
        .load(tx.db)?;
    let met: Vec<(AccountId, Moment)> = blocks::table
        .filter(blocks::blocked_id.eq(from))
        .filter(blocks::blocker_id.ne(to))
        .select((blocks::blocker_id, blocks::created_at))
        .load(tx.db)?;
    let made = made.into_iter().map(|(other, at)| (to, other, at));
    let met = met.into_iter().map(|(other, at)| (other, to, at));
    for (blocker, blocked, at) in made.chain(met) {
        let row = (
            blocks::blocker_id.eq(blocker),
            blocks::blocked_id.eq(blocked),
            blocks::created_at.eq(at),
        );
        // the derived dialect has no ON CONFLICT
        on_backend!(tx.db, connection => diesel::insert_into(blocks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    }
    Ok(())
}

/// Whoever had accepted the contact of one has accepted that of the other.
fn contacts_of(tx: &mut Tx<'_>, school: SchoolId, (from, to): Pair) -> StoreResult<()> {
    let accepted = || {
        contact_requests::table
            .filter(contact_requests::school_id.eq(school))
            .filter(contact_requests::status.eq(RequestStatus::Accepted))
    };
    let asked = accepted()
        .filter(contact_requests::from_id.eq(from))
        .filter(contact_requests::to_id.ne(to).assume_not_null());
    diesel::update(asked)
        .set(contact_requests::from_id.eq(to))
        .execute(tx.db)?;
    let answered = accepted()
        .filter(contact_requests::to_id.eq(from).assume_not_null())
        .filter(contact_requests::from_id.ne(to));
    diesel::update(answered)
        .set(contact_requests::to_id.eq(Some(to)))
        .execute(tx.db)?;
    Ok(())
}

/// What was reported and decided about somebody stays with them, with their right to appeal; so does the term of a parent moderator. The
/// log of what moderators did stays as it was written.
fn moderation_of(tx: &mut Tx<'_>, school: SchoolId, (from, to): Pair) -> StoreResult<()> {
    let about = moderation_cases::table
        .filter(moderation_cases::school_id.eq(school))
        .filter(moderation_cases::author_id.eq(Some(from)));
    diesel::update(about)
        .set(moderation_cases::author_id.eq(Some(to)))
        .execute(tx.db)?;
    let of_school = moderation_cases::table
        .filter(moderation_cases::school_id.eq(school))
        .select(moderation_cases::id);
    let reported: Vec<domain::id::CaseId> = moderation_reports::table
        .filter(moderation_reports::reporter_id.eq(Some(to)))
        .select(moderation_reports::case_id)
        .load(tx.db)?;
    let theirs = moderation_reports::table
        .filter(moderation_reports::reporter_id.eq(Some(from)))
        .filter(moderation_reports::case_id.eq_any(of_school))
        .filter(moderation_reports::case_id.ne_all(reported));
    diesel::update(theirs)
        .set(moderation_reports::reporter_id.eq(Some(to)))
        .execute(tx.db)?;
    let terms = moderator_terms::table
        .filter(moderator_terms::school_id.eq(school))
        .filter(moderator_terms::account_id.eq(from));
    diesel::update(terms)
        .set(moderator_terms::account_id.eq(to))
        .execute(tx.db)?;
    Ok(())
}
