//! Writing what is said in the demo school, and how far everybody has read.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, ClientMessageId, ConversationId, MessageId, SchoolId},
    messaging::types::{ConversationKind, MessageKind},
    moment::Moment,
    schools::types::{Level, Role},
};

use crate::{
    demo::{
        accounts::ONE_CLICK,
        calendar::{brussels, days_before},
        marks::{self as marks_of, Talk},
        people::Person,
        talk::{Pair, Speaker, Thread},
    },
    error::{StoreError, StoreResult},
    schema::{classes, conversations, marks, messages, participants, room_members},
    tx::Tx,
};

/// Writes one thread of a class room.
pub(super) fn say_in_room(
    tx: &mut Tx<'_>,
    people: &[Person],
    thread: &Thread<Level>,
    today: NaiveDate,
) -> StoreResult<()> {
    let level = thread.place;
    let room = people
        .iter()
        .filter(|person| person.role == Role::Teacher && person.levels.contains(&level));
    let teacher = room.clone().next().ok_or_else(|| nobody("teacher", level))?;
    let conversation = room_of(tx, teacher.id, level)?;
    let parents: Vec<&Person> = people
        .iter()
        .filter(|person| person.role == Role::Parent && person.levels.contains(&level))
        .collect();
    let mut casting = Casting::new(&parents, thread);
    let mut talk = Talk::new(conversation, parents.iter().copied().chain([teacher]).collect(), today);
    for (line, at) in thread.lines.iter().zip(times(thread, today)) {
        let speaker = match line.speaker() {
            Speaker::Teacher => teacher,
            Speaker::Named(name) => parents
                .iter()
                .find(|person| person.first_name == name)
                .ok_or_else(|| nobody(name, level))?,
            Speaker::Some(letter, locale) => casting.parent(letter, locale).ok_or_else(|| nobody(&line.who, level))?,
        };
        talk.say(tx, (speaker, at), line)?;
    }
    Ok(())
}

/// Writes one thread between two people.
pub(super) fn say_to_each_other(
    tx: &mut Tx<'_>,
    (school, people): (SchoolId, &[Person]),
    thread: &Thread<Pair>,
    today: NaiveDate,
) -> StoreResult<()> {
    let find = |name: &str| {
        people
            .iter()
            .find(|person| person.name == name)
            .ok_or_else(|| StoreError::broken(format!("the demo school knows no {name}")))
    };
    let (one, other) = (find(&thread.place.0)?, find(&thread.place.1)?);
    let conversation = direct(tx, school, (one.id, other.id))?;
    let mut talk = Talk::new(conversation, vec![one, other], today);
    for (line, at) in thread.lines.iter().zip(times(thread, today)) {
        let speaker = [one, other].into_iter().find(|person| person.first_name == line.who);
        let speaker = speaker.ok_or_else(|| StoreError::broken(format!("{} is not one of the two", line.who)))?;
        talk.say(tx, (speaker, at), line)?;
    }
    Ok(())
}

