//! Messaging in numbers. Numbers of a school say how much, never who or what.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use diesel::{
    dsl::{count_star, sql},
    prelude::*,
    sql_types::{BigInt, Bool, Text},
};
use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        calm::quiet::{day_in_brussels, midnight_in_brussels},
        rules,
        statistics::{DAYS, DayOfMessages, DayOfSchool, MessageStats},
    },
    moment::Moment,
    schools::types::MembershipStatus,
};

use crate::{
    accounts::standing::{ActiveMember, OfficeMember},
    backend::{Db, MultiBackend},
    clock,
    error::{StoreError, StoreResult},
    messaging::place::UNCOUNTED,
    schema::{conversations, marks, memberships, messages, room_members, sessions},
};

const DAY: i64 = 24 * 3600;

/// The minutes over which messages in a minute are counted.
pub const MINUTES: i64 = 5;

/// My messaging in numbers.
///
/// # Errors
/// When the database does not answer.
pub fn mine(db: &mut Db, by: &ActiveMember, now: Moment) -> StoreResult<MessageStats> {
    let me = by.account();
    let my_mark = marks::conversation_id
        .eq(conversations::id)
        .and(marks::account_id.eq(me));
    let inside = room_members::table
        .filter(room_members::account_id.eq(me))
        .select(room_members::conversation_id);
    let rooms: Vec<(ConversationId, i64, Option<i64>)> = conversations::table
        .left_join(marks::table.on(my_mark))
        .filter(conversations::id.eq_any(inside))
        .filter(conversations::school_id.eq(by.school()))
        .select((
            conversations::id,
            conversations::last_number,
            marks::last_read_number.nullable(),
        ))
        .load(db)?;
    let ids: Vec<ConversationId> = rooms.iter().map(|(id, _, _)| *id).collect();
    let sent: i64 = messages::table
        .inner_join(conversations::table)
        .filter(conversations::school_id.eq(by.school()))
        .filter(messages::sender_id.eq(me))
        .filter(messages::kind.ne_all(UNCOUNTED))
        .count()
        .get_result(db)?;
    // of the kinds that the counters of the rooms count, and no others: notes about a room have an author, too
    let own_there: i64 = messages::table
        .filter(messages::conversation_id.eq_any(&ids))
        .filter(messages::sender_id.eq(me))
        .filter(messages::kind.ne_all(UNCOUNTED))
        .count()
        .get_result(db)?;
    let said: i64 = rooms.iter().map(|(_, number, _)| number).sum();
    let unread = rooms
        .iter()
        .map(|(_, number, read)| rules::unread(*number, read.unwrap_or(0), 0))
        .sum();
    Ok(MessageStats {
        sent,
        received: said - own_there,
        conversations: i64::try_from(rooms.len()).unwrap_or(i64::MAX),
        unread,
        days: days(db, me, &ids, now)?,
    })
}

fn days(db: &mut Db, me: AccountId, rooms: &[ConversationId], now: Moment) -> StoreResult<Vec<DayOfMessages>> {
    let (days, began) = calendar(now);
    let all = by_day(db, began, Box::new(messages::conversation_id.eq_any(rooms.to_vec())))?;
    let own = by_day(
        db,
        began,
        Box::new(
            messages::conversation_id
                .eq_any(rooms.to_vec())
                .and(messages::sender_id.assume_not_null().eq(me)),
        ),
    )?;
    let on = |counts: &BTreeMap<NaiveDate, i64>, day: &NaiveDate| counts.get(day).copied().unwrap_or(0);
    Ok(days
        .into_iter()
        .map(|day| DayOfMessages {
            sent: on(&own, &day),
            received: on(&all, &day) - on(&own, &day),
            day: day.to_string(),
        })
        .collect())
}

/// The last days by the calendar of Brussels, the oldest first, and when the first of them began.
fn calendar(now: Moment) -> (Vec<NaiveDate>, Moment) {
    let today = day_in_brussels(now);
    let days: Vec<NaiveDate> = (0..DAYS)
        .rev()
        .filter_map(|back| today.checked_sub_days(Days::new(u64::try_from(back).ok()?)))
        .collect();
    let began = days.first().copied().map(midnight_in_brussels);
    (days, began.unwrap_or_default())
}

type OfMessages = Box<dyn BoxableExpression<messages::table, MultiBackend, SqlType = Bool>>;

