//! Lists of transfers: mine, or all of the school for whoever looks after the books.

use diesel::prelude::*;
use domain::{
    id::{SelAccountId, SelTransferId},
    moment::Moment,
    page::Page,
    schools::audit::Act,
    sel::{
        forms::SelTransferQuery,
        types::{SelDirection, SelTransferInfo},
    },
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::StoreResult,
    page::Slice,
    schema::sel_transfers,
    schools::audit::{self, Note},
    sel::{
        access::{self, TreasurerOf},
        account,
        transfer::{self, TransferRow},
    },
    tx::Tx,
};

/// The place of a transfer in the list: proposed at, then transfer; the latest first.
pub type ListKey = (Moment, SelTransferId);

type Query<'a> = sel_transfers::BoxedQuery<'a, MultiBackend>;

/// One page of my transfers.
///
/// # Errors
/// `forbidden` for pupils.
pub fn mine(
    db: &mut Db,
    by: &ActiveMember,
    (query, slice): (&SelTransferQuery, &Slice<ListKey>),
) -> StoreResult<Page<SelTransferInfo>> {
    access::takes_part(by)?;
    let accounts = account::all_of(db, by)?;
    let rows = sel_transfers::table
        .filter(sel_transfers::school_id.eq(by.school()))
        .into_boxed();
    let rows = match query.direction {
        Some(SelDirection::Incoming) => rows.filter(sel_transfers::to_id.eq_any(accounts)),
        Some(SelDirection::Outgoing) => rows.filter(sel_transfers::from_id.eq_any(accounts)),
        Some(SelDirection::Other) => rows.filter(sel_transfers::id.eq_any(Vec::<SelTransferId>::new())),
        None => of(rows, accounts),
    };
    page(db, by, (rows, query, slice))
}

/// One page of the transfers of the school; that the list was opened is written down, once and not for each page.
///
/// # Errors
/// When the database does not answer.
pub fn of_school(
    tx: &mut Tx<'_>,
    by: &TreasurerOf,
    (query, slice): (&SelTransferQuery, &Slice<ListKey>),
) -> StoreResult<Page<SelTransferInfo>> {
    if slice.after().is_none() {
        audit::note(tx, by.member(), &Note::of(Act::SelBooksOpened, ""))?;
    }
    let rows = sel_transfers::table
        .filter(sel_transfers::school_id.eq(by.member().school()))
        .into_boxed();
    page(tx.db, by.member(), (rows, query, slice))
}

fn of(rows: Query<'_>, accounts: Vec<SelAccountId>) -> Query<'_> {
    rows.filter(
        sel_transfers::from_id
            .eq_any(accounts.clone())
            .or(sel_transfers::to_id.eq_any(accounts)),
    )
}

fn page(
    db: &mut Db,
    by: &ActiveMember,
    (rows, query, slice): (Query<'_>, &SelTransferQuery, &Slice<ListKey>),
) -> StoreResult<Page<SelTransferInfo>> {
    let mut rows = narrowed(rows, query);
    if let Some((at, id)) = slice.after() {
        let same = sel_transfers::created_at.eq(*at).and(sel_transfers::id.lt(*id));
        rows = rows.filter(sel_transfers::created_at.lt(*at).or(same));
    }
    let found: Vec<TransferRow> = rows
        .order((sel_transfers::created_at.desc(), sel_transfers::id.desc()))
        .limit(slice.rows())
        .select(transfer::COLUMNS)
        .load(db)?;
    let page = slice.cut(found, |row| (row.created_at, row.id))?;
    Ok(Page {
        items: transfer::infos(db, by, page.items)?,
        next: page.next,
    })
}

fn narrowed<'a>(mut rows: Query<'a>, query: &SelTransferQuery) -> Query<'a> {
    if let Some(status) = query.status {
        rows = rows.filter(sel_transfers::status.eq(status));
    }
    if let Some(kind) = query.kind {
        rows = rows.filter(sel_transfers::kind.eq(kind));
    }
    if let Some(person) = query.with {
        rows = rows.filter(
            sel_transfers::from_person
                .eq(person)
                .or(sel_transfers::to_person.eq(person)),
        );
    }
    if let Some(from) = query.from {
        rows = rows.filter(sel_transfers::created_at.ge(from));
    }
    if let Some(to) = query.to {
        rows = rows.filter(sel_transfers::created_at.lt(to));
    }
    if let Some(text) = &query.q {
        for word in words::search_key(text).split_whitespace() {
            let plain: String = word.chars().filter(|letter| !"%_\\".contains(*letter)).collect();
            rows = rows.filter(sel_transfers::search_key.like(format!("%{plain}%")));
        }
    }
    rows
}
