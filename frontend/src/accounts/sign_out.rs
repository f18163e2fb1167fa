//! The way out.

use domain::accounts::calls::Logout;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{key, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        icon::Glyph,
        toasts::Toasts,
    },
};

/// Ends the session on the server, then shows the sign-in page.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let (client, session, toasts) = (SignedIn::here(), Session::here(), Toasts::here());
    let busy = RwSignal::new(false);
    let sign_out = move |()| {
        busy.set(true);
        spawn_local(async move {
            match client.ask(Logout {}).await {
                // A session that is over already is what was wanted.
                Err(failure) if !failure.is(domain::problem::Code::Unauthenticated) => {
                    busy.set(false);
                    toasts.failed(&failure);
                }
                _ => session.is_over(),
            }
        });
    };
    view! {
        <Button look=Look::Second glyph=Glyph::LogOut busy=busy on_press=sign_out>
            {t(key::SIGN_OUT)}
        </Button>
    }
}
