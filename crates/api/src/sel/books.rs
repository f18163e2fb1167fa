//! Statements, the check of the books, and numbers.

use actix_web::web;
use domain::{
    accounts::types::Locale,
    messaging::calm::quiet::written_in_brussels,
    page::CsvFile,
    sel::{
        books::{self, SelStatementLine},
        calls::{CheckSelBooks, ExportSelStatement, ShowSelAudit, ShowSelStatement, ShowSelStatistics},
        types::{SelParty, SelTransferInfo},
    },
};
use store::{
    page::Slice,
    sel::{checking, statement, statistics},
};

use crate::{State, call::Call, csv::Sheet, failure::Failure, reply::Reply, sel::balance::opened};

/// Shows my statement.
///
/// # Errors
/// `bad_query` for a cursor of another list; `forbidden` for pupils.
pub async fn statement(
    call: Call<ShowSelStatement>,
    state: web::Data<State>,
) -> Result<Reply<ShowSelStatement>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, query) = (opened(&state, call.by).await?, call.query);
    let page = state
        .store
        .read(move |db| statement::list(db, &by, (&query, &slice)))
        .await?;
    Ok(Reply::new(page))
}

/// Gives it to keep.
///
/// # Errors
/// `forbidden` for pupils.
pub async fn export(
    call: Call<ExportSelStatement>,
    state: web::Data<State>,
) -> Result<Reply<ExportSelStatement>, Failure> {
    let (by, filter) = (opened(&state, call.by).await?, call.query);
    let (locale, lines) = state.store.read(move |db| statement::export(db, &by, &filter)).await?;
    Ok(Reply::new(file(locale, &lines)?))
}

/// Shows the last check of the books; the first one is made now.
///
/// # Errors
/// When the database cannot answer.
pub async fn audit(call: Call<ShowSelAudit>, state: web::Data<State>) -> Result<Reply<ShowSelAudit>, Failure> {
    let school = call.by.school();
    let known = state.store.read(move |db| checking::last(db, school)).await?;
    let audit = match known {
        Some(audit) => audit,
        None => state.store.write(move |tx| checking::check_now(tx, school)).await?,
    };
    Ok(Reply::new(audit))
}

/// Checks the books now.
///
/// # Errors
/// When the database cannot answer.
pub async fn check(call: Call<CheckSelBooks>, state: web::Data<State>) -> Result<Reply<CheckSelBooks>, Failure> {
    let school = call.by.school();
    call.once.write(&state, move |tx| checking::check_now(tx, school)).await
}

/// Shows what the school exchanges.
///
/// # Errors
/// When the database cannot answer.
pub async fn statistics(
    call: Call<ShowSelStatistics>,
    state: web::Data<State>,
) -> Result<Reply<ShowSelStatistics>, Failure> {
    let by = call.by;
    let numbers = state.store.read(move |db| statistics::show(db, &by)).await?;
    Ok(Reply::new(numbers))
}

fn file(locale: Locale, lines: &[SelStatementLine]) -> Result<CsvFile, Failure> {
    let mut sheet = Sheet::new(&books::headings(locale))?;
    for line in lines {
        sheet.row(&[
            line.number.to_string(),
            written_in_brussels(line.at),
            other_side(locale, line.units, &line.transfer),
            line.transfer.description.clone(),
            line.units.to_string(),
            line.balance_after.to_string(),
        ])?;
    }
    sheet.file("sel.csv")
}

/// The name of whoever is on the other side of a line.
fn other_side(locale: Locale, units: i32, transfer: &SelTransferInfo) -> String {
    let SelParty {
        account_id,
        first_name,
        last_name,
        ..
    } = if units > 0 { &transfer.from } else { &transfer.to };
    if account_id.is_none() {
        return books::community(locale).to_owned();
    }
    let names: Vec<&str> = [first_name, last_name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    names.join(" ")
}
