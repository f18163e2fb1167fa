//! What the school exchanges, as numbers without names.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};
use diesel::{dsl::sum, prelude::*};
use domain::{
    id::{SchoolId, SelAccountId},
    messaging::calm::quiet::{day_in_brussels, midnight_in_brussels},
    moment::Moment,
    sel::{
        books::{SelBucket, SelMonth, SelStatistics},
        rules,
        types::{SelAccountKind, SelTransferKind},
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::StoreResult,
    schema::{sel_accounts, sel_transfers},
};

/// How many months are shown.
const MONTHS: u32 = 12;
/// Whoever exchanged since so many seconds is active: 90 days.
const ACTIVE: i64 = 90 * 24 * 3600;
/// What members exchange with each other.
const EXCHANGES: [SelTransferKind; 3] = [SelTransferKind::Payment, SelTransferKind::Gift, SelTransferKind::Group];

/// An exchange: when, how many units, between which accounts.
type Exchange = (Option<Moment>, i32, SelAccountId, SelAccountId);

/// As it is now.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &ActiveMember) -> StoreResult<SelStatistics> {
    let (school, now) = (by.school(), clock::now());
    let (units, transfers): (Option<i64>, i64) = sel_transfers::table
        .filter(sel_transfers::school_id.eq(school))
        .filter(sel_transfers::kind.eq_any(EXCHANGES))
        .filter(sel_transfers::completed_at.is_not_null())
        .select((sum(sel_transfers::units), diesel::dsl::count_star()))
        .first(db)?;
    let first = first_month(now);
    let recent = since(db, school, midnight_in_brussels(first))?;
    let lately = now.plus_seconds(-ACTIVE);
    let active: BTreeSet<SelAccountId> = recent
        .iter()
        .filter(|(at, ..)| at.is_some_and(|at| at >= lately))
        .flat_map(|(_, _, from, to)| [*from, *to])
        .collect();
    let balances: Vec<i32> = sel_accounts::table
        .filter(sel_accounts::school_id.eq(school))
        .filter(sel_accounts::kind.eq(SelAccountKind::Member))
        .filter(sel_accounts::closed_at.is_null())
        .select(sel_accounts::balance)
        .load(db)?;
    Ok(SelStatistics {
        accounts: number(balances.len()),
        active_accounts: number(active.len()),
        units: units.unwrap_or_default(),
        transfers,
        months: months(first, &recent),
        balances: buckets(&balances),
    })
}

fn since(db: &mut Db, school: SchoolId, from: Moment) -> StoreResult<Vec<Exchange>> {
    Ok(sel_transfers::table
        .filter(sel_transfers::school_id.eq(school))
        .filter(sel_transfers::kind.eq_any(EXCHANGES))
        .filter(sel_transfers::completed_at.ge(from))
        .select((
            sel_transfers::completed_at,
            sel_transfers::units,
            sel_transfers::from_id,
            sel_transfers::to_id,
        ))
        .load(db)?)
}

/// The first day of the first month shown.
fn first_month(now: Moment) -> NaiveDate {
    let today = day_in_brussels(now);
    let this = today.with_day(1).unwrap_or(today);
    this.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this)
}

fn months(first: NaiveDate, exchanges: &[Exchange]) -> Vec<SelMonth> {
    let mut counted: BTreeMap<String, (i64, i64)> = (0..MONTHS)
        .filter_map(|month| first.checked_add_months(Months::new(month)))
        .map(|day| (name(day), (0, 0)))
        .collect();
    for (at, units, ..) in exchanges {
        let month = at.map(|at| name(day_in_brussels(at)));
        if let Some(month) = month.and_then(|month| counted.get_mut(&month)) {
            month.0 += i64::from(*units);
            month.1 += 1;
        }
    }
    let shown = |(month, (units, transfers))| SelMonth {
        month,
        units,
        transfers,
    };
    counted.into_iter().map(shown).collect()
}

fn name(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn buckets(balances: &[i32]) -> Vec<SelBucket> {
    let bucket = |at: i32| {
        let from = rules::BALANCE_MIN + at * rules::BUCKET;
        let to = if at == rules::BUCKETS - 1 {
            rules::BALANCE_MAX
        } else {
            from + rules::BUCKET - 1
        };
        let inside = balances.iter().filter(|balance| rules::bucket(**balance) == at);
        SelBucket {
            from,
            to,
            accounts: number(inside.count()),
        }
    };
    (0..rules::BUCKETS).map(bucket).collect()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
