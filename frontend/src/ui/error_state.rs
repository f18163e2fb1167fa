//! Something could not be shown, and what to do about it.

use leptos::prelude::*;

use crate::{
    client::Failure,
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// Says why in the reader's language, offers to try again, and names the request for whoever helps.
#[component]
pub fn ErrorState(
    /// Why.
    #[prop(into)]
    failure: Signal<Failure>,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let glyph = Signal::derive(move || {
        if failure.get() == Failure::NoAnswer {
            Glyph::WifiOff
        } else {
            Glyph::TriangleAlert
        }
    });
    let request = move || failure.with(|failure| failure.request_id().map(request_words));
    view! {
        <div class=format!("empty {}", Module::Danger.class()) role="alert">
            <span class="empty-mark">
                <Icon glyph=glyph />
            </span>
            <p class="row-title">{t(key::ERROR_TITLE)}</p>
            <p>{move || failure.get().says()}</p>
            {move || request().map(|words| view! { <p class="request-id">{words}</p> })}
            <Button look=Look::Second glyph=Glyph::RefreshCw on_press=on_retry>
                {t(key::ACTION_RETRY)}
            </Button>
        </div>
    }
}

/// "Code to give to the school: ...".
pub fn request_words(id: &str) -> String {
    format!("{} {id}", say(key::ERROR_REQUEST))
}
