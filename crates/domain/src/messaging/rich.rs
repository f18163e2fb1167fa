//! Markdown as a small typed tree: the server parses, clients map the tree to their own views. Nothing in it is HTML.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::AccountId;

/// One piece of a text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
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

fn is_false(value: &bool) -> bool {
    !value
}
