//! What is sent about offers, requests, categories and thanks.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{ClassId, FileId},
    sel::{
        service::{ServiceKind, ServiceSort, ServiceState},
        service_rules,
    },
};

/// An offer or a request as it shall be; the whole is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ServiceForm {
    /// Offer or request; an offer when absent. It stays what it was when it is changed.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ServiceKind>,
    /// What it is, 1 to 200 characters.
    #[garde(custom(service_rules::title))]
    #[schema(example = "Aide aux devoirs de maths", min_length = 1, max_length = 200)]
    pub title: String,
    /// What there is to know about it, at most 2,000 characters; paragraphs are kept.
    #[garde(custom(service_rules::description))]
    #[serde(default)]
    #[schema(example = "Niveau primaire, chez vous ou à la bibliothèque.", max_length = 2000)]
    pub description: String,
    /// Category, one of `GET /sel/categories` that is not hidden.
    #[garde(length(chars, min = 1, max = 50))]
    #[schema(example = "devoirs", min_length = 1, max_length = 50)]
    pub category: String,
    /// Units for an hour, 1 to 600; 60 when neither this nor `fixed_units` is given.
    #[garde(range(min = 1, max = service_rules::UNITS_MAX))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 60, minimum = 1, maximum = 600)]
    pub units_per_hour: Option<i32>,
    /// Units for the whole, 1 to 600; not together with `units_per_hour`.
    #[garde(range(min = 1, max = service_rules::UNITS_MAX))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 600)]
    pub fixed_units: Option<i32>,
    /// When, in words, at most 200 characters.
    #[garde(inner(custom(service_rules::line)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Mercredi après-midi", max_length = 200)]
    pub availability: Option<String>,
    /// Where, in words, at most 200 characters.
    #[garde(inner(custom(service_rules::line)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Evere", max_length = 200)]
    pub place: Option<String>,
    /// Languages that are spoken, as two letters of ISO 639, at most 8.
    #[garde(custom(service_rules::languages))]
    #[serde(default)]
    #[schema(example = json!(["fr", "nl"]), max_items = 8)]
    pub languages: Vec<String>,
    /// Picture, uploaded before by `POST /files`.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_id: Option<FileId>,
    /// Whether I hear by mail of what matches it, once a day at most; yes for a request and no for an offer when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alerts: Option<bool>,
}

/// Which offers and requests. Without any parameter all that are shown now, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ServiceQuery {
    /// Only offers, or only requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[param(inline)]
    pub kind: Option<ServiceKind>,
    /// Words of title, description or place, in any order: accents, capitals and endings do not matter, the last one may be the beginning of a
    /// word. Fewer than two letters find nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = "vélo", min_length = 1, max_length = 200)]
    #[garde(length(chars, min = 1, max = 200))]
    pub q: Option<String>,
    /// Only this category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = "devoirs", min_length = 1, max_length = 50)]
    #[garde(length(chars, min = 1, max = 50))]
    pub category: Option<String>,
    /// Only of people with a child in this class, and of those who teach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub class_id: Option<ClassId>,
    /// Only where this language is spoken, as two letters of ISO 639.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = "nl", min_length = 2, max_length = 2)]
    #[garde(inner(custom(service_rules::language)))]
    pub language: Option<String>,
    /// Only my favourites (`true`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub favourite: Option<bool>,
    /// The order; the newest first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[param(inline)]
    pub sort: Option<ServiceSort>,
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

/// Which of my own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MyServiceQuery {
    /// Only those that stand here; all but the archived ones when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    #[param(inline)]
    pub state: Option<ServiceState>,
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

/// A thank-you after an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ReviewForm {
    /// A few words, at most 500 characters; none when absent.
    #[garde(inner(custom(service_rules::short)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Patient et ponctuel, merci !", max_length = 500)]
    pub text: Option<String>,
}

/// Why a thank-you is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ReviewHiding {
    /// Reason, 1 to 500 characters; its author reads it.
    #[garde(custom(service_rules::short))]
    #[schema(example = "Nomme une autre famille", min_length = 1, max_length = 500)]
    pub reason: String,
}
