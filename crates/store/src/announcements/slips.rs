//! Slips of paper: one for each child whom nobody was reached for, ticked off by its code when it comes back.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{
        receipts::{PaperOrder, PaperQuestion, PaperSlip, PaperSlips, ReturnedSlip, SlipReturn},
        rules::SLIPS_MAX,
        types::AnnouncementState,
    },
    families::rules::{CODE_ALPHABET, CODE_LENGTH, printed_code},
    id::{AnnouncementId, AnnouncementSlipId, ChildId},
    moment::Moment,
    problem::Code,
    qr::QrCode,
    schools::{audit::Act, types::ClassInfo},
    words,
};

use crate::{
    accounts::standing::StaffMember,
    announcements::{
        access::{self, KeeperOf},
        answering, audience,
        reach::{Pupil, Reach},
        rows, versions,
        writing::{hold, title_of},
    },
    error::{StoreError, StoreResult},
    on_backend,
    schema::{announcement_answers, announcement_slips, announcements, children},
    schools::{
        audit::{self, Note},
        class,
    },
    secret,
    tx::Tx,
};

/// What slips are printed with.
#[derive(Clone)]
pub struct Printing {
    /// What only this instance knows, for the codes.
    pub key: Vec<u8>,
    /// The address of the page that ticks a slip off.
    pub page: String,
    /// Draws the QR code of an address.
    pub draw: fn(&str) -> StoreResult<QrCode>,
}

