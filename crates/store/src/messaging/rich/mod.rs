//! The text of messages as a small typed tree. It is written like in other chats: `**bold**`, `_italic_`, `~~struck~~`, `` `code` ``, lists,
//! quotes, links. Whatever else Markdown knows stays as it was typed, and no word is ever lost. Plain words have no tree.

mod blocks;
mod inline;
mod source;

use domain::messaging::{
    mention,
    rich::{self, Block, Mention, Span},
    types::{MessageInfo, MessageKind},
};

use self::source::Source;
use crate::messaging::reactions::is_gone;

/// Most spans of one message: a text with more is shown as it was typed.
const SPANS_MAX: usize = 300;

/// Fills in the trees of a page.
pub(super) fn dress(page: &mut [MessageInfo]) {
    for message in page {
        if message.message_type != MessageKind::System && !is_gone(message) {
            message.blocks = parse(&message.content, &message.mentions);
        }
    }
}

/// A text on one line, without the signs that mark its words.
pub(super) fn in_short(text: &str) -> String {
    let blocks = parse(text, &[]);
    if blocks.is_empty() {
        return rich::one_line(text);
    }
    rich::plain(&blocks)
}

/// The tree of a text; empty when it is plain.
fn parse(text: &str, mentions: &[Mention]) -> Vec<Block> {
    if mentions.is_empty() && !source::may_be_marked(text) {
        return Vec::new();
    }
    let source = Source::of(text);
    let mut blocks = blocks::read(&source);
    if !mentions.is_empty() {
        let names: Vec<&str> = mentions.iter().map(|mention| mention.name.as_str()).collect();
        for spans in blocks.iter_mut().flat_map(spans_of) {
            *spans = spoken(std::mem::take(spans), &names, mentions);
        }
    }
    let count: usize = blocks.iter_mut().flat_map(spans_of).map(|spans| spans.len()).sum();
    if count > SPANS_MAX || says_nothing_more(&blocks, text) {
        return Vec::new();
    }
    blocks
}

fn spans_of(block: &mut Block) -> Vec<&mut Vec<Span>> {
    match block {
        Block::Paragraph { spans } | Block::Quote { spans } => vec![spans],
        Block::List { items, .. } => items.iter_mut().collect(),
        Block::Code { .. } => Vec::new(),
    }
}

/// Whether the tree is nothing but the text.
fn says_nothing_more(blocks: &[Block], text: &str) -> bool {
    let mut words = String::with_capacity(text.len());
    for block in blocks {
        let Block::Paragraph { spans } = block else {
            return false;
        };
        for span in spans {
            match span {
                Span::Text {
                    text,
                    bold: false,
                    italic: false,
                    strike: false,
                    code: false,
                } => words.extend(text.split_whitespace()),
                Span::Break {} => {}
                Span::Text { .. } | Span::Link { .. } | Span::Mention { .. } => return false,
            }
        }
    }
    words == text.split_whitespace().collect::<String>()
}

/// The same spans, with the people spoken to in spans of their own.
fn spoken(spans: Vec<Span>, names: &[&str], mentions: &[Mention]) -> Vec<Span> {
    let mut with = Vec::with_capacity(spans.len());
    for span in spans {
        match span {
            Span::Text {
                text,
                bold,
                italic,
                strike,
                code: false,
            } => {
                let words = |part: Option<&str>| {
                    let text = part.filter(|part| !part.is_empty())?.to_owned();
                    Some(Span::Text {
                        text,
                        bold,
                        italic,
                        strike,
                        code: false,
                    })
                };
                let mut at = 0;
                for found in mention::find(&text, names) {
                    with.extend(words(text.get(at..found.start)));
                    with.extend(mentions.get(found.name).map(|mention| Span::Mention {
                        name: mention.name.clone(),
                        account_id: mention.account_id,
                    }));
                    at = found.end;
                }
                with.extend(words(text.get(at..)));
            }
            other => with.push(other),
        }
    }
    with
}

#[cfg(test)]
mod tests;
