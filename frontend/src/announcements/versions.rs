//! The texts: on a phone one at a time, on a wide screen side by side; each with an honest label.

use domain::{
    accounts::types::Locale,
    announcements::types::{AnnouncementDetail, AnnouncementVersion, VersionStatus},
};
use leptos::prelude::*;

use super::{texts::Paragraphs, words};
use crate::{
    i18n::{key, say, say_with, t},
    state::session::Session,
    ui::{
        banner::Banner,
        icon::Glyph,
        module::Module,
        segmented::{Choice, Segmented},
        tag::Tag,
    },
};

/// The texts of an announcement, mine first.
#[component]
pub fn Versions(
    /// The announcement.
    detail: AnnouncementDetail,
) -> impl IntoView {
    let mine = Session::here()
        .me()
        .get_untracked()
        .map_or(detail.original, |me| me.locale);
    let shown = detail.announcement.locale;
    let chosen = RwSignal::new(shown);
    let is_missing = detail.announcement.mine == VersionStatus::Missing;
    let mut there: Vec<AnnouncementVersion> = detail
        .versions
        .into_iter()
        .filter(|version| version.status != VersionStatus::Missing)
        .collect();
    there.sort_by_key(|version| version.locale != shown);
    let several = there.len() > 1;
    let options: Vec<Choice<Locale>> = there
        .iter()
        .map(|version| {
            let locale = version.locale;
            let mut choice = Choice::new(locale, Signal::derive(move || words::language(locale).to_owned()));
            choice.lang = Some(locale.as_str());
            choice
        })
        .collect();
    let original = detail.original;
    let choose = Callback::new(move |locale| chosen.set(locale));
    let not_yet = move || {
        let language = words::language(mine);
        say_with(
            key::VERSION_NOT_YET,
            [
                ("language", language.into()),
                ("original", words::language(original).into()),
            ],
        )
    };
    view! {
        {is_missing.then(|| view! { <Banner glyph=Glyph::Languages module=Module::Announcements>{not_yet}</Banner> })}
        <div class="versions-choice" hidden=!several>
            <Segmented label=t(key::VERSION_LANGUAGE) hide_label=true options=options chosen=chosen on_choice=choose />
        </div>
        <div class="versions">
            {there
                .into_iter()
                .map(|version| view! { <One version=version chosen=chosen original=original heading=shown several=several /> })
                .collect_view()}
        </div>
    }
}

/// One text with its label; with its title only where there are others.
#[component]
fn One(
    version: AnnouncementVersion,
    chosen: RwSignal<Locale>,
    original: Locale,
    heading: Locale,
    several: bool,
) -> impl IntoView {
    let locale = version.locale;
    let status = version.status;
    let label = move || {
        let how = words::status(status, locale == original);
        format!("{} · {how}", words::language(locale))
    };
    view! {
        <article
            class="version"
            lang=locale.as_str()
            data-chosen=move || (chosen.get() == locale).to_string()
            aria-label=words::language(locale)
        >
            {several.then(|| view! { <h2 class="version-title" data-heading=(locale == heading).to_string()>{version.title.clone()}</h2> })}
            <Paragraphs text=version.body.unwrap_or_default() />
            <p class="version-label" lang=move || say(key::VERSION_LANG)>
                <Tag glyph=Glyph::Languages words=Signal::derive(label) />
            </p>
        </article>
    }
}
