//! The places of the office by address, and the way back from each.

use leptos::prelude::*;

use crate::{
    i18n::{Key, key, t},
    ui::{back_link::BackLink, icon::Glyph},
};

/// A place of the office: `/ecole/{word}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What waits, and the way to the rest.
    Overview,
    /// The school's list of children.
    Children,
    /// Slips with codes to print.
    Slips,
    /// A class list to import.
    Import,
    /// The members of the school.
    Members,
    /// Who was invited.
    Invitations,
    /// The classes and who works in them.
    Classes,
    /// Settings of the school and its modules.
    Settings,
    /// Reported messages.
    Reports,
    /// Parent moderators.
    Moderators,
    /// The audit log.
    Audit,
    /// There is no such place.
    Nowhere,
}

/// A place in the list of the overview.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// Where it leads.
    pub place: Place,
    /// Its icon.
    pub glyph: Glyph,
    /// Its name.
    pub title: Key,
    /// What one does there.
    pub detail: Key,
    /// Whether it is for the office only, and not for teachers.
    pub office: bool,
}

/// The signs, in the order of the overview.
pub const SIGNS: &[Sign] = &[
    Sign {
        place: Place::Children,
        glyph: Glyph::Baby,
        title: key::SCHOOL_CHILDREN,
        detail: key::SCHOOL_CHILDREN_DETAIL,
        office: false,
    },
    Sign {
        place: Place::Reports,
        glyph: Glyph::Flag,
        title: key::SCHOOL_REPORTS,
        detail: key::SCHOOL_REPORTS_DETAIL,
        office: false,
    },
    Sign {
        place: Place::Slips,
        glyph: Glyph::Printer,
        title: key::SLIPS_TITLE,
        detail: key::SLIPS_DETAIL,
        office: false,
    },
    Sign {
        place: Place::Import,
        glyph: Glyph::ArrowDown,
        title: key::IMPORT_TITLE,
        detail: key::IMPORT_DETAIL,
        office: true,
    },
    Sign {
        place: Place::Classes,
        glyph: Glyph::School,
        title: key::CLASSES_TITLE,
        detail: key::CLASSES_DETAIL,
        office: true,
    },
    Sign {
        place: Place::Members,
        glyph: Glyph::Users,
        title: key::MEMBERS_TITLE,
        detail: key::MEMBERS_DETAIL,
        office: true,
    },
    Sign {
        place: Place::Invitations,
        glyph: Glyph::Mail,
        title: key::INVITATIONS_TITLE,
        detail: key::INVITATIONS_DETAIL,
        office: true,
    },
    Sign {
        place: Place::Settings,
        glyph: Glyph::Settings,
        title: key::SCHOOL_SETTINGS,
        detail: key::SCHOOL_SETTINGS_DETAIL,
        office: true,
    },
    Sign {
        place: Place::Audit,
        glyph: Glyph::Eye,
        title: key::AUDIT_TITLE,
        detail: key::AUDIT_DETAIL,
        office: true,
    },
];

impl Place {
    const WORDS: &[(&str, Self)] = &[
        ("", Self::Overview),
        ("enfants", Self::Children),
        ("codes", Self::Slips),
        ("importer", Self::Import),
        ("membres", Self::Members),
        ("invitations", Self::Invitations),
        ("classes", Self::Classes),
        ("reglages", Self::Settings),
        ("signalements", Self::Reports),
        ("moderateurs", Self::Moderators),
        ("journal", Self::Audit),
    ];

    /// The place of an address.
    pub fn of(word: Option<&str>) -> Self {
        let word = word.unwrap_or_default();
        let known = Self::WORDS.iter().find(|(known, _)| *known == word);
        known.map_or(Self::Nowhere, |(_, place)| *place)
    }

    /// The address of the place.
    pub fn href(self) -> String {
        let known = Self::WORDS.iter().find(|(_, place)| *place == self);
        format!("/ecole/{}", known.map_or("", |(word, _)| *word))
    }
}

/// The way back to the overview, above the heading of every other place.
#[component]
pub fn BackToSchool() -> impl IntoView {
    view! { <BackLink href="/ecole" words=t(key::NAV_SCHOOL) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_leads_somewhere() {
        for sign in SIGNS {
            let href = sign.place.href();
            let word = href.strip_prefix("/ecole/").unwrap();
            assert_eq!(Place::of(Some(word)), sign.place, "{href}");
        }
        assert_eq!(Place::of(Some("ailleurs")), Place::Nowhere);
    }
}
