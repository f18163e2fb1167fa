//! What was reported in the demo school: one message waits for a moderator, about another one something was done.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    id::{AccountId, CaseId, ConversationId, Id, MessageId, SchoolId},
    messaging::moderation::types::{CaseStatus, ModerationAct, ReportReason},
    moment::Moment,
    schools::types::Role,
};

use crate::{
    demo::{
        calendar::{brussels, days_before},
        people::Person,
    },
    error::{StoreError, StoreResult},
    messaging::moderation::context,
    schema::{conversations, messages, moderation_acts, moderation_cases, moderation_reports},
    tx::Tx,
};

/// Who reported, why, and with which words.
type Report = (&'static str, ReportReason, Option<&'static str>);

/// How the message begins that nobody has looked at yet; who reported it, why, and with which words.
const OPEN: (&str, [Report; 2]) = (
    "Bonsoir ! Je lance une gamme",
    [
        (
            "Chiara Rossi",
            ReportReason::Advertising,
            Some("Ce n’est pas la première fois qu’il vend quelque chose ici."),
        ),
        ("Koen Peeters", ReportReason::Advertising, None),
    ],
);

/// The same for the one about which the direction did something, and what it wrote to the author.
const DECIDED: (&str, Report, &str) = (
    "À l'enfant qui a pris la trottinette",
    (
        "Nadia Bennani",
        ReportReason::Rumor,
        Some("Tout le monde comprend de quel enfant il parle."),
    ),
    "On ne désigne pas un enfant devant toute la classe. Passez me voir, nous la retrouverons ensemble.",
);

/// Row ids that nothing else names.
#[derive(Debug)]
enum Row {}

/// A message with its author.
struct Reported {
    message: MessageId,
    room: ConversationId,
    places: (i64, i64),
    author: Option<AccountId>,
    author_name: String,
    author_role: Role,
    at: Moment,
}

/// Writes the reports and the decision.
pub(super) fn write(tx: &mut Tx<'_>, (school, people): (SchoolId, &[Person]), today: NaiveDate) -> StoreResult<()> {
    let (begins, reports) = OPEN;
    let reported = find(tx, school, begins)?;
    let case = open(tx, school, &reported)?;
    for (number, report) in (1..).zip(reports) {
        add(tx, (case, people), reported.at.plus_seconds(number * 1_500), report)?;
    }
    let (begins, report, words) = DECIDED;
    let reported = find(tx, school, begins)?;
    let case = open(tx, school, &reported)?;
    add(tx, (case, people), reported.at.plus_seconds(900), report)?;
    let direction = named(people, "Martine Evrard")?;
    let at = brussels(days_before(today, 5, true), 9 * 60);
    diesel::update(moderation_cases::table.find(case))
        .set((
            moderation_cases::status.eq(CaseStatus::Decided),
            moderation_cases::decided_at.eq(Some(at)),
            moderation_cases::decided_by.eq(Some(direction.id)),
        ))
        .execute(tx.db)?;
    diesel::insert_into(moderation_acts::table)
        .values((
            moderation_acts::id.eq(Id::<Row>::fresh()),
            moderation_acts::school_id.eq(school),
            moderation_acts::case_id.eq(case),
            moderation_acts::conversation_id.eq(reported.room),
            moderation_acts::message_id.eq(Some(reported.message)),
            moderation_acts::author_id.eq(reported.author),
            moderation_acts::author_name.eq(&reported.author_name),
            moderation_acts::actor_id.eq(Some(direction.id)),
            moderation_acts::actor_name.eq(&direction.name),
            moderation_acts::actor_role.eq(direction.role),
            moderation_acts::act.eq(ModerationAct::Warn),
            moderation_acts::reason.eq(words),
            moderation_acts::created_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn find(tx: &mut Tx<'_>, school: SchoolId, begins: &str) -> StoreResult<Reported> {
    type Found = (
        (MessageId, ConversationId, (i64, i64)),
        (Option<AccountId>, String, Role),
        Moment,
    );
    let ((message, room, places), (author, author_name, author_role), at): Found = messages::table
        .inner_join(conversations::table)
        .filter(conversations::school_id.eq(school))
        .filter(messages::content.like(format!("{begins}%")))
        .select((
            (
                messages::id,
                messages::conversation_id,
                (messages::seq, messages::changed_seq),
            ),
            (messages::sender_id, messages::sender_name, messages::sender_role),
            messages::created_at,
        ))
        .first(tx.db)?;
    Ok(Reported {
        message,
        room,
        places,
        author,
        author_name,
        author_role,
        at,
    })
}

fn open(tx: &mut Tx<'_>, school: SchoolId, reported: &Reported) -> StoreResult<CaseId> {
    let (seq, changed_seq) = reported.places;
    let context = context::around(tx.db, reported.room, seq)?;
    let id = CaseId::fresh();
    diesel::insert_into(moderation_cases::table)
        .values((
            moderation_cases::id.eq(id),
            moderation_cases::school_id.eq(school),
            moderation_cases::conversation_id.eq(reported.room),
            moderation_cases::message_id.eq(Some(reported.message)),
            moderation_cases::author_id.eq(reported.author),
            moderation_cases::author_name.eq(&reported.author_name),
            moderation_cases::author_role.eq(reported.author_role),
            moderation_cases::status.eq(CaseStatus::Open),
            moderation_cases::context.eq(serde_json::to_string(&context).map_err(StoreError::broken)?),
            moderation_cases::context_seq.eq(changed_seq),
            moderation_cases::opened_at.eq(reported.at.plus_seconds(900)),
        ))
        .execute(tx.db)?;
    Ok(id)
}

fn add(
    tx: &mut Tx<'_>,
    (case, people): (CaseId, &[Person]),
    at: Moment,
    (name, reason, note): Report,
) -> StoreResult<()> {
    diesel::insert_into(moderation_reports::table)
        .values((
            moderation_reports::id.eq(Id::<Row>::fresh()),
            moderation_reports::case_id.eq(case),
            moderation_reports::reporter_id.eq(Some(named(people, name)?.id)),
            moderation_reports::reason.eq(reason),
            moderation_reports::note.eq(note),
            moderation_reports::created_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn named<'a>(people: &'a [Person], name: &str) -> StoreResult<&'a Person> {
    people
        .iter()
        .find(|person| person.name == name)
        .ok_or_else(|| StoreError::broken(format!("the demo school has no {name}")))
}