/// Puts the messages of each room in the order of their moments, and the marks of its members where they have got to.
pub(super) fn settle(tx: &mut Tx<'_>, school: SchoolId, people: &[Person]) -> StoreResult<()> {
    let emails: HashMap<AccountId, &str> = people.iter().map(|person| (person.id, person.email.as_str())).collect();
    let rooms: Vec<(ConversationId, ConversationKind)> = conversations::table
        .filter(conversations::school_id.eq(school))
        .select((conversations::id, conversations::kind))
        .load(tx.db)?;
    for (room, kind) in rooms {
        let said: Vec<(MessageId, Option<AccountId>, Moment)> = messages::table
            .filter(messages::conversation_id.eq(room))
            .order((messages::created_at, messages::seq))
            .select((messages::id, messages::sender_id, messages::created_at))
            .load(tx.db)?;
        let spoke_last = number(tx, room, &said)?;
        // whoever was assigned to the class got a mark at its beginning
        diesel::delete(marks::table.filter(marks::conversation_id.eq(room))).execute(tx.db)?;
        let last = i64::try_from(said.len()).unwrap_or(i64::MAX);
        let last_place = marks_of::record_reactions(tx, (room, people), (last, said.last().map(|(_, _, at)| *at)))?;
        // whoever has read the last message has seen what was done to the others, too
        let place = |number: i64| if number == last { last_place } else { number };
        let members: Vec<AccountId> = room_members::table
            .filter(room_members::conversation_id.eq(room))
            .select(room_members::account_id)
            .load(tx.db)?;
        for member in members {
            let own = spoke_last.get(&member).copied().unwrap_or(0);
            let email = emails.get(&member).copied().unwrap_or_default();
            let read = (last - behind(email, kind)).max(own).max(0);
            diesel::insert_into(marks::table)
                .values((
                    marks::conversation_id.eq(room),
                    marks::account_id.eq(member),
                    marks::last_read_seq.eq(place(read)),
                    marks::last_read_number.eq(read),
                    marks::last_delivered_seq.eq(place((last - behind(email, kind) / 2).max(read))),
                ))
                .execute(tx.db)?;
        }
    }
    Ok(())
}

/// How many messages somebody has not read: some for the accounts of one click, so that there is something to see; nothing for most of
/// the others.
fn behind(email: &str, kind: ConversationKind) -> i64 {
    let letters: usize = email.bytes().map(usize::from).sum();
    let lag = match (ONE_CLICK.iter().position(|known| *known == email), kind) {
        // Marie first: six in the class, one from Jean and one from the teacher
        (Some(place), ConversationKind::Class) => 6_usize.saturating_sub(place),
        (Some(_), _) => 2,
        (None, ConversationKind::Class) if letters.is_multiple_of(4) => letters % 13,
        (None, ConversationKind::Class) => 0,
        (None, _) if letters.is_multiple_of(5) => 1,
        (None, _) => 0,
    };
    i64::try_from(lag).unwrap_or(0)
}

/// Gives the messages their places and tells where each sender spoke last.
fn number(
    tx: &mut Tx<'_>,
    room: ConversationId,
    said: &[(MessageId, Option<AccountId>, Moment)],
) -> StoreResult<BTreeMap<AccountId, i64>> {
    let mut spoke_last = BTreeMap::new();
    // from above the highest place that a message has so far, so that no two have the same one in between
    let shift = i64::try_from(said.len()).unwrap_or(i64::MAX);
    diesel::update(messages::table.filter(messages::conversation_id.eq(room)))
        .set((
            messages::seq.eq(messages::seq + shift),
            messages::changed_seq.eq(messages::seq + shift),
        ))
        .execute(tx.db)?;
    for ((message, sender, _), place) in said.iter().zip(1_i64..) {
        diesel::update(messages::table.find(*message))
            .set((
                messages::seq.eq(place),
                messages::number.eq(place),
                messages::changed_seq.eq(place),
            ))
            .execute(tx.db)?;
        if let Some(sender) = sender {
            spoke_last.insert(*sender, place);
        }
    }
    let first = said.first().map(|(_, _, at)| *at);
    diesel::update(conversations::table.find(room))
        .set((
            conversations::last_seq.eq(shift),
            conversations::last_number.eq(shift),
            conversations::last_message_at.eq(said.last().map(|(_, _, at)| *at)),
            conversations::created_at.eq(first.unwrap_or(tx.now)),
        ))
        .execute(tx.db)?;
    Ok(spoke_last)
}

/// Writes a message at the next place.
pub(super) fn write(
    tx: &mut Tx<'_>,
    room: ConversationId,
    (by, at): (&Person, Moment),
    (kind, text): (MessageKind, &str),
) -> StoreResult<MessageId> {
    let id = MessageId::fresh();
    let place: i64 = diesel::update(conversations::table.find(room))
        .set((
            conversations::last_seq.eq(conversations::last_seq + 1),
            conversations::last_number.eq(conversations::last_number + 1),
        ))
        .returning(conversations::last_seq)
        .get_result(tx.db)?;
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(id),
            messages::conversation_id.eq(room),
            messages::seq.eq(place),
            messages::number.eq(place),
            messages::changed_seq.eq(place),
            messages::sender_id.eq(by.id),
            messages::sender_name.eq(&by.name),
            messages::sender_role.eq(by.role),
            messages::kind.eq(kind),
            messages::content.eq(text),
            messages::client_msg_id.eq(ClientMessageId::fresh()),
            messages::created_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(id)
}

