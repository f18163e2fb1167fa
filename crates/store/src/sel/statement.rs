//! Statements: every line of an account with the balance after it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{SelPostingId, SelTransferId},
    moment::Moment,
    page::Page,
    sel::{
        books::{SelStatementFilter, SelStatementLine, SelStatementQuery},
        types::SelTransferInfo,
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    page::Slice,
    schema::{accounts, sel_postings, sel_transfers},
    sel::{
        balance::my_account,
        transfer::{self, TransferRow},
    },
};

/// The place of a line: its number; the last first.
pub type ListKey = i32;

type PostingRow = (SelPostingId, SelTransferId, i32, i32, i32, Moment);

type Postings = sel_postings::BoxedQuery<'static, MultiBackend>;

/// One page of my statement, the newest first.
///
/// # Errors
/// [`StoreError::NotFound`] while my account is not open.
pub fn list(
    db: &mut Db,
    by: &ActiveMember,
    (query, slice): (&SelStatementQuery, &Slice<ListKey>),
) -> StoreResult<Page<SelStatementLine>> {
    let mut rows = between(db, by, (query.from, query.to))?;
    if let Some(number) = slice.after() {
        rows = rows.filter(sel_postings::number.lt(*number));
    }
    let found = load(db, rows.order(sel_postings::number.desc()).limit(slice.rows()))?;
    let page = slice.cut(found, |row| row.2)?;
    Ok(Page {
        items: lines(db, by, page.items)?,
        next: page.next,
    })
}

/// My statement as it is downloaded: from the first line to the last, and in which language.
///
/// # Errors
/// [`StoreError::NotFound`] while my account is not open.
pub fn export(
    db: &mut Db,
    by: &ActiveMember,
    filter: &SelStatementFilter,
) -> StoreResult<(Locale, Vec<SelStatementLine>)> {
    let rows = between(db, by, (filter.from, filter.to))?;
    let found = load(db, rows.order(sel_postings::number))?;
    let locale = accounts::table.find(by.account()).select(accounts::locale).first(db)?;
    Ok((locale, lines(db, by, found)?))
}

fn between(db: &mut Db, by: &ActiveMember, (from, to): (Option<Moment>, Option<Moment>)) -> StoreResult<Postings> {
    let mine = my_account(db, by)?;
    let mut rows = sel_postings::table
        .filter(sel_postings::account_id.eq(mine))
        .into_boxed();
    if let Some(from) = from {
        rows = rows.filter(sel_postings::created_at.ge(from));
    }
    if let Some(to) = to {
        rows = rows.filter(sel_postings::created_at.lt(to));
    }
    Ok(rows)
}

fn load(db: &mut Db, rows: Postings) -> StoreResult<Vec<PostingRow>> {
    Ok(rows
        .select((
            sel_postings::id,
            sel_postings::transfer_id,
            sel_postings::number,
            sel_postings::units,
            sel_postings::balance_after,
            sel_postings::created_at,
        ))
        .load(db)?)
}

fn lines(db: &mut Db, by: &ActiveMember, rows: Vec<PostingRow>) -> StoreResult<Vec<SelStatementLine>> {
    let wanted: Vec<SelTransferId> = rows.iter().map(|row| row.1).collect();
    let mut found: Vec<TransferRow> = Vec::new();
    // a database takes only so many parameters
    for some in wanted.chunks(500) {
        let some: Vec<TransferRow> = sel_transfers::table
            .filter(sel_transfers::id.eq_any(some.to_vec()))
            .select(transfer::COLUMNS)
            .load(db)?;
        found.extend(some);
    }
    let infos = transfer::infos(db, by, found)?;
    let infos: BTreeMap<SelTransferId, SelTransferInfo> = infos.into_iter().map(|info| (info.id, info)).collect();
    let line = |(id, transfer, number, units, balance_after, at): PostingRow| {
        let transfer = infos.get(&transfer).cloned().ok_or(StoreError::NotFound)?;
        Ok(SelStatementLine {
            id,
            number,
            units,
            balance_after,
            transfer,
            at,
        })
    };
    rows.into_iter().map(line).collect()
}
