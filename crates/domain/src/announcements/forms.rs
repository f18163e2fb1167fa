//! What is sent about announcements.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::types::Locale,
    announcements::{rules, types::AnnouncementState},
    id::{AnnouncementId, AnnouncementQuestionId, ChildId, ClassId, FileId},
    moment::Moment,
    text_enum,
};

text_enum! {
    /// How a text came about, as its author says.
    pub enum WrittenBy {
        /// A person wrote or checked it.
        Human = "human",
        /// A machine translated it, and nobody checked it.
        Machine = "machine",
    }
}

/// Whom an announcement is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementAudience {
    /// The classes; empty for the whole school, which a teacher cannot address.
    #[garde(length(max = rules::CLASSES_MAX))]
    #[serde(default)]
    #[schema(max_items = 60)]
    pub class_ids: Vec<ClassId>,
    /// The guardians there.
    #[garde(skip)]
    pub parents: bool,
    /// The teachers there.
    #[garde(skip)]
    pub teachers: bool,
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementVersionForm {
    /// Language.
    #[garde(skip)]
    pub locale: Locale,
    /// How it came about.
    #[garde(skip)]
    pub by: WrittenBy,
    /// Title, at most 200 characters.
    #[garde(custom(rules::title))]
    #[schema(example = "Sortie à Bokrijk", min_length = 1, max_length = 200)]
    pub title: String,
    /// Text, at most 10,000 characters; paragraphs are kept, addresses become links.
    #[garde(custom(rules::body))]
    #[schema(
        example = "Le 4 décembre, toutes les classes de primaire vont à Bokrijk.",
        min_length = 1,
        max_length = 10_000
    )]
    pub body: String,
    /// The questions about each child, to be answered by yes or no; as many in each language.
    #[garde(custom(rules::questions))]
    #[serde(default)]
    #[schema(example = json!(["Mon enfant participe"]), max_items = 5)]
    pub questions: Vec<String>,
}

/// An announcement as it shall be; the whole is replaced. Once it is published, audience, questions and signature stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementForm {
    /// The language it is written in; its text is there.
    #[garde(skip)]
    pub original: Locale,
    /// Whom it is for.
    #[garde(dive)]
    pub audience: AnnouncementAudience,
    /// The texts, one a language.
    #[garde(length(min = 1, max = 3), dive)]
    #[schema(min_items = 1, max_items = 3)]
    pub versions: Vec<AnnouncementVersionForm>,
    /// Whether it is to be signed for each child.
    #[garde(skip)]
    #[serde(default)]
    pub asks_signature: bool,
    /// Until when it can be signed and answered; without an end when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Moment>,
    /// Whether it stands before all others.
    #[garde(skip)]
    #[serde(default)]
    pub pinned: bool,
    /// Pictures and documents, uploaded before, at most ten.
    #[garde(length(max = rules::FILES_MAX))]
    #[serde(default)]
    #[schema(max_items = 10)]
    pub file_ids: Vec<FileId>,
}

/// Which announcements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnnouncementQuery {
    /// Those that stand here; the published ones when absent. Others only for whoever works at the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub state: Option<AnnouncementState>,
    /// How many at most, 1 to 100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    #[garde(length(chars, max = 200))]
    pub cursor: Option<String>,
}

/// Announcements that have reached a device.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ArrivedAnnouncements {
    /// Which, at most 100.
    #[garde(length(min = 1, max = rules::ARRIVED_MAX))]
    #[schema(min_items = 1, max_items = 100)]
    pub announcement_ids: Vec<AnnouncementId>,
}

/// A signature for a child.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementSignature {
    /// For which of my children.
    #[garde(skip)]
    pub child_id: ChildId,
}

/// An answer about a child.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementAnswer {
    /// About which of my children.
    #[garde(skip)]
    pub child_id: ChildId,
    /// To which question.
    #[garde(skip)]
    pub question_id: AnnouncementQuestionId,
    /// Yes or no.
    #[garde(skip)]
    pub yes: bool,
}

/// Why a text goes back to its author.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementRefusal {
    /// Why, 1 to 500 characters; its author reads it.
    #[garde(custom(rules::reason))]
    #[schema(example = "La date n’est pas encore sûre.", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// What the school asks of announcements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementRules {
    /// Whether the direction publishes what teachers write.
    pub approval: bool,
    /// Whether a text in French and in Dutch, each by a person, must be there before an announcement is published.
    pub both_languages: bool,
    /// The version of the school's settings, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// What the school shall ask of announcements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct AnnouncementRulesForm {
    /// Whether the direction publishes what teachers write.
    #[garde(skip)]
    pub approval: bool,
    /// Whether a text in French and in Dutch, each by a person, must be there before an announcement is published.
    #[garde(skip)]
    pub both_languages: bool,
}