/// Makes a slip for each child whom nobody was reached for. Made again it has the same code.
///
/// # Errors
/// `conflict` when the announcement is not out; `forbidden`; [`StoreError::NotFound`].
pub fn make(tx: &mut Tx<'_>, by: &KeeperOf, printing: &Printing, order: &PaperOrder) -> StoreResult<PaperSlips> {
    let row = hold(tx, by)?;
    if row.state != AnnouncementState::Published {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let reach = Reach::load(tx.db, row.id)?;
    let mut seen = HashSet::new();
    let mut waiting: Vec<&Pupil> = reach
        .pupils
        .iter()
        .filter(|pupil| order.class_id.is_none_or(|class| class == pupil.class))
        .filter(|pupil| !reach.is_reached(pupil) && seen.insert(pupil.id))
        .collect();
    if let Some(after) = order.after {
        let place = waiting.iter().position(|pupil| pupil.id == after);
        waiting.drain(..place.map_or(0, |place| place + 1));
    }
    let more = waiting.len() > SLIPS_MAX;
    waiting.truncate(SLIPS_MAX);
    let next = waiting.last().map(|pupil| pupil.id).filter(|_| more);
    let mut items = Vec::new();
    for pupil in &waiting {
        items.push(slip(tx, row.id, printing, pupil)?);
    }
    let names: Vec<String> = waiting.iter().map(|pupil| pupil.name()).collect();
    let subject = format!("{} ({})", title_of(tx, &row)?, names.join(", "));
    audit::note(tx, by.member(), &Note::of(Act::SlipsPrinted, subject))?;
    Ok(PaperSlips { items, next })
}

fn slip(tx: &mut Tx<'_>, announcement: AnnouncementId, printing: &Printing, pupil: &Pupil) -> StoreResult<PaperSlip> {
    let letters = letters(&printing.key, announcement, pupil.id);
    let row = (
        announcement_slips::id.eq(AnnouncementSlipId::fresh()),
        announcement_slips::announcement_id.eq(announcement),
        announcement_slips::child_id.eq(pupil.id),
        announcement_slips::code_hash.eq(secret::keyed_hash(&printing.key, &letters)),
        announcement_slips::printed_at.eq(tx.now),
    );
    // printed before: it has the same code
    on_backend!(tx.db, connection => diesel::insert_into(announcement_slips::table).values(row).on_conflict_do_nothing().execute(connection))?;
    let id = announcement_slips::table
        .filter(announcement_slips::announcement_id.eq(announcement))
        .filter(announcement_slips::child_id.eq(pupil.id))
        .select(announcement_slips::id)
        .first(tx.db)?;
    let code = printed_code(&letters);
    let url = format!("{}?code={code}", printing.page);
    Ok(PaperSlip {
        id,
        child_id: pupil.id,
        first_name: pupil.first_name.clone(),
        last_name: pupil.last_name.clone(),
        class_name: pupil.class_name.clone(),
        qr: (printing.draw)(&url)?,
        code,
        url,
    })
}

/// The letters of a slip: they follow from the key, so that a lost sheet can be printed again.
fn letters(key: &[u8], announcement: AnnouncementId, child: ChildId) -> String {
    let hash = secret::keyed_hash(key, &format!("slip {announcement} {child}"));
    let letter = |byte: &u8| CODE_ALPHABET.get(usize::from(*byte) % CODE_ALPHABET.len());
    hash.iter()
        .filter_map(letter)
        .take(CODE_LENGTH)
        .map(|letter| char::from(*letter))
        .collect()
}

/// Ticks a slip off, and writes down what is ticked on it. The first time counts; answers can be put right.
///
/// # Errors
/// `wrong_code`; `forbidden` for staff that does not look after the announcement; [`StoreError::NotFound`] for a question of another one.
pub fn take_back(tx: &mut Tx<'_>, by: &StaffMember, key: &[u8], given: &SlipReturn) -> StoreResult<ReturnedSlip> {
    let hash = secret::keyed_hash(key, &words::code_key(&given.code));
    let found: Option<(AnnouncementSlipId, AnnouncementId, ChildId)> = announcement_slips::table
        .inner_join(announcements::table)
        .filter(announcement_slips::code_hash.eq(hash))
        .filter(announcements::school_id.eq(by.member().school()))
        .select((
            announcement_slips::id,
            announcement_slips::announcement_id,
            announcement_slips::child_id,
        ))
        .first(tx.db)
        .optional()?;
    let (slip, announcement, child) = found.ok_or(StoreError::Refused(Code::WrongCode))?;
    access::keeper(tx.db, by.member(), announcement)?;
    let first = announcement_slips::table
        .filter(announcement_slips::id.eq(slip))
        .filter(announcement_slips::returned_at.is_null());
    let ticked = diesel::update(first)
        .set((
            announcement_slips::returned_at.eq(tx.now),
            announcement_slips::returned_by.eq(by.member().account()),
        ))
        .execute(tx.db)?;
    let questions = versions::questions(tx.db, announcement)?;
    for answer in &given.answers {
        if !questions.contains(&answer.question_id) {
            return Err(StoreError::NotFound);
        }
        answering::write_answer(tx, (answer.question_id, child), answer.yes, None)?;
    }
    let returned = describe(tx, (slip, announcement, child))?;
    if ticked == 1 {
        let subject = format!("{} ({})", returned.title, returned.child);
        audit::note(
            tx,
            by.member(),
            &Note::of(Act::SlipReturned, subject).about_child(child),
        )?;
    }
    audience::tell_keepers(tx, announcement, None)?;
    Ok(returned)
}

fn describe(
    tx: &mut Tx<'_>,
    (slip, announcement, child): (AnnouncementSlipId, AnnouncementId, ChildId),
) -> StoreResult<ReturnedSlip> {
    let row = rows::get(tx.db, announcement)?;
    let returned_at: Option<Moment> = announcement_slips::table
        .find(slip)
        .select(announcement_slips::returned_at)
        .first(tx.db)?;
    let (first, last): (String, String) = children::table
        .find(child)
        .select((children::first_name, children::last_name))
        .first(tx.db)?;
    let class: Option<ClassInfo> = class::of_children(tx.db, &[child])?.remove(&child);
    let answered: Vec<(domain::id::AnnouncementQuestionId, bool)> = announcement_answers::table
        .filter(announcement_answers::child_id.eq(child))
        .select((announcement_answers::question_id, announcement_answers::is_yes))
        .load(tx.db)?;
    let texts = versions::of_one(tx.db, announcement)?;
    let asked = asked(&texts, row.original);
    let ids = versions::questions(tx.db, announcement)?;
    let questions = ids.into_iter().zip(asked).map(|(id, text)| PaperQuestion {
        id,
        text,
        yes: answered
            .iter()
            .find(|(question, _)| *question == id)
            .map(|(_, yes)| *yes),
    });
    Ok(ReturnedSlip {
        announcement_id: announcement,
        title: title_of(tx, &row)?,
        child: format!("{first} {last}"),
        class_name: class.map(|class| class.name).unwrap_or_default(),
        returned_at: returned_at.ok_or(StoreError::NotFound)?,
        questions: questions.collect(),
    })
}

fn asked(texts: &[domain::announcements::types::AnnouncementVersion], original: Locale) -> Vec<String> {
    let text = texts.iter().find(|text| text.locale == original);
    text.map(|text| text.questions.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_slip_follow_from_key_announcement_and_child() {
        let (announcement, child) = (AnnouncementId::fresh(), ChildId::fresh());
        let first = letters(b"key", announcement, child);
        assert_eq!(first.len(), CODE_LENGTH);
        assert!(first.bytes().all(|letter| CODE_ALPHABET.contains(&letter)));
        assert_eq!(first, letters(b"key", announcement, child));
        assert_ne!(first, letters(b"other", announcement, child));
        assert_ne!(first, letters(b"key", announcement, ChildId::fresh()));
    }
}
