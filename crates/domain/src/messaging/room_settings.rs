//! What one member decides about a conversation in their own list: nobody else sees it.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{messaging::types::ConversationInfo, moment::Moment, text_enum};

text_enum! {
    /// About which messages of a conversation somebody wants to hear.
    pub enum NotificationLevel {
        /// All of them.
        All = "all",
        /// Those that speak to them, or to everybody.
        Mentions = "mentions",
        /// None of them.
        None = "none",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the enum marks no variant")]
impl Default for NotificationLevel {
    fn default() -> Self {
        Self::All
    }
}

text_enum! {
    /// For how long a conversation is muted, from now on.
    pub enum MuteFor {
        /// It is heard again.
        Off = "off",
        /// An hour.
        Hour = "hour",
        /// A day.
        Day = "day",
        /// Until it is heard again by hand.
        Always = "always",
    }
}

/// The last second of the year 9999: a conversation is muted until then when it is muted for good.
const FOR_GOOD: i64 = 253_402_300_799_000_000;

impl MuteFor {
    /// Until when, if it begins now.
    #[must_use]
    pub fn until(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Off => None,
            Self::Hour => Some(now.plus_seconds(3600)),
            Self::Day => Some(now.plus_seconds(24 * 3600)),
            Self::Always => Moment::from_micros(FOR_GOOD),
        }
    }
}

/// Whether this is the moment of a conversation that is muted for good.
#[must_use]
pub fn is_for_good(until: Moment) -> bool {
    until.as_micros() == FOR_GOOD
}

/// What to change of my settings in a conversation; what is absent stays.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RoomSettingsForm {
    /// Mute it.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mute: Option<MuteFor>,
    /// Put it into the archive, or take it out. The next message brings it back, unless it is muted.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Keep it at the head of my list.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Show it as unread, although I have read it. A client takes it away when the conversation is opened.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
    /// About which messages I want to hear.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<NotificationLevel>,
}

impl ConversationInfo {
    /// Whether it is muted now.
    #[must_use]
    pub fn is_muted(&self, now: Moment) -> bool {
        self.muted_until.is_some_and(|until| now < until)
    }

    /// What it adds to the number on the tab and on the application: nothing, when I do not want to hear about it.
    #[must_use]
    pub fn counted(&self, now: Moment) -> i64 {
        if self.archived || self.is_muted(now) {
            return 0;
        }
        let marked = i64::from(self.marked_unread);
        match self.level {
            NotificationLevel::All => self.unread_count.max(marked),
            NotificationLevel::Mentions => self.mention_count.max(marked),
            NotificationLevel::None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn muted_for_good_is_a_moment_that_both_databases_can_keep() {
        let until = MuteFor::Always.until(Moment::default()).unwrap();
        assert_eq!(until.to_string(), "9999-12-31T23:59:59.000000Z");
        assert!(is_for_good(until) && !is_for_good(MuteFor::Day.until(Moment::default()).unwrap()));
        assert_eq!(MuteFor::Off.until(Moment::default()), None);
    }
}
