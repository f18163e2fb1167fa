//! Offers and requests of the time bank, as the people of a school see them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, ReviewId, ServiceId},
    messaging::{attachment::Attachment, types::Person},
    moment::Moment,
    text_enum,
};

text_enum! {
    /// Whether somebody gives or looks for something.
    pub enum ServiceKind {
        /// Somebody does this for others.
        Offer = "offer",
        /// Somebody needs this.
        Request = "request",
    }
}

text_enum! {
    /// Where an offer or a request stands.
    pub enum ServiceState {
        /// Everybody sees it.
        Active = "active",
        /// Its owner has put it aside for a while.
        Paused = "paused",
        /// Its time is over; renewing brings it back.
        Expired = "expired",
        /// Its owner has put it away.
        Archived = "archived",
    }
}

text_enum! {
    /// What an owner does with an offer or a request.
    pub enum ServiceAct {
        /// Put it aside for a while.
        Pause = "pause",
        /// Show it again.
        Resume = "resume",
        /// Put it away.
        Archive = "archive",
        /// Let its time begin anew, and show it again.
        Renew = "renew",
    }
}

text_enum! {
    /// In which order offers and requests come.
    pub enum ServiceSort {
        /// The newest first.
        Newest = "newest",
        /// Those of people with whom I share a class first, then the newest.
        Near = "near",
        /// By title.
        Title = "title",
    }
}

/// An offer or a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceInfo {
    /// Offer or request.
    pub id: ServiceId,
    /// Which of the two.
    pub kind: ServiceKind,
    /// Where it stands.
    pub state: ServiceState,
    /// What it is, in a few words.
    #[schema(example = "Aide aux devoirs de maths")]
    pub title: String,
    /// What there is to know about it, plain with paragraphs; empty when nothing.
    #[schema(example = "Niveau primaire, chez vous ou à la bibliothèque.")]
    pub description: String,
    /// Category, see `GET /sel/categories`.
    #[schema(example = "devoirs")]
    pub category: String,
    /// Units for an hour; 60 is an hour for an hour. Absent when it has a fixed price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 60, minimum = 1, maximum = 600)]
    pub units_per_hour: Option<i32>,
    /// Units for the whole, however long it takes. Absent when it goes by the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 30, minimum = 1, maximum = 600)]
    pub fixed_units: Option<i32>,
    /// When, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Mercredi après-midi")]
    pub availability: Option<String>,
    /// Where, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Evere")]
    pub place: Option<String>,
    /// Languages that are spoken, as two letters of ISO 639.
    #[schema(example = json!(["fr", "nl"]))]
    pub languages: Vec<String>,
    /// Picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Attachment>,
    /// Whose it is; among their classes those that I share with them, or that they teach.
    pub owner: Person,
    /// Whether it is mine.
    pub mine: bool,
    /// Whether I keep it among my favourites.
    pub favourite: bool,
    /// How many people have said thank you for it.
    #[schema(example = 3, minimum = 0)]
    pub thanks: i64,
    /// Whether its owner hears by mail of what matches it; only on my own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alerts: Option<bool>,
    /// Until when it is shown.
    pub expires_at: Moment,
    /// Written at.
    pub created_at: Moment,
    /// Last changed at.
    pub updated_at: Moment,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// Something of mine, and what somebody else has written that goes with it: an offer for my request, a request for my offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceMatch {
    /// Which of mine.
    pub mine_id: ServiceId,
    /// What mine is.
    #[schema(example = "Cherche quelqu'un pour les maths de P5")]
    pub mine_title: String,
    /// What goes with it.
    pub service: ServiceInfo,
}

/// A thank-you after an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewInfo {
    /// Thank-you.
    pub id: ReviewId,
    /// For which offer or request.
    pub service_id: ServiceId,
    /// Who says it, by their name of today.
    #[schema(example = "Marie Dupont")]
    pub author_name: String,
    /// Whether I have written it.
    pub mine: bool,
    /// What they say; absent when they only say thank you, or when it was hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Patient et ponctuel, merci !")]
    pub text: Option<String>,
    /// Since when it is hidden; only its author and whoever hides see that it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_at: Option<Moment>,
    /// Why it was hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_because: Option<String>,
    /// Written at.
    pub created_at: Moment,
}

/// The offer or request that a message or a transfer is about. In a message it is called as it was when the message was sent, and may be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
pub struct ServiceQuote {
    /// Offer or request.
    pub id: ServiceId,
    /// Which of the two.
    pub kind: ServiceKind,
    /// What it is called.
    #[schema(example = "Aide aux devoirs de maths")]
    pub title: String,
    /// Whose it is.
    pub owner_id: AccountId,
}
