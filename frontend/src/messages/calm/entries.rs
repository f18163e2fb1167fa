//! What the menu of a message offers to keep a conversation calm.

use std::sync::Arc;

use domain::messaging::{
    calm::{
        calls::{MarkAnswered, PinMessage, ReopenQuestion, UnpinMessage},
        rules::is_question,
        types::Answered,
    },
    types::MessageInfo,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Failure, SignedIn},
    i18n::{Key, key, say},
    messages::{calm::Calm, here::Here},
    state::live::Live,
    ui::{icon::Glyph, toasts::Toasts},
};

/// A line of the menu: its icon, its words, what it does.
pub type Line = (Glyph, Key, Callback<()>);

fn stands(message: &MessageInfo) -> bool {
    message.deleted_at.is_none() && message.hidden_at.is_none()
}

/// Does something to a message, shows it at once, and says what was done.
fn act<F>(words: Key, call: F)
where
    F: Future<Output = Result<MessageInfo, Failure>> + 'static,
{
    let (live, toasts) = (Live::here(), Toasts::here());
    spawn_local(async move {
        match call.await {
            Ok(message) => {
                live.answered(message);
                toasts.say(say(words));
            }
            Err(failure) => toasts.failed(&failure),
        }
    });
}

/// Pins a message to the head of the conversation, or takes the pin off.
pub fn pin(here: Here, message: &Arc<MessageInfo>) -> Option<Line> {
    let (client, conversation, id) = (SignedIn::here(), here.id, message.id);
    if !stands(message) || !Calm::here().keeps_order() {
        return None;
    }
    Some(if message.pinned_at.is_some() {
        let off = move |()| {
            act(
                key::CALM_UNPINNED,
                client.ask(UnpinMessage {
                    conversation,
                    message: id,
                }),
            )
        };
        (Glyph::Pin, key::CALM_UNPIN, Callback::new(off))
    } else {
        let on = move |()| {
            act(
                key::CALM_PINNED,
                client.ask(PinMessage {
                    conversation,
                    message: id,
                }),
            )
        };
        (Glyph::Pin, key::CALM_PIN, Callback::new(on))
    })
}

/// Marks the question that a message answers: the one it replies to, or the last open one before it. Offered to whoever asked, and to
/// those who keep order.
pub fn answers(here: Here, message: &Arc<MessageInfo>) -> Option<Line> {
    if !stands(message) {
        return None;
    }
    let keeps = Calm::here().keeps_order();
    let me = Live::here().me();
    let question = here.timeline.with_untracked(|timeline| {
        if let Some(quote) = &message.quote {
            return timeline.find(quote.seq).cloned();
        }
        let mut before = timeline.between(1, message.seq - 1).rev().take(50);
        let is_open = |one: &&Arc<MessageInfo>| {
            stands(one) && one.answered_at.is_none() && is_question(&one.content) && (keeps || one.sender_id == me)
        };
        before.find(is_open).cloned()
    })?;
    let may = keeps || question.sender_id == me;
    if !may || !stands(&question) || question.answer_id == Some(message.id) {
        return None;
    }
    let (client, conversation, answer) = (SignedIn::here(), here.id, message.id);
    let call = MarkAnswered {
        conversation,
        message: question.id,
    };
    let mark = move |()| {
        act(
            key::CALM_ANSWERED,
            client.tell(call.clone(), Answered { message_id: answer }),
        )
    };
    Some((Glyph::CircleCheck, key::CALM_IS_ANSWER, Callback::new(mark)))
}

/// Opens an answered question again.
pub fn reopen(here: Here, message: &Arc<MessageInfo>) -> Option<Line> {
    let may = Calm::here().keeps_order() || message.sender_id == Live::here().me();
    if !may || message.answered_at.is_none() || !stands(message) {
        return None;
    }
    let (client, conversation, id) = (SignedIn::here(), here.id, message.id);
    let open = move |()| {
        act(
            key::CALM_REOPENED,
            client.ask(ReopenQuestion {
                conversation,
                message: id,
            }),
        )
    };
    Some((Glyph::RefreshCw, key::CALM_REOPEN, Callback::new(open)))
}
