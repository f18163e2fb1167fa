//! What of messages stands in other tables: for a whole page at once, and asked only when some message of the page has it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, MessageId},
    messaging::types::{MessageInfo, MessageKind, Quote},
    moment::Moment,
};

use crate::{
    backend::Db,
    error::StoreResult,
    files::attached,
    messaging::{calm, mentions, polls, reactions, rich},
    schema::messages,
};

/// Longest excerpt of a quote, in characters.
const EXCERPT: usize = 140;

/// Fills in what the row of a message does not hold. `reader` is whose own reactions and votes are marked; nobody's without one.
pub(crate) fn dress(db: &mut Db, reader: Option<AccountId>, page: &mut [MessageInfo]) -> StoreResult<()> {
    quotes(db, page)?;
    reactions::dress(db, reader, page)?;
    polls::dress(db, reader, page)?;
    mentions::dress(db, page)?;
    rich::dress(page);
    attachments(db, page)?;
    calm::answering::dress(db, page)?;
    Ok(())
}

fn attachments(db: &mut Db, page: &mut [MessageInfo]) -> StoreResult<()> {
    let has_some = |message: &MessageInfo| {
        let is_gone = message.deleted_at.is_some() || message.hidden_at.is_some();
        matches!(message.message_type, MessageKind::Image | MessageKind::File) && !is_gone
    };
    let wanted: Vec<MessageId> = page
        .iter()
        .filter(|message| has_some(message))
        .map(|message| message.id)
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut found = attached::of_messages(db, &wanted)?;
    for message in page {
        message.attachments = found.remove(&message.id).unwrap_or_default();
    }
    Ok(())
}

fn quotes(db: &mut Db, page: &mut [MessageInfo]) -> StoreResult<()> {
    let wanted: Vec<MessageId> = page.iter().filter_map(|message| message.reply_to).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    type Found = (MessageId, i64, String, String, String, Option<Moment>, Option<Moment>);
    let found: Vec<Found> = messages::table
        .filter(messages::id.eq_any(wanted))
        .select((
            messages::id,
            messages::seq,
            messages::sender_name,
            messages::content,
            messages::kind,
            messages::deleted_at,
            messages::hidden_at,
        ))
        .load(db)?;
    let quotes: BTreeMap<MessageId, Quote> = found
        .into_iter()
        .filter_map(|(id, seq, sender_name, content, kind, deleted, hidden)| {
            let message_type: MessageKind = kind.parse().ok()?;
            let is_gone = deleted.is_some() || hidden.is_some() || message_type == MessageKind::System;
            let excerpt = if is_gone { String::new() } else { excerpt(&content) };
            let quote = Quote {
                seq,
                sender_name,
                excerpt,
                message_type,
            };
            Some((id, quote))
        })
        .collect();
    for message in page {
        message.quote = message.reply_to.and_then(|answered| quotes.get(&answered).cloned());
    }
    Ok(())
}

fn excerpt(content: &str) -> String {
    let line = rich::in_short(content);
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let mut short: String = line.chars().take(EXCERPT - 1).collect();
    short.push('…');
    short
}
