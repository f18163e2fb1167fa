//! What the menu of a message offers. Each line knows whether it is offered for this message.

use std::sync::Arc;

use domain::messaging::{
    edit::EDIT_SECONDS,
    moderation::rules,
    types::{MessageInfo, MessageKind},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::{Key, dates, key, say},
    messages::{
        bubble::may_react,
        calm,
        here::{Asking, Here},
        menu::focus_message,
    },
    state::{live::Live, session::Session},
    ui::{icon::Glyph, toasts::Toasts},
};

/// A line of the menu.
pub struct Entry {
    /// Its icon.
    pub glyph: Glyph,
    /// Its words.
    pub words: Key,
    /// What it does.
    pub act: Callback<()>,
    /// Whether it takes something away.
    pub grave: bool,
}

/// The lines for a message, in their order.
pub fn entries(here: Here, message: &Arc<MessageInfo>) -> Vec<Entry> {
    let lines = [
        reply, privately, react, forward, copy, pin, is_answer, reopen, edit, receipts, edits, report, delete,
    ];
    lines.iter().filter_map(|line| line(here, message)).collect()
}

fn entry(glyph: Glyph, words: Key, act: impl Fn() + Send + Sync + 'static) -> Entry {
    Entry {
        glyph,
        words,
        act: Callback::new(move |()| act()),
        grave: false,
    }
}

fn is_mine(message: &MessageInfo) -> bool {
    message.sender_id == Live::here().me()
}

fn may_write(here: Here) -> bool {
    untrack(|| Live::here().room(here.id)).is_some_and(|room| room.may_write)
}

/// Whether I may take a message away: my own, and where I look after the room those of whom I judge.
fn may_delete(here: Here, message: &MessageInfo) -> bool {
    let judges = || {
        let me = untrack(|| Session::here().me().get());
        me.is_some_and(|me| rules::may_judge(me.membership.role, message.sender_role))
    };
    is_mine(message) || (here.looks_after() && judges())
}

fn reply(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let message = message.clone();
    may_write(here).then(|| {
        entry(Glyph::Reply, key::MESSAGES_REPLY, move || {
            here.writing.answer(message.clone())
        })
    })
}

fn react(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let message = message.clone();
    (message.hidden_at.is_none() && may_react(here)).then(|| {
        entry(Glyph::Plus, key::MESSAGES_REACT, move || {
            here.asking.set(Some(Asking::React(message.clone())));
        })
    })
}

fn forward(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let can_go = matches!(
        message.message_type,
        MessageKind::Text | MessageKind::Image | MessageKind::File
    );
    let message = message.clone();
    (can_go && message.hidden_at.is_none()).then(|| {
        entry(Glyph::Forward, key::MESSAGES_FORWARD, move || {
            here.asking.set(Some(Asking::Forward(message.clone())));
        })
    })
}

fn copy(_: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let (toasts, text) = (Toasts::here(), message.content.clone());
    (!text.is_empty()).then(|| {
        entry(Glyph::Copy, key::MESSAGES_COPY, move || {
            let copied = window().navigator().clipboard().write_text(&text);
            spawn_local(async move {
                match wasm_bindgen_futures::JsFuture::from(copied).await {
                    Ok(_) => toasts.say(say(key::MESSAGES_COPIED)),
                    Err(_) => toasts.problem(say(key::MESSAGES_NOT_COPIED)),
                }
            });
        })
    })
}

fn edit(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let in_time = dates::now().seconds_since(message.created_at) < EDIT_SECONDS;
    let can_change = message.message_type != MessageKind::Poll && message.hidden_at.is_none();
    let message = message.clone();
    (is_mine(&message) && in_time && can_change && may_write(here)).then(|| {
        entry(Glyph::Pencil, key::MESSAGES_EDIT, move || {
            here.writing.edit(message.clone())
        })
    })
}

fn receipts(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let message = message.clone();
    is_mine(&message).then(|| {
        entry(Glyph::CheckCheck, key::MESSAGES_RECEIPTS, move || {
            here.asking.set(Some(Asking::Receipts(message.clone())));
        })
    })
}

fn edits(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let message = message.clone();
    let may_see = is_mine(&message) || here.looks_after();
    (message.edited_at.is_some() && may_see).then(|| {
        entry(Glyph::History, key::MESSAGES_EDITS, move || {
            here.asking.set(Some(Asking::Edits(message.clone())));
        })
    })
}

fn of_calm(line: calm::Line) -> Entry {
    let (glyph, words, act) = line;
    Entry {
        glyph,
        words,
        act,
        grave: false,
    }
}

fn privately(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    calm::privately(here, message).map(of_calm)
}

fn pin(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    calm::pin(here, message).map(of_calm)
}

fn is_answer(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    calm::answers(here, message).map(of_calm)
}

fn reopen(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    calm::reopen(here, message).map(of_calm)
}

fn report(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let stands = message.hidden_at.is_none() && message.sender_id.is_some();
    let message = message.clone();
    (stands && !is_mine(&message)).then(|| {
        entry(Glyph::Flag, key::REPORT_TITLE, move || {
            here.asking.set(Some(Asking::Report(message.clone())));
        })
    })
}

fn delete(here: Here, message: &Arc<MessageInfo>) -> Option<Entry> {
    let (live, toasts, message) = (Live::here(), Toasts::here(), message.clone());
    may_delete(here, &message).then(|| Entry {
        grave: true,
        ..entry(Glyph::Trash2, key::MESSAGES_DELETE, move || {
            let (conversation, id, seq) = (here.id, message.id, message.seq);
            live.begin_to_remove(id);
            toasts.offer_undo_before(
                say(key::MESSAGES_DELETED),
                move || {
                    live.keep_after_all(id);
                    focus_message(seq);
                },
                move || live.remove(conversation, id, toasts),
            );
        })
    })
}
