//! What offers and requests are sorted into.

use actix_web::web;
use domain::sel::{
    category,
    service_calls::{ChangeCategories, ListCategories},
};
use store::sel::services::categories;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists them.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(call: Call<ListCategories>, state: web::Data<State>) -> Result<Reply<ListCategories>, Failure> {
    let by = call.by;
    let list = state.store.read(move |db| categories::list(db, &by)).await?;
    Ok(Reply::versioned(list))
}

/// Sets them.
///
/// # Errors
/// `invalid`, `stale`, `in_use`.
pub async fn change(call: Call<ChangeCategories>, state: web::Data<State>) -> Result<Reply<ChangeCategories>, Failure> {
    category::check(&call.body)?;
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| categories::change(tx, &by, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}