fn room_of(tx: &mut Tx<'_>, teacher: AccountId, level: Level) -> StoreResult<ConversationId> {
    Ok(room_members::table
        .inner_join(conversations::table)
        .inner_join(classes::table.on(conversations::class_id.eq(classes::id.nullable())))
        .filter(room_members::account_id.eq(teacher))
        .filter(classes::level.eq(level))
        .order(conversations::id.desc())
        .select(conversations::id)
        .first(tx.db)?)
}

fn direct(tx: &mut Tx<'_>, school: SchoolId, (one, other): (AccountId, AccountId)) -> StoreResult<ConversationId> {
    let (low, high) = (one.min(other), one.max(other));
    let known = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::pair_low.eq(low))
        .filter(conversations::pair_high.eq(high))
        .select(conversations::id)
        .first(tx.db)
        .optional()?;
    if let Some(conversation) = known {
        return Ok(conversation);
    }
    let id = ConversationId::fresh();
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(id),
            conversations::school_id.eq(school),
            conversations::kind.eq(ConversationKind::Direct),
            conversations::pair_low.eq(low),
            conversations::pair_high.eq(high),
            conversations::last_seq.eq(0),
            conversations::last_number.eq(0),
            conversations::members_version.eq(0),
            conversations::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    for account in [low, high] {
        diesel::insert_into(participants::table)
            .values((
                participants::conversation_id.eq(id),
                participants::account_id.eq(account),
            ))
            .execute(tx.db)?;
    }
    Ok(id)
}

/// When each line of a thread is said; not all at second zero.
pub(super) fn times<W>(thread: &Thread<W>, today: NaiveDate) -> Vec<Moment> {
    let day = days_before(today, thread.days_ago, thread.on_school_day);
    let mut minute = thread.minute;
    thread
        .lines
        .iter()
        .map(|line| {
            minute += line.after;
            let second = i64::try_from(line.text.len() % 60).unwrap_or(0);
            brussels(day, minute).plus_seconds(second)
        })
        .collect()
}

/// Which parent plays which letter of a thread.
struct Casting<'a> {
    parents: &'a [&'a Person],
    start: usize,
    cast: HashMap<char, &'a Person>,
}

impl<'a> Casting<'a> {
    fn new(parents: &'a [&'a Person], thread: &Thread<Level>) -> Self {
        // any number that differs from thread to thread: another parent begins each time
        let start = thread.lines.iter().map(|line| line.text.len()).sum();
        Self {
            parents,
            start,
            cast: HashMap::new(),
        }
    }

    fn parent(&mut self, letter: char, locale: Option<Locale>) -> Option<&'a Person> {
        if let Some(person) = self.cast.get(&letter) {
            return Some(person);
        }
        let free: Vec<&Person> = (0..self.parents.len())
            .filter_map(|step| self.parents.get((self.start + step * 5) % self.parents.len()).copied())
            .chain(self.parents.iter().copied())
            .filter(|person| !ONE_CLICK.contains(&person.email.as_str()))
            .filter(|person| self.cast.values().all(|taken| taken.id != person.id))
            .collect();
        let wanted = locale.unwrap_or(Locale::Fr);
        let speaks = free.iter().find(|person| person.locale == wanted);
        let person = *speaks.or_else(|| free.first())?;
        self.cast.insert(letter, person);
        Some(person)
    }
}

fn nobody(who: &str, level: Level) -> StoreError {
    StoreError::broken(format!("the demo school has no {who} in {level}"))
}
