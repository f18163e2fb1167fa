//! Running text: words with their kind, links, new lines.

use std::ops::Range;

use domain::messaging::rich::Span;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::source::Source;

/// Running text as it comes together.
pub(super) struct Writer<'a> {
    source: &'a Source,
    spans: Vec<Span>,
    open: Vec<Open>,
    link: Option<Link>,
    /// How deep inside something that stays as it was typed.
    skipped: usize,
}

/// Something that is open: a kind of words, or signs that mean themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    Bold,
    Italic,
    Strike,
    Signs(String),
}

struct Link {
    words: String,
    url: String,
    typed: Range<usize>,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(source: &'a Source) -> Self {
        Self {
            source,
            spans: Vec::new(),
            open: Vec::new(),
            link: None,
            skipped: 0,
        }
    }

    /// Whether nothing has been written yet.
    pub(super) const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// What has been written.
    pub(super) fn spans(mut self) -> Vec<Span> {
        while matches!(self.spans.last(), Some(Span::Break {})) {
            self.spans.pop();
        }
        self.spans
    }

    /// A new line.
    pub(super) fn new_line(&mut self) {
        self.spans.push(Span::Break {});
    }

    /// Makes sure that what comes stands on a line of its own.
    pub(super) fn own_line(&mut self) {
        if !matches!(self.spans.last(), None | Some(Span::Break {})) {
            self.new_line();
        }
    }

    /// Words that stand for themselves, whatever is open.
    pub(super) fn plain(&mut self, words: &str) {
        for (index, line) in words.trim_end().split('\n').enumerate() {
            if index > 0 {
                self.new_line();
            }
            self.push(line, Style::default());
        }
    }

    /// One event inside a paragraph, a quote or a point of a list.
    pub(super) fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.begin(tag, range),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                if let Some(Open::Signs(signs)) = self.open.pop() {
                    self.words(&signs);
                }
            }
            Event::Code(code) => self.code(code),
            Event::SoftBreak | Event::HardBreak if self.link.is_some() => self.words(" "),
            Event::SoftBreak | Event::HardBreak => self.new_line(),
            Event::End(_) => {}
            // as it was typed: `&amp;` is no sign of ours
            _ => {
                let source = self.source;
                self.words(source.words(range));
            }
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let source = self.source;
        match tag {
            Tag::Emphasis => self.begin_kind(Open::Italic, range, 1),
            Tag::Strong => self.begin_kind(Open::Bold, range, 2),
            Tag::Strikethrough if source.words(range).starts_with("~~") => self.begin_kind(Open::Strike, range, 2),
            Tag::Strikethrough => self.begin_signs("~"),
            Tag::Link {
                link_type, dest_url, ..
            } => match address(*link_type, dest_url) {
                Some(url) if self.link.is_none() => {
                    self.link = Some(Link {
                        words: String::new(),
                        url,
                        typed: range.clone(),
                    });
                }
                _ => self.skip(range),
            },
            _ => self.skip(range),
        }
    }

    /// Signs in the middle of a word or of an address mean themselves: `2*3*4`.
    fn begin_kind(&mut self, kind: Open, range: &Range<usize>, length: usize) {
        let source = self.source;
        let last = range.end.saturating_sub(1);
        let in_word = source.follows_a_word(range.start) || source.goes_on_with_a_word(range.end);
        if in_word || source.is_in_address(range.start) || source.is_in_address(last) {
            let signs = source.words(&(range.start..range.start + length)).to_owned();
            return self.begin_signs(&signs);
        }
        self.open.push(kind);
    }

    fn begin_signs(&mut self, signs: &str) {
        self.words(signs);
        self.open.push(Open::Signs(signs.to_owned()));
    }

    /// Keeps something as it was typed, with all that is in it.
    fn skip(&mut self, range: &Range<usize>) {
        let source = self.source;
        self.skipped = 1;
        self.words(source.words(range));
    }

    fn end_link(&mut self) {
        let source = self.source;
        let Some(link) = self.link.take() else {
            return;
        };
        if !link.words.trim().is_empty() && is_honest(&link.words, &link.url) {
            return self.spans.push(Span::Link {
                text: link.words,
                url: link.url,
            });
        }
        self.words(source.words(&link.typed));
    }

    /// Words of the kind that is open.
    pub(super) fn words(&mut self, words: &str) {
        if let Some(link) = &mut self.link {
            link.words.push_str(words);
            return;
        }
        let style = Style {
            bold: self.open.contains(&Open::Bold),
            italic: self.open.contains(&Open::Italic),
            strike: self.open.contains(&Open::Strike),
            code: false,
        };
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.new_line();
            }
            self.push(line, style);
        }
    }

    fn code(&mut self, code: &str) {
        if self.link.is_some() {
            return self.words(code);
        }
        self.push(
            code,
            Style {
                code: true,
                ..Style::default()
            },
        );
    }

    fn push(&mut self, words: &str, style: Style) {
        if words.is_empty() {
            return;
        }
        if let Some(Span::Text {
            text,
            bold,
            italic,
            strike,
            code,
        }) = self.spans.last_mut()
            && (Style {
                bold: *bold,
                italic: *italic,
                strike: *strike,
                code: *code,
            }) == style
            && !style.code
        {
            text.push_str(words);
            return;
        }
        let Style {
            bold,
            italic,
            strike,
            code,
        } = style;
        self.spans.push(Span::Text {
            text: words.to_owned(),
            bold,
            italic,
            strike,
            code,
        });
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Style {
    bold: bool,
    italic: bool,
    strike: bool,
    code: bool,
}

/// Where a link leads, if it may lead there.
fn address(kind: LinkType, url: &str) -> Option<String> {
    if kind == LinkType::Email {
        return Some(format!("mailto:{url}"));
    }
    if !matches!(kind, LinkType::Inline | LinkType::Autolink) {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    let is_allowed = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len());
    let is_clean = !url.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    (is_allowed && is_clean).then(|| url.to_owned())
}

/// Words that look like an address must be the one to which they lead.
fn is_honest(words: &str, url: &str) -> bool {
    let words = words.trim().to_lowercase();
    let looks_like_one = words.contains("://") || words.starts_with("www.") || words.contains('@');
    let url = url.to_lowercase();
    !looks_like_one || url.trim_end_matches('/').ends_with(words.trim_end_matches('/'))
}
