//! A conversation on the dashboard.

use domain::messaging::types::{ConversationInfo, MessageInfo};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{dates, key, say, say_with},
    state::session::Session,
    ui::{avatar::Avatar, badge::Badge, module::Module},
};

/// A row with the circle, the title, the last message and the number of unread ones.
#[component]
pub fn ConversationRow(
    /// Which conversation.
    conversation: ConversationInfo,
) -> impl IntoView {
    let me = Session::here().me();
    let (initials, module) = face(&conversation);
    let href = format!("/messages/{}", conversation.id);
    let unread = u32::try_from(conversation.unread_count).unwrap_or_default();
    let label = move || say_with(key::NAV_UNREAD, [("count", unread.into())]);
    let last = conversation.last_message.clone();
    let at = last.as_ref().map(|message| message.created_at);
    let direct = conversation.class.is_none();
    let preview = move || match &last {
        None => say(key::HOME_ROW_EMPTY),
        Some(message) => preview(message, me.get().is_some_and(|me| message.sender_id == Some(me.id)), direct),
    };
    view! {
        <A href=href attr:class="row">
            <Avatar text=initials module=module />
            <div class="row-body">
                <p class="row-title">{move || title(&conversation)}</p>
                <p class="row-detail row-detail-one-line">{preview}</p>
            </div>
            <div class="row-end">
                {at.map(|at| view! { <span class="row-detail numbers">{move || dates::in_list(at)}</span> })}
                <Badge count=unread label=label />
            </div>
        </A>
    }
}

fn face(conversation: &ConversationInfo) -> (String, Module) {
    match (&conversation.class, &conversation.other) {
        (Some(class), _) => (class.name.clone(), Module::Messages),
        (None, Some(other)) => (
            domain::words::initials(&other.first_name, &other.last_name),
            Module::of_id(other.id.as_uuid().as_bytes()),
        ),
        (None, None) => ("?".to_owned(), Module::Plain),
    }
}

fn title(conversation: &ConversationInfo) -> String {
    match (&conversation.class, &conversation.other) {
        (Some(class), _) => say_with(key::HOME_ROW_CLASS, [("class", class.name.clone().into())]),
        (None, Some(other)) => format!("{} {}", other.first_name, other.last_name),
        (None, None) => say(key::HOME_ROW_GONE),
    }
}

/// `Fatima : Qui peut prêter des bottes ?`; in a direct conversation only my own messages say who wrote.
fn preview(message: &MessageInfo, mine: bool, direct: bool) -> String {
    let text = message.content.split_whitespace().collect::<Vec<_>>().join(" ");
    if mine {
        return say_with(key::HOME_ROW_YOU, [("text", text.into())]);
    }
    if direct {
        return text;
    }
    let name = message.sender_name.split(' ').next().unwrap_or_default().to_owned();
    say_with(key::HOME_ROW_THEY, [("name", name.into()), ("text", text.into())])
}
