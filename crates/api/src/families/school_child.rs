//! The children of the school's list, and their codes.

use actix_web::web;
use domain::families::{
    calls::{EnrolChild, ListSchoolChildren, MakeChildCode, MakeChildSlips},
    rules::check_slips,
};
use store::{
    error::StoreError,
    families::{
        child, code,
        slips::{self, Printing},
    },
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, qr, reply::Reply};

/// Lists the children of the school.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(
    call: Call<ListSchoolChildren>,
    state: web::Data<State>,
) -> Result<Reply<ListSchoolChildren>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, wanted) = (call.by, call.query);
    let page = state
        .store
        .read(move |db| child::list(db, &by, &wanted, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Adds a child to the list.
///
/// # Errors
/// `not_found` for a class of another school.
pub async fn enrol(call: Call<EnrolChild>, state: web::Data<State>) -> Result<Reply<EnrolChild>, Failure> {
    let (by, new) = (call.by, call.body);
    call.once.write(&state, move |tx| child::enrol(tx, &by, &new)).await
}

/// Makes a one-time code for a child.
///
/// # Errors
/// `not_found`.
pub async fn make_code(call: Call<MakeChildCode>, state: web::Data<State>) -> Result<Reply<MakeChildCode>, Failure> {
    let key = state.keys.child_codes().to_vec();
    let (by, child) = (call.by, call.path.child);
    call.once
        .write(&state, move |tx| code::make(tx, &by, &key, child))
        .await
}

/// Makes slips with one-time codes, to be printed from this answer.
///
/// # Errors
/// `invalid` when it is not said for whom; `forbidden` for a teacher of other classes; `not_found`.
pub async fn make_slips(call: Call<MakeChildSlips>, state: web::Data<State>) -> Result<Reply<MakeChildSlips>, Failure> {
    check_slips(&call.body)?;
    let printing = Printing {
        key: state.keys.child_codes().to_vec(),
        page: format!("{}/enfants/ajouter", state.settings.public_url),
        draw: |text| qr::code(text).map_err(|failure| StoreError::broken(failure.to_string())),
    };
    let (by, order) = (call.by, call.body);
    call.once
        .write(&state, move |tx| slips::make(tx, &by, &printing, &order))
        .await
}
