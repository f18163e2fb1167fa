//! Who was reached: counted, listed, downloaded, and printed for the others.

use actix_web::web;
use domain::{
    accounts::types::Locale,
    announcements::{
        calls::{
            ExportAnnouncementReceipts, ListAnnouncementReceipts, MakePaperSlips, ReturnSlip, ShowAnnouncementReceipts,
        },
        receipts::AnnouncementReceipt,
    },
    moment::Moment,
    page::CsvFile,
};
use store::{
    announcements::{
        listing::{self, Export},
        slips::{self, Printing},
    },
    error::StoreError,
    page::Slice,
};

use crate::{State, call::Call, csv::Sheet, failure::Failure, qr, reply::Reply};

/// Counts by class.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn count(
    call: Call<ShowAnnouncementReceipts>,
    state: web::Data<State>,
) -> Result<Reply<ShowAnnouncementReceipts>, Failure> {
    let by = call.by;
    let receipts = state.store.read(move |db| listing::count(db, &by)).await?;
    Ok(Reply::new(receipts))
}

/// Lists by child and guardian.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(
    call: Call<ListAnnouncementReceipts>,
    state: web::Data<State>,
) -> Result<Reply<ListAnnouncementReceipts>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, query) = (call.by, call.query);
    let page = state
        .store
        .read(move |db| listing::list(db, &by, &query, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Gives the same as a table.
///
/// # Errors
/// When the database cannot answer.
pub async fn export(
    call: Call<ExportAnnouncementReceipts>,
    state: web::Data<State>,
) -> Result<Reply<ExportAnnouncementReceipts>, Failure> {
    let by = call.by;
    let export = state.store.write(move |tx| listing::export(tx, &by)).await?;
    Ok(Reply::new(file(&export)?))
}

fn file(export: &Export) -> Result<CsvFile, Failure> {
    let mut headings: Vec<&str> = headings(export.locale).to_vec();
    headings.extend(export.questions.iter().map(String::as_str));
    let mut sheet = Sheet::new(&headings)?;
    for receipt in &export.receipts {
        sheet.row(&cells(export, receipt))?;
    }
    sheet.file(format!("{}.csv", export.title))
}

fn cells(export: &Export, receipt: &AnnouncementReceipt) -> Vec<String> {
    let at = |moment: Option<Moment>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut cells = vec![
        text(&receipt.class_name),
        text(&receipt.child),
        text(&receipt.adult),
        at(receipt.reached_at),
        receipt.reached_by.map(|way| way.to_string()).unwrap_or_default(),
        at(receipt.read_at),
        at(receipt.signed_at),
        at(receipt.slip_at),
    ];
    let (yes, no) = yes_and_no(export.locale);
    // a teacher is asked nothing, and every row has as many cells
    cells.extend(
        (0..export.questions.len()).map(|question| match receipt.answers.get(question).copied().flatten() {
            Some(true) => yes.to_owned(),
            Some(false) => no.to_owned(),
            None => String::new(),
        }),
    );
    cells
}

const fn headings(locale: Locale) -> [&'static str; 8] {
    match locale {
        Locale::Fr => [
            "Classe",
            "Enfant",
            "Adulte",
            "Atteint",
            "Par",
            "Lu",
            "Signé",
            "Talon rentré",
        ],
        Locale::Nl => [
            "Klas",
            "Kind",
            "Volwassene",
            "Bereikt",
            "Via",
            "Gelezen",
            "Getekend",
            "Strookje terug",
        ],
        Locale::En => [
            "Class",
            "Child",
            "Adult",
            "Reached",
            "By",
            "Read",
            "Signed",
            "Slip returned",
        ],
    }
}

const fn yes_and_no(locale: Locale) -> (&'static str, &'static str) {
    match locale {
        Locale::Fr => ("oui", "non"),
        Locale::Nl => ("ja", "nee"),
        Locale::En => ("yes", "no"),
    }
}

/// Makes slips for the children whom nobody was reached for.
///
/// # Errors
/// `conflict`, `forbidden`, `not_found`.
pub async fn make_slips(call: Call<MakePaperSlips>, state: web::Data<State>) -> Result<Reply<MakePaperSlips>, Failure> {
    let printing = Printing {
        key: state.keys.child_codes().to_vec(),
        page: format!("{}/annonces/talon", state.settings.public_url),
        draw: |text| qr::code(text).map_err(|failure| StoreError::broken(failure.to_string())),
    };
    let (by, order) = (call.by, call.body);
    call.once
        .write(&state, move |tx| slips::make(tx, &by, &printing, &order))
        .await
}

/// Ticks a slip off.
///
/// # Errors
/// `wrong_code`, `forbidden`.
pub async fn return_slip(call: Call<ReturnSlip>, state: web::Data<State>) -> Result<Reply<ReturnSlip>, Failure> {
    let key = state.keys.child_codes().to_vec();
    let (by, given) = (call.by, call.body);
    call.once
        .write(&state, move |tx| slips::take_back(tx, &by, &key, &given))
        .await
}
