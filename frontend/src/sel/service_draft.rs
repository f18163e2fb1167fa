//! An offer or a request while it is written.

use domain::{
    messaging::attachment::Attachment,
    sel::{
        rules::HOUR,
        service::{ServiceInfo, ServiceKind},
        service_forms::ServiceForm,
    },
};
use leptos::prelude::*;

use super::{units_field::read, words};
use crate::i18n::{key, say_with};

/// What the sheet is open for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editing {
    /// A new offer or request.
    New(ServiceKind),
    /// One of mine.
    Change(Box<ServiceInfo>),
}

/// What is being written; `Copy`.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Offer or request.
    pub kind: ServiceKind,
    /// In a few words.
    pub title: RwSignal<String>,
    /// What there is to know.
    pub description: RwSignal<String>,
    /// The word of its category.
    pub category: RwSignal<String>,
    /// Whether it has a fixed price.
    pub fixed: RwSignal<bool>,
    /// How many units, as typed.
    pub units: RwSignal<String>,
    /// When.
    pub availability: RwSignal<String>,
    /// Where.
    pub place: RwSignal<String>,
    /// Languages, as typed.
    pub languages: RwSignal<String>,
    /// Picture.
    pub photo: RwSignal<Option<Attachment>>,
    /// Whether its owner hears of what goes with it.
    pub alerts: RwSignal<bool>,
}

impl Draft {
    /// Begins with what is known.
    pub fn of(editing: &Editing) -> Self {
        let known = match editing {
            Editing::New(_) => None,
            Editing::Change(known) => Some(known.as_ref()),
        };
        let kind = match editing {
            Editing::New(kind) => *kind,
            Editing::Change(known) => known.kind,
        };
        let text = |read: fn(&ServiceInfo) -> Option<String>| RwSignal::new(known.and_then(read).unwrap_or_default());
        let units = known.and_then(|known| known.fixed_units.or(known.units_per_hour));
        let alerts = known.and_then(|known| known.alerts);
        Self {
            kind,
            title: text(|known| Some(known.title.clone())),
            description: text(|known| Some(known.description.clone())),
            category: text(|known| Some(known.category.clone())),
            fixed: RwSignal::new(known.is_some_and(|known| known.fixed_units.is_some())),
            units: RwSignal::new(units.unwrap_or(HOUR).to_string()),
            availability: text(|known| known.availability.clone()),
            place: text(|known| known.place.clone()),
            languages: text(|known| Some(known.languages.join(", "))),
            photo: RwSignal::new(known.and_then(|known| known.photo.clone())),
            alerts: RwSignal::new(alerts.unwrap_or(kind == ServiceKind::Request)),
        }
    }

    /// As it is sent.
    pub fn form(self) -> ServiceForm {
        let line =
            |text: RwSignal<String>| Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty());
        // what is no number is refused by the same rule as on the server
        let units = self.units.with_untracked(|units| read(units)).or(Some(0));
        let fixed = self.fixed.get_untracked();
        ServiceForm {
            kind: Some(self.kind),
            title: self.title.get_untracked(),
            description: self.description.get_untracked(),
            category: self.category.get_untracked(),
            units_per_hour: units.filter(|_| !fixed),
            fixed_units: units.filter(|_| fixed),
            availability: line(self.availability),
            place: line(self.place),
            languages: self.languages.with_untracked(|typed| languages(typed)),
            photo_id: self.photo.with_untracked(|photo| photo.as_ref().map(|photo| photo.id)),
            alerts: Some(self.alerts.get_untracked()),
        }
    }

    /// What it costs, in words.
    pub fn price(self) -> String {
        let units = self.units.with(|units| read(units)).unwrap_or(HOUR);
        let words = if self.fixed.get() {
            key::SEL_PRICE_FIXED
        } else {
            key::SEL_PRICE_HOUR
        };
        say_with(words, [("units", words::amount(units).into())])
    }
}

/// `fr, NL` as the two letters of each.
fn languages(typed: &str) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for word in typed
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        let word = word.to_lowercase();
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_from_a_line() {
        assert_eq!(languages("fr, NL en;fr"), ["fr", "nl", "en"]);
        assert!(languages(" ").is_empty());
    }
}
