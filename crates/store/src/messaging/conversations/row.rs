//! The row of a conversation, and its place in the list.

use diesel::prelude::*;
use domain::{
    id::{ClassId, ConversationId, Id},
    messaging::types::{ConversationKind, Posting},
    moment::Moment,
    problem::Code,
    schools::types::Level,
};

use crate::{
    error::{StoreError, StoreResult},
    schema::{classes, conversations},
};

#[derive(Debug, Clone, Queryable)]
pub(super) struct Row {
    pub(super) id: ConversationId,
    pub(super) kind: ConversationKind,
    pub(super) about: (Option<String>, Option<String>, Option<String>),
    pub(super) rules: (bool, Posting, Option<Moment>, i64),
    pub(super) last_seq: i64,
    pub(super) last_number: i64,
    pub(super) last_message_at: Option<Moment>,
    pub(super) class: Option<(ClassId, Level, String)>,
}

pub(super) type Columns = (
    conversations::id,
    conversations::kind,
    (conversations::title, conversations::slug, conversations::description),
    (
        conversations::staff_only,
        conversations::posting,
        conversations::closed_at,
        conversations::version,
    ),
    conversations::last_seq,
    conversations::last_number,
    conversations::last_message_at,
    diesel::dsl::Nullable<(classes::id, classes::level, classes::section)>,
);

pub(super) fn columns() -> Columns {
    (
        conversations::id,
        conversations::kind,
        (conversations::title, conversations::slug, conversations::description),
        (
            conversations::staff_only,
            conversations::posting,
            conversations::closed_at,
            conversations::version,
        ),
        conversations::last_seq,
        conversations::last_number,
        conversations::last_message_at,
        (classes::id, classes::level, classes::section).nullable(),
    )
}

pub(super) fn write_cursor(row: &Row) -> String {
    let at = row.last_message_at.map(|at| at.as_micros().to_string());
    format!("{}.{}", at.unwrap_or_default(), row.id)
}

pub(super) fn read_cursor(cursor: &str) -> StoreResult<(Option<Moment>, ConversationId)> {
    let bad = || StoreError::Refused(Code::BadQuery);
    let (at, id) = cursor.split_once('.').ok_or_else(bad)?;
    let id = id.parse::<Id<_>>().map_err(|_| bad())?;
    if at.is_empty() {
        return Ok((None, id));
    }
    let at = at.parse().ok().and_then(Moment::from_micros).ok_or_else(bad)?;
    Ok((Some(at), id))
}
