//! A transfer: written with its first step, read as one of its parties sees it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId, SelAccountId, SelEventId, SelGroupId, SelTransferId},
    moment::Moment,
    schools::{audit::Act, types::MembershipStatus},
    sel::{
        rules,
        states::{SelAct, SelActor, SelStatus},
        types::{
            SelAccountKind, SelDirection, SelParty, SelTransferDetail, SelTransferEvent, SelTransferInfo,
            SelTransferKind,
        },
    },
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::StoreResult,
    schema::{accounts, memberships, sel_events, sel_postings, sel_transfers},
    schools::audit::{self, Note},
    sel::{
        access::PartyOf,
        account,
        services::{quotes, reviews},
    },
    tx::Tx,
};

/// One side of a transfer that is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    pub(crate) account: SelAccountId,
    /// Who is meant; nobody for the community.
    pub(crate) person: Option<AccountId>,
}

impl Side {
    pub(crate) const fn of(account: SelAccountId, person: Option<AccountId>) -> Self {
        Self { account, person }
    }
}

/// A transfer that is to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewTransfer<'a> {
    pub(crate) kind: SelTransferKind,
    pub(crate) status: SelStatus,
    pub(crate) from: Side,
    pub(crate) to: Side,
    pub(crate) units: i32,
    pub(crate) description: &'a str,
    pub(crate) service_at: Option<Moment>,
    pub(crate) proposed_by: Option<AccountId>,
    pub(crate) group: Option<SelGroupId>,
    pub(crate) corrects: Option<SelTransferId>,
}

impl<'a> NewTransfer<'a> {
    /// One that nobody proposed; its sides are to be set.
    pub(crate) fn by_the_house(kind: SelTransferKind, units: i32, description: &'a str) -> Self {
        let nobody = Side::of(SelAccountId::from_uuid(uuid::Uuid::nil()), None);
        Self {
            kind,
            status: SelStatus::Confirmed,
            from: nobody,
            to: nobody,
            units,
            description,
            service_at: None,
            proposed_by: None,
            group: None,
            corrects: None,
        }
    }
}

/// A transfer as it is kept.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct TransferRow {
    pub(crate) id: SelTransferId,
    pub(crate) kind: SelTransferKind,
    pub(crate) status: SelStatus,
    pub(crate) from: SelAccountId,
    pub(crate) to: SelAccountId,
    pub(crate) from_person: Option<AccountId>,
    pub(crate) to_person: Option<AccountId>,
    pub(crate) units: i32,
    pub(crate) description: String,
    pub(crate) service_at: Option<Moment>,
    pub(crate) proposed_by: Option<AccountId>,
    pub(crate) group: Option<SelGroupId>,
    pub(crate) corrects: Option<SelTransferId>,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Moment,
    pub(crate) completed_at: Option<Moment>,
}

type Columns = (
    sel_transfers::id,
    sel_transfers::kind,
    sel_transfers::status,
    sel_transfers::from_id,
    sel_transfers::to_id,
    sel_transfers::from_person,
    sel_transfers::to_person,
    sel_transfers::units,
    sel_transfers::description,
    sel_transfers::service_at,
    sel_transfers::proposed_by,
    sel_transfers::group_id,
    sel_transfers::corrects_id,
    sel_transfers::created_at,
    sel_transfers::expires_at,
    sel_transfers::completed_at,
);

pub(crate) const COLUMNS: Columns = (
    sel_transfers::id,
    sel_transfers::kind,
    sel_transfers::status,
    sel_transfers::from_id,
    sel_transfers::to_id,
    sel_transfers::from_person,
    sel_transfers::to_person,
    sel_transfers::units,
    sel_transfers::description,
    sel_transfers::service_at,
    sel_transfers::proposed_by,
    sel_transfers::group_id,
    sel_transfers::corrects_id,
    sel_transfers::created_at,
    sel_transfers::expires_at,
    sel_transfers::completed_at,
);

/// Shows a transfer to one of its parties.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &PartyOf) -> StoreResult<SelTransferDetail> {
    detail(db, by.member(), by.transfer())
}

/// Shows a transfer of others to whoever looks after the books, and writes that down.
///
/// # Errors
/// When the database does not answer.
pub fn open(tx: &mut Tx<'_>, by: &PartyOf) -> StoreResult<SelTransferDetail> {
    let note = Note::of(Act::SelTransferOpened, by.transfer().to_string());
    audit::note(tx, by.member(), &note)?;
    show(tx.db, by)
}

/// Writes a transfer with its first step.
pub(crate) fn insert(tx: &mut Tx<'_>, school: SchoolId, new: &NewTransfer<'_>) -> StoreResult<SelTransferId> {
    let id = SelTransferId::fresh();
    let completed_at = new.status.has_moved().then_some(tx.now);
    diesel::insert_into(sel_transfers::table)
        .values((
            sel_transfers::id.eq(id),
            sel_transfers::school_id.eq(school),
            sel_transfers::kind.eq(new.kind),
            sel_transfers::status.eq(new.status),
            (
                sel_transfers::from_id.eq(new.from.account),
                sel_transfers::to_id.eq(new.to.account),
                sel_transfers::from_person.eq(new.from.person),
                sel_transfers::to_person.eq(new.to.person),
            ),
            sel_transfers::units.eq(new.units),
            sel_transfers::description.eq(new.description),
            sel_transfers::search_key.eq(words::search_key(new.description)),
            sel_transfers::service_at.eq(new.service_at),
            sel_transfers::proposed_by.eq(new.proposed_by),
            sel_transfers::group_id.eq(new.group),
            sel_transfers::corrects_id.eq(new.corrects),
            sel_transfers::created_at.eq(tx.now),
            sel_transfers::expires_at.eq(tx.now.plus_seconds(rules::WAIT_SECONDS)),
            sel_transfers::completed_at.eq(completed_at),
        ))
        .execute(tx.db)?;
    note_step(tx, (id, new.status), (None, new.proposed_by), None)?;
    Ok(id)
}

