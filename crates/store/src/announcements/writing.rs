//! Writing announcements: drafts as often as one likes; once they are out, every change is to be seen.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    announcements::{
        forms::{AnnouncementAudience, AnnouncementForm},
        rules,
        types::{
            AnnouncementDetail, AnnouncementNews, AnnouncementPart, AnnouncementState, AnnouncementVersion,
            VersionStatus,
        },
    },
    id::{AnnouncementEditId, AnnouncementId, ClassId, FileId},
    problem::Code,
    schools::audit::Act,
    version::{Expected, Versioned},
};

use crate::{
    accounts::standing::{ActiveMember, StaffMember},
    announcements::{
        access::{self, KeeperOf},
        audience, detail,
        rows::{self, AnnouncementRow},
        school, versions,
    },
    error::{StoreError, StoreResult},
    families::link,
    files::{attach, attached, release},
    schema::{announcement_classes, announcement_edits, announcements},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
    version,
};

/// Writes a draft.
///
/// # Errors
/// `forbidden` when a teacher writes for others than the classes they teach; [`StoreError::NotFound`] when a class is not one of this
/// school and year.
pub fn draft(tx: &mut Tx<'_>, by: &StaffMember, form: &AnnouncementForm) -> StoreResult<AnnouncementDetail> {
    let member = by.member();
    check_audience(tx, member, &form.audience)?;
    let id = AnnouncementId::fresh();
    diesel::insert_into(announcements::table)
        .values((
            announcements::id.eq(id),
            announcements::school_id.eq(member.school()),
            announcements::author_id.eq(member.account()),
            announcements::author_name.eq(name_of(tx, member)?),
            announcements::author_role.eq(member.role()),
            announcements::state.eq(AnnouncementState::Draft),
            announcements::original.eq(form.original),
            announcements::to_school.eq(form.audience.class_ids.is_empty()),
            announcements::to_parents.eq(form.audience.parents),
            announcements::to_teachers.eq(form.audience.teachers),
            announcements::asks_signature.eq(form.asks_signature),
            announcements::answer_by.eq(form.answer_by),
            announcements::pinned.eq(form.pinned),
            announcements::version.eq(1_i64),
            announcements::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    write_classes(tx, id, &form.audience)?;
    versions::ask(tx, id, asked(form))?;
    for text in &form.versions {
        versions::write(tx, id, text)?;
    }
    attach::to_announcement(tx, member, id, &form.file_ids)?;
    Ok(detail::read(tx.db, member, id)?.value)
}

/// Changes an announcement. What is not out is replaced; of what is out texts, languages, deadline and pin can change, and the readers
/// see it without being called. The same again changes nothing.
///
/// # Errors
/// `stale`; `conflict` when it is withdrawn, or something would change that stays as it is; `version_missing` when a language would go
/// that the school asks for; `forbidden`; [`StoreError::NotFound`].
pub fn change(
    tx: &mut Tx<'_>,
    by: &KeeperOf,
    (expected, form): (Expected, &AnnouncementForm),
) -> StoreResult<Versioned<AnnouncementDetail>> {
    let row = hold(tx, by)?;
    version::check(expected, row.version)?;
    match row.state {
        AnnouncementState::Draft | AnnouncementState::Waiting => replace(tx, by, form)?,
        AnnouncementState::Published => amend(tx, by, &row, form)?,
        AnnouncementState::Withdrawn => return Err(StoreError::Refused(Code::Conflict)),
    }
    detail::read(tx.db, by.member(), row.id)
}

/// Removes what is not out.
///
/// # Errors
/// `conflict` when it is out or was; `forbidden`; [`StoreError::NotFound`].
pub fn remove(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<()> {
    let row = hold(tx, by)?;
    if row.published_at.is_some() {
        return Err(StoreError::Refused(Code::Conflict));
    }
    audience::tell_keepers(tx, row.id, None)?;
    release::of_announcement(tx, row.id)?;
    diesel::delete(announcements::table.find(row.id)).execute(tx.db)?;
    Ok(())
}

/// Holds an announcement: nobody else changes it until we are done. Whoever held the proof may have lost what it says: asked again.
pub(super) fn hold(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<AnnouncementRow> {
    // an UPDATE that changes nothing is the lock that both databases have
    let held = diesel::update(announcements::table.find(by.announcement()))
        .set(announcements::version.eq(announcements::version))
        .execute(tx.db)?;
    if held == 0 {
        return Err(StoreError::NotFound);
    }
    access::keeper(tx.db, by.member(), by.announcement())?;
    rows::get(tx.db, by.announcement())
}

fn name_of(tx: &mut Tx<'_>, by: &ActiveMember) -> StoreResult<String> {
    let mut names = link::names(tx.db, &[by.account()])?;
    names.remove(&by.account()).ok_or(StoreError::NotFound)
}

/// A teacher writes for classes that they teach; the office for all. Only classes of this school year are named.
fn check_audience(tx: &mut Tx<'_>, by: &ActiveMember, audience: &AnnouncementAudience) -> StoreResult<()> {
    for class in named(audience) {
        class::get_current(tx.db, by.school(), class)?;
    }
    if by.role().is_office() || access::teaches_all(tx.db, by.account(), &audience.class_ids)? {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

fn named(audience: &AnnouncementAudience) -> BTreeSet<ClassId> {
    audience.class_ids.iter().copied().collect()
}

fn asked(form: &AnnouncementForm) -> usize {
    form.versions.first().map_or(0, |text| text.questions.len())
}

fn write_classes(tx: &mut Tx<'_>, id: AnnouncementId, audience: &AnnouncementAudience) -> StoreResult<()> {
    let there = announcement_classes::table.filter(announcement_classes::announcement_id.eq(id));
    diesel::delete(there).execute(tx.db)?;
    for class in named(audience) {
        diesel::insert_into(announcement_classes::table)
            .values((
                announcement_classes::announcement_id.eq(id),
                announcement_classes::class_id.eq(class),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}

/// Replaces what is not out.
fn replace(tx: &mut Tx<'_>, by: &KeeperOf, form: &AnnouncementForm) -> StoreResult<()> {
    let id = by.announcement();
    check_audience(tx, by.member(), &form.audience)?;
    diesel::update(announcements::table.find(id))
        .set((
            announcements::original.eq(form.original),
            announcements::to_school.eq(form.audience.class_ids.is_empty()),
            announcements::to_parents.eq(form.audience.parents),
            announcements::to_teachers.eq(form.audience.teachers),
            announcements::asks_signature.eq(form.asks_signature),
            announcements::answer_by.eq(form.answer_by),
            announcements::pinned.eq(form.pinned),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    write_classes(tx, id, &form.audience)?;
    attach::to_announcement(tx, by.member(), id, &form.file_ids)?;
    versions::ask(tx, id, asked(form))?;
    let there = versions::of_one(tx.db, id)?;
    for text in &form.versions {
        versions::write(tx, id, text)?;
    }
    let gone = there.iter().filter(|text| !is_in(form, text)).map(|text| text.locale);
    for locale in gone {
        let text = crate::schema::announcement_versions::table.find((id, locale));
        diesel::delete(text).execute(tx.db)?;
    }
    audience::tell_keepers(tx, id, None)
}

fn is_in(form: &AnnouncementForm, text: &AnnouncementVersion) -> bool {
    form.versions.iter().any(|version| version.locale == text.locale)
}

/// Changes what is out, and writes down what was changed.
fn amend(tx: &mut Tx<'_>, by: &KeeperOf, row: &AnnouncementRow, form: &AnnouncementForm) -> StoreResult<()> {
    let there = versions::of_one(tx.db, row.id)?;
    if !keeps_its_shape(tx, row, (&there, form))? {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let mut parts = Vec::new();
    for text in &form.versions {
        let before = there.iter().find(|before| before.locale == text.locale);
        if before.is_some_and(|before| versions::is_same(before, text)) {
            continue;
        }
        versions::write(tx, row.id, text)?;
        let is_new = before.is_none_or(|before| before.status == VersionStatus::Missing);
        let part = if is_new {
            AnnouncementPart::Version
        } else {
            AnnouncementPart::Text
        };
        parts.push(format!("{part}:{}", text.locale));
    }
    if school::get(tx.db, by.member().school())?.both_languages {
        let now = versions::of_one(tx.db, row.id)?;
        if rules::has_both_languages(&there) && !rules::has_both_languages(&now) {
            return Err(StoreError::Refused(Code::VersionMissing));
        }
    }
    if row.answer_by != form.answer_by {
        parts.push(AnnouncementPart::Deadline.to_string());
    }
    let hung: Vec<FileId> = attached::of_announcement(tx.db, row.id)?
        .iter()
        .map(|file| file.id)
        .collect();
    if hung != form.file_ids {
        attach::to_announcement(tx, by.member(), row.id, &form.file_ids)?;
        parts.push(AnnouncementPart::Files.to_string());
    }
    if parts.is_empty() && row.pinned == form.pinned {
        return Ok(());
    }
    let edited_at = if parts.is_empty() { row.edited_at } else { Some(tx.now) };
    diesel::update(announcements::table.find(row.id))
        .set((
            announcements::answer_by.eq(form.answer_by),
            announcements::pinned.eq(form.pinned),
            announcements::edited_at.eq(edited_at),
            announcements::version.eq(announcements::version + 1),
        ))
        .execute(tx.db)?;
    if !parts.is_empty() {
        note_edit(tx, by, row, &parts.join(" "))?;
    }
    audience::tell_readers(tx, row.id, AnnouncementNews::Changed)?;
    audience::tell_keepers(tx, row.id, None)
}

/// Whether only texts, deadline and pin would change: nobody signs or answers something else than they did.
fn keeps_its_shape(
    tx: &mut Tx<'_>,
    row: &AnnouncementRow,
    (there, form): (&[AnnouncementVersion], &AnnouncementForm),
) -> StoreResult<bool> {
    let mut classes = rows::classes_of(tx.db, &[row.id])?;
    let before: BTreeSet<ClassId> = classes
        .remove(&row.id)
        .into_iter()
        .flatten()
        .map(|class| class.id)
        .collect();
    let questions = versions::questions(tx.db, row.id)?.len();
    let is_kept = |text: &AnnouncementVersion| text.status == VersionStatus::Missing || is_in(form, text);
    Ok(row.original == form.original
        && row.to_school == form.audience.class_ids.is_empty()
        && before == named(&form.audience)
        && row.to_parents == form.audience.parents
        && row.to_teachers == form.audience.teachers
        && row.asks_signature == form.asks_signature
        && questions == asked(form)
        && there.iter().all(is_kept))
}

fn note_edit(tx: &mut Tx<'_>, by: &KeeperOf, row: &AnnouncementRow, parts: &str) -> StoreResult<()> {
    let editor_name = name_of(tx, by.member())?;
    diesel::insert_into(announcement_edits::table)
        .values((
            announcement_edits::id.eq(AnnouncementEditId::fresh()),
            announcement_edits::announcement_id.eq(row.id),
            announcement_edits::editor_name.eq(editor_name),
            announcement_edits::parts.eq(parts),
            announcement_edits::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let subject = format!("{} ({parts})", title_of(tx, row)?);
    audit::note(tx, by.member(), &Note::of(Act::AnnouncementChanged, subject))
}

/// The title in the language it was written in.
pub(super) fn title_of(tx: &mut Tx<'_>, row: &AnnouncementRow) -> StoreResult<String> {
    let texts = versions::of_one(tx.db, row.id)?;
    let text = texts.into_iter().find(|text| text.locale == row.original);
    Ok(text.and_then(|text| text.title).unwrap_or_default())
}
