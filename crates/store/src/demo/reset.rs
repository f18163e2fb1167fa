//! Removing the demo school with everything that was written in it, and nothing else.

use diesel::prelude::*;
use domain::id::{AccountId, SchoolId, SelAccountId, SelTransferId};

use crate::{
    error::StoreResult,
    files::release,
    schema::{
        accounts, announcements, audit_entries, child_codes, children, classes, contact_requests, conversations,
        email_tokens, enrolments, guardian_links, households, invitations, memberships, moderation_acts,
        school_modules, schools, sel_accounts, sel_checks, sel_events, sel_holders, sel_postings, sel_services,
        sel_transfers, sel_treasurers, sessions, staff_assignments,
    },
    tx::Tx,
};

/// Removes every demo school; people who are members of another school too keep their account. Says whether there was one.
///
/// # Errors
/// When the database does not answer.
pub fn reset(tx: &mut Tx<'_>) -> StoreResult<bool> {
    let found: Vec<SchoolId> = schools::table
        .filter(schools::demo.eq(true))
        .select(schools::id)
        .load(tx.db)?;
    for school in &found {
        remove(tx, *school)?;
    }
    Ok(!found.is_empty())
}

fn remove(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    release::of_school(tx, school)?;
    diesel::delete(sel_services::table.filter(sel_services::school_id.eq(school))).execute(tx.db)?;
    remove_books(tx, school)?;
    // messages, participants and marks go with their conversation; children take their enrolments and links along
    diesel::delete(conversations::table.filter(conversations::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(announcements::table.filter(announcements::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(child_codes::table.filter(child_codes::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(guardian_links::table.filter(guardian_links::school_id.eq(school))).execute(tx.db)?;
    let of_school = classes::table.filter(classes::school_id.eq(school)).select(classes::id);
    diesel::delete(enrolments::table.filter(enrolments::class_id.eq_any(of_school))).execute(tx.db)?;
    diesel::delete(staff_assignments::table.filter(staff_assignments::class_id.eq_any(of_school))).execute(tx.db)?;
    diesel::delete(children::table.filter(children::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(classes::table.filter(classes::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(sessions::table.filter(sessions::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(email_tokens::table.filter(email_tokens::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(invitations::table.filter(invitations::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(school_modules::table.filter(school_modules::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(audit_entries::table.filter(audit_entries::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(contact_requests::table.filter(contact_requests::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(moderation_acts::table.filter(moderation_acts::school_id.eq(school))).execute(tx.db)?;
    let members: Vec<AccountId> = memberships::table
        .filter(memberships::school_id.eq(school))
        .select(memberships::account_id)
        .load(tx.db)?;
    diesel::delete(memberships::table.filter(memberships::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(households::table.filter(households::school_id.eq(school))).execute(tx.db)?;
    let elsewhere: Vec<AccountId> = memberships::table
        .filter(memberships::account_id.eq_any(&members))
        .select(memberships::account_id)
        .load(tx.db)?;
    for account in members {
        if !elsewhere.contains(&account) {
            diesel::delete(accounts::table.find(account)).execute(tx.db)?;
        }
    }
    diesel::delete(schools::table.find(school)).execute(tx.db)?;
    Ok(())
}

/// The books refuse to be emptied but for a demo school.
fn remove_books(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    let transfers = sel_transfers::table
        .filter(sel_transfers::school_id.eq(school))
        .select(sel_transfers::id);
    diesel::delete(sel_postings::table.filter(sel_postings::transfer_id.eq_any(transfers))).execute(tx.db)?;
    diesel::delete(sel_events::table.filter(sel_events::transfer_id.eq_any(transfers))).execute(tx.db)?;
    let nothing = sel_transfers::corrects_id.eq(None::<SelTransferId>);
    diesel::update(sel_transfers::table.filter(sel_transfers::school_id.eq(school)))
        .set(nothing)
        .execute(tx.db)?;
    diesel::delete(sel_transfers::table.filter(sel_transfers::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(sel_holders::table.filter(sel_holders::school_id.eq(school))).execute(tx.db)?;
    let alone = sel_accounts::joined_id.eq(None::<SelAccountId>);
    diesel::update(sel_accounts::table.filter(sel_accounts::school_id.eq(school)))
        .set(alone)
        .execute(tx.db)?;
    diesel::delete(sel_accounts::table.filter(sel_accounts::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(sel_checks::table.filter(sel_checks::school_id.eq(school))).execute(tx.db)?;
    diesel::delete(sel_treasurers::table.filter(sel_treasurers::school_id.eq(school))).execute(tx.db)?;
    Ok(())
}
