//! The check of the books: that nothing was made or lost, and that every account says what its lines say.

use diesel::{dsl::sum, prelude::*};
use domain::{
    id::{SchoolId, SelAccountId, SelCheckId, SelTransferId},
    messaging::calm::quiet::{day_in_brussels, midnight_in_brussels},
    moment::Moment,
    sel::{books::SelAudit, rules, states::SelStatus, types::SelAccountKind},
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::StoreResult,
    jobs::NewJob,
    schema::{jobs as queued, sel_accounts, sel_checks, sel_postings, sel_transfers},
    tx::Tx,
};

/// Checks the books of every school. Doing it twice checks them twice.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckBooks {}

impl NewJob for CheckBooks {
    const KIND: &'static str = "sel.check_books";
}

/// At which second of the day in Brussels: four o'clock.
const AT: i64 = 4 * 3600;
/// For how many seconds a check is given again instead of a new one.
const FRESH: i64 = 60;

/// Asks for the next nightly check, unless it is asked for.
///
/// # Errors
/// When the database does not answer.
pub fn plan(tx: &mut Tx<'_>) -> StoreResult<()> {
    let waiting: i64 = queued::table
        .filter(queued::kind.eq(CheckBooks::KIND))
        .filter(queued::finished_at.is_null())
        .filter(queued::failed_at.is_null())
        .count()
        .get_result(tx.db)?;
    if waiting > 0 {
        return Ok(());
    }
    let today = day_in_brussels(tx.now);
    let tonight = midnight_in_brussels(today).plus_seconds(AT);
    let tomorrow = today
        .succ_opt()
        .map_or(tonight, |day| midnight_in_brussels(day).plus_seconds(AT));
    let next = if tonight > tx.now { tonight } else { tomorrow };
    tx.at(next, &CheckBooks {})
}

/// The schools that have books.
///
/// # Errors
/// When the database does not answer.
pub fn schools(db: &mut Db) -> StoreResult<Vec<SchoolId>> {
    Ok(sel_accounts::table
        .filter(sel_accounts::kind.eq(SelAccountKind::Community))
        .select(sel_accounts::school_id)
        .order(sel_accounts::school_id)
        .load(db)?)
}

/// The last check of a school.
///
/// # Errors
/// When the database does not answer.
pub fn last(db: &mut Db, school: SchoolId) -> StoreResult<Option<SelAudit>> {
    let row: Option<Found> = sel_checks::table
        .filter(sel_checks::school_id.eq(school))
        .order((sel_checks::checked_at.desc(), sel_checks::id.desc()))
        .select((
            sel_checks::total,
            sel_checks::accounts,
            sel_checks::postings,
            sel_checks::wrong_balances,
            sel_checks::beyond_limits,
            sel_checks::wrong_reserved,
            sel_checks::wrong_transfers,
            sel_checks::checked_at,
        ))
        .first(db)
        .optional()?;
    Ok(row.map(Found::shown))
}

