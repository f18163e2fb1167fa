//! Who is, was, or wants to be a member of the school, and what the office decides about them.

use actix_web::web;
use domain::{
    page::Page,
    schools::{
        calls::{
            ApproveMembership, ApproveMemberships, ChangeMembership, EndMembership, ExportMemberships, ListMemberships,
            MergeMemberships, ReadmitMembership, RefuseMembership, ShowMembership, SuspendMembership,
        },
        members::{MembershipFilter, headings},
    },
};
use store::{
    page::Slice,
    schools::{deciding, member, membership, merging},
};

use crate::{State, call::Call, csv::Sheet, failure::Failure, reply::Reply};

/// Lists memberships.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListMemberships>, state: web::Data<State>) -> Result<Reply<ListMemberships>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, filter) = (call.by, MembershipFilter::from(&call.query));
    let page = state
        .store
        .read(move |db| membership::list(db, &by, &filter, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Gives the list to keep.
///
/// # Errors
/// When the database cannot answer.
pub async fn export(
    call: Call<ExportMemberships>,
    state: web::Data<State>,
) -> Result<Reply<ExportMemberships>, Failure> {
    let (by, filter) = (call.by, call.query);
    let (locale, members) = state
        .store
        .write(move |tx| membership::export(tx, &by, &filter))
        .await?;
    let mut sheet = Sheet::new(&headings(locale))?;
    for member in members {
        sheet.row(&[
            member.last_name.as_str(),
            member.first_name.as_str(),
            member.email.as_str(),
            member.role.as_str(),
            member.status.as_str(),
            member.classes.join(" ").as_str(),
            member.created_at.to_string().as_str(),
        ])?;
    }
    Ok(Reply::new(sheet.file("members.csv")?))
}

/// Shows everything about a member.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowMembership>, state: web::Data<State>) -> Result<Reply<ShowMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    let detail = state.store.read(move |db| member::show(db, &by, membership)).await?;
    Ok(Reply::versioned(detail))
}

/// Takes somebody in who waits.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn approve(
    call: Call<ApproveMembership>,
    state: web::Data<State>,
) -> Result<Reply<ApproveMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    call.once
        .write(&state, move |tx| deciding::approve(tx, &by, membership))
        .await
}

/// Takes everybody in who still waits.
///
/// # Errors
/// `not_found`.
pub async fn approve_several(
    call: Call<ApproveMemberships>,
    state: web::Data<State>,
) -> Result<Reply<ApproveMemberships>, Failure> {
    let (by, several) = (call.by, call.body.ids);
    call.once
        .write(&state, move |tx| {
            Ok(Page::whole(deciding::approve_several(tx, &by, &several)?))
        })
        .await
}

/// Says no to somebody who waits.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn refuse(call: Call<RefuseMembership>, state: web::Data<State>) -> Result<Reply<RefuseMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    call.once
        .write(&state, move |tx| deciding::refuse(tx, &by, membership))
        .await
}

/// Gives a member another role.
///
/// # Errors
/// `forbidden`, `last_one`, `conflict`, `stale`, `not_found`.
pub async fn change(call: Call<ChangeMembership>, state: web::Data<State>) -> Result<Reply<ChangeMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    let wanted = (call.expected, call.body.role);
    let changed = state
        .store
        .write(move |tx| deciding::change_role(tx, &by, membership, wanted))
        .await?;
    Ok(Reply::versioned(changed))
}

/// Suspends a member.
///
/// # Errors
/// `forbidden`, `last_one`, `conflict`, `not_found`.
pub async fn suspend(
    call: Call<SuspendMembership>,
    state: web::Data<State>,
) -> Result<Reply<SuspendMembership>, Failure> {
    let (by, membership, reason) = (call.by, call.path.membership, call.body.reason);
    call.once
        .write(&state, move |tx| deciding::suspend(tx, &by, membership, &reason))
        .await
}

/// Lets somebody in again.
///
/// # Errors
/// `forbidden`, `conflict`, `not_found`.
pub async fn readmit(
    call: Call<ReadmitMembership>,
    state: web::Data<State>,
) -> Result<Reply<ReadmitMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    call.once
        .write(&state, move |tx| deciding::readmit(tx, &by, membership))
        .await
}

/// Ends a membership.
///
/// # Errors
/// `forbidden`, `last_one`, `conflict`, `not_found`.
pub async fn end(call: Call<EndMembership>, state: web::Data<State>) -> Result<Reply<EndMembership>, Failure> {
    let (by, membership, reason) = (call.by, call.path.membership, call.body.reason);
    call.once
        .write(&state, move |tx| deciding::end(tx, &by, membership, &reason))
        .await
}

/// Makes one membership of two.
///
/// # Errors
/// `forbidden`, `last_one`, `conflict`, `not_found`.
pub async fn merge(call: Call<MergeMemberships>, state: web::Data<State>) -> Result<Reply<MergeMemberships>, Failure> {
    let (by, pair) = (call.by, (call.path.membership, call.body.into));
    call.once
        .write(&state, move |tx| Ok(merging::merge(tx, &by, pair)?.value))
        .await
}
