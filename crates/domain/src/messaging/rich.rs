//! Markdown as a small typed tree: the server parses, clients map the tree to their own views. Nothing in it is HTML.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::ToSchema;

use crate::id::AccountId;

/// One piece of a text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph {
        /// Its words.
        spans: Vec<Span>,
    },
    /// Words of somebody else.
    Quote {
        /// Its words.
        spans: Vec<Span>,
    },
    /// A list.
    List {
        /// Whether it counts 1, 2, 3.
        ordered: bool,
        /// Its points.
        items: Vec<Vec<Span>>,
    },
    /// Text as it was typed.
    Code {
        /// The text.
        text: String,
    },
}

/// Some words of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Bold.
        #[serde(default, skip_serializing_if = "is_false")]
        bold: bool,
        /// Italic.
        #[serde(default, skip_serializing_if = "is_false")]
        italic: bool,
        /// Struck through.
        #[serde(default, skip_serializing_if = "is_false")]
        strike: bool,
        /// Code.
        #[serde(default, skip_serializing_if = "is_false")]
        code: bool,
    },
    /// A link.
    Link {
        /// Its words.
        text: String,
        /// Where it leads: `http`, `https` or `mailto`.
        url: String,
    },
    /// Somebody is spoken to.
    Mention {
        /// Their name.
        name: String,
        /// Who; absent when everybody is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account_id: Option<AccountId>,
    },
    /// A new line.
    Break {},
}

/// The words of a tree on one line, without a sign of Markdown: for quotes, lists and wherever else a message stands in short.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let parts = blocks.iter().map(|block| match block {
        Block::Paragraph { spans } | Block::Quote { spans } => words(spans),
        Block::List { items, .. } => {
            let items: Vec<String> = items.iter().map(|spans| words(spans)).collect();
            items.join(" · ")
        }
        Block::Code { text } => text.clone(),
    });
    one_line(&parts.collect::<Vec<_>>().join(" "))
}

/// A text on one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(spans: &[Span]) -> String {
    let mut words = String::new();
    for span in spans {
        match span {
            Span::Text { text, .. } | Span::Link { text, .. } => words.push_str(text),
            Span::Mention { name, .. } => words.extend(["@", name]),
            Span::Break {} => words.push(' '),
        }
    }
    words
}

/// Somebody spoken to in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct Mention {
    /// Who; absent when everybody in the room is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// Their name as it stands in the text after `@`.
    #[schema(example = "Jean Dubois")]
    pub name: String,
}

/// All that a block may have. A derived `Deserialize` would keep every field aside until it knows the kind, with more code than a phone
/// should download; here all are read in one go.
#[derive(Deserialize)]
struct BlockFields {
    kind: String,
    spans: Option<Vec<Span>>,
    ordered: Option<bool>,
    items: Option<Vec<Vec<Span>>>,
    text: Option<String>,
}

impl BlockFields {
    fn block(self) -> Option<Block> {
        Some(match self.kind.as_str() {
            "paragraph" => Block::Paragraph { spans: self.spans? },
            "quote" => Block::Quote { spans: self.spans? },
            "list" => Block::List {
                ordered: self.ordered?,
                items: self.items?,
            },
            "code" => Block::Code { text: self.text? },
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = BlockFields::deserialize(deserializer)?;
        fields.block().ok_or_else(|| D::Error::custom("this is no block"))
    }
}

/// All that words may have, see [`BlockFields`].
#[derive(Deserialize)]
struct SpanFields {
    kind: String,
    text: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    strike: bool,
    #[serde(default)]
    code: bool,
    url: Option<String>,
    name: Option<String>,
    account_id: Option<AccountId>,
}

impl SpanFields {
    fn span(self) -> Option<Span> {
        Some(match self.kind.as_str() {
            "text" => Span::Text {
                text: self.text?,
                bold: self.bold,
                italic: self.italic,
                strike: self.strike,
                code: self.code,
            },
            "link" => Span::Link {
                text: self.text?,
                url: self.url?,
            },
            "mention" => Span::Mention {
                name: self.name?,
                account_id: self.account_id,
            },
            "break" => Span::Break {},
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = SpanFields::deserialize(deserializer)?;
        fields.span().ok_or_else(|| D::Error::custom("these are no words"))
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn every_kind_is_read_as_it_was_written() {
        let text = |bold, italic, strike, code| Span::Text {
            text: "Qui vient ?".into(),
            bold,
            italic,
            strike,
            code,
        };
        let mention = |account_id| Span::Mention {
            name: "Jean Dubois".into(),
            account_id,
        };
        let link = Span::Link {
            text: "photos".into(),
            url: "https://example.be".into(),
        };
        let spans = vec![
            text(true, false, false, false),
            text(false, true, false, true),
            text(false, false, true, false),
            link,
            mention(Some(Id::fresh())),
            mention(None),
            Span::Break {},
        ];
        let blocks = vec![
            Block::Paragraph { spans: spans.clone() },
            Block::Quote { spans: Vec::new() },
            Block::List {
                ordered: true,
                items: vec![spans, Vec::new()],
            },
            Block::Code { text: "1 + 1".into() },
        ];
        let written = serde_json::to_string(&blocks).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Block>>(&written).unwrap(), blocks);
    }

    #[test]
    fn in_short_it_is_one_line_of_words() {
        let text = |text: &str, bold| Span::Text {
            text: text.into(),
            bold,
            italic: false,
            strike: false,
            code: false,
        };
        let link = Span::Link {
            text: "le menu".into(),
            url: "https://ecole.be/menu".into(),
        };
        let mention = Span::Mention {
            name: "Jean Dubois".into(),
            account_id: None,
        };
        let blocks = [
            Block::Quote {
                spans: vec![text("Qui vient ?", false)],
            },
            Block::Paragraph {
                spans: vec![
                    mention,
                    text(", voici ", false),
                    link,
                    Span::Break {},
                    text("pour demain :", true),
                ],
            },
            Block::List {
                ordered: false,
                items: vec![vec![text("soupe", false)], vec![text("frites", true)]],
            },
            Block::Code {
                text: "1 +\n  1".into(),
            },
        ];
        let line = "Qui vient ? @Jean Dubois, voici le menu pour demain : soupe · frites 1 + 1";
        assert_eq!(plain(&blocks), line);
        assert_eq!(plain(&[]), "");
    }

    #[test]
    fn a_kind_without_what_it_needs_is_refused() {
        for text in [
            r#"{"kind":"list","ordered":true}"#,
            r#"{"kind":"table"}"#,
            r#"{"spans":[]}"#,
        ] {
            assert!(serde_json::from_str::<Block>(text).is_err(), "{text}");
        }
        for text in [r#"{"kind":"link","text":"photos"}"#, r#"{"kind":"image"}"#] {
            assert!(serde_json::from_str::<Span>(text).is_err(), "{text}");
        }
    }
}
