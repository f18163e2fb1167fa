//! The door to the signed-in part of the application.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

use crate::{
    accounts::{prove::ProveDialog, session_expired::SessionExpired},
    client::{Failure, SignedIn},
    shell::sheet::Sheet,
    state::session::{Session, Standing},
    ui::{error_state::ErrorState, skeleton::SkeletonText},
};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Door {
    Unknown,
    Failed(Failure),
    Guest,
    Open,
}

/// Lets in whoever is signed in; sends others to sign in, and afterwards back to where they wanted to go.
#[component]
pub fn SignedInGate() -> impl IntoView {
    let session = Session::here();
    provide_context(SignedIn::of(session));
    let standing = session.standing();
    // A change of one's own name must not make the page anew: only the kind of standing counts here.
    let door = Memo::new(move |_| match standing.get() {
        Standing::Unknown => Door::Unknown,
        Standing::Failed(failure) => Door::Failed(failure),
        Standing::Guest => Door::Guest,
        Standing::SignedIn(_) => Door::Open,
    });
    move || match door.get() {
        Door::Unknown => view! {
            <Sheet>
                <div class="skeleton skeleton-head"></div>
                <SkeletonText />
            </Sheet>
        }
        .into_any(),
        Door::Failed(failure) => view! {
            <Sheet>
                <h1 class="visually-hidden">"EcoleHub"</h1>
                <ErrorState failure=failure on_retry=move |()| spawn_local(session.load()) />
            </Sheet>
        }
        .into_any(),
        Door::Guest => view! { <Redirect path=sign_in_address(session) /> }.into_any(),
        Door::Open => view! {
            <Outlet />
            <ProveDialog />
            <SessionExpired />
        }
        .into_any(),
    }
}

fn sign_in_address(session: Session) -> String {
    if session.was_left() {
        return "/connexion".to_owned();
    }
    let location = use_location();
    let wanted = location.pathname.get_untracked()
        + &location.search.with_untracked(|search| {
            if search.is_empty() {
                String::new()
            } else {
                format!("?{}", search.trim_start_matches('?'))
            }
        });
    if wanted == "/" {
        return "/connexion".to_owned();
    }
    format!(
        "/connexion?suite={}",
        String::from(js_sys::encode_uri_component(&wanted))
    )
}
