//! The record of a child: opened, changed, closed, made one of two.

use actix_web::web;
use domain::{
    families::calls::{
        ChangeSchoolChild, ExportChildren, LeaveSchool, ListDuplicateChildren, MergeChildren, ShowSchoolChild,
    },
    version::Versioned,
};
use store::families::{duplicates, export, merging, record};

use crate::{State, call::Call, csv::Sheet, failure::Failure, reply::Reply};

/// Opens the record of a child, which is written down.
///
/// # Errors
/// `forbidden` for a teacher of other classes; `not_found`.
pub async fn show(call: Call<ShowSchoolChild>, state: web::Data<State>) -> Result<Reply<ShowSchoolChild>, Failure> {
    let (by, child) = (call.by, call.path.child);
    let record = state.store.write(move |tx| record::open(tx, &by, child)).await?;
    let version = record.version;
    Ok(Reply::versioned(Versioned::new(record, version)))
}

/// Changes name, class and number of a child.
///
/// # Errors
/// `stale`, `number_taken`, `not_found`.
pub async fn change(
    call: Call<ChangeSchoolChild>,
    state: web::Data<State>,
) -> Result<Reply<ChangeSchoolChild>, Failure> {
    let (by, child, new, expected) = (call.by, call.path.child, call.body, call.expected);
    let record = state
        .store
        .write(move |tx| record::change(tx, &by, child, (&new, expected)))
        .await?;
    let version = record.version;
    Ok(Reply::versioned(Versioned::new(record, version)))
}

/// Notes that a child has left.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn leave(call: Call<LeaveSchool>, state: web::Data<State>) -> Result<Reply<LeaveSchool>, Failure> {
    let (by, child) = (call.by, call.path.child);
    call.once.write(&state, move |tx| record::leave(tx, &by, child)).await
}

/// Makes one child of two records.
///
/// # Errors
/// `invalid`, `not_found`.
pub async fn merge(call: Call<MergeChildren>, state: web::Data<State>) -> Result<Reply<MergeChildren>, Failure> {
    let (by, child, into) = (call.by, call.path.child, call.body.into);
    call.once
        .write(&state, move |tx| merging::merge(tx, &by, child, into))
        .await
}

/// Lists children who may be on the list twice.
///
/// # Errors
/// When the database does not answer.
pub async fn duplicates(
    call: Call<ListDuplicateChildren>,
    state: web::Data<State>,
) -> Result<Reply<ListDuplicateChildren>, Failure> {
    let by = call.by;
    let page = state.store.read(move |db| duplicates::list(db, &by)).await?;
    Ok(Reply::new(page))
}

/// The children of the school as a file, with the headings that the import knows.
///
/// # Errors
/// When the database does not answer.
pub async fn export(call: Call<ExportChildren>, state: web::Data<State>) -> Result<Reply<ExportChildren>, Failure> {
    let by = call.by;
    let (headings, children) = state.store.write(move |tx| export::table(tx, &by)).await?;
    let mut sheet = Sheet::new(&headings)?;
    for child in children {
        let class = child.class_name.unwrap_or_default();
        let number = child.register_number.unwrap_or_default();
        sheet.row(&[child.last_name, child.first_name, class, number])?;
    }
    Ok(Reply::new(sheet.file("enfants.csv")?))
}
