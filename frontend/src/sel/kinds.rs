//! What kinds and states of offers and transfers are called, with their icons and colours.

use domain::sel::{
    service::{ServiceInfo, ServiceKind, ServiceState},
    states::{SelAct, SelStatus},
    types::SelTransferKind,
};
use leptos::prelude::*;

use super::words;
use crate::{
    i18n::{Key, key, say_with, t},
    ui::{icon::Glyph, module::Module, tag::Tag},
};

/// `60 minutes par heure`, `30 minutes en tout`.
pub fn price(service: &ServiceInfo) -> String {
    match (service.fixed_units, service.units_per_hour) {
        (Some(units), _) => say_with(key::SEL_PRICE_FIXED, [("units", words::amount(units).into())]),
        (None, units) => {
            let units = units.unwrap_or(domain::sel::rules::HOUR);
            say_with(key::SEL_PRICE_HOUR, [("units", words::amount(units).into())])
        }
    }
}

/// First and last name of whose it is.
pub fn owner(service: &ServiceInfo) -> String {
    format!("{} {}", service.owner.first_name, service.owner.last_name)
}

/// What I say to the owner: of an offer that I would like it, of a request that I can help.
pub const fn proposing(kind: ServiceKind) -> Key {
    match kind {
        ServiceKind::Offer => key::SEL_DEMAND,
        ServiceKind::Request => key::SEL_HELP,
    }
}

/// Offer or request.
pub const fn kind(of: ServiceKind) -> Key {
    match of {
        ServiceKind::Offer => key::SEL_OFFER,
        ServiceKind::Request => key::SEL_REQUEST,
    }
}

/// Where an offer or a request stands; nothing while everybody sees it.
#[component]
pub fn StateTag(
    /// Where.
    state: ServiceState,
) -> impl IntoView {
    let (glyph, module, words) = match state {
        ServiceState::Active => return None,
        ServiceState::Paused => (Glyph::Pause, Module::Plain, key::SEL_PAUSED),
        ServiceState::Expired => (Glyph::Hourglass, Module::Danger, key::SEL_EXPIRED),
        ServiceState::Archived => (Glyph::Archive, Module::Plain, key::SEL_ARCHIVED),
    };
    Some(view! { <Tag glyph=glyph module=module words=t(words) /> })
}

/// Where a transfer stands.
pub const fn status(of: SelStatus) -> Key {
    match of {
        SelStatus::Proposed => key::SEL_STATUS_PROPOSED,
        SelStatus::Reserved => key::SEL_STATUS_RESERVED,
        SelStatus::Accepted => key::SEL_STATUS_ACCEPTED,
        SelStatus::Refused => key::SEL_STATUS_REFUSED,
        SelStatus::Cancelled => key::SEL_STATUS_CANCELLED,
        SelStatus::Expired => key::SEL_STATUS_EXPIRED,
        SelStatus::Confirmed => key::SEL_STATUS_CONFIRMED,
        SelStatus::Disputed => key::SEL_STATUS_DISPUTED,
        SelStatus::Resolved => key::SEL_STATUS_RESOLVED,
    }
}

/// The same as a tag: state is never told by colour alone.
#[component]
pub fn StatusTag(
    /// Where.
    of: SelStatus,
) -> impl IntoView {
    let (glyph, module) = match of {
        SelStatus::Proposed | SelStatus::Reserved => (Glyph::Hourglass, Module::Entraide),
        SelStatus::Accepted => (Glyph::Check, Module::Education),
        SelStatus::Confirmed | SelStatus::Resolved => (Glyph::CheckCheck, Module::Education),
        SelStatus::Disputed => (Glyph::Flag, Module::Danger),
        SelStatus::Refused | SelStatus::Cancelled | SelStatus::Expired => (Glyph::X, Module::Plain),
    };
    view! { <Tag glyph=glyph module=module words=t(status(of)) /> }
}

/// What a transfer is; nothing for an ordinary payment.
pub const fn transfer_kind(of: SelTransferKind) -> Option<Key> {
    Some(match of {
        SelTransferKind::Payment => return None,
        SelTransferKind::Gift => key::SEL_IS_GIFT,
        SelTransferKind::Group => key::SEL_IS_GROUP,
        SelTransferKind::Opening => key::SEL_IS_OPENING,
        SelTransferKind::Correction => key::SEL_IS_CORRECTION,
        SelTransferKind::CommunityCredit => key::SEL_IS_CREDIT,
        SelTransferKind::Settlement => key::SEL_IS_SETTLEMENT,
    })
}

/// What was done, in the past; the first step was the proposal.
pub const fn step(act: Option<SelAct>) -> Key {
    match act {
        None => key::SEL_STEP_PROPOSED,
        Some(SelAct::Approve) => key::SEL_STEP_APPROVED,
        Some(SelAct::Refuse) => key::SEL_STEP_REFUSED,
        Some(SelAct::Cancel) => key::SEL_STEP_CANCELLED,
        Some(SelAct::Expire) => key::SEL_STEP_EXPIRED,
        Some(SelAct::Confirm) => key::SEL_STEP_CONFIRMED,
        Some(SelAct::Dispute) => key::SEL_STEP_DISPUTED,
        Some(SelAct::Resolve) => key::SEL_STEP_RESOLVED,
    }
}
