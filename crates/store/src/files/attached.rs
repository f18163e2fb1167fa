//! The files that hang on things, as their readers see them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AnnouncementId, MessageId, ServiceId},
    messaging::{attachment::Attachment, types::MessageKind},
};

use super::row::FileRow;
use crate::{
    backend::Db,
    error::StoreResult,
    schema::{files, messages},
};

/// The files of these messages, in the order of the authors.
///
/// # Errors
/// When the database does not answer.
pub fn of_messages(db: &mut Db, messages: &[MessageId]) -> StoreResult<BTreeMap<MessageId, Vec<Attachment>>> {
    let rows: Vec<FileRow> = files::table
        .filter(files::message_id.eq_any(messages.iter().copied().map(Some)))
        .order((files::message_id, files::place))
        .select(FileRow::as_select())
        .load(db)?;
    let mut all: BTreeMap<MessageId, Vec<Attachment>> = BTreeMap::new();
    for row in rows {
        if let Some(message) = row.message_id {
            all.entry(message).or_default().push(row.attachment());
        }
    }
    Ok(all)
}

/// What a message with files is; `None` for one without.
///
/// # Errors
/// When the database does not answer.
pub fn kind_of(db: &mut Db, message: MessageId) -> StoreResult<Option<MessageKind>> {
    let found: Option<String> = messages::table
        .find(message)
        .select(messages::kind)
        .first(db)
        .optional()?;
    let kind: Option<MessageKind> = found.and_then(|kind| kind.parse().ok());
    Ok(kind.filter(|kind| matches!(kind, MessageKind::Image | MessageKind::File)))
}

/// The files of an announcement, in the order of its author.
///
/// # Errors
/// When the database does not answer.
pub fn of_announcement(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<Attachment>> {
    let rows: Vec<FileRow> = files::table
        .filter(files::announcement_id.eq(announcement))
        .order(files::place)
        .select(FileRow::as_select())
        .load(db)?;
    Ok(rows.into_iter().map(FileRow::attachment).collect())
}

/// The pictures of these offers and requests.
///
/// # Errors
/// When the database does not answer.
pub fn of_services(db: &mut Db, services: &[ServiceId]) -> StoreResult<BTreeMap<ServiceId, Attachment>> {
    let rows: Vec<(ServiceId, FileRow)> = files::table
        .filter(files::service_id.eq_any(services.iter().copied().map(Some)))
        .select((files::service_id.assume_not_null(), FileRow::as_select()))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(service, row)| (service, row.attachment()))
        .collect())
}
