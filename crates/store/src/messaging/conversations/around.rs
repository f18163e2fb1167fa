//! What has to be read once for some conversations, and one of them with it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, Epoch},
    messaging::{
        room_settings::NotificationLevel,
        rooms::types::RoomRole,
        rules,
        types::{ConversationClass, ConversationInfo, ConversationKind, MessageInfo, Person, Posting},
    },
    schools::types::{Role, class_name},
};

use super::row::Row;
use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::StoreResult,
    instance,
    messaging::{
        blocks, direct,
        marks::own_after_mark,
        mentions,
        moderation::rights,
        people,
        place::{self, PlaceRow, UNCOUNTED},
        room_settings::{self, Settings},
        rooms::{picture, roles, support},
        telling,
    },
    schema::{conversations, marks, messages, participants, room_members},
};

/// Up to where somebody has read, up to where it has reached them, and how many messages end where they have read.
type Marks = (i64, i64, i64);

/// Those of everybody in some rooms.
type MarksOfAll = BTreeMap<(ConversationId, AccountId), Marks>;

/// Everything about some conversations that has to be read once for all of them.
pub(super) struct Around {
    epoch: Epoch,
    last: BTreeMap<ConversationId, MessageInfo>,
    own_after: BTreeMap<ConversationId, i64>,
    mentions: BTreeMap<ConversationId, i64>,
    members: BTreeMap<ConversationId, Vec<AccountId>>,
    /// The other one of each direct conversation.
    partners: BTreeMap<ConversationId, AccountId>,
    marks: MarksOfAll,
    /// Who does not show what they read.
    silent: BTreeSet<AccountId>,
    others: BTreeMap<AccountId, Person>,
    my_roles: BTreeMap<ConversationId, RoomRole>,
    families: BTreeMap<ConversationId, String>,
    pictures: BTreeMap<ConversationId, String>,
    settings: BTreeMap<ConversationId, Settings>,
    moderated: Vec<ConversationId>,
    blocked: BTreeSet<AccountId>,
    blocked_by_me: BTreeSet<AccountId>,
}

impl Around {
    /// For these conversations.
    pub fn load(db: &mut Db, by: &ActiveMember, rows: &[Row]) -> StoreResult<Self> {
        let ids: Vec<ConversationId> = rows.iter().map(|row| row.id).collect();
        let marks = marks_in(db, &ids)?;
        let members = members_of(db, &ids)?;
        // of everybody, also of those who have never opened a room and have no marks in it
        let everybody: BTreeSet<AccountId> = members.values().flatten().copied().collect();
        let silent = telling::silent_among(db, &everybody.into_iter().collect::<Vec<_>>())?;
        let my_number = |room| marks.get(&(room, by.account())).map_or(0, |(_, _, number)| *number);
        let those = |wanted: &dyn Fn(&Row) -> bool| -> Vec<ConversationId> {
            rows.iter().filter(|row| wanted(row)).map(|row| row.id).collect()
        };
        let behind = those(&|row| row.last_number > my_number(row.id));
        let inboxes = those(&|row| row.kind == ConversationKind::Support && by.role().is_office());
        let made = those(&|row| roles::is_made(row.kind));
        let of_class = rows.iter().any(|row| row.kind == ConversationKind::Class);
        let moderated = match by.role() {
            Role::Parent if of_class => rights::rooms_of_terms(db, by, clock::now())?,
            _ => Vec::new(),
        };
        let partners = direct::partners(db, by.account(), &those(&|row| row.kind == ConversationKind::Direct))?;
        let people: Vec<AccountId> = partners.values().copied().collect();
        let blocked_by_me = match people.is_empty() {
            true => BTreeSet::new(),
            false => blocks::made_by(db, by.account())?,
        };
        let others = people::named(db, by, &people)?;
        Ok(Self {
            epoch: instance::epoch(db)?,
            last: last_messages(db, by, &ids)?,
            own_after: own_after_mark(db, by.account(), &ids)?,
            mentions: mentions::unread(db, by.account(), &behind)?,
            my_roles: my_roles(db, by, &ids)?,
            families: support::names(db, &inboxes)?,
            pictures: picture::urls(db, &made)?,
            settings: room_settings::of(db, by.account(), &ids)?,
            blocked: blocks::among(db, by.account(), &people)?,
            blocked_by_me,
            moderated,
            members,
            partners,
            silent,
            marks,
            others: others.into_iter().map(|person| (person.id, person)).collect(),
        })
    }

