//! Pages whose code is fetched when one of them is first opened: a family never downloads the school's office.
//!
//! Pages of the same part come in one go. A new page is one line in the list below, and `view=lazy::its_name` at its route
//! in `app.rs`; what it alone uses then leaves the first load by itself. `just web` prints what each part weighs.

mod page;

use self::page::{LazyPage, NotLoaded, PageFn, Place};

/// `part in place { name => component, ... }`: for each page a function for its route.
///
/// With the feature `split`, which the release build has, `wasm_split` makes each loader a border along which the built
/// module is cut; without it, as in `just dev` and in native tests, a page is simply there.
macro_rules! lazy_pages {
    ($($part:ident in $place:ident { $($(#[$doc:meta])* $name:ident => $page:path,)+ })+) => {$($(
        $(#[$doc])*
        pub fn $name() -> impl leptos::prelude::IntoView {
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($part, fallible))]
            fn $name() -> Result<PageFn, NotLoaded> {
                Ok(|| leptos::prelude::IntoAny::into_any($page()))
            }
            #[cfg(feature = "split")]
            let load = || -> page::Loading { Box::pin($name()) };
            #[cfg(not(feature = "split"))]
            let load = || -> page::Loading { Box::pin(std::future::ready($name())) };
            leptos::prelude::view! { <LazyPage load=load place=Place::$place /> }
        }
    )+)+};
}

lazy_pages! {
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
        /// The first steps after it.
        welcome => crate::accounts::welcome::WelcomePage,
    }
    // My own data, and how I use EcoleHub.
    account in Frame {
        /// Profil.
        profile => crate::accounts::profile::ProfilePage,
        /// Réglages.
        settings => crate::accounts::settings::SettingsPage,
    }
    // For those who build EcoleHub.
    styleguide in Sheet {
        /// Every component in every state.
        style_guide => crate::styleguide::StyleguidePage,
    }
}
