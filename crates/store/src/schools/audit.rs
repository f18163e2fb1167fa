//! The audit log is written in the transaction of the act, and never changed.

use diesel::prelude::*;
use domain::{
    id::{AccountId, AuditEntryId, ChildId},
    schools::audit::Act,
};

use crate::{
    accounts::standing::ActiveMember,
    error::StoreResult,
    schema::{accounts, audit_entries},
    tx::Tx,
};

/// Longest subject, in characters.
const SUBJECT_MAX: usize = 300;

/// What is to be remembered of an act.
#[derive(Debug, Clone)]
pub struct Note {
    /// What was done.
    pub act: Act,
    /// The adult whom it is about.
    pub account: Option<AccountId>,
    /// The child whom it is about.
    pub child: Option<ChildId>,
    /// Whom or what it is about, in words as they are now; shortened to 300 characters.
    pub subject: String,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
}

impl Note {
    /// A note about this, in words.
    #[must_use]
    pub fn of(act: Act, subject: impl Into<String>) -> Self {
        Self {
            act,
            account: None,
            child: None,
            subject: subject.into(),
            reason: None,
        }
    }

    /// About this adult.
    #[must_use]
    pub const fn about(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }

    /// About this child.
    #[must_use]
    pub const fn about_child(mut self, child: ChildId) -> Self {
        self.child = Some(child);
        self
    }

    /// For this reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

/// Writes down who has just done what. The actor's name and role are kept as they are now.
///
/// # Errors
/// When the database does not answer.
pub fn note(tx: &mut Tx<'_>, by: &ActiveMember, note: &Note) -> StoreResult<()> {
    let (first, last): (String, String) = accounts::table
        .filter(accounts::id.eq(by.account()))
        .select((accounts::first_name, accounts::last_name))
        .first(tx.db)?;
    let subject: String = note.subject.chars().take(SUBJECT_MAX).collect();
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(AuditEntryId::fresh()),
            audit_entries::school_id.eq(by.school()),
            audit_entries::actor_id.eq(by.account()),
            audit_entries::actor_name.eq(format!("{first} {last}")),
            audit_entries::actor_role.eq(by.role()),
            audit_entries::act.eq(note.act),
            audit_entries::account_id.eq(note.account),
            audit_entries::child_id.eq(note.child),
            audit_entries::subject.eq(subject),
            audit_entries::reason.eq(&note.reason),
            audit_entries::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}
