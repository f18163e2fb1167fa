//! Who is there, for whom, and what else of my doings others see. Nothing is shown that its owner has not switched on (T12).

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{id::AccountId, moment::Moment, text_enum};

/// After how many seconds without a sign of life of any device somebody counts as away. Devices say every few minutes that somebody
/// sits before them.
pub const AWAY_AFTER: i64 = 10 * 60;

text_enum! {
    /// To whom I show whether I am there.
    pub enum PresenceShown {
        /// To nobody; and I do not see it of others.
        Off = "off",
        /// To people who share a conversation with me and show theirs.
        Contacts = "contacts",
    }
}

text_enum! {
    /// What I say about myself.
    pub enum ChosenState {
        /// What my devices say.
        Online = "online",
        /// Away, whatever my devices say.
        Away = "away",
        /// Not to be disturbed.
        Busy = "busy",
        /// As if I were not there.
        Invisible = "invisible",
    }
}

text_enum! {
    /// How others see somebody (S1-46).
    pub enum SeenState {
        /// There.
        Online = "online",
        /// Connected, but nobody has sat before the device for ten minutes.
        Away = "away",
        /// Not to be disturbed.
        Busy = "busy",
        /// Not there.
        Offline = "offline",
    }
}

text_enum! {
    /// What a device says about whoever sits before it.
    pub enum DeviceState {
        /// Somebody is there. To be said again every four minutes while it stays so.
        Online = "online",
        /// Nobody has been there for ten minutes.
        Away = "away",
    }
}

/// How somebody is seen, from whether a device of theirs is connected, from what they chose, and from the last sign of life.
#[must_use]
pub fn seen(is_connected: bool, chosen: ChosenState, seen_at: Option<Moment>, now: Moment) -> SeenState {
    let is_quiet = seen_at.is_none_or(|seen_at| now.seconds_since(seen_at) >= AWAY_AFTER);
    match chosen {
        ChosenState::Invisible => SeenState::Offline,
        _ if !is_connected => SeenState::Offline,
        ChosenState::Busy => SeenState::Busy,
        ChosenState::Away => SeenState::Away,
        ChosenState::Online if is_quiet => SeenState::Away,
        ChosenState::Online => SeenState::Online,
    }
}

/// One person who shows whether they are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonPresence {
    /// Who.
    pub account_id: AccountId,
    /// How they are seen.
    pub state: SeenState,
    /// When they were last there, unless they are now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Moment>,
}

text_enum! {
    /// Whether the server knows who is online.
    pub enum PresenceState {
        /// It does.
        Known = "known",
        /// It does not, just now.
        Unknown = "unknown",
    }
}

/// Who of a conversation is online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Presence {
    /// Whether the list can be trusted.
    pub state: PresenceState,
    /// Members with an open socket, without me, and without those who do not show it to me.
    pub online: Vec<AccountId>,
    /// Those who show it to me, in every state.
    #[serde(default)]
    pub people: Vec<PersonPresence>,
}

/// What others see of me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MessagingSettings {
    /// To whom I show whether I am there.
    pub presence: PresenceShown,
    /// What I say about myself, where it is shown.
    pub state: ChosenState,
    /// Whether others see what I have read. Whoever hides it does not see it of others.
    pub read_receipts: bool,
    /// The code that I can give to somebody who is to find me; absent until I make one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "K7QXM2PA")]
    pub contact_code: Option<String>,
}

/// What to change of it; what is absent stays.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MessagingSettingsForm {
    /// To whom I show whether I am there.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<PresenceShown>,
    /// What I say about myself.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ChosenState>,
    /// Whether others see what I have read.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_receipts: Option<bool>,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(true, ChosenState::Online, Some(0), SeenState::Online)]
    #[case(true, ChosenState::Online, Some(599), SeenState::Online)]
    #[case(true, ChosenState::Online, Some(600), SeenState::Away)]
    #[case(true, ChosenState::Online, None, SeenState::Away)]
    #[case(true, ChosenState::Busy, Some(600), SeenState::Busy)]
    #[case(true, ChosenState::Away, Some(0), SeenState::Away)]
    #[case(true, ChosenState::Invisible, Some(0), SeenState::Offline)]
    #[case(false, ChosenState::Busy, Some(0), SeenState::Offline)]
    #[case(false, ChosenState::Online, Some(0), SeenState::Offline)]
    fn how_somebody_is_seen(
        #[case] is_connected: bool,
        #[case] chosen: ChosenState,
        #[case] seconds_ago: Option<i64>,
        #[case] as_what: SeenState,
    ) {
        let seen_at = Moment::default();
        let now = seen_at.plus_seconds(seconds_ago.unwrap_or(0));
        assert_eq!(seen(is_connected, chosen, seconds_ago.map(|_| seen_at), now), as_what);
    }
}
