//! Whether somebody may write now: mutes and slow mode. A room without either costs no question.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    dsl::{count_star, max},
    prelude::*,
};
use domain::{
    id::{AccountId, ConversationId, MessageId},
    messaging::{
        calm::rules::{ANSWERS_PAUSE, ANSWERS_SECONDS, Pace},
        types::ConversationKind,
    },
    moment::Moment,
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{moderation, place::CHANGE},
    schema::{conversations, messages, moderator_terms, participants},
};

/// What a room says about its pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoomPace {
    /// Which.
    pub conversation: ConversationId,
    /// Its kind.
    pub kind: ConversationKind,
    /// How many seconds lie between two messages of one member.
    pub seconds: i32,
    /// Until when somebody is muted.
    pub muted_until: Option<Moment>,
}

/// Who waits, of some people who want to write in a room.
pub(crate) struct Admission {
    now: Moment,
    seconds: i64,
    muted: BTreeMap<AccountId, Moment>,
    answers: BTreeMap<MessageId, i64>,
    last: BTreeMap<AccountId, Moment>,
    free: BTreeSet<AccountId>,
}

impl Admission {
    /// Asks what has to be known of these writers, each with the message that they answer.
    pub(crate) fn load(
        db: &mut Db,
        room: &RoomPace,
        now: Moment,
        writers: &[(&ActiveMember, Option<MessageId>)],
    ) -> StoreResult<Self> {
        let mut admission = Self {
            now,
            seconds: i64::from(room.seconds),
            muted: BTreeMap::new(),
            answers: BTreeMap::new(),
            last: BTreeMap::new(),
            free: BTreeSet::new(),
        };
        let accounts: Vec<AccountId> = writers.iter().map(|(writer, _)| writer.account()).collect();
        if room.muted_until.is_some_and(|until| until > now) {
            let muted = moderation::mutes::of_room(db, room.conversation, &accounts, now)?;
            admission.muted = muted.into_iter().collect();
        }
        if room.kind == ConversationKind::Class {
            let answered: BTreeSet<MessageId> = writers.iter().filter_map(|(_, answered)| *answered).collect();
            if !answered.is_empty() {
                admission.answers = answers(db, &answered, now)?;
            }
        }
        let waits = |answers: &i64| {
            Pace {
                seconds: 0,
                answers: *answers,
            }
            .wait(Some(now), now)
            .is_some()
        };
        if room.kind != ConversationKind::Direct && (admission.seconds > 0 || admission.answers.values().any(waits)) {
            let pause = admission.seconds.max(ANSWERS_PAUSE);
            admission.last = last_messages(db, (room.conversation, &accounts), now.plus_seconds(-pause))?;
            admission.free = free(db, room, &accounts, now)?;
        }
        Ok(admission)
    }

    /// Whether somebody may write this now.
    ///
    /// # Errors
    /// `muted`; `slow_mode` with how long to wait.
    pub(crate) fn check(&self, by: &ActiveMember, answered: Option<MessageId>) -> StoreResult<()> {
        if self.muted.contains_key(&by.account()) {
            return Err(StoreError::Refused(Code::Muted));
        }
        match self.wait(by, answered) {
            None => Ok(()),
            Some(seconds) => Err(StoreError::Wait {
                code: Code::SlowMode,
                seconds,
            }),
        }
    }

    /// How long somebody waits.
    pub(crate) fn wait(&self, by: &ActiveMember, answered: Option<MessageId>) -> Option<i64> {
        if by.role().is_staff() || self.free.contains(&by.account()) {
            return None;
        }
        let answers = answered.and_then(|answered| self.answers.get(&answered)).copied();
        let pace = Pace {
            seconds: self.seconds,
            answers: answers.unwrap_or(0),
        };
        pace.wait(self.last.get(&by.account()).copied(), self.now)
    }

    /// Until when somebody is muted.
    pub(crate) fn muted_until(&self, account: AccountId) -> Option<Moment> {
        self.muted.get(&account).copied()
    }

    /// Notes that somebody has just written: what they write in the same breath waits.
    pub(crate) fn wrote(&mut self, by: AccountId, answered: Option<MessageId>) {
        self.last.insert(by, self.now);
        if let Some(count) = answered.and_then(|answered| self.answers.get_mut(&answered)) {
            *count += 1;
        }
    }
}

/// How many answers these messages got in the last ten minutes.
fn answers(db: &mut Db, answered: &BTreeSet<MessageId>, now: Moment) -> StoreResult<BTreeMap<MessageId, i64>> {
    let counted: Vec<(Option<MessageId>, i64)> = messages::table
        .filter(messages::reply_to.eq_any(answered.iter().copied().map(Some)))
        .filter(messages::created_at.gt(now.plus_seconds(-ANSWERS_SECONDS)))
        .group_by(messages::reply_to)
        .select((messages::reply_to, count_star()))
        .load(db)?;
    let mut counts: BTreeMap<MessageId, i64> = answered.iter().map(|message| (*message, 0)).collect();
    counts.extend(
        counted
            .into_iter()
            .filter_map(|(message, count)| Some((message?, count))),
    );
    Ok(counts)
}

/// When these people last wrote in a room, if that was after a moment.
fn last_messages(
    db: &mut Db,
    (conversation, accounts): (ConversationId, &[AccountId]),
    after: Moment,
) -> StoreResult<BTreeMap<AccountId, Moment>> {
    let found: Vec<(Option<AccountId>, Option<Moment>)> = messages::table
        .filter(messages::sender_id.eq_any(accounts.iter().copied().map(Some)))
        .filter(messages::created_at.gt(after))
        .filter(messages::conversation_id.eq(conversation))
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .group_by(messages::sender_id)
        .select((messages::sender_id, max(messages::created_at)))
        .load(db)?;
    Ok(found.into_iter().filter_map(|(who, at)| Some((who?, at?))).collect())
}

/// Those who keep order in the room do not wait.
fn free(db: &mut Db, room: &RoomPace, accounts: &[AccountId], now: Moment) -> StoreResult<BTreeSet<AccountId>> {
    let mut free: BTreeSet<AccountId> = participants::table
        .filter(participants::conversation_id.eq(room.conversation))
        .filter(participants::account_id.eq_any(accounts))
        .filter(participants::role.eq_any(["owner", "moderator"]))
        .select(participants::account_id)
        .load(db)?
        .into_iter()
        .collect();
    if room.kind == ConversationKind::Class {
        let parents: Vec<AccountId> = moderator_terms::table
            .inner_join(conversations::table.on(conversations::class_id.eq(moderator_terms::class_id.nullable())))
            .filter(conversations::id.eq(room.conversation))
            .filter(moderator_terms::account_id.eq_any(accounts))
            .filter(moderator_terms::starts_at.le(now))
            .filter(moderator_terms::ends_at.gt(now))
            .select(moderator_terms::account_id)
            .load(db)?;
        free.extend(parents);
    }
    Ok(free)
}
