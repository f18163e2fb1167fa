//! Rows of announcements, and how a member sees them in a list: at most one query for each kind of thing.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{
        rules,
        types::{
            AnnouncementAudienceInfo, AnnouncementInfo, AnnouncementState, AnnouncementVersion, MyAnnouncementMarks,
            VersionStatus,
        },
    },
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, ChildId, ClassId},
    moment::Moment,
    schools::types::{ClassInfo, Role},
};

use crate::{
    accounts::standing::ActiveMember,
    announcements::{access, versions},
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    schema::{
        announcement_answers, announcement_classes, announcement_marks, announcement_questions, announcement_readers,
        announcement_signatures, announcements, classes, files,
    },
    schools::{class, member},
};

/// A row of `announcements`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = announcements)]
#[diesel(check_for_backend(MultiBackend))]
pub(super) struct AnnouncementRow {
    pub(super) id: AnnouncementId,
    pub(super) author_id: Option<AccountId>,
    pub(super) author_name: String,
    pub(super) author_role: Role,
    pub(super) state: AnnouncementState,
    pub(super) original: Locale,
    pub(super) to_school: bool,
    pub(super) to_parents: bool,
    pub(super) to_teachers: bool,
    pub(super) asks_signature: bool,
    pub(super) answer_by: Option<Moment>,
    pub(super) pinned: bool,
    pub(super) refusal: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: Moment,
    pub(super) published_at: Option<Moment>,
    pub(super) edited_at: Option<Moment>,
    pub(super) reminded_at: Option<Moment>,
}

/// One announcement, whose access was checked.
pub(super) fn get(db: &mut Db, announcement: AnnouncementId) -> StoreResult<AnnouncementRow> {
    Ok(announcements::table
        .find(announcement)
        .select(AnnouncementRow::as_select())
        .first(db)?)
}

/// What hangs on the announcements of a page, for one reader.
struct Around {
    locale: Locale,
    texts: HashMap<AnnouncementId, Vec<AnnouncementVersion>>,
    classes: HashMap<AnnouncementId, Vec<ClassInfo>>,
    questions: HashMap<AnnouncementId, Vec<AnnouncementQuestionId>>,
    mine: HashMap<AnnouncementId, Vec<(Option<ChildId>, bool)>>,
    marks: HashMap<AnnouncementId, (Option<Moment>, Option<Moment>)>,
    signed: HashSet<(AnnouncementId, ChildId)>,
    answered: HashSet<(AnnouncementQuestionId, ChildId)>,
    files: HashMap<AnnouncementId, u32>,
    taught: Vec<ClassId>,
}

/// The announcements as a member sees them, in the same order.
pub(super) fn describe(
    db: &mut Db,
    by: &ActiveMember,
    rows: &[AnnouncementRow],
    now: Moment,
) -> StoreResult<Vec<AnnouncementInfo>> {
    let around = around(db, by, rows)?;
    rows.iter().map(|row| one(by, row, &around, now)).collect()
}

fn around(db: &mut Db, by: &ActiveMember, rows: &[AnnouncementRow]) -> StoreResult<Around> {
    let ids: Vec<AnnouncementId> = rows.iter().map(|row| row.id).collect();
    let mut mine: HashMap<AnnouncementId, Vec<(Option<ChildId>, bool)>> = HashMap::new();
    let parts: Vec<(AnnouncementId, Option<ChildId>, bool)> = announcement_readers::table
        .filter(announcement_readers::account_id.eq(by.account()))
        .filter(announcement_readers::announcement_id.eq_any(ids.iter().copied()))
        .select((
            announcement_readers::announcement_id,
            announcement_readers::child_id,
            announcement_readers::may_sign,
        ))
        .distinct()
        .load(db)?;
    let children: HashSet<ChildId> = parts.iter().filter_map(|(_, child, _)| *child).collect();
    for (id, child, may_sign) in parts {
        mine.entry(id).or_default().push((child, may_sign));
    }
    let marks: Vec<(AnnouncementId, Option<Moment>, Option<Moment>)> = announcement_marks::table
        .filter(announcement_marks::account_id.eq(by.account()))
        .filter(announcement_marks::announcement_id.eq_any(ids.iter().copied()))
        .select((
            announcement_marks::announcement_id,
            announcement_marks::reached_at,
            announcement_marks::read_at,
        ))
        .load(db)?;
    let signed: Vec<(AnnouncementId, ChildId)> = announcement_signatures::table
        .filter(announcement_signatures::announcement_id.eq_any(ids.iter().copied()))
        .filter(announcement_signatures::child_id.eq_any(children.iter().copied()))
        .select((
            announcement_signatures::announcement_id,
            announcement_signatures::child_id,
        ))
        .load(db)?;
    let questions = questions_of(db, &ids)?;
    let asked: Vec<AnnouncementQuestionId> = questions.values().flatten().copied().collect();
    let answered: Vec<(AnnouncementQuestionId, ChildId)> = announcement_answers::table
        .filter(announcement_answers::question_id.eq_any(asked))
        .filter(announcement_answers::child_id.eq_any(children.iter().copied()))
        .select((announcement_answers::question_id, announcement_answers::child_id))
        .load(db)?;
    Ok(Around {
        locale: member::language_of(db, by.account())?,
        texts: versions::of(db, &ids)?,
        classes: classes_of(db, &ids)?,
        questions,
        mine,
        marks: marks
            .into_iter()
            .map(|(id, reached, read)| (id, (reached, read)))
            .collect(),
        signed: signed.into_iter().collect(),
        answered: answered.into_iter().collect(),
        files: files_of(db, &ids)?,
        taught: access::taught(db, by.account())?,
    })
}

