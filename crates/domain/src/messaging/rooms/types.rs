//! Bodies and replies about making and keeping rooms.

use garde::Validate;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ConversationId, FileId},
    messaging::{
        rooms::rules::{self, Slug},
        types::Posting,
    },
    text_enum,
};

text_enum! {
    /// What somebody is in a room that people have made.
    pub enum RoomRole {
        /// May do everything, and hand the room over.
        Owner = "owner",
        /// Adds people, takes members out, changes name and description.
        Moderator = "moderator",
        /// Reads and writes.
        Member = "member",
    }
}

text_enum! {
    /// What kind of conversation to make.
    pub enum NewKind {
        /// With one other person; the one that exists is given back.
        Direct = "direct",
        /// With people whom I choose.
        Group = "group",
        /// In which only staff writes; made by staff.
        Announcement = "announcement",
        /// That everybody of the school may join; made by staff.
        Public = "public",
    }
}

/// A conversation to make.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// What kind: `direct`, `group`, `announcement` or `public`. Capitals do not matter, and `private` means `direct`. Rooms of classes
    /// make themselves.
    #[garde(skip)]
    #[serde(deserialize_with = "kind")]
    #[schema(value_type = String, example = "group")]
    pub kind: NewKind,
    /// Its name, 1 to 80 characters; every kind but `direct` needs one.
    #[garde(custom(rules::optional_title))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Fancy-fair 2027", min_length = 1, max_length = 80)]
    pub title: Option<String>,
    /// What it is for, at most 500 characters.
    #[garde(custom(rules::optional_description))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Qui fait quoi, et quand", max_length = 500)]
    pub description: Option<String>,
    /// Who is in it from the start, besides me; of a direct conversation exactly one person.
    #[garde(length(max = 200))]
    #[serde(default)]
    #[schema(max_items = 200)]
    pub members: Vec<AccountId>,
    /// Whether no parent may ever be in it; made by staff.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub staff_only: bool,
    /// Who may write in it: `everyone` when absent, in an announcement room always `staff`.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NewKind, D::Error> {
    let word = String::deserialize(deserializer)?.to_ascii_lowercase();
    match word.as_str() {
        "private" => Ok(NewKind::Direct),
        "class" | "course" => Err(D::Error::custom("the room of a class makes itself")),
        other => other.parse().map_err(D::Error::custom),
    }
}

/// What to change of a room; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoomForm {
    /// Its name, 1 to 80 characters.
    #[garde(custom(rules::optional_title))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Fancy-fair 2027", min_length = 1, max_length = 80)]
    pub title: Option<String>,
    /// What it is for, at most 500 characters; an empty text takes it away.
    #[garde(custom(rules::optional_description))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Qui fait quoi, et quand", max_length = 500)]
    pub description: Option<String>,
    /// The word in the address of a public room.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<Slug>,
    /// Who may write in it; staff decides.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
    /// Close it, or open it again: in a closed room everything can be read and nothing is written.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<bool>,
}

/// The picture that a room is to have.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoomPicture {
    /// A picture that I have uploaded with `POST /files`.
    #[garde(skip)]
    pub file_id: FileId,
}

/// People to add to a room.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewMembers {
    /// Who; those who are in it already stay as they are.
    #[garde(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub members: Vec<AccountId>,
}

/// What somebody is to be in a room.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoomRoleForm {
    /// `owner` hands the room over: who gives it away becomes a moderator.
    #[garde(skip)]
    pub role: RoomRole,
}

/// A public room of the school, as everybody there sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicRoom {
    /// Conversation.
    pub conversation_id: ConversationId,
    /// The word in its address.
    pub slug: Slug,
    /// Its name.
    #[schema(example = "Fancy-fair 2027")]
    pub title: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Qui fait quoi, et quand")]
    pub description: Option<String>,
    /// How many people are in it.
    #[schema(example = 24, minimum = 0)]
    pub member_count: i64,
    /// Whether I am in it.
    pub joined: bool,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"kind":"group","title":"A","members":[]}"#, NewKind::Group)]
    #[case(r#"{"kind":"GROUP","title":"A","members":[]}"#, NewKind::Group)]
    #[case(r#"{"kind":"private"}"#, NewKind::Direct)]
    #[case(r#"{"kind":"announcement"}"#, NewKind::Announcement)]
    fn the_spellings_of_the_sources_are_understood(#[case] body: &str, #[case] kind: NewKind) {
        assert_eq!(serde_json::from_str::<NewConversation>(body).unwrap().kind, kind);
    }

    #[rstest]
    #[case(r#"{"kind":"course"}"#)]
    #[case(r#"{"kind":"support"}"#)]
    #[case(r#"{"kind":"group","owner":"me"}"#)]
    fn others_are_not(#[case] body: &str) {
        assert!(serde_json::from_str::<NewConversation>(body).is_err());
    }
}
