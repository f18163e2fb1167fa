//! The pace of a room: slow mode, and how calm a room is for one of its members.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::SchoolId,
    messaging::{
        calm::{
            quiet::{Window, day_in_brussels},
            rules::announcement_ends,
            types::{RoomCalm, SlowMode},
        },
        types::ConversationKind,
    },
    moment::Moment,
    problem::Code,
};

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    messaging::{
        calm::{
            admission::{Admission, RoomPace},
            keeping,
        },
        changes, direct, drafts,
        moderation::rights,
        room::{self, InRoom},
        scheduled,
    },
    schema::{accounts, conversations},
    tx::Tx,
};

/// How calm a room is for somebody in it.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &InRoom) -> StoreResult<RoomCalm> {
    at(db, by, clock::now())
}

/// Sets slow mode; everybody in the room is told to read it again.
///
/// # Errors
/// `forbidden` for whoever does not keep order here, and in direct conversations.
pub fn set_slow_mode(tx: &mut Tx<'_>, by: &InRoom, new: &SlowMode) -> StoreResult<RoomCalm> {
    changes::lock(tx, by)?;
    let is_direct = pace_of(tx.db, by)?.kind == ConversationKind::Direct;
    if is_direct || !rights::keeps_order(tx.db, by)? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    diesel::update(conversations::table.find(by.conversation()))
        .set(conversations::slow_mode_seconds.eq(new.seconds))
        .execute(tx.db)?;
    for account in room::members(tx.db, by.conversation())? {
        tx.happens(Happening::SettingsChanged {
            conversation: by.conversation(),
            account,
        });
    }
    at(tx.db, by, tx.now)
}

fn at(db: &mut Db, by: &InRoom, now: Moment) -> StoreResult<RoomCalm> {
    let room = pace_of(db, by)?;
    let admission = Admission::load(db, &room, now, &[(by.member(), None)])?;
    let wait = admission.wait(by.member(), None);
    let is_direct = room.kind == ConversationKind::Direct;
    Ok(RoomCalm {
        slow_mode_seconds: room.seconds,
        next_at: wait.map(|seconds| now.plus_seconds(seconds)),
        muted_until: admission.muted_until(by.account()),
        may_moderate: rights::keeps_order(db, by)?,
        notified_at: if is_direct { notified_at(db, by, now)? } else { None },
        erased_at: erased_at(db, by.member().school(), room.kind, now)?,
        has_draft: !drafts::show(db, by)?.content.is_empty(),
        scheduled_count: scheduled::count(db, by)?,
    })
}

fn pace_of(db: &mut Db, by: &InRoom) -> StoreResult<RoomPace> {
    let (kind, seconds, muted_until): (ConversationKind, i32, Option<Moment>) = conversations::table
        .find(by.conversation())
        .select((
            conversations::kind,
            conversations::slow_mode_seconds,
            conversations::muted_until,
        ))
        .first(db)?;
    Ok(RoomPace {
        conversation: by.conversation(),
        kind,
        seconds,
        muted_until,
    })
}

/// When the other one of a direct conversation will be notified, if not at once.
fn notified_at(db: &mut Db, by: &InRoom, now: Moment) -> StoreResult<Option<Moment>> {
    let partners = direct::partners(db, by.account(), &[by.conversation()])?;
    let Some(other) = partners.get(&by.conversation()).copied() else {
        return Ok(None);
    };
    let (from, to): (i32, i32) = accounts::table
        .find(other)
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(db)?;
    Ok(Window { from, to }.notified_at(now))
}

fn erased_at(db: &mut Db, school: SchoolId, kind: ConversationKind, now: Moment) -> StoreResult<Moment> {
    let kept = keeping::of_school(db, school)?;
    if kind != ConversationKind::Announcement {
        return Ok(now.plus_seconds(i64::from(kept.chat_days) * 24 * 3600));
    }
    let day = announcement_ends(day_in_brussels(now), kept.announcement_years);
    Ok(Moment::from_utc(day.and_time(chrono::NaiveTime::MIN)))
}
