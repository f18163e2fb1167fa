//! What the office did, and which records staff opened.

use actix_web::web;
use domain::schools::{
    audit::{AuditFilter, headings},
    calls::{ExportAudit, ListAudit},
};
use store::{page::Slice, schools::audit};

use crate::{State, call::Call, csv::Sheet, failure::Failure, reply::Reply};

/// Lists it, the newest first.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListAudit>, state: web::Data<State>) -> Result<Reply<ListAudit>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, filter) = (call.by, AuditFilter::from(&call.query));
    let page = state
        .store
        .read(move |db| audit::list(db, &by, &filter, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Gives it to keep.
///
/// # Errors
/// When the database cannot answer.
pub async fn export(call: Call<ExportAudit>, state: web::Data<State>) -> Result<Reply<ExportAudit>, Failure> {
    let (by, filter) = (call.by, call.query);
    let (locale, entries) = state.store.write(move |tx| audit::export(tx, &by, &filter)).await?;
    let mut sheet = Sheet::new(&headings(locale))?;
    for entry in entries {
        sheet.row(&[
            entry.created_at.to_string().as_str(),
            entry.act.as_str(),
            entry.actor_name.as_str(),
            entry.actor_role.as_str(),
            entry.subject.as_str(),
            entry.reason.as_deref().unwrap_or_default(),
        ])?;
    }
    Ok(Reply::new(sheet.file("audit.csv")?))
}
