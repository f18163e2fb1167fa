//! Thanks: one for each confirmed transfer about an offer or a request, by whoever paid.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ReviewId, SelTransferId, ServiceId},
    moment::Moment,
    page::{Page, PageQuery},
    problem::Code,
    schools::audit::Act,
    sel::{
        service::ReviewInfo,
        service_forms::{ReviewForm, ReviewHiding},
        states::{SelActor, SelStatus},
    },
    words::clean_text,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    page::{self, Slice},
    schema::{accounts, sel_reviews, sel_services, sel_transfers},
    schools::audit::{self, Note},
    sel::{
        access::{self, PartyOf, TreasurerOf},
        services::access::ReaderOf,
    },
    tx::Tx,
};

/// The place of a thank-you in the list: written at, then id.
pub type ListKey = (Moment, ReviewId);

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sel_reviews)]
#[diesel(check_for_backend(MultiBackend))]
struct ReviewRow {
    id: ReviewId,
    service_id: ServiceId,
    author_id: AccountId,
    text: Option<String>,
    hidden_at: Option<Moment>,
    hidden_reason: Option<String>,
    created_at: Moment,
}

/// A thank-you with the first and last name of its author.
type Named = (ReviewRow, (String, String));

fn info(reader: &ActiveMember, (row, (first, last)): Named) -> ReviewInfo {
    let is_hidden = row.hidden_at.is_some();
    ReviewInfo {
        id: row.id,
        service_id: row.service_id,
        author_name: format!("{first} {last}"),
        mine: row.author_id == reader.account(),
        text: row.text.filter(|_| !is_hidden),
        hidden_at: row.hidden_at,
        hidden_because: row.hidden_reason,
        created_at: row.created_at,
    }
}

/// Says thank you for what a transfer paid for.
///
/// # Errors
/// `forbidden` for anybody but the payer; `conflict` while it is not confirmed, or when it is about no offer and no request;
/// `already_decided` when it was said before.
pub fn thank(tx: &mut Tx<'_>, by: &PartyOf, form: &ReviewForm) -> StoreResult<ReviewInfo> {
    if by.actor() != SelActor::Payer {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    // two holders of one account do not thank at once
    let held = diesel::update(sel_transfers::table.find(by.transfer()))
        .set(sel_transfers::service_id.eq(sel_transfers::service_id))
        .execute(tx.db)?;
    if held == 0 {
        return Err(StoreError::NotFound);
    }
    let (status, service): (SelStatus, Option<ServiceId>) = sel_transfers::table
        .find(by.transfer())
        .select((sel_transfers::status, sel_transfers::service_id))
        .first(tx.db)?;
    let Some(service) = service.filter(|_| status == SelStatus::Confirmed) else {
        return Err(StoreError::Refused(Code::Conflict));
    };
    if of_transfer(tx.db, by.member(), by.transfer())?.is_some() {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    diesel::insert_into(sel_reviews::table)
        .values((
            sel_reviews::id.eq(ReviewId::fresh()),
            sel_reviews::service_id.eq(service),
            sel_reviews::transfer_id.eq(by.transfer()),
            sel_reviews::author_id.eq(by.member().account()),
            sel_reviews::text.eq(form.text.as_deref().map(clean_text)),
            sel_reviews::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    of_transfer(tx.db, by.member(), by.transfer())?.ok_or(StoreError::NotFound)
}

/// The thank-you for a transfer.
pub(crate) fn of_transfer(
    db: &mut Db,
    reader: &ActiveMember,
    transfer: SelTransferId,
) -> StoreResult<Option<ReviewInfo>> {
    let found: Option<Named> = sel_reviews::table
        .inner_join(accounts::table.on(accounts::id.eq(sel_reviews::author_id)))
        .filter(sel_reviews::transfer_id.eq(transfer))
        .select((ReviewRow::as_select(), (accounts::first_name, accounts::last_name)))
        .first(db)
        .optional()?;
    Ok(found.map(|named| info(reader, named)))
}

/// One page of the thanks for an offer or a request, the newest first. Hidden ones only for their author and the treasurer.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &ReaderOf, query: &PageQuery) -> StoreResult<Page<ReviewInfo>> {
    let slice = Slice::<ListKey>::parse(query.limit, query.cursor.as_deref())?;
    let mut rows = sel_reviews::table
        .inner_join(accounts::table.on(accounts::id.eq(sel_reviews::author_id)))
        .filter(sel_reviews::service_id.eq(by.service()))
        .order((sel_reviews::created_at.desc(), sel_reviews::id.desc()))
        .limit(slice.rows())
        .select((ReviewRow::as_select(), (accounts::first_name, accounts::last_name)))
        .into_boxed::<MultiBackend>();
    if !access::is_treasurer(db, by.member())? {
        let mine = sel_reviews::author_id.eq(by.member().account());
        rows = rows.filter(sel_reviews::hidden_at.is_null().or(mine));
    }
    if let Some((at, id)) = slice.after() {
        let same = sel_reviews::created_at.eq(*at).and(sel_reviews::id.lt(*id));
        rows = rows.filter(sel_reviews::created_at.lt(*at).or(same));
    }
    let rows: Vec<Named> = rows.load(db)?;
    let page = slice.cut(rows, |(row, _)| (row.created_at, row.id))?;
    Ok(page::map(page, |named| info(by.member(), named)))
}

/// Hides a thank-you from everybody but its author and the treasurer, and writes that down. Twice is once.
///
/// # Errors
/// [`StoreError::NotFound`] when the school has no such thank-you.
pub fn hide(tx: &mut Tx<'_>, by: &TreasurerOf, (review, hiding): (ReviewId, &ReviewHiding)) -> StoreResult<ReviewInfo> {
    let of_school = sel_services::table
        .filter(sel_services::school_id.eq(by.member().school()))
        .select(sel_services::id);
    let reason = clean_text(&hiding.reason);
    let hidden = diesel::update(sel_reviews::table)
        .filter(sel_reviews::id.eq(review))
        .filter(sel_reviews::service_id.eq_any(of_school))
        .filter(sel_reviews::hidden_at.is_null())
        .set((
            sel_reviews::hidden_at.eq(Some(tx.now)),
            sel_reviews::hidden_reason.eq(Some(&reason)),
        ))
        .execute(tx.db)?;
    let (row, names, title): (ReviewRow, (String, String), String) = sel_reviews::table
        .inner_join(accounts::table.on(accounts::id.eq(sel_reviews::author_id)))
        .inner_join(sel_services::table.on(sel_services::id.eq(sel_reviews::service_id)))
        .filter(sel_reviews::id.eq(review))
        .filter(sel_services::school_id.eq(by.member().school()))
        .select((
            ReviewRow::as_select(),
            (accounts::first_name, accounts::last_name),
            sel_services::title,
        ))
        .first(tx.db)?;
    if hidden == 1 {
        let note = Note::of(Act::SelReviewHidden, title)
            .about(row.author_id)
            .because(reason);
        audit::note(tx, by.member(), &note)?;
    }
    Ok(info(by.member(), (row, names)))
}
