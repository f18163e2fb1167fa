//! Slips with one-time codes, to be printed from one answer.

use diesel::prelude::*;
use domain::{
    families::records::{ChildSlip, ChildSlips, SLIPS_MAX, SlipOrder},
    id::{ChildId, SchoolId},
    problem::Code,
    qr::QrCode,
    schools::audit::Act,
};

use crate::{
    accounts::standing::StaffMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        child::{self, COLUMNS, ChildRow},
        code, record,
    },
    schema::{children, enrolments},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
};

/// What slips are printed with.
#[derive(Clone)]
pub struct Printing {
    /// What only this instance knows, for the codes.
    pub key: Vec<u8>,
    /// The address of the form that takes a code.
    pub page: String,
    /// Draws the QR code of an address.
    pub draw: fn(&str) -> StoreResult<QrCode>,
}

/// Makes codes for a class, or for some children. By making one the school says that it knows the child; a child that only a parent has
/// declared gets one when it is named, not with its class.
///
/// # Errors
/// `forbidden` for a teacher of other classes; [`StoreError::NotFound`] when class or child are not of this school.
pub fn make(tx: &mut Tx<'_>, by: &StaffMember, printing: &Printing, order: &SlipOrder) -> StoreResult<ChildSlips> {
    let school = by.member().school();
    let mut rows = match order.class_id {
        Some(_) => of_class(tx.db, by, order)?,
        None => named(tx.db, school, &order.child_ids)?,
    };
    let more = rows.len() > SLIPS_MAX;
    rows.truncate(SLIPS_MAX);
    let next = rows.last().map(|row| row.id).filter(|_| more);
    for row in &rows {
        record::may_open(tx.db, by, row.id)?;
    }
    let ids: Vec<ChildId> = rows.iter().map(|row| row.id).collect();
    child::hold(tx, &ids)?;
    diesel::update(children::table.filter(children::id.eq_any(ids.iter().copied())))
        .filter(children::declared.eq(true))
        .set((
            children::declared.eq(false),
            children::version.eq(children::version + 1),
        ))
        .execute(tx.db)?;
    if order.replace {
        code::revoke(tx, &ids)?;
    }
    let known = child::describe(tx.db, &rows)?;
    let mut items = Vec::new();
    for known in known {
        for _ in 0..order.per_child {
            let fresh = code::write(tx, school, &printing.key, known.id)?;
            let url = format!("{}?code={}", printing.page, fresh.code);
            items.push(ChildSlip {
                child_id: known.id,
                first_name: known.first_name.clone(),
                last_name: known.last_name.clone(),
                class_name: known.class_name.clone(),
                qr: (printing.draw)(&url)?,
                url,
                code: fresh.code,
                expires_at: fresh.expires_at,
            });
        }
    }
    let names: Vec<String> = rows.iter().map(ChildRow::name).collect();
    let note = Note::of(Act::CodesMade, names.join(", "));
    audit::note(tx, by.member(), &note)?;
    Ok(ChildSlips { items, next })
}

/// The listed children of a class after the one before, one more than fit one answer.
fn of_class(db: &mut Db, by: &StaffMember, order: &SlipOrder) -> StoreResult<Vec<ChildRow>> {
    let school = by.member().school();
    let class = order.class_id.ok_or(StoreError::NotFound)?;
    let class = class::get_current(db, school, class)?;
    let enrolled = enrolments::table
        .filter(enrolments::class_id.eq(class.id))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::child_id);
    let mut query = children::table
        .filter(children::school_id.eq(school))
        .filter(children::declared.eq(false))
        .filter(children::id.eq_any(enrolled))
        .order((children::search_key, children::id))
        .limit(i64::try_from(SLIPS_MAX).unwrap_or(i64::MAX) + 1)
        .select(COLUMNS)
        .into_boxed();
    if let Some(after) = order.after {
        let before = child::row(db, school, after)?;
        query = query.filter(
            children::search_key
                .gt(before.search_key.clone())
                .or(children::search_key.eq(before.search_key).and(children::id.gt(after))),
        );
    }
    Ok(query.load(db)?)
}

/// These children of the school, who are all there.
fn named(db: &mut Db, school: SchoolId, ids: &[ChildId]) -> StoreResult<Vec<ChildRow>> {
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > SLIPS_MAX {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let rows: Vec<ChildRow> = children::table
        .filter(children::school_id.eq(school))
        .filter(children::left_at.is_null())
        .filter(children::id.eq_any(wanted.iter().copied()))
        .order((children::search_key, children::id))
        .select(COLUMNS)
        .load(db)?;
    if rows.len() == wanted.len() {
        Ok(rows)
    } else {
        Err(StoreError::NotFound)
    }
}
