//! The texts of announcements, one a language.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{
        forms::{AnnouncementVersionForm, WrittenBy},
        types::{AnnouncementVersion, VersionStatus},
    },
    id::{AnnouncementId, AnnouncementQuestionId},
    moment::Moment,
    words,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{announcement_questions, announcement_versions},
    sql_types::Json,
    tx::Tx,
};

/// The texts of some announcements, each in all three languages, in French, Dutch and English order.
pub(super) fn of(
    db: &mut Db,
    announcements: &[AnnouncementId],
) -> StoreResult<HashMap<AnnouncementId, Vec<AnnouncementVersion>>> {
    type Row = (
        AnnouncementId,
        Locale,
        WrittenBy,
        String,
        String,
        Json<Vec<String>>,
        Moment,
    );
    let rows: Vec<Row> = announcement_versions::table
        .filter(announcement_versions::announcement_id.eq_any(announcements.iter().copied()))
        .select((
            announcement_versions::announcement_id,
            announcement_versions::locale,
            announcement_versions::status,
            announcement_versions::title,
            announcement_versions::body,
            announcement_versions::questions,
            announcement_versions::updated_at,
        ))
        .load(db)?;
    let mut texts: HashMap<AnnouncementId, Vec<AnnouncementVersion>> = announcements
        .iter()
        .map(|id| (*id, Locale::ALL.iter().map(|locale| missing(*locale)).collect()))
        .collect();
    for (id, locale, by, title, body, Json(questions), updated_at) in rows {
        let there = texts.get_mut(&id).into_iter().flatten();
        for version in there.filter(|version| version.locale == locale) {
            *version = AnnouncementVersion {
                locale,
                status: status(by),
                title: Some(title.clone()),
                body: Some(body.clone()),
                questions: questions.clone(),
                updated_at: Some(updated_at),
            };
        }
    }
    Ok(texts)
}

/// The texts of one announcement.
pub(super) fn of_one(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<AnnouncementVersion>> {
    of(db, &[announcement])?
        .remove(&announcement)
        .ok_or(StoreError::NotFound)
}

/// A language without a text.
pub(super) const fn missing(locale: Locale) -> AnnouncementVersion {
    AnnouncementVersion {
        locale,
        status: VersionStatus::Missing,
        title: None,
        body: None,
        questions: Vec::new(),
        updated_at: None,
    }
}

const fn status(by: WrittenBy) -> VersionStatus {
    match by {
        WrittenBy::Human => VersionStatus::Human,
        WrittenBy::Machine => VersionStatus::Machine,
    }
}

/// Whether a text is the same as one that is there.
pub(super) fn is_same(there: &AnnouncementVersion, form: &AnnouncementVersionForm) -> bool {
    let (title, body, questions) = kept(form);
    there.status == status(form.by)
        && there.title.as_deref() == Some(title.as_str())
        && there.body.as_deref() == Some(body.as_str())
        && there.questions == questions
}

/// Title, text and questions as they are kept.
fn kept(form: &AnnouncementVersionForm) -> (String, String, Vec<String>) {
    let questions = form.questions.iter().map(|question| words::clean_line(question));
    (
        words::clean_line(&form.title),
        words::clean_text(&form.body),
        questions.collect(),
    )
}

/// Writes a text in place of the one in this language.
pub(super) fn write(tx: &mut Tx<'_>, announcement: AnnouncementId, form: &AnnouncementVersionForm) -> StoreResult<()> {
    let (title, body, questions) = kept(form);
    diesel::delete(announcement_versions::table.find((announcement, form.locale))).execute(tx.db)?;
    diesel::insert_into(announcement_versions::table)
        .values((
            announcement_versions::announcement_id.eq(announcement),
            announcement_versions::locale.eq(form.locale),
            announcement_versions::status.eq(form.by),
            announcement_versions::title.eq(title),
            announcement_versions::body.eq(body),
            announcement_versions::questions.eq(Json(questions)),
            announcement_versions::updated_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// The questions of an announcement, in their order.
pub(super) fn questions(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<AnnouncementQuestionId>> {
    Ok(announcement_questions::table
        .filter(announcement_questions::announcement_id.eq(announcement))
        .order(announcement_questions::position)
        .select(announcement_questions::id)
        .load(db)?)
}

/// Makes that many questions of a draft; nobody has answered yet.
pub(super) fn ask(tx: &mut Tx<'_>, announcement: AnnouncementId, count: usize) -> StoreResult<()> {
    let there = announcement_questions::table.filter(announcement_questions::announcement_id.eq(announcement));
    diesel::delete(there).execute(tx.db)?;
    for position in 1..=i32::try_from(count).map_err(StoreError::broken)? {
        diesel::insert_into(announcement_questions::table)
            .values((
                announcement_questions::id.eq(AnnouncementQuestionId::fresh()),
                announcement_questions::announcement_id.eq(announcement),
                announcement_questions::position.eq(position),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}
