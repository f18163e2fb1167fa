//! What a conversation is called, what stands in its circle, and its last message in one line.

use domain::{
    messaging::types::{ConversationInfo, ConversationKind, MessageInfo, Person},
    schools::types::Role,
};

use crate::{
    i18n::{Key, key, say, say_with},
    ui::module::Module,
};

/// `Classe de P3`, `Jean Dubois`.
pub fn title(room: &ConversationInfo) -> String {
    match (&room.class, &room.other, &room.title) {
        (Some(class), ..) => say_with(key::MESSAGES_CLASS, [("class", class.name.clone().into())]),
        (_, Some(other), _) => full_name(other),
        (.., Some(family)) if room.kind == ConversationKind::Support => {
            say_with(key::MESSAGES_FAMILY, [("name", family.clone().into())])
        }
        (.., Some(title)) => title.clone(),
        _ if room.kind == ConversationKind::Support => say(key::MESSAGES_OFFICE),
        _ => say(key::MESSAGES_GONE_PERSON),
    }
}

/// What stands in the circle, and its colour.
pub fn face(room: &ConversationInfo) -> (String, Module) {
    match (&room.class, &room.other) {
        (Some(class), _) => (class.name.clone(), Module::Messages),
        (None, Some(other)) => person_face(other),
        (None, None) if room.kind == ConversationKind::Direct => ("?".to_owned(), Module::Plain),
        (None, None) => {
            let title = title(room);
            let mut words = title.split_whitespace();
            let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            (
                domain::words::initials(first, second),
                Module::of_id(room.id.as_uuid().as_bytes()),
            )
        }
    }
}

/// A person's initials and colour.
pub fn person_face(person: &Person) -> (String, Module) {
    (
        domain::words::initials(&person.first_name, &person.last_name),
        Module::of_id(person.id.as_uuid().as_bytes()),
    )
}

/// First and last name.
pub fn full_name(person: &Person) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

/// `Parent, P3`.
pub fn what_they_are(person: &Person) -> String {
    let role = say(role_words(person.role));
    if person.classes.is_empty() {
        return role;
    }
    say_with(
        key::MESSAGES_CLASSES,
        [("role", role.into()), ("classes", person.classes.join(", ").into())],
    )
}

/// What a role is called.
pub const fn role_words(role: Role) -> Key {
    match role {
        Role::Parent => key::ROLE_PARENT,
        Role::Teacher => key::ROLE_TEACHER,
        Role::Direction => key::ROLE_DIRECTION,
        Role::Admin => key::ROLE_ADMIN,
        Role::Student => key::ROLE_STUDENT,
    }
}

/// `Fatima : Qui peut prêter des bottes ?`; in a direct conversation only my own messages say who wrote.
pub fn preview(room: &ConversationInfo, message: &MessageInfo, mine: bool) -> String {
    if message.deleted_at.is_some() {
        return say(key::MESSAGES_DELETED);
    }
    if message.hidden_at.is_some() {
        return say(key::MESSAGES_HIDDEN);
    }
    let text = match message.attachments.first() {
        Some(file) if message.content.is_empty() && file.thumbnail_url.is_none() => file.name.clone(),
        Some(_) if message.content.is_empty() => say(key::MESSAGES_A_PHOTO),
        _ => one_line(&message.in_short()),
    };
    if mine {
        return say_with(key::MESSAGES_YOU, [("text", text.into())]);
    }
    if room.kind == ConversationKind::Direct {
        return text;
    }
    let name = message.sender_name.split(' ').next().unwrap_or_default().to_owned();
    say_with(key::MESSAGES_THEY, [("name", name.into()), ("text", text.into())])
}

/// Text on one line, cut where no list is wide enough to show more.
pub fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(160)
        .collect()
}
