//! One announcement with everything that its reader may see.

use std::collections::{BTreeMap, HashSet};

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::types::{
        AddressedChild, AnnouncementDetail, AnnouncementEditInfo, AnnouncementPart, AnnouncementState,
        EditedAnnouncementPart, GivenAnnouncementAnswer,
    },
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, ChildId},
    moment::Moment,
    schools::types::{Level, class_name},
    version::Versioned,
};

use crate::{
    accounts::standing::ActiveMember,
    announcements::{
        access::ReaderOf,
        rows::{self, AnnouncementRow},
        versions,
    },
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    files::attached,
    schema::{
        announcement_answers, announcement_edits, announcement_readers, announcement_signatures, announcement_slips,
        children, classes,
    },
};

/// Shows an announcement.
///
/// # Errors
/// [`StoreError::NotFound`] when it was removed in between.
pub fn show(db: &mut Db, by: &ReaderOf) -> StoreResult<Versioned<AnnouncementDetail>> {
    read(db, by.member(), by.announcement())
}

/// The same for somebody whose access was checked otherwise.
pub(super) fn read(
    db: &mut Db,
    by: &ActiveMember,
    announcement: AnnouncementId,
) -> StoreResult<Versioned<AnnouncementDetail>> {
    let row = rows::get(db, announcement)?;
    let version = row.version;
    let info = rows::describe(db, by, std::slice::from_ref(&row), clock::now())?.pop();
    let info = info.ok_or(StoreError::NotFound)?;
    let texts = match row.state {
        AnnouncementState::Withdrawn if !info.manages => {
            Locale::ALL.iter().map(|locale| versions::missing(*locale)).collect()
        }
        _ => versions::of_one(db, announcement)?,
    };
    let question_ids = versions::questions(db, announcement)?;
    let detail = AnnouncementDetail {
        original: row.original,
        versions: texts,
        children: children(db, by.account(), &row, &question_ids)?,
        question_ids,
        attachments: match row.state {
            AnnouncementState::Withdrawn if !info.manages => Vec::new(),
            _ => attached::of_announcement(db, announcement)?,
        },
        edits: edits(db, announcement)?,
        refusal: row.refusal.clone().filter(|_| info.manages),
        reminded_at: row.reminded_at.filter(|_| info.manages),
        announcement: info,
    };
    Ok(Versioned::new(detail, version))
}

type ChildRow = (ChildId, String, (Level, String), bool);

/// The children of somebody whom it is about, by their names.
fn children(
    db: &mut Db,
    account: AccountId,
    row: &AnnouncementRow,
    questions: &[AnnouncementQuestionId],
) -> StoreResult<Vec<AddressedChild>> {
    if row.published_at.is_none() {
        return Ok(Vec::new());
    }
    let found: Vec<ChildRow> = announcement_readers::table
        .inner_join(children::table.on(children::id.nullable().eq(announcement_readers::child_id)))
        .inner_join(classes::table.on(classes::id.nullable().eq(announcement_readers::class_id)))
        .filter(announcement_readers::announcement_id.eq(row.id))
        .filter(announcement_readers::account_id.eq(account))
        .order((children::search_key, children::id, classes::level, classes::section))
        .select((
            children::id,
            children::first_name,
            (classes::level, classes::section),
            announcement_readers::may_sign,
        ))
        .load(db)?;
    let ids: Vec<ChildId> = found.iter().map(|(child, ..)| *child).collect();
    let signatures: Vec<(ChildId, AccountId, Moment)> = announcement_signatures::table
        .filter(announcement_signatures::announcement_id.eq(row.id))
        .filter(announcement_signatures::child_id.eq_any(ids.iter().copied()))
        .select((
            announcement_signatures::child_id,
            announcement_signatures::account_id,
            announcement_signatures::signed_at,
        ))
        .load(db)?;
    let on_paper: HashSet<ChildId> = announcement_slips::table
        .filter(announcement_slips::announcement_id.eq(row.id))
        .filter(announcement_slips::returned_at.is_not_null())
        .select(announcement_slips::child_id)
        .load(db)?
        .into_iter()
        .collect();
    let mut answers = answers(db, account, questions, &ids)?;
    let mut seen = HashSet::new();
    Ok(found
        .into_iter()
        .filter(|(child, ..)| seen.insert(*child))
        .map(|(child_id, first_name, (level, section), may_sign)| {
            let section = Some(section).filter(|section| !section.is_empty());
            let mut signed = signatures.iter().filter(|(child, ..)| *child == child_id);
            AddressedChild {
                child_id,
                first_name,
                class_name: class_name(level, section.as_deref()),
                may_sign,
                signed: signed.clone().next().is_some() || on_paper.contains(&child_id),
                signed_at: signed.find(|(_, by, _)| *by == account).map(|(.., at)| *at),
                answers: answers.remove(&child_id).unwrap_or_default(),
            }
        })
        .collect())
}

fn answers(
    db: &mut Db,
    account: AccountId,
    questions: &[AnnouncementQuestionId],
    children: &[ChildId],
) -> StoreResult<BTreeMap<ChildId, Vec<GivenAnnouncementAnswer>>> {
    let rows: Vec<(ChildId, AnnouncementQuestionId, bool, Option<AccountId>)> = announcement_answers::table
        .filter(announcement_answers::question_id.eq_any(questions.iter().copied()))
        .filter(announcement_answers::child_id.eq_any(children.iter().copied()))
        .select((
            announcement_answers::child_id,
            announcement_answers::question_id,
            announcement_answers::is_yes,
            announcement_answers::account_id,
        ))
        .load(db)?;
    let mut given: BTreeMap<ChildId, Vec<GivenAnnouncementAnswer>> = BTreeMap::new();
    for (child, question_id, yes, by) in rows {
        given.entry(child).or_default().push(GivenAnnouncementAnswer {
            question_id,
            yes,
            by_me: by == Some(account),
        });
    }
    for given in given.values_mut() {
        given.sort_by_key(|answer| questions.iter().position(|id| *id == answer.question_id));
    }
    Ok(given)
}

fn edits(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<AnnouncementEditInfo>> {
    let rows: Vec<(Moment, String, String)> = announcement_edits::table
        .filter(announcement_edits::announcement_id.eq(announcement))
        .order((announcement_edits::created_at.desc(), announcement_edits::id.desc()))
        .select((
            announcement_edits::created_at,
            announcement_edits::editor_name,
            announcement_edits::parts,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(at, by, parts)| AnnouncementEditInfo {
            at,
            by,
            parts: parts.split(' ').filter_map(part).collect(),
        })
        .collect())
}

/// Of a word like `text:fr` or `deadline`.
fn part(word: &str) -> Option<EditedAnnouncementPart> {
    let (part, locale) = word.split_once(':').unwrap_or((word, ""));
    Some(EditedAnnouncementPart {
        part: part.parse::<AnnouncementPart>().ok()?,
        locale: locale.parse().ok(),
    })
}