fn questions_of(
    db: &mut Db,
    ids: &[AnnouncementId],
) -> StoreResult<HashMap<AnnouncementId, Vec<AnnouncementQuestionId>>> {
    let rows: Vec<(AnnouncementId, AnnouncementQuestionId)> = announcement_questions::table
        .filter(announcement_questions::announcement_id.eq_any(ids.iter().copied()))
        .order((
            announcement_questions::announcement_id,
            announcement_questions::position,
        ))
        .select((announcement_questions::announcement_id, announcement_questions::id))
        .load(db)?;
    let mut questions: HashMap<AnnouncementId, Vec<AnnouncementQuestionId>> = HashMap::new();
    for (announcement, question) in rows {
        questions.entry(announcement).or_default().push(question);
    }
    Ok(questions)
}

/// How many files hang on each.
fn files_of(db: &mut Db, ids: &[AnnouncementId]) -> StoreResult<HashMap<AnnouncementId, u32>> {
    let rows: Vec<Option<AnnouncementId>> = files::table
        .filter(files::announcement_id.eq_any(ids.iter().copied().map(Some)))
        .select(files::announcement_id)
        .load(db)?;
    let mut count = HashMap::new();
    for announcement in rows.into_iter().flatten() {
        *count.entry(announcement).or_default() += 1;
    }
    Ok(count)
}

/// The classes that announcements name, from M1 to P6.
pub(super) fn classes_of(db: &mut Db, ids: &[AnnouncementId]) -> StoreResult<HashMap<AnnouncementId, Vec<ClassInfo>>> {
    let rows: Vec<(AnnouncementId, class::ClassRow)> = announcement_classes::table
        .inner_join(classes::table)
        .filter(announcement_classes::announcement_id.eq_any(ids.iter().copied()))
        .order((classes::level, classes::section))
        .select((announcement_classes::announcement_id, class::COLUMNS))
        .load(db)?;
    let mut named: HashMap<AnnouncementId, Vec<ClassInfo>> = HashMap::new();
    for (announcement, class) in rows {
        named.entry(announcement).or_default().push(class.into());
    }
    Ok(named)
}

fn one(by: &ActiveMember, row: &AnnouncementRow, around: &Around, now: Moment) -> StoreResult<AnnouncementInfo> {
    let texts = around.texts.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let shown = rules::shown(texts, around.locale, row.original).ok_or(StoreError::NotFound)?;
    let classes = around.classes.get(&row.id).cloned().unwrap_or_default();
    let teaches_all = !classes.is_empty() && classes.iter().all(|class| around.taught.contains(&class.id));
    let writes = by.role() == Role::Teacher && row.author_id == Some(by.account());
    let questions = around.questions.get(&row.id).map_or(0, Vec::len);
    let mine = texts.iter().find(|version| version.locale == around.locale);
    Ok(AnnouncementInfo {
        id: row.id,
        state: row.state,
        author_name: row.author_name.clone(),
        author_role: row.author_role,
        audience: AnnouncementAudienceInfo {
            classes,
            parents: row.to_parents,
            teachers: row.to_teachers,
        },
        title: shown.title.clone().unwrap_or_default(),
        excerpt: match row.state {
            AnnouncementState::Withdrawn => String::new(),
            _ => rules::excerpt(shown.body.as_deref().unwrap_or_default()),
        },
        locale: shown.locale,
        mine: mine.map_or(VersionStatus::Missing, |version| version.status),
        pinned: row.pinned,
        asks_signature: row.asks_signature,
        questions: u32::try_from(questions).unwrap_or(u32::MAX),
        answer_by: row.answer_by,
        files: around.files.get(&row.id).copied().unwrap_or_default(),
        my: marks(row, around, now),
        manages: by.role().is_office() || (writes && !row.to_school && teaches_all),
        created_at: row.created_at,
        published_at: row.published_at,
        edited_at: row.edited_at,
        version: row.version,
    })
}

/// How far the reader is; nothing of what is not for them, or not out.
fn marks(row: &AnnouncementRow, around: &Around, now: Moment) -> Option<MyAnnouncementMarks> {
    let parts = around.mine.get(&row.id)?;
    // what is not out is for nobody yet
    row.published_at?;
    let (reached_at, read_at) = around.marks.get(&row.id).copied().unwrap_or_default();
    let children: HashSet<ChildId> = parts
        .iter()
        .filter(|(_, may_sign)| *may_sign)
        .filter_map(|(child, _)| *child)
        .collect();
    let questions = around.questions.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let is_over = row.state != AnnouncementState::Published || row.answer_by.is_some_and(|end| end <= now);
    let waits = |child: &ChildId| {
        let unsigned = row.asks_signature && !around.signed.contains(&(row.id, *child));
        let answers = questions
            .iter()
            .filter(|question| !around.answered.contains(&(**question, *child)));
        answers.count() + usize::from(unsigned)
    };
    let open: usize = if is_over { 0 } else { children.iter().map(waits).sum() };
    Some(MyAnnouncementMarks {
        reached: reached_at.is_some(),
        read_at,
        open: u32::try_from(open).unwrap_or(u32::MAX),
    })
}
