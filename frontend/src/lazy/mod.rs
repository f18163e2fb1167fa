//! Pages whose code is fetched when one of them is first opened: a family never downloads the school's office.
//!
//! Pages of the same part come in one go. A new page is one line in the list below, and `view=lazy::its_name` at its route
//! in `app.rs`; what it alone uses then leaves the first load by itself. What lies on top of a page, such as a dialog, is fetched
//! when it is first wanted (`layer`). `just web` prints what each part weighs.

mod layer;
mod page;

use leptos::prelude::{Callback, Signal};

use self::{
    layer::LazyLayer,
    page::{LazyPage, PageFn, Place},
};

/// Whose texts a part shows, when they are not in the file of the start; `scripts/spa/bundle.mjs` says what is in which file.
const WORDS: &[(&str, &[&str])] = &[
    ("office", &["office"]),
    // whoever judges a message sees its pictures as its readers do
    ("upkeep", &["office", "messages"]),
    ("messages", &["messages"]),
    ("around", &["messages"]),
    ("asked", &["messages", "asked"]),
    ("announcements", &["announcements"]),
    ("authoring", &["announcements"]),
    ("exchange", &["exchange"]),
    ("treasury", &["exchange"]),
];

/// `part in place { name => component, ... }`: for each page a function for its route. In `Layer` stands what lies on top of a page: its
/// function says from when on it is wanted, and hears of a failure.
///
/// With the feature `split`, which the release build has, `wasm_split` makes each loader a border along which the built
/// module is cut; without it, as in `just dev` and in native tests, a page is simply there.
macro_rules! lazy_pages {
    (@shown $part:ident Layer $name:ident { $(#[$doc:meta])* }) => {
        $(#[$doc])*
        pub fn $name(wanted: Signal<bool>, on_failure: Callback<()>) -> impl leptos::prelude::IntoView {
            leptos::prelude::view! {
                <LazyLayer load=loads::$name part=stringify!($part) wanted=wanted on_failure=on_failure />
            }
        }
    };
    (@shown $part:ident $place:ident $name:ident { $(#[$doc:meta])* }) => {
        $(#[$doc])*
        pub fn $name() -> impl leptos::prelude::IntoView {
            leptos::prelude::view! { <LazyPage load=loads::$name place=Place::$place part=stringify!($part) /> }
        }
    };
    ($($part:ident in $place:ident { $($(#[$doc:meta])* $name:ident => $page:path,)+ })+) => {
        $($(
            lazy_pages! { @shown $part $place $name { $(#[$doc])* } }
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
    }
    // What stands around conversations, and is opened now and then.
    around in Frame {
        /// Beside the list: new conversations, rooms, who is in one, a conversation on paper.
        beside => crate::messages::beside::Beside,
        /// Recherche.
        search => crate::messages::search::SearchPage,
        /// What others see of me, whom I hear from, whom I ask for contact.
        circle => crate::messages::circle::CirclePage,
        /// What moderators decided about my messages.
        notices => crate::messages::notices::NoticesPage,
    }
    // The dialogs of the list and of an open conversation.
    asked in Layer {
        /// What can be done with a conversation of the list.
        room_menu => crate::messages::circle::row_menu::MenuOfRow,
        /// What is asked for of a message, and the ways to write one.
        asked => crate::messages::asked::AskedDialog,
        /// A picture over the whole screen.
        viewer => crate::messages::files::viewer::OpenViewer,
    }
    // What the school makes known.
    announcements in Frame {
        /// Annonces.
        announcements => crate::announcements::AnnouncementsPage,
    }
    // Announcements for those who write them.
    authoring in Frame {
        /// Writing, proofs, slips.
        authoring => crate::announcements::authoring::AuthoringPage,
    }
    // Offers, requests and units.
    exchange in Frame {
        /// Entraide.
        exchange => crate::sel::SelPage,
    }
    // What is done now and then about units: statistics, paper, the books.
    treasury in Frame {
        /// Statistics, statement on paper, several people at once, the treasurer's desk.
        treasury => crate::sel::treasury::TreasuryPage,
    }
    // What staff does for families.
    office in Frame {
        /// École.
        school => crate::school::SchoolPage,
    }
    // What it does now and then.
    upkeep in Frame {
        /// Lists, slips, invitations, settings, moderation, the log.
        upkeep => crate::school::upkeep::UpkeepPage,
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
        ("sel.ftl", "sel"),
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
