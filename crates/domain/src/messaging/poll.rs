//! Polls.

use std::collections::BTreeSet;

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, PollOptionId},
    moment::Moment,
    words,
};

/// Longest answer, in characters.
pub const OPTION_MAX: usize = 100;

/// Longest time that a poll stays open, when it says until when.
pub const OPEN_DAYS_MAX: i64 = 366;

/// The poll of a message, whose content is the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct PollInfo {
    /// The answers to choose from, in the order of the author.
    pub options: Vec<PollOption>,
    /// Whether one may choose several.
    pub several: bool,
    /// Whether nobody learns who chose what.
    pub anonymous: bool,
    /// When it closes by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Moment>,
    /// Whether it is closed.
    pub closed: bool,
    /// How many people have voted.
    #[schema(minimum = 0)]
    pub voters: i64,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct PollOption {
    /// The answer.
    pub id: PollOptionId,
    /// In words.
    #[schema(example = "Samedi matin")]
    pub text: String,
    /// How many chose it.
    #[schema(minimum = 0)]
    pub votes: i64,
    /// Whether I did.
    pub mine: bool,
}

/// A poll to send with a message, whose content is the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPoll {
    /// The answers to choose from: 2 to 10, each of 1 to 100 characters, no two the same.
    #[garde(length(min = 2, max = 10), custom(different), inner(custom(option)))]
    #[schema(example = json!(["Samedi matin", "Dimanche après-midi"]), min_items = 2, max_items = 10)]
    pub options: Vec<String>,
    /// Whether one may choose several.
    #[garde(skip)]
    #[serde(default)]
    pub several: bool,
    /// Whether nobody learns who chose what.
    #[garde(skip)]
    #[serde(default)]
    pub anonymous: bool,
    /// When it closes by itself, within a year; absent: when somebody closes it.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Moment>,
}

/// What I choose.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// The answers, instead of those that I chose before; none takes my vote back.
    #[garde(length(max = 10))]
    #[schema(max_items = 10)]
    pub options: Vec<PollOptionId>,
}

/// One answer of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Vote {
    /// The answer.
    pub option_id: PollOptionId,
    /// Who.
    pub account_id: AccountId,
    /// Their name.
    #[schema(example = "Jean Dubois")]
    pub name: String,
    /// When.
    pub created_at: Moment,
}

fn option(value: &str, (): &()) -> Result<(), garde::Error> {
    let clean = words::clean_line(value);
    if clean.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if clean.chars().count() > OPTION_MAX {
        return Err(garde::Error::new("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}

fn different(options: &[String], (): &()) -> Result<(), garde::Error> {
    let keys: BTreeSet<String> = options
        .iter()
        .map(|option| words::clean_line(option).to_lowercase())
        .collect();
    if keys.len() == options.len() {
        Ok(())
    } else {
        Err(garde::Error::new("twice"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&["Oui", "Non"], true)]
    #[case(&["Oui"], false)]
    #[case(&["Oui", " oui "], false)]
    #[case(&["Oui", "  "], false)]
    #[case(&["Oui", "No\nn"], false)]
    #[case(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"], false)]
    fn a_poll_has_two_to_ten_different_answers(#[case] options: &[&str], #[case] is_valid: bool) {
        let poll = NewPoll {
            options: options.iter().map(|&option| option.to_owned()).collect(),
            several: false,
            anonymous: false,
            closes_at: None,
        };
        assert_eq!(poll.validate().is_ok(), is_valid, "{options:?}");
    }

    #[test]
    fn an_answer_has_at_most_a_hundred_characters() {
        assert!(option(&"é".repeat(OPTION_MAX), &()).is_ok());
        assert!(option(&"é".repeat(OPTION_MAX + 1), &()).is_err());
    }
}