fn by_day(db: &mut Db, began: Moment, which: OfMessages) -> StoreResult<BTreeMap<NaiveDate, i64>> {
    // Counted by the hour of UTC, as `2026-11-20 08` on both databases: Brussels is whole hours ahead, so an hour belongs to one day.
    let hour = || sql::<Text>("substr(CAST(messages.created_at AS TEXT), 1, 13)");
    let counted: Vec<(String, i64)> = messages::table
        .filter(which)
        .filter(messages::kind.ne_all(UNCOUNTED))
        .filter(messages::created_at.ge(began))
        .group_by(hour())
        .select((hour(), count_star()))
        .load(db)?;
    let mut days = BTreeMap::new();
    for (hour, count) in counted {
        let began: Moment = format!("{}:00:00Z", hour.replace(' ', "T"))
            .parse()
            .map_err(StoreError::broken)?;
        *days.entry(day_in_brussels(began)).or_insert(0) += count;
    }
    Ok(days)
}

/// What the database knows of the messaging of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// All messages.
    pub messages: i64,
    /// Messages in the last 24 hours.
    pub messages_today: i64,
    /// Messages in the last [`MINUTES`].
    pub messages_lately: i64,
    /// Conversations.
    pub conversations: i64,
    /// Conversations with a message in the last 24 hours.
    pub active_conversations: i64,
    /// Active members.
    pub members: i64,
    /// Members who were here in the last seven days.
    pub active_members: i64,
    /// The last fourteen days, the oldest first.
    pub days: Vec<DayOfSchool>,
}

/// The numbers of a school, for its office.
///
/// # Errors
/// When the database does not answer.
pub fn of_school(db: &mut Db, by: &OfficeMember, now: Moment) -> StoreResult<Numbers> {
    let school = by.member().school();
    let rooms = || conversations::table.filter(conversations::school_id.eq(school));
    let messages = rooms()
        .select(sql::<BigInt>(
            "CAST(coalesce(sum(conversations.last_number), 0) AS BIGINT)",
        ))
        .first(db)?;
    let mut since = |seconds: i64| -> StoreResult<i64> {
        let then = now.plus_seconds(-seconds);
        let busy = conversations::table
            .filter(conversations::school_id.eq(school))
            .filter(conversations::last_message_at.ge(then))
            .select(conversations::id);
        Ok(messages::table
            .filter(messages::conversation_id.eq_any(busy))
            .filter(messages::created_at.ge(then))
            .filter(messages::kind.ne_all(UNCOUNTED))
            .count()
            .get_result(db)?)
    };
    let (messages_today, messages_lately) = (since(DAY)?, since(MINUTES * 60)?);
    let (days, began) = calendar(now);
    let busy = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::last_message_at.ge(began))
        .select(conversations::id)
        .load::<ConversationId>(db)?;
    let by_day = by_day(db, began, Box::new(messages::conversation_id.eq_any(busy)))?;
    let active = memberships::table
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active));
    let lately = sessions::table
        .filter(sessions::last_seen_at.ge(now.plus_seconds(-7 * DAY)))
        .select(sessions::account_id);
    Ok(Numbers {
        messages,
        messages_today,
        messages_lately,
        conversations: rooms().count().get_result(db)?,
        active_conversations: rooms()
            .filter(conversations::last_message_at.ge(now.plus_seconds(-DAY)))
            .count()
            .get_result(db)?,
        members: active.count().get_result(db)?,
        active_members: active
            .filter(memberships::account_id.eq_any(lately))
            .count()
            .get_result(db)?,
        days: days
            .into_iter()
            .map(|day| DayOfSchool {
                messages: by_day.get(&day).copied().unwrap_or(0),
                day: day.to_string(),
            })
            .collect(),
    })
}

/// The active members of the school, to ask who of them is online.
///
/// # Errors
/// When the database does not answer.
pub fn members(db: &mut Db, by: &OfficeMember) -> StoreResult<Vec<AccountId>> {
    Ok(memberships::table
        .filter(memberships::school_id.eq(by.member().school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .select(memberships::account_id)
        .load(db)?)
}

/// What the operator sees of all schools together: messages, and people who were here in the last seven days.
///
/// # Errors
/// When the database does not answer.
pub fn of_instance(db: &mut Db) -> StoreResult<(i64, i64)> {
    let messages = conversations::table
        .select(sql::<BigInt>(
            "CAST(coalesce(sum(conversations.last_number), 0) AS BIGINT)",
        ))
        .first(db)?;
    let active = sessions::table
        .filter(sessions::last_seen_at.ge(clock::now().plus_seconds(-7 * DAY)))
        .select(diesel::dsl::count(sessions::account_id).aggregate_distinct())
        .first(db)?;
    Ok((messages, active))
}
