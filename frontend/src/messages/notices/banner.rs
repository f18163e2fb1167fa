//! A line that leads to what was decided about a message of mine, until I have seen it.

use domain::{
    messaging::moderation::calls::ListNotices,
    page::{Page, PageQuery},
};
use leptos::prelude::*;
use leptos_router::components::A;
use serde::Deserialize;

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, t},
    state::live::Live,
    ui::icon::{Glyph, Icon},
};

/// What is looked at of a notice.
#[derive(Clone, Deserialize)]
struct Seen {
    seen: bool,
}

/// Nothing while there is nothing new.
#[component]
pub fn NoticesBanner() -> impl IntoView {
    let (client, live) = (SignedIn::here(), Live::here());
    let notices = Answer::ask(move || {
        live.moderated().track();
        let newest = PageQuery {
            limit: Some(5),
            cursor: None,
        };
        client.ask_with(ListNotices {}, newest).read_as::<Page<Seen>>()
    });
    let unseen = Memo::new(move |_| {
        let page = notices.get().and_then(Result::ok);
        page.is_some_and(|page| page.items.iter().any(|notice| !notice.seen))
    });
    view! {
        <div class="link-banner" role="status">
            <Show when=move || unseen.get()>
                <p class="module-entraide">
                    <Icon glyph=Glyph::Info />
                    <span>{t(key::NOTICES_BANNER)}</span>
                    <A href="/moderation">{t(key::NOTICES_BANNER_SHOW)}</A>
                </p>
            </Show>
        </div>
    }
}