/// Writes a step down.
pub(crate) fn note_step(
    tx: &mut Tx<'_>,
    (transfer, status): (SelTransferId, SelStatus),
    (act, by): (Option<SelAct>, Option<AccountId>),
    reason: Option<&str>,
) -> StoreResult<()> {
    diesel::insert_into(sel_events::table)
        .values((
            sel_events::id.eq(SelEventId::fresh()),
            sel_events::transfer_id.eq(transfer),
            sel_events::status.eq(status),
            sel_events::act.eq(act),
            sel_events::by_id.eq(by),
            sel_events::reason.eq(reason),
            sel_events::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// A transfer of the school.
pub(crate) fn row(db: &mut Db, school: SchoolId, transfer: SelTransferId) -> StoreResult<TransferRow> {
    Ok(sel_transfers::table
        .filter(sel_transfers::id.eq(transfer))
        .filter(sel_transfers::school_id.eq(school))
        .select(COLUMNS)
        .first(db)?)
}

/// A transfer with its story, as a member sees it.
pub(crate) fn detail(db: &mut Db, reader: &ActiveMember, transfer: SelTransferId) -> StoreResult<SelTransferDetail> {
    let row = row(db, reader.school(), transfer)?;
    let mine = account::all_of(db, reader)?;
    let balance_after = sel_postings::table
        .filter(sel_postings::transfer_id.eq(transfer))
        .filter(sel_postings::account_id.eq_any(mine))
        .select(sel_postings::balance_after)
        .first(db)
        .optional()?;
    let events = events(db, transfer)?;
    let mut infos = infos(db, reader, vec![row])?;
    Ok(SelTransferDetail {
        transfer: infos.pop().ok_or(crate::error::StoreError::NotFound)?,
        events,
        review: reviews::of_transfer(db, reader, transfer)?,
        balance_after,
    })
}

type EventRow = (
    SelStatus,
    Option<SelAct>,
    Option<(String, String)>,
    Option<String>,
    Moment,
);

fn events(db: &mut Db, transfer: SelTransferId) -> StoreResult<Vec<SelTransferEvent>> {
    let rows: Vec<EventRow> = sel_events::table
        .left_join(accounts::table.on(sel_events::by_id.eq(accounts::id.nullable())))
        .filter(sel_events::transfer_id.eq(transfer))
        .order(sel_events::id)
        .select((
            sel_events::status,
            sel_events::act,
            (accounts::first_name, accounts::last_name).nullable(),
            sel_events::reason,
            sel_events::created_at,
        ))
        .load(db)?;
    let event = |(status, act, by, reason, at): EventRow| SelTransferEvent {
        status,
        act,
        by: by.map(|(first, last)| format!("{first} {last}")),
        reason,
        at,
    };
    Ok(rows.into_iter().map(event).collect())
}

/// Transfers as a member sees them, in the order given. Five queries, however many they are.
pub(crate) fn infos(db: &mut Db, reader: &ActiveMember, rows: Vec<TransferRow>) -> StoreResult<Vec<SelTransferInfo>> {
    let mine = account::all_of(db, reader)?;
    let meant = rows.iter().flat_map(|row| [row.from_person, row.to_person]).flatten();
    let named = names(db, reader.school(), meant.collect())?;
    let mut infos: Vec<SelTransferInfo> = rows.into_iter().map(|row| info(row, &mine, &named)).collect();
    quotes::dress(db, &mut infos)?;
    Ok(infos)
}

/// First name, last name, whether they have left.
type Names = BTreeMap<AccountId, (String, String, bool)>;

fn names(db: &mut Db, school: SchoolId, people: Vec<AccountId>) -> StoreResult<Names> {
    let rows: Vec<(AccountId, String, String, MembershipStatus)> = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .filter(memberships::school_id.eq(school))
        .filter(accounts::id.eq_any(people))
        .select((
            accounts::id,
            accounts::first_name,
            accounts::last_name,
            memberships::status,
        ))
        .load(db)?;
    let named = |(id, first, last, status)| (id, (first, last, status != MembershipStatus::Active));
    Ok(rows.into_iter().map(named).collect())
}

fn info(row: TransferRow, mine: &[SelAccountId], names: &Names) -> SelTransferInfo {
    let (direction, actor) = if mine.contains(&row.from) {
        (SelDirection::Outgoing, SelActor::Payer)
    } else if mine.contains(&row.to) {
        (SelDirection::Incoming, SelActor::Receiver)
    } else {
        (SelDirection::Other, SelActor::Treasurer)
    };
    SelTransferInfo {
        id: row.id,
        kind: row.kind,
        status: row.status,
        direction,
        from: party(row.from_person, names),
        to: party(row.to_person, names),
        units: row.units,
        description: row.description,
        service_at: row.service_at,
        proposed_by: row.proposed_by,
        group_id: row.group,
        corrects: row.corrects,
        service: None,
        acts: row.status.acts(actor),
        created_at: row.created_at,
        expires_at: row.status.is_pending().then_some(row.expires_at),
        completed_at: row.completed_at,
    }
}

fn party(person: Option<AccountId>, names: &Names) -> SelParty {
    let known = person.and_then(|person| names.get(&person));
    SelParty {
        kind: if person.is_some() {
            SelAccountKind::Member
        } else {
            SelAccountKind::Community
        },
        account_id: person,
        first_name: known.map(|(first, ..)| first.clone()),
        last_name: known.map(|(_, last, _)| last.clone()),
        left: person.is_some() && known.is_none_or(|(.., left)| *left),
    }
}
