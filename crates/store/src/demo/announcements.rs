//! What the demo school makes known, read from `data/`, with what its families have said so far.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{receipts::ReachedBy, types::AnnouncementState},
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, ChildId, ClassId, SchoolId},
    moment::Moment,
    schools::types::Level,
};

use crate::{
    demo::{
        accounts::ONE_CLICK,
        calendar::{brussels, days_before},
        notices::{Told, read},
        people::Person,
    },
    error::{StoreError, StoreResult},
    schema::{
        announcement_answers, announcement_classes, announcement_marks, announcement_questions, announcement_readers,
        announcement_signatures, announcement_versions, announcements, schools,
    },
    sql_types::Json,
    tx::Tx,
};

/// Where the families and classes are.
pub(super) type Place<'a> = (SchoolId, &'a HashMap<Level, ClassId>, &'a [Person]);

/// Writes the announcements. In the demo school the direction publishes what teachers write.
pub(super) fn write(tx: &mut Tx<'_>, (school, classes, people): Place<'_>, today: NaiveDate) -> StoreResult<()> {
    diesel::update(schools::table.find(school))
        .set(schools::announcement_approval.eq(true))
        .execute(tx.db)?;
    for (number, told) in read()?.iter().enumerate() {
        let at = brussels(days_before(today, told.days_ago, told.on_school_day), told.minute);
        let id = AnnouncementId::fresh();
        let author = people.iter().find(|person| person.name == told.author);
        let author = author.ok_or_else(|| StoreError::broken(format!("the demo school knows no {}", told.author)))?;
        let is_out = !told.says("waiting");
        let state = if is_out {
            AnnouncementState::Published
        } else {
            AnnouncementState::Waiting
        };
        let original = told.texts.first().map_or(Locale::Fr, |text| text.locale);
        diesel::insert_into(announcements::table)
            .values((
                announcements::id.eq(id),
                announcements::school_id.eq(school),
                announcements::author_id.eq(author.id),
                announcements::author_name.eq(&author.name),
                announcements::author_role.eq(author.role),
                announcements::state.eq(state),
                announcements::original.eq(original),
                announcements::to_school.eq(told.levels.is_empty()),
                announcements::to_parents.eq(told.says("parents")),
                announcements::to_teachers.eq(told.says("teachers")),
                announcements::asks_signature.eq(told.says("sign")),
                announcements::answer_by.eq(told.until(today)),
                announcements::pinned.eq(told.says("pinned")),
                announcements::version.eq(1_i64),
                announcements::created_at.eq(at),
                announcements::published_at.eq(is_out.then_some(at)),
            ))
            .execute(tx.db)?;
        for class in told.levels.iter().filter_map(|level| classes.get(level)) {
            diesel::insert_into(announcement_classes::table)
                .values((
                    announcement_classes::announcement_id.eq(id),
                    announcement_classes::class_id.eq(class),
                ))
                .execute(tx.db)?;
        }
        let questions = write_texts(tx, (id, at), told)?;
        if is_out {
            let emails: HashMap<AccountId, &str> =
                people.iter().map(|person| (person.id, person.email.as_str())).collect();
            answer(tx, (id, at, number), (told, &questions), &emails)?;
        }
    }
    Ok(())
}

fn write_texts(
    tx: &mut Tx<'_>,
    (id, at): (AnnouncementId, Moment),
    told: &Told,
) -> StoreResult<Vec<AnnouncementQuestionId>> {
    for text in &told.texts {
        diesel::insert_into(announcement_versions::table)
            .values((
                announcement_versions::announcement_id.eq(id),
                announcement_versions::locale.eq(text.locale),
                announcement_versions::status.eq(text.by),
                announcement_versions::title.eq(&text.title),
                announcement_versions::body.eq(text.body.join("\n")),
                announcement_versions::questions.eq(Json(text.questions.clone())),
                announcement_versions::updated_at.eq(at),
            ))
            .execute(tx.db)?;
    }
    let mut questions = Vec::new();
    let asked = told.texts.first().map_or(0, |text| text.questions.len());
    for position in 1..=i32::try_from(asked).map_err(StoreError::broken)? {
        let question = AnnouncementQuestionId::fresh();
        diesel::insert_into(announcement_questions::table)
            .values((
                announcement_questions::id.eq(question),
                announcement_questions::announcement_id.eq(id),
                announcement_questions::position.eq(position),
            ))
            .execute(tx.db)?;
        questions.push(question);
    }
    Ok(questions)
}

