//! What announcements are called by, in plain words.

use domain::{
    accounts::types::Locale,
    announcements::types::{
        AnnouncementAudienceInfo, AnnouncementInfo, AnnouncementPart, AnnouncementState, EditedAnnouncementPart,
        VersionStatus,
    },
    moment::Moment,
};

use crate::{
    accounts::demo::role_words,
    i18n::{Key, dates, key, say, say_with},
};

/// A language in itself.
pub const fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "Français",
        Locale::Nl => "Nederlands",
        Locale::En => "English",
    }
}

/// Where an announcement stands.
pub const fn state(state: AnnouncementState) -> Key {
    match state {
        AnnouncementState::Draft => key::ANNOUNCEMENTS_DRAFT,
        AnnouncementState::Waiting => key::ANNOUNCEMENTS_WAITING,
        AnnouncementState::Published => key::ANNOUNCEMENTS_PUBLISHED,
        AnnouncementState::Withdrawn => key::ANNOUNCEMENTS_WITHDRAWN,
    }
}

/// How a text came about, said honestly.
pub fn status(of: VersionStatus, is_original: bool) -> String {
    match of {
        VersionStatus::Human if is_original => say(key::VERSION_ORIGINAL),
        VersionStatus::Human => say(key::VERSION_HUMAN),
        VersionStatus::Machine => say(key::VERSION_MACHINE),
        VersionStatus::Missing => say(key::VERSION_MISSING),
    }
}

/// Whom it is for: `Parents de P3 et P4`.
pub fn audience(audience: &AnnouncementAudienceInfo) -> String {
    let classes: Vec<&str> = audience.classes.iter().map(|class| class.name.as_str()).collect();
    let place = if classes.is_empty() {
        say(key::ANNOUNCEMENT_TO_SCHOOL)
    } else {
        classes.join(", ")
    };
    let who = match (audience.parents, audience.teachers) {
        (true, true) => key::ANNOUNCEMENT_TO_BOTH,
        (false, true) => key::ANNOUNCEMENT_TO_TEACHERS,
        _ => key::ANNOUNCEMENT_TO_PARENTS,
    };
    say_with(who, [("place", place.into())])
}

/// Who wrote it, as what, and when to the minute.
pub fn byline(of: &AnnouncementInfo) -> String {
    byline_with(of, dates::full)
}

/// The same with the day alone: a list is looked through.
pub fn byline_of_list(of: &AnnouncementInfo) -> String {
    byline_with(of, dates::weekday_and_day)
}

fn byline_with(of: &AnnouncementInfo, when: fn(Moment) -> String) -> String {
    let at = of.published_at.unwrap_or(of.created_at);
    say_with(
        key::ANNOUNCEMENT_BYLINE,
        [
            ("name", of.author_name.clone().into()),
            ("role", say(role_words(of.author_role)).into()),
            ("when", when(at).into()),
        ],
    )
}

/// What was changed.
pub fn edited(part: EditedAnnouncementPart) -> String {
    let language = part.locale.map(language).unwrap_or_default();
    match part.part {
        AnnouncementPart::Text => say_with(key::EDITED_TEXT, [("language", language.into())]),
        AnnouncementPart::Version => say_with(key::EDITED_VERSION, [("language", language.into())]),
        AnnouncementPart::Deadline => say(key::EDITED_DEADLINE),
        AnnouncementPart::Files => say(key::EDITED_FILES),
    }
}
