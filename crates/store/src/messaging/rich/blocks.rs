//! Paragraphs, quotes, lists and code.

use std::ops::Range;

use domain::messaging::rich::Block;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{inline::Writer, source::Source};

type Piece<'a> = (Event<'a>, Range<usize>);

/// The blocks of a text, in order.
pub(super) fn read(source: &Source) -> Vec<Block> {
    let pieces: Vec<Piece<'_>> = Parser::new_ext(&source.text, Options::ENABLE_STRIKETHROUGH)
        .into_offset_iter()
        .collect();
    let mut blocks = Vec::new();
    let mut rest = pieces.as_slice();
    let mut read_to = 0;
    while let Some(((event, range), after)) = rest.split_first() {
        // what lies between two blocks: definitions of links, which the parser takes for itself
        keep(&mut blocks, source, &(read_to..range.start));
        read_to = range.end.max(read_to);
        let Event::Start(tag) = event else {
            keep(&mut blocks, source, range);
            rest = after;
            continue;
        };
        let (inside, next) = element(after);
        match block(source, tag, inside) {
            Some(block) => blocks.push(block),
            None => keep(&mut blocks, source, range),
        }
        rest = next;
    }
    keep(&mut blocks, source, &(read_to..source.text.len()));
    blocks
}

/// What is inside of the element that has just begun, and what comes after it.
fn element<'p, 't>(pieces: &'p [Piece<'t>]) -> (&'p [Piece<'t>], &'p [Piece<'t>]) {
    let mut depth = 1_usize;
    for (index, (event, _)) in pieces.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (inside, rest) = pieces.split_at(index);
            return (inside, rest.get(1..).unwrap_or_default());
        }
    }
    (pieces, &[])
}

/// Keeps words as they were typed.
fn keep(blocks: &mut Vec<Block>, source: &Source, range: &Range<usize>) {
    let words = source.words(range);
    if words.trim().is_empty() {
        return;
    }
    let mut writer = Writer::new(source);
    writer.plain(words.trim_matches('\n'));
    blocks.push(Block::Paragraph { spans: writer.spans() });
}

fn block(source: &Source, tag: &Tag<'_>, inside: &[Piece<'_>]) -> Option<Block> {
    match tag {
        Tag::Paragraph => Some(Block::Paragraph {
            spans: flowing(source, inside)?.spans(),
        }),
        Tag::BlockQuote(_) => {
            let spans = flowing(source, inside)?.spans();
            (!spans.is_empty()).then_some(Block::Quote { spans })
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
            let text: String = inside
                .iter()
                .filter_map(|(event, _)| match event {
                    Event::Text(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect();
            let text = text.trim_end_matches('\n').to_owned();
            (!text.trim().is_empty()).then_some(Block::Code { text })
        }
        Tag::List(first) => list(source, *first, inside),
        _ => None,
    }
}

/// A list of two points or more; numbers count 1, 2, 3, because that is how they are shown.
fn list(source: &Source, first: Option<u64>, inside: &[Piece<'_>]) -> Option<Block> {
    let mut items = Vec::new();
    let mut rest = inside;
    while let Some(((event, range), after)) = rest.split_first() {
        if !matches!(event, Event::Start(Tag::Item)) {
            return None;
        }
        let mark = mark(source, range);
        let expected = match first {
            Some(_) => mark.trim_end_matches(['.', ')']).parse() == Ok(items.len() + 1),
            None => matches!(mark, "-" | "*"),
        };
        let (inside, next) = element(after);
        let writer = flowing(source, inside).filter(|writer| expected && !writer.is_empty())?;
        items.push(writer.spans());
        rest = next;
    }
    let ordered = first.is_some();
    (items.len() > 1).then_some(Block::List { ordered, items })
}

/// The dash or number of a point.
fn mark<'s>(source: &'s Source, range: &Range<usize>) -> &'s str {
    source.words(range).split_whitespace().next().unwrap_or_default()
}

/// Paragraphs and points below each other, as running text; `None` when something else is among them.
fn flowing<'s>(source: &'s Source, inside: &[Piece<'_>]) -> Option<Writer<'s>> {
    let mut writer = Writer::new(source);
    for (event, range) in inside {
        match event {
            Event::Start(Tag::Paragraph | Tag::List(_)) | Event::End(TagEnd::Item | TagEnd::List(_)) => {}
            Event::Start(Tag::Item) => {
                writer.own_line();
                writer.words(mark(source, range));
                writer.words(" ");
            }
            Event::End(TagEnd::Paragraph) => writer.new_line(),
            Event::Start(
                Tag::Heading { .. }
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::FootnoteDefinition(_),
            )
            | Event::Rule
            | Event::Html(_) => return None,
            event => writer.take(event, range),
        }
    }
    Some(writer)
}
