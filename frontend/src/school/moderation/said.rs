//! A message of a case as whoever judges it sees it: its words, its pictures and documents, its poll.

use domain::messaging::{
    moderation::context::ContextMessage,
    poll::{PollInfo, PollOption},
};
use leptos::prelude::*;

use crate::{
    i18n::{dates, key, say_with, t},
    messages::files::list::AttachmentList,
    school::moderation::words,
};

/// Who said it and when, what it is, and what it says.
#[component]
pub fn Said(
    /// The message.
    message: ContextMessage,
) -> impl IntoView {
    let ContextMessage {
        sender_name,
        message_type,
        content,
        attachments,
        poll,
        created_at,
        ..
    } = message;
    let says_nothing = content.is_empty() && attachments.is_empty();
    view! {
        <p class="row-detail">
            {move || format!("{sender_name}, {}", dates::full(created_at))}
            {words::kind(message_type).map(|kind| view! { " · " {t(kind)} })}
        </p>
        {(!content.is_empty()).then(|| view! { <p dir="auto">{content}</p> })}
        {(!attachments.is_empty()).then(|| view! { <div class="case-files"><AttachmentList files=attachments /></div> })}
        {poll.map(|poll| view! { <Answers poll=poll /> })}
        {says_nothing.then(|| view! { <p class="muted">{t(key::CASE_SAYS_NOTHING)}</p> })}
    }
}

/// The answers of a poll with how many chose each, as they stood.
#[component]
fn Answers(poll: PollInfo) -> impl IntoView {
    let answer = |option: PollOption| {
        let PollOption { text, votes, .. } = option;
        let line = move || {
            say_with(
                key::CASE_POLL_ANSWER,
                [("text", text.clone().into()), ("count", votes.into())],
            )
        };
        view! { <li dir="auto">{line}</li> }
    };
    view! { <ul class="case-poll">{poll.options.into_iter().map(answer).collect_view()}</ul> }
}
