//! Writing the rooms that people of the demo school have made: groups, one of the staff, one that is open to all.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, SchoolId},
    messaging::{
        rooms::{rules::Slug, types::RoomRole},
        types::ConversationKind,
    },
    moment::Moment,
};

use crate::{
    demo::{
        marks::Talk,
        people::Person,
        rooms::times,
        talk::{Gathering, Thread},
    },
    error::{StoreError, StoreResult},
    schema::{conversations, participants},
    tx::Tx,
};

/// Writes one room with what was said in it.
pub(super) fn gather(
    tx: &mut Tx<'_>,
    (school, people): (SchoolId, &[Person]),
    thread: &Thread<Gathering>,
    today: NaiveDate,
) -> StoreResult<()> {
    let mut here: Vec<&Person> = Vec::new();
    for name in &thread.place.members {
        let person = people.iter().find(|person| person.name == *name);
        here.push(person.ok_or_else(|| StoreError::broken(format!("the demo school knows no {name}")))?);
    }
    let moments = times(thread, today);
    let made_at = moments.first().copied().unwrap_or(tx.now);
    let members: Vec<AccountId> = here.iter().map(|person| person.id).collect();
    let room = make(tx, school, (&thread.place, &members), made_at)?;
    let mut talk = Talk::new(room, here.clone(), today);
    for (line, at) in thread.lines.iter().zip(moments) {
        let speaker = here.iter().find(|person| person.first_name == line.who);
        let speaker = speaker.ok_or_else(|| StoreError::broken(format!("{} is not in the room", line.who)))?;
        talk.say(tx, (speaker, at), line)?;
    }
    Ok(())
}

fn make(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (gathering, members): (&Gathering, &[AccountId]),
    at: Moment,
) -> StoreResult<ConversationId> {
    let id = ConversationId::fresh();
    let slug = (gathering.kind == ConversationKind::Public).then(|| Slug::of_title(&gathering.title));
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(id),
            conversations::school_id.eq(school),
            conversations::kind.eq(gathering.kind),
            conversations::title.eq(Some(&gathering.title)),
            conversations::description.eq(Some(&gathering.description)),
            conversations::slug.eq(slug.as_ref().map(Slug::as_str)),
            conversations::staff_only.eq(gathering.staff_only),
            conversations::created_by.eq(members.first().copied()),
            conversations::last_seq.eq(0_i64),
            conversations::last_number.eq(0_i64),
            conversations::members_version.eq(0_i64),
            conversations::created_at.eq(at),
        ))
        .execute(tx.db)?;
    for member in members {
        let role = if members.first() == Some(member) {
            RoomRole::Owner
        } else {
            RoomRole::Member
        };
        diesel::insert_into(participants::table)
            .values((
                participants::conversation_id.eq(id),
                participants::account_id.eq(member),
                participants::role.eq(role),
                participants::added_by.eq(members.first().copied()),
                participants::added_at.eq(Some(at)),
            ))
            .execute(tx.db)?;
    }
    Ok(id)
}
