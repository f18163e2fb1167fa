//! Announcements as their readers see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::types::Locale,
    id::{AnnouncementId, AnnouncementQuestionId, ChildId},
    messaging::attachment::Attachment,
    moment::Moment,
    schools::types::{ClassInfo, Role},
    text_enum,
};

text_enum! {
    /// Where an announcement stands.
    pub enum AnnouncementState {
        /// Being written; only its author and the direction see it.
        Draft = "draft",
        /// Waits for the direction to publish it.
        Waiting = "waiting",
        /// Out.
        Published = "published",
        /// Taken back; its readers see that it was, and no text.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// How a text in one language came about.
    pub enum VersionStatus {
        /// Written or checked by a person.
        Human = "human",
        /// Translated by a machine, checked by nobody.
        Machine = "machine",
        /// There is none (yet).
        Missing = "missing",
    }
}

text_enum! {
    /// What of a published announcement was changed.
    pub enum AnnouncementPart {
        /// A text in one language.
        Text = "text",
        /// A language was added.
        Version = "version",
        /// Until when questions can be answered.
        Deadline = "deadline",
        /// Pictures and documents.
        Files = "files",
    }
}

text_enum! {
    /// What has happened to an announcement.
    pub enum AnnouncementNews {
        /// It is out: the one time that it asks for attention.
        Published = "published",
        /// Its text has changed, or another language is there.
        Changed = "changed",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// Told to whoever looks after it: somebody was reached, has read, signed or answered; or it waits, or was given back.
        Answered = "answered",
    }
}

/// Whom an announcement is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementAudienceInfo {
    /// The classes; empty for the whole school.
    pub classes: Vec<ClassInfo>,
    /// The guardians who get the school's information about a child there.
    pub parents: bool,
    /// The teachers there.
    pub teachers: bool,
}

/// How far I am with an announcement that is for me.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyAnnouncementMarks {
    /// Whether it has reached a device or a mailbox of mine.
    pub reached: bool,
    /// When I said that I have read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Moment>,
    /// How many signatures and answers it still waits for from me.
    #[schema(example = 1, minimum = 0)]
    pub open: u32,
}

/// An announcement in a list, in the language of whoever asks or else in the one that it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementInfo {
    /// Announcement.
    pub id: AnnouncementId,
    /// Where it stands.
    pub state: AnnouncementState,
    /// Who wrote it, by the name they had when it was published.
    #[schema(example = "Anne Lambert")]
    pub author_name: String,
    /// The role they had when it was published.
    pub author_role: Role,
    /// Whom it is for.
    pub audience: AnnouncementAudienceInfo,
    /// The title.
    #[schema(example = "Sortie à Bokrijk")]
    pub title: String,
    /// How the text begins.
    #[schema(example = "Le 4 décembre, toutes les classes de primaire vont à Bokrijk.")]
    pub excerpt: String,
    /// The language of title and excerpt.
    pub locale: Locale,
    /// What there is in the language of whoever asks.
    pub mine: VersionStatus,
    /// Whether it stands before all others.
    pub pinned: bool,
    /// Whether it is to be signed for each child.
    pub asks_signature: bool,
    /// How many questions it asks about each child.
    #[schema(example = 1, minimum = 0)]
    pub questions: u32,
    /// Until when it can be signed and answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Moment>,
    /// How many pictures and documents hang on it.
    #[schema(example = 1, minimum = 0)]
    pub files: u32,
    /// How far I am with it; absent when it is not for me.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my: Option<MyAnnouncementMarks>,
    /// Whether I look after it: its author while they teach all its classes, the direction, an admin.
    pub manages: bool,
    /// Written at.
    pub created_at: Moment,
    /// Published at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Moment>,
    /// Last changed after it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Moment>,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// The text of an announcement in one language, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementVersion {
    /// Language.
    pub locale: Locale,
    /// How it came about.
    pub status: VersionStatus,
    /// Title; absent when the language is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Text, plain with paragraphs; absent when the language is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The questions, in their order.
    pub questions: Vec<String>,
    /// When it was last written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Moment>,
}

/// What was changed after an announcement was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementEditInfo {
    /// When.
    pub at: Moment,
    /// By whom, in words.
    #[schema(example = "Anne Lambert")]
    pub by: String,
    /// What.
    pub parts: Vec<EditedAnnouncementPart>,
}

/// One part that was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditedAnnouncementPart {
    /// Which.
    pub part: AnnouncementPart,
    /// In which language, of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// An answer about one child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenAnnouncementAnswer {
    /// To which question.
    pub question_id: AnnouncementQuestionId,
    /// Yes or no.
    pub yes: bool,
    /// Whether I gave it; else another guardian of the child did, or the office from a slip of paper.
    pub by_me: bool,
}

/// One of my children whom an announcement is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddressedChild {
    /// Child.
    pub child_id: ChildId,
    /// First name.
    #[schema(example = "Louis")]
    pub first_name: String,
    /// Short name of the class.
    #[schema(example = "P3")]
    pub class_name: String,
    /// Whether I may sign and answer for the child.
    pub may_sign: bool,
    /// When I signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Moment>,
    /// Whether anybody has signed for the child: I, another guardian, or somebody on a slip of paper.
    pub signed: bool,
    /// The answers that stand now.
    pub answers: Vec<GivenAnnouncementAnswer>,
}

/// An announcement with everything that its reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementDetail {
    /// What the list shows.
    pub announcement: AnnouncementInfo,
    /// The language it was written in.
    pub original: Locale,
    /// The text in every language, in French, Dutch and English order; of a withdrawn announcement none.
    pub versions: Vec<AnnouncementVersion>,
    /// The questions, in the order of the texts in `versions`.
    pub question_ids: Vec<AnnouncementQuestionId>,
    /// My children whom it is about.
    pub children: Vec<AddressedChild>,
    /// Pictures and documents.
    pub attachments: Vec<Attachment>,
    /// What was changed since it was published, the latest first.
    pub edits: Vec<AnnouncementEditInfo>,
    /// Why the direction gave it back; only for whoever looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
    /// When its readers were last reminded; only for whoever looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_at: Option<Moment>,
}

/// What waits for me: the number on the navigation, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnreadAnnouncements {
    /// How many announcements for me I have not said to have read.
    #[schema(example = 1, minimum = 0)]
    pub count: u32,
    /// How many texts of teachers wait for me to publish them; 0 for whoever does not decide.
    #[schema(example = 0, minimum = 0)]
    pub waiting: u32,
    /// Those that are not yet noted as having reached me.
    pub new_ids: Vec<AnnouncementId>,
    /// The one to show first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<AnnouncementInfo>,
}

/// What is told about an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementChange {
    /// Which.
    pub announcement_id: AnnouncementId,
    /// What has happened.
    pub news: AnnouncementNews,
}
