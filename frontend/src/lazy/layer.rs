//! What lies on top of a page and is still being fetched.

use leptos::{prelude::*, task::spawn_local};

use super::page::{Loading, NotLoaded, PageFn, fetch_part};
use crate::{
    client::Failure,
    i18n::{key, t},
    shell::update,
    ui::toasts::Toasts,
};

/// Fetches it when it is first wanted, and shows it from then on. When it does not come that is said, and the next wish asks again.
#[component]
pub fn LazyLayer(
    /// Fetches the part that it is in.
    load: fn() -> Loading,
    /// The name of the part.
    part: &'static str,
    /// Whether it is wanted now.
    wanted: Signal<bool>,
    /// It did not come.
    on_failure: Callback<()>,
) -> impl IntoView {
    let here = RwSignal::new(None::<PageFn>);
    let toasts = Toasts::here();
    Effect::new(move || {
        if !wanted.get() || here.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match fetch_part(load, part).await {
                // Wanted twice, it is shown once. The page may be gone in the meantime.
                Ok(layer) if matches!(here.try_get_untracked(), Some(None)) => here.set(Some(layer)),
                Ok(_) => {}
                Err(NotLoaded) => {
                    match update::is_newer().await {
                        Some(true) => toasts.problem(t(key::UPDATE_READY)()),
                        _ => toasts.failed(&Failure::NoAnswer),
                    }
                    let _gone = on_failure.try_run(());
                }
            }
        });
    });
    move || here.get().map(|layer| layer())
}
