//! The classes of this school year.

use actix_web::web;
use domain::schools::calls::ListClasses;
use store::{page::Slice, schools::class};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists them, from M1 to P6.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListClasses>, state: web::Data<State>) -> Result<Reply<ListClasses>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| class::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}