/// Checks the books of a school, unless that was just done, and keeps what came of it.
///
/// # Errors
/// When the database does not answer.
pub fn check_now(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<SelAudit> {
    match last(tx.db, school)? {
        Some(audit) if tx.now.seconds_since(audit.checked_at) < FRESH => Ok(audit),
        _ => check(tx, school),
    }
}

/// Checks the books of a school and keeps what came of it.
///
/// # Errors
/// When the database does not answer.
pub fn check(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<SelAudit> {
    let found = count(tx.db, school, tx.now)?;
    diesel::insert_into(sel_checks::table)
        .values((
            sel_checks::id.eq(SelCheckId::fresh()),
            sel_checks::school_id.eq(school),
            sel_checks::total.eq(found.total),
            sel_checks::accounts.eq(found.accounts),
            sel_checks::postings.eq(found.postings),
            sel_checks::wrong_balances.eq(found.wrong_balances),
            sel_checks::beyond_limits.eq(found.beyond_limits),
            sel_checks::wrong_reserved.eq(found.wrong_reserved),
            sel_checks::wrong_transfers.eq(found.wrong_transfers),
            sel_checks::checked_at.eq(found.checked_at),
        ))
        .execute(tx.db)?;
    Ok(found.shown())
}

#[derive(Debug, Clone, Copy, Queryable)]
struct Found {
    total: i64,
    accounts: i64,
    postings: i64,
    wrong_balances: i64,
    beyond_limits: i64,
    wrong_reserved: i64,
    wrong_transfers: i64,
    checked_at: Moment,
}

impl Found {
    fn shown(self) -> SelAudit {
        let wrong = [
            self.total,
            self.wrong_balances,
            self.beyond_limits,
            self.wrong_reserved,
            self.wrong_transfers,
        ];
        SelAudit {
            ok: wrong.iter().all(|count| *count == 0),
            sum: self.total,
            accounts: self.accounts,
            postings: self.postings,
            wrong_balances: self.wrong_balances,
            beyond_limits: self.beyond_limits,
            wrong_reserved: self.wrong_reserved,
            wrong_transfers: self.wrong_transfers,
            checked_at: self.checked_at,
        }
    }
}

/// An account, what its lines say, and how many they are.
type Line = (SelAccountId, SelAccountKind, i32, i32, Option<i64>, i64);

/// Each question is one statement, which sees the books as they are at one moment: what moves meanwhile is in it wholly or not at all.
fn count(db: &mut Db, school: SchoolId, now: Moment) -> StoreResult<Found> {
    let lines: Vec<Line> = sel_accounts::table
        .left_join(sel_postings::table)
        .filter(sel_accounts::school_id.eq(school))
        .group_by((
            sel_accounts::id,
            sel_accounts::kind,
            sel_accounts::balance,
            sel_accounts::lines,
        ))
        .select((
            sel_accounts::id,
            sel_accounts::kind,
            sel_accounts::balance,
            sel_accounts::lines,
            sum(sel_postings::units.nullable()),
            diesel::dsl::count(sel_postings::id.nullable()),
        ))
        .load(db)?;
    let wrong = |(_, _, balance, numbered, sum, written): &Line| {
        i64::from(*balance) != sum.unwrap_or_default() || i64::from(*numbered) != *written
    };
    let beyond = |(_, kind, balance, ..): &Line| {
        *kind == SelAccountKind::Member && !(rules::BALANCE_MIN..=rules::BALANCE_MAX).contains(balance)
    };
    Ok(Found {
        total: lines.iter().map(|line| i64::from(line.2)).sum(),
        accounts: number(lines.len()),
        postings: lines.iter().map(|line| line.5).sum(),
        wrong_balances: number(lines.iter().filter(|line| wrong(line)).count()),
        beyond_limits: number(lines.iter().filter(|line| beyond(line)).count()),
        wrong_reserved: wrong_reserved(db, school)?,
        wrong_transfers: wrong_transfers(db, school)?,
        checked_at: now,
    })
}

/// Accounts on which something else is set aside than what waits.
fn wrong_reserved(db: &mut Db, school: SchoolId) -> StoreResult<i64> {
    let waiting = sel_transfers::from_id
        .eq(sel_accounts::id)
        .and(sel_transfers::status.eq(SelStatus::Reserved));
    let rows: Vec<(i32, Option<i64>)> = sel_accounts::table
        .left_join(sel_transfers::table.on(waiting))
        .filter(sel_accounts::school_id.eq(school))
        .group_by((sel_accounts::id, sel_accounts::reserved))
        .select((sel_accounts::reserved, sum(sel_transfers::units.nullable())))
        .load(db)?;
    let wrong = rows
        .iter()
        .filter(|(reserved, waiting)| i64::from(*reserved) != waiting.unwrap_or_default());
    Ok(number(wrong.count()))
}

/// What stands in the books of one transfer: its units, whether they have moved, the sum of its lines, and how many they are.
type Sides = (SelTransferId, i32, SelStatus, Option<i64>, Option<i32>, i64);

/// Transfers that have not left one side and reached the other exactly once; those that have not moved must not be in the books.
fn wrong_transfers(db: &mut Db, school: SchoolId) -> StoreResult<i64> {
    let rows: Vec<Sides> = sel_transfers::table
        .left_join(sel_postings::table)
        .filter(sel_transfers::school_id.eq(school))
        .group_by((sel_transfers::id, sel_transfers::units, sel_transfers::status))
        .select((
            sel_transfers::id,
            sel_transfers::units,
            sel_transfers::status,
            sum(sel_postings::units.nullable()),
            diesel::dsl::max(sel_postings::units.nullable()),
            diesel::dsl::count(sel_postings::id.nullable()),
        ))
        .load(db)?;
    let right = |(_, units, status, sum, most, written): &Sides| {
        if status.has_moved() {
            *sum == Some(0) && *most == Some(*units) && *written == 2
        } else {
            *written == 0
        }
    };
    Ok(number(rows.iter().filter(|row| !right(row)).count()))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
