//! What may stand in the name, the description and the address of a room, and who may do what in it.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    messaging::rooms::types::RoomRole,
    words::{clean_line, clean_text, search_key},
};

/// Longest name of a room, in characters.
pub const TITLE_MAX: usize = 80;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 500;
/// Most people in a room that was made by hand.
pub const MEMBERS_MAX: usize = 500;
/// Longest word in the address of a public room.
const SLUG_MAX: usize = 60;

type Checked = Result<(), garde::Error>;

/// The name of a room, if given: 1 to 80 characters after cleaning.
pub fn optional_title(value: &Option<String>, (): &()) -> Checked {
    let Some(value) = value else { return Ok(()) };
    let clean = clean_line(value);
    if clean.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if clean.chars().count() > TITLE_MAX {
        return Err(garde::Error::new("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}

/// The description of a room, if given: at most 500 characters.
pub fn optional_description(value: &Option<String>, (): &()) -> Checked {
    let Some(value) = value else { return Ok(()) };
    if clean_text(value).chars().count() > DESCRIPTION_MAX {
        return Err(garde::Error::new("too_long"));
    }
    if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r')) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}

/// The word in the address of a public room: small letters, digits and single hyphens, at most 60.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// The word that a name gives: `Fête d'été` is `fete-d-ete`, and a name without such letters is `salon`.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let mut slug = String::new();
        for sign in search_key(title).chars() {
            if sign.is_ascii_alphanumeric() {
                slug.push(sign);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            if slug.len() == SLUG_MAX {
                break;
            }
        }
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() { "salon" } else { slug }.to_owned())
    }

    /// The same word with a number, for the second room of a name.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        let number = format!("-{number}");
        let kept: String = self.0.chars().take(SLUG_MAX.saturating_sub(number.len())).collect();
        Self(format!("{}{number}", kept.trim_end_matches('-')))
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Slug {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_good = !text.is_empty()
            && text.len() <= SLUG_MAX
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && text
                .bytes()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
        if is_good {
            Ok(Self(text.to_owned()))
        } else {
            Err("small letters, digits and single hyphens, at most 60")
        }
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl PartialSchema for Slug {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "The word in the address of a public room: small letters, digits and single hyphens.",
            ))
            .pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$"))
            .max_length(Some(SLUG_MAX))
            .examples([serde_json::json!("fancy-fair-2027")])
            .into()
    }
}

impl ToSchema for Slug {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Slug")
    }
}

impl RoomRole {
    /// Whether they add people and change name and description.
    #[must_use]
    pub const fn keeps(self) -> bool {
        matches!(self, Self::Owner | Self::Moderator)
    }

    /// Whether they may take out somebody who is this.
    #[must_use]
    pub const fn may_remove(self, other: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Moderator => matches!(other, Self::Member),
            Self::Member => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Fête d'été 2027 !", "fete-d-ete-2027")]
    #[case("  Cafétéria  ", "cafeteria")]
    #[case("Cinéma — « Le Kid »", "cinema-le-kid")]
    #[case("مرحبا", "salon")]
    #[case("!!!", "salon")]
    fn a_name_gives_a_word(#[case] title: &str, #[case] slug: &str) {
        let made = Slug::of_title(title);
        assert_eq!(made.as_str(), slug);
        assert_eq!(made.as_str().parse::<Slug>(), Ok(made.clone()));
        assert_eq!(made.numbered(2).as_str(), format!("{slug}-2"));
    }

    proptest::proptest! {
        #[test]
        fn every_name_gives_a_word_that_is_good(title in ".{0,120}", number in 2_usize..5000) {
            let made = Slug::of_title(&title);
            proptest::prop_assert_eq!(made.as_str().parse::<Slug>(), Ok(made.clone()));
            let second = made.numbered(number);
            proptest::prop_assert_eq!(second.as_str().parse::<Slug>(), Ok(second.clone()));
        }
    }

    #[rstest]
    #[case("")]
    #[case("-a")]
    #[case("a--b")]
    #[case("É")]
    #[case("a/b")]
    fn other_words_are_not_good(#[case] word: &str) {
        assert!(word.parse::<Slug>().is_err());
    }

    #[test]
    fn moderators_take_out_members_only() {
        assert!(RoomRole::Owner.may_remove(RoomRole::Moderator));
        assert!(!RoomRole::Moderator.may_remove(RoomRole::Owner));
        assert!(!RoomRole::Moderator.may_remove(RoomRole::Moderator));
        assert!(RoomRole::Moderator.may_remove(RoomRole::Member));
        assert!(!RoomRole::Member.may_remove(RoomRole::Member));
    }
}
