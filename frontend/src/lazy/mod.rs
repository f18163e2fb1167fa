//! Pages whose code is fetched when one of them is first opened: a family never downloads the school's office.
//!
//! Pages of the same part come in one go. A new page is one line in the list below, and `view=lazy::its_name` at its route
//! in `app.rs`; what it alone uses then leaves the first load by itself. `just web` prints what each part weighs.

mod page;

use self::page::{LazyPage, PageFn, Place};

/// The parts whose texts are files of their own, because no other part shows them; `scripts/spa/bundle.mjs` says which files.
const WITH_WORDS: &[&str] = &["office", "messages", "announcements"];

/// `part in place { name => component, ... }`: for each page a function for its route.
///
/// With the feature `split`, which the release build has, `wasm_split` makes each loader a border along which the built
/// module is cut; without it, as in `just dev` and in native tests, a page is simply there.
macro_rules! lazy_pages {
    ($($part:ident in $place:ident { $($(#[$doc:meta])* $name:ident => $page:path,)+ })+) => {
        $($(
            $(#[$doc])*
            pub fn $name() -> impl leptos::prelude::IntoView {
                leptos::prelude::view! { <LazyPage load=loads::$name place=Place::$place part=stringify!($part) /> }
            }
        )+)+

        /// Fetches the part of each page.
        mod loads {
            use super::{
                PageFn,
                page::{Loading, NotLoaded},
            };

            $($(
                pub fn $name() -> Loading {
                    #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($part, fallible))]
                    fn $name() -> Result<PageFn, NotLoaded> {
                        Ok(|| leptos::prelude::IntoAny::into_any($page()))
                    }
                    #[cfg(feature = "split")]
                    let part: Loading = Box::pin($name());
                    #[cfg(not(feature = "split"))]
                    let part: Loading = Box::pin(std::future::ready($name()));
                    part
                }
            )+)+
        }
    };
}

/// Fetches the messages while nobody waits for anything, so that the first tap on them opens them at once.
pub fn messages_ahead() {
    page::ahead(loads::messages, "messages");
}

lazy_pages! {
    // What concerns me today; who has no account yet sees the sign-in page only.
    home in Frame {
        /// Accueil.
        home => crate::home::HomePage,
    }
    // What parents open every day, fetched ahead from the home page.
    messages in Frame {
        /// Messages.
        messages => crate::messages::MessagesPage,
        /// Recherche.
        search => crate::messages::search::SearchPage,
        /// What others see of me, whom I hear from, whom I ask for contact.
        circle => crate::messages::circle::CirclePage,
        /// What moderators decided about my messages.
        notices => crate::messages::notices::NoticesPage,
    }
    // What the school makes known.
    announcements in Frame {
        /// Annonces.
        announcements => crate::announcements::AnnouncementsPage,
    }
    // What staff does for families.
    office in Frame {
        /// École.
        school => crate::school::SchoolPage,
    }
    // The way in, for somebody who has no account yet.
    joining in Sheet {
        /// Inscription.
        register => crate::accounts::register::RegisterPage,
        /// The link of the first mail.
        verify => crate::accounts::verify::VerifyPage,
        /// Mot de passe oublié.
        forgotten => crate::accounts::forgotten::ForgottenPage,
        /// The link of the mail about a forgotten password.
        new_password => crate::accounts::new_password::NewPasswordPage,
        /// The link of the mail to a new address.
        new_address => crate::accounts::new_address::NewAddressPage,
        /// The link of an invitation.
        invitation => crate::accounts::invitation::InvitationPage,
        /// The first steps after it.
        welcome => crate::accounts::welcome::WelcomePage,
    }
    // My own data, and how I use EcoleHub.
    account in Frame {
        /// Profil.
        profile => crate::accounts::profile::ProfilePage,
        /// Réglages.
        settings => crate::accounts::settings::SettingsPage,
        /// Sécurité.
        security => crate::accounts::settings::security::SecurityPage,
        /// Second code.
        second_factor => crate::accounts::settings::second_factor::SecondFactorPage,
        /// Accès API.
        tokens => crate::accounts::settings::tokens::TokensPage,
        /// One of my children.
        child => crate::families::child::ChildPage,
        /// Where the code of a slip leads.
        add_child => crate::families::add_child_page::AddChildPage,
    }
    // For those who build EcoleHub.
    styleguide in Sheet {
        /// Every component in every state.
        style_guide => crate::styleguide::StyleguidePage,
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    /// The texts of a part with words, and the only folder that may show them. What others use of that folder has no words.
    const OWN: &[(&str, &str)] = &[
        ("school.ftl", "school"),
        ("messages.ftl", "messages"),
        ("announcements.ftl", "announcements"),
    ];

    #[test]
    fn the_words_of_a_part_are_shown_by_its_pages_only() {
        let frontend = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = Vec::new();
        collect(&frontend.join("src"), &mut sources);
        for (words, folder) in OWN {
            let texts = fs::read_to_string(frontend.join("../locales/fr").join(words)).unwrap();
            let keys: Vec<String> = texts
                .lines()
                .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
                .filter_map(|line| Some(line.split_once('=')?.0.trim_end().replace('-', "_").to_uppercase()))
                .collect();
            assert!(!keys.is_empty(), "{words} has no texts");
            let own = frontend.join("src").join(folder);
            for path in sources.iter().filter(|path| !path.starts_with(&own)) {
                let source = fs::read_to_string(path).unwrap();
                let named: Vec<&str> = source
                    .split("key::")
                    .skip(1)
                    .filter_map(|rest| {
                        rest.split(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_')
                            .next()
                    })
                    .filter(|name| keys.iter().any(|key| key == name))
                    .collect();
                assert!(
                    named.is_empty(),
                    "{}: {named:?} are fetched with another part: {words}",
                    path.display()
                );
            }
        }
    }

    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else {
                found.push(path);
            }
        }
    }
}
