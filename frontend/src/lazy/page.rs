//! The place of a page that is still being fetched.

use std::{future::Future, pin::Pin, time::Duration};

use futures_util::future::try_join;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::Failure,
    i18n::{self, key, t},
    lazy::WORDS,
    shell::{focus, sheet::Sheet, update},
    ui::{
        button::Button, empty_state::EmptyState, error_state::ErrorState, icon::Glyph, module::Module,
        skeleton::SkeletonText,
    },
};

/// Makes the view of a page; it lives in the page's part.
pub type PageFn = fn() -> AnyView;

/// A part on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<PageFn, NotLoaded>>>>;

/// The part of a page could not be fetched.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// What stands around the page, and so around what is shown in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The navigation of the signed-in pages, which is there already.
    Frame,
    /// Nothing: the page is a sheet of its own.
    Sheet,
}

#[derive(Clone, Copy)]
enum Stage {
    Waiting,
    Here(PageFn),
    /// The server has another version: our parts are not there any more.
    Outdated,
    Failed,
}

/// The first page has had so long to come before a part is fetched that nobody has asked for yet.
const QUIET: Duration = Duration::from_millis(1_500);

/// Fetches a part before anybody asks for it, when the page has come to rest. A failure is no news: whoever opens the page asks again.
pub fn ahead(load: fn() -> Loading, part: &'static str) {
    set_timeout(
        move || {
            spawn_local(async move {
                // Whoever opens the page hears of a failure.
                let _asked_again_then = fetch_part(load, part).await;
            });
        },
        QUIET,
    );
}

/// The code of a part and its words.
pub async fn fetch_part(load: fn() -> Loading, part: &'static str) -> Result<PageFn, NotLoaded> {
    let speak = async {
        let own = WORDS.iter().find(|(name, _)| *name == part);
        for words in own.map_or(&[][..], |(_, words)| words) {
            i18n::also(words).await.map_err(|_| NotLoaded)?;
        }
        Ok(())
    };
    let (page, ()) = try_join(load(), speak).await?;
    Ok(page)
}

/// Fetches a page, and shows its shape, itself, or why it does not come.
#[component]
pub fn LazyPage(
    /// Fetches the part that the page is in.
    load: fn() -> Loading,
    /// What stands around it.
    place: Place,
    /// The name of the part.
    part: &'static str,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Waiting);
    let fetch = move || {
        stage.set(Stage::Waiting);
        spawn_local(async move {
            let now = match fetch_part(load, part).await {
                Ok(page) => Stage::Here(page),
                Err(NotLoaded) if update::is_newer().await == Some(true) => Stage::Outdated,
                Err(NotLoaded) => Stage::Failed,
            };
            // The reader may have gone on in the meantime.
            let _gone = stage.try_set(now);
            focus::on_late_heading();
        });
    };
    fetch();
    let around = move |inside: AnyView| match place {
        Place::Frame => inside,
        Place::Sheet => view! { <Sheet>{inside}</Sheet> }.into_any(),
    };
    move || match stage.get() {
        Stage::Waiting => around(view! { <Shape /> }.into_any()),
        Stage::Here(page) => page(),
        Stage::Outdated => around(view! { <NewVersion /> }.into_any()),
        Stage::Failed => around(
            view! {
                <h1 class="visually-hidden" tabindex="-1">{t(key::ERROR_TITLE)}</h1>
                <ErrorState failure=Failure::NoAnswer on_retry=move |()| fetch() />
            }
            .into_any(),
        ),
    }
}

#[component]
fn Shape() -> impl IntoView {
    view! {
        <div aria-busy="true">
            <div class="page-head">
                <div class="skeleton skeleton-head"></div>
            </div>
            <SkeletonText />
        </div>
    }
}

#[component]
fn NewVersion() -> impl IntoView {
    view! {
        <h1 class="visually-hidden" tabindex="-1">{t(key::UPDATE_READY)}</h1>
        <div role="alert">
            <EmptyState glyph=Glyph::RefreshCw module=Module::Messages title=t(key::UPDATE_READY)>
                <Button on_press=|()| update::reload()>{t(key::UPDATE_RELOAD)}</Button>
            </EmptyState>
        </div>
    }
}
