//! The children of the school's list, and their codes.

use actix_web::web;
use domain::families::calls::{EnrolChild, ListSchoolChildren, MakeChildCode};
use store::{
    families::{child, code},
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

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