    /// One of them as `by` sees it.
    pub fn info(&self, by: &ActiveMember, row: Row) -> ConversationInfo {
        let me = by.account();
        let mark = |account| self.marks.get(&(row.id, account)).copied().unwrap_or_default();
        let last_message = self.last.get(&row.id).cloned();
        // a message may have come since the row was read: the two belong together
        let last_seq = last_message
            .as_ref()
            .map_or(row.last_seq, |message| message.changed_seq.max(row.last_seq));
        let (last_read_seq, _, last_read_number) = mark(me);
        let own_after = self.own_after.get(&row.id).copied().unwrap_or(0);
        let others = || {
            let members = self.members.get(&row.id).into_iter().flatten();
            members.filter(|account| **account != me).copied()
        };
        // who does not show what they read does not see it of others
        let read_by_others = others()
            .filter(|account| !self.silent.contains(account))
            .map(|account| mark(account).0);
        let others_read_seq = read_by_others.min().filter(|_| !self.silent.contains(&me)).unwrap_or(0);
        let (staff_only, posting, closed_at, version) = row.rules;
        let (title, slug, description) = row.about.clone();
        let may_post = posting == Posting::Everyone || by.role().is_staff();
        let other = self.partners.get(&row.id).copied();
        let is_in = |people: &BTreeSet<AccountId>| other.is_some_and(|other| people.contains(&other));
        let mut info = ConversationInfo {
            id: row.id,
            kind: row.kind,
            title: title.or_else(|| self.families.get(&row.id).cloned()),
            slug,
            description,
            picture_url: self.pictures.get(&row.id).cloned(),
            staff_only,
            member_count: self
                .members
                .get(&row.id)
                .map_or(0, |members| i64::try_from(members.len()).unwrap_or(i64::MAX)),
            posting,
            may_write: may_post && closed_at.is_none() && !is_in(&self.blocked),
            blocked: is_in(&self.blocked_by_me),
            muted_until: None,
            archived: false,
            pinned: false,
            marked_unread: false,
            level: NotificationLevel::All,
            my_role: self.my_roles.get(&row.id).copied().filter(|_| roles::is_made(row.kind)),
            moderates: self.moderated.contains(&row.id),
            version,
            closed_at,
            active_at: row.last_message_at,
            other: other.and_then(|account| self.others.get(&account).cloned()),
            epoch: self.epoch,
            last_seq,
            last_message,
            last_read_seq,
            unread_count: rules::unread(row.last_number, last_read_number, own_after),
            mention_count: self.mentions.get(&row.id).copied().unwrap_or(0),
            others_read_seq,
            others_delivered_seq: others().map(|account| mark(account).1).min().unwrap_or(0),
            class: row.class.map(|(id, level, section)| ConversationClass {
                id,
                name: class_name(level, Some(&section)),
            }),
        };
        if let Some(settings) = self.settings.get(&row.id) {
            settings.tell(row.last_number, &mut info);
        }
        info
    }
}

/// The marks of everybody in some rooms.
fn marks_in(db: &mut Db, rooms: &[ConversationId]) -> StoreResult<MarksOfAll> {
    let marked: Vec<(ConversationId, AccountId, Marks)> = marks::table
        .filter(marks::conversation_id.eq_any(rooms))
        .select((
            marks::conversation_id,
            marks::account_id,
            (marks::last_read_seq, marks::last_delivered_seq, marks::last_read_number),
        ))
        .load(db)?;
    let marks = marked
        .into_iter()
        .map(|(room, account, marks)| ((room, account), marks));
    Ok(marks.collect())
}

/// The last message of each room: the one with the highest number; the changes after it have the same number.
fn last_messages(
    db: &mut Db,
    by: &ActiveMember,
    rooms: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, MessageInfo>> {
    let last: Vec<PlaceRow> = messages::table
        .inner_join(conversations::table)
        .filter(conversations::id.eq_any(rooms))
        .filter(messages::number.eq(conversations::last_number))
        .filter(messages::kind.ne_all(UNCOUNTED))
        .select(PlaceRow::as_select())
        .load(db)?;
    let last = place::messages(db, Some(by.account()), last)?;
    Ok(last
        .into_iter()
        .map(|message| (message.conversation_id, message))
        .collect())
}

fn members_of(db: &mut Db, rooms: &[ConversationId]) -> StoreResult<BTreeMap<ConversationId, Vec<AccountId>>> {
    let inside: Vec<(ConversationId, AccountId)> = room_members::table
        .filter(room_members::conversation_id.eq_any(rooms))
        .select((room_members::conversation_id, room_members::account_id))
        .load(db)?;
    let mut members: BTreeMap<ConversationId, Vec<AccountId>> = BTreeMap::new();
    for (room, account) in inside {
        members.entry(room).or_default().push(account);
    }
    Ok(members)
}

/// What I am in the rooms that have roles.
fn my_roles(
    db: &mut Db,
    by: &ActiveMember,
    rooms: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, RoomRole>> {
    let roles: Vec<(ConversationId, RoomRole)> = participants::table
        .filter(participants::account_id.eq(by.account()))
        .filter(participants::conversation_id.eq_any(rooms))
        .select((participants::conversation_id, participants::role))
        .load(db)?;
    Ok(roles.into_iter().collect())
}
