//! A conversation is made.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, SchoolId},
    messaging::{
        note::NoteKind,
        rooms::{
            rules::{MEMBERS_MAX, Slug},
            types::{NewConversation, NewKind, RoomRole},
        },
        types::{ConversationKind, Posting},
    },
    problem::Code,
    schools::{modules::Module, types::Role},
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult, is_unique_violation},
    messaging::{
        direct,
        rooms::{
            members,
            note::{self, Said},
            roles,
        },
    },
    schema::conversations,
    tx::Tx,
};

/// Makes a conversation, or gives back the direct one that exists.
///
/// # Errors
/// `may_not_write` when their role does not make rooms of this kind, or the policy does not let them write to one of these people;
/// `invalid` for a room without a name, or a direct conversation that is not with one person; `limit_reached`;
/// [`StoreError::NotFound`] when one is no member of the school.
pub fn create(tx: &mut Tx<'_>, by: &ActiveMember, new: &NewConversation) -> StoreResult<ConversationId> {
    let others: BTreeSet<AccountId> = new.members.iter().copied().filter(|who| *who != by.account()).collect();
    let others: Vec<AccountId> = others.into_iter().collect();
    let kind = match new.kind {
        NewKind::Direct => return direct_with(tx, by, &others),
        NewKind::Group => ConversationKind::Group,
        NewKind::Announcement => ConversationKind::Announcement,
        NewKind::Public => ConversationKind::Public,
    };
    if !may_make(by, kind, new) {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    let title = new.title.as_deref().ok_or(StoreError::Refused(Code::Invalid))?;
    members::may_be_added(tx.db, by, &others, new.staff_only)?;
    if others.len() >= MEMBERS_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let title = words::clean_line(title);
    let conversation = insert(tx, by, (kind, &title), new)?;
    members::put(tx, (by, conversation), &[by.account()])?;
    roles::set(tx, (conversation, by.account()), RoomRole::Owner)?;
    members::put(tx, (by, conversation), &others)?;
    let said = Said {
        people: &others,
        title: Some(&title),
        ..Said::of(NoteKind::Created)
    };
    note::write(tx, (by, conversation), said)?;
    members::settle(tx, conversation, &[by.account()])?;
    members::settle(tx, conversation, &others)?;
    Ok(conversation)
}

fn direct_with(tx: &mut Tx<'_>, by: &ActiveMember, others: &[AccountId]) -> StoreResult<ConversationId> {
    let [other] = others else {
        return Err(StoreError::Refused(Code::Invalid));
    };
    if !by.standing().has(Module::DirectMessages) {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    direct::open(tx, by, *other)
}

/// Parents make groups while the school lets them write to each other; staff makes every kind.
fn may_make(by: &ActiveMember, kind: ConversationKind, new: &NewConversation) -> bool {
    match by.role() {
        Role::Teacher | Role::Direction | Role::Admin => true,
        Role::Parent => {
            let is_plain = kind == ConversationKind::Group && !new.staff_only && new.posting != Some(Posting::Staff);
            is_plain && by.standing().has(Module::DirectMessages)
        }
        Role::Student => false,
    }
}

fn insert(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    (kind, title): (ConversationKind, &str),
    new: &NewConversation,
) -> StoreResult<ConversationId> {
    let id = ConversationId::fresh();
    let slug = match kind {
        ConversationKind::Public => Some(free_slug(tx.db, by.school(), title)?),
        _ => None,
    };
    let posting = match kind {
        ConversationKind::Announcement => Posting::Staff,
        _ => new.posting.unwrap_or(Posting::Everyone),
    };
    let description = new.description.as_deref().map(words::clean_text);
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(id),
            conversations::school_id.eq(by.school()),
            conversations::kind.eq(kind),
            conversations::title.eq(Some(title)),
            conversations::slug.eq(slug.as_ref().map(Slug::as_str)),
            conversations::description.eq(description.filter(|text| !text.is_empty())),
            conversations::staff_only.eq(new.staff_only),
            conversations::posting.eq(posting),
            conversations::created_by.eq(Some(by.account())),
            conversations::last_seq.eq(0_i64),
            conversations::last_number.eq(0_i64),
            conversations::members_version.eq(0_i64),
            // a new room stands at the top of the list
            conversations::last_message_at.eq(Some(tx.now)),
            conversations::created_at.eq(tx.now),
        ))
        .execute(tx.db)
        .map_err(|error| {
            if is_unique_violation(&error) {
                // another room has just taken the word; the next number is free
                StoreError::Again
            } else {
                error.into()
            }
        })?;
    Ok(id)
}

/// The word that a name gives, with a number when another room of the school has it.
fn free_slug(db: &mut Db, school: SchoolId, title: &str) -> StoreResult<Slug> {
    let wanted = Slug::of_title(title);
    let taken: Vec<String> = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::slug.is_not_null())
        .select(conversations::slug.assume_not_null())
        .load(db)?;
    let taken: BTreeSet<String> = taken.into_iter().collect();
    if !taken.contains(wanted.as_str()) {
        return Ok(wanted);
    }
    let free = (2..=taken.len() + 2)
        .map(|number| wanted.numbered(number))
        .find(|slug| !taken.contains(slug.as_str()));
    free.ok_or(StoreError::Refused(Code::Conflict))
}
