//! The classes, and who works in them.

use actix_web::web;
use domain::{
    page::Page,
    problem::{Code, Problem},
    schools::calls::{
        AddClass, AssignStaff, ChangeClass, ListClasses, ListSchoolClasses, ListStaff, RemoveClass, ShowClass,
        UnassignStaff,
    },
};
use store::{
    page::Slice,
    schools::{class, class_office, class_staff},
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists those of this school year, from M1 to P6.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListClasses>, state: web::Data<State>) -> Result<Reply<ListClasses>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| class::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}

/// Lists those of a school year for the office.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list_of_year(
    call: Call<ListSchoolClasses>,
    state: web::Data<State>,
) -> Result<Reply<ListSchoolClasses>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, year) = (call.by, call.query.school_year);
    let page = state
        .store
        .read(move |db| class_office::list(db, &by, year, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Makes one.
///
/// # Errors
/// `invalid` for a year that is not this one or the next, `conflict`.
pub async fn add(call: Call<AddClass>, state: web::Data<State>) -> Result<Reply<AddClass>, Failure> {
    let (by, new) = (call.by, call.body);
    let made = call
        .once
        .write(&state, move |tx| class_office::add(tx, &by, &new))
        .await;
    made.map_err(|failure| match failure.problem().code {
        Code::Invalid => Failure::from(Problem::new(Code::Invalid).at("/school_year", "not_offered")),
        _ => failure,
    })
}

/// Shows one.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowClass>, state: web::Data<State>) -> Result<Reply<ShowClass>, Failure> {
    let (by, class) = (call.by, call.path.class);
    let detail = state.store.read(move |db| class_office::show(db, &by, class)).await?;
    Ok(Reply::versioned(detail))
}

/// Changes level and section of one.
///
/// # Errors
/// `conflict`, `stale`, `not_found`.
pub async fn change(call: Call<ChangeClass>, state: web::Data<State>) -> Result<Reply<ChangeClass>, Failure> {
    let (by, class, expected, form) = (call.by, call.path.class, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| class_office::change(tx, &by, class, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}

/// Removes one.
///
/// # Errors
/// `in_use`, `not_found`.
pub async fn remove(call: Call<RemoveClass>, state: web::Data<State>) -> Result<Reply<RemoveClass>, Failure> {
    let (by, class) = (call.by, call.path.class);
    state
        .store
        .write(move |tx| class_office::remove(tx, &by, class))
        .await?;
    Ok(Reply::done())
}

/// Lists those who work in one.
///
/// # Errors
/// `not_found`.
pub async fn staff(call: Call<ListStaff>, state: web::Data<State>) -> Result<Reply<ListStaff>, Failure> {
    let (by, class) = (call.by, call.path.class);
    let staff = state.store.read(move |db| class_staff::list(db, &by, class)).await?;
    Ok(Reply::new(Page::whole(staff)))
}

/// Puts somebody into one.
///
/// # Errors
/// `conflict`, `not_found`.
pub async fn assign(call: Call<AssignStaff>, state: web::Data<State>) -> Result<Reply<AssignStaff>, Failure> {
    let (by, place) = (call.by, (call.path.class, call.path.membership));
    state.store.write(move |tx| class_staff::assign(tx, &by, place)).await?;
    Ok(Reply::done())
}

/// Takes somebody out of one.
///
/// # Errors
/// `not_found`.
pub async fn unassign(call: Call<UnassignStaff>, state: web::Data<State>) -> Result<Reply<UnassignStaff>, Failure> {
    let (by, place) = (call.by, (call.path.class, call.path.membership));
    state
        .store
        .write(move |tx| class_staff::unassign(tx, &by, place))
        .await?;
    Ok(Reply::done())
}
