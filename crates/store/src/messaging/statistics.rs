//! Messaging in numbers. Numbers of a school say how much, never who or what.

use std::collections::BTreeMap;

use chrono::Days;
use diesel::{
    dsl::{count_star, sql},
    prelude::*,
    sql_types::{BigInt, Bool, Text},
};
use domain::{
    id::{AccountId, ConversationId},
    messaging::{
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
    error::StoreResult,
    messaging::place::CHANGE,
    schema::{conversations, marks, memberships, messages, room_members, sessions},
};

const DAY: i64 = 24 * 3600;

/// The minutes over which messages in a minute are counted.
pub const MINUTES: i64 = 5;

/// My messaging in numbers.
///
/// # Errors
/// When the database does not answer.
pub fn mine(db: &mut Db, by: &ActiveMember) -> StoreResult<MessageStats> {
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
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .count()
        .get_result(db)?;
    let own_there: i64 = messages::table
        .filter(messages::conversation_id.eq_any(&ids))
        .filter(messages::sender_id.eq(me))
        .filter(messages::kind.ne(CHANGE))
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
        days: days(db, me, &ids)?,
    })
}

fn days(db: &mut Db, me: AccountId, rooms: &[ConversationId]) -> StoreResult<Vec<DayOfMessages>> {
    let (names, began) = calendar();
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
    let on = |counts: &BTreeMap<String, i64>, day: &String| counts.get(day).copied().unwrap_or(0);
    Ok(names
        .into_iter()
        .map(|day| DayOfMessages {
            sent: on(&own, &day),
            received: on(&all, &day) - on(&own, &day),
            day,
        })
        .collect())
}

/// The last days, the oldest first, and when the first of them began.
fn calendar() -> (Vec<String>, Moment) {
    let today = clock::now().date();
    let names: Vec<String> = (0..DAYS)
        .rev()
        .filter_map(|back| today.checked_sub_days(Days::new(u64::try_from(back).ok()?)))
        .map(|day| day.format("%Y-%m-%d").to_string())
        .collect();
    let began = names.first().and_then(|day| format!("{day}T00:00:00Z").parse().ok());
    (names, began.unwrap_or_default())
}

type OfMessages = Box<dyn BoxableExpression<messages::table, MultiBackend, SqlType = Bool>>;

fn by_day(db: &mut Db, began: Moment, which: OfMessages) -> StoreResult<BTreeMap<String, i64>> {
    // the same words on both databases: one gives a date, the other a text
    let day = || sql::<Text>("CAST(date(messages.created_at) AS TEXT)");
    let counted: Vec<(String, i64)> = messages::table
        .filter(which)
        .filter(messages::kind.ne(CHANGE))
        .filter(messages::created_at.ge(began))
        .group_by(day())
        .select((day(), count_star()))
        .load(db)?;
    Ok(counted.into_iter().collect())
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
pub fn of_school(db: &mut Db, by: &OfficeMember) -> StoreResult<Numbers> {
    let school = by.member().school();
    let now = clock::now();
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
            .filter(messages::kind.ne(CHANGE))
            .count()
            .get_result(db)?)
    };
    let (messages_today, messages_lately) = (since(DAY)?, since(MINUTES * 60)?);
    let (names, began) = calendar();
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
        days: names
            .into_iter()
            .map(|day| DayOfSchool {
                messages: by_day.get(&day).copied().unwrap_or(0),
                day,
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