/// How far each reader is: some not reached, some reached, most have read; those who can be tried with one click have the newest ones
/// still before them.
fn answer(
    tx: &mut Tx<'_>,
    (id, at, number): (AnnouncementId, Moment, usize),
    (told, questions): (&Told, &[AnnouncementQuestionId]),
    emails: &HashMap<AccountId, &str>,
) -> StoreResult<()> {
    let mut readers: Vec<(AccountId, Option<ChildId>, bool)> = announcement_readers::table
        .filter(announcement_readers::announcement_id.eq(id))
        .select((
            announcement_readers::account_id,
            announcement_readers::child_id,
            announcement_readers::may_sign,
        ))
        .load(tx.db)?;
    // by address and not by id, so that it is the same people every time
    readers.sort_by_key(|(account, child, _)| (emails.get(account).copied(), *child));
    let mut marked = HashMap::new();
    for (place, (account, child, may_sign)) in readers.into_iter().enumerate() {
        let email = emails.get(&account).copied().unwrap_or_default();
        let is_new = ONE_CLICK.contains(&email) && number < 2;
        let step = if is_new { 0 } else { (place + number) % 7 };
        let first = *marked.entry(account).or_insert(step);
        let later = |hours: usize| at.plus_seconds(i64::try_from(hours).unwrap_or(0) * 1_800 + 600);
        if first == step {
            mark(tx, (id, account), step, later(place % 20))?;
        }
        let Some(child) = child.filter(|_| may_sign && first >= 3) else {
            continue;
        };
        if told.says("sign") {
            sign(tx, (id, child, account), later(place % 20))?;
        }
        for (at_question, question) in questions.iter().enumerate() {
            let yes = (place + at_question * 3) % 4 != 0;
            reply(tx, (*question, child, account), yes, later(place % 20))?;
        }
    }
    Ok(())
}

/// 0: nothing; 1 and 2: reached; more: read.
fn mark(tx: &mut Tx<'_>, (id, account): (AnnouncementId, AccountId), step: usize, at: Moment) -> StoreResult<()> {
    let there: i64 = announcement_marks::table
        .find((id, account))
        .count()
        .get_result(tx.db)?;
    if step == 0 || there > 0 {
        return Ok(());
    }
    let way = if step == 1 { ReachedBy::Mail } else { ReachedBy::Device };
    diesel::insert_into(announcement_marks::table)
        .values((
            announcement_marks::announcement_id.eq(id),
            announcement_marks::account_id.eq(account),
            announcement_marks::reached_at.eq(at),
            announcement_marks::reached_by.eq(way),
            announcement_marks::read_at.eq((step >= 3).then_some(at)),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn sign(tx: &mut Tx<'_>, (id, child, account): (AnnouncementId, ChildId, AccountId), at: Moment) -> StoreResult<()> {
    diesel::insert_into(announcement_signatures::table)
        .values((
            announcement_signatures::announcement_id.eq(id),
            announcement_signatures::child_id.eq(child),
            announcement_signatures::account_id.eq(account),
            announcement_signatures::signed_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn reply(
    tx: &mut Tx<'_>,
    (question, child, account): (AnnouncementQuestionId, ChildId, AccountId),
    yes: bool,
    at: Moment,
) -> StoreResult<()> {
    let there: i64 = announcement_answers::table
        .find((question, child))
        .count()
        .get_result(tx.db)?;
    if there > 0 {
        return Ok(());
    }
    diesel::insert_into(announcement_answers::table)
        .values((
            announcement_answers::question_id.eq(question),
            announcement_answers::child_id.eq(child),
            announcement_answers::is_yes.eq(yes),
            announcement_answers::account_id.eq(account),
            announcement_answers::answered_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(())
}
