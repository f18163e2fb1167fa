//! The shape of what will come, after 150 ms of waiting.

use leptos::prelude::*;

use crate::i18n::{key, t};

/// Rows with a circle and two lines.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 3)]
    count: usize,
) -> impl IntoView {
    let rows = (0..count)
        .map(|_| {
            view! {
                <li class="row">
                    <span class="skeleton skeleton-circle"></span>
                    <div class="row-body">
                        <div class="skeleton skeleton-title"></div>
                        <div class="skeleton skeleton-line"></div>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="visually-hidden" role="status">{t(key::LOADING)}</p>
        <ul class="row-list" aria-hidden="true">{rows}</ul>
    }
}

/// A heading and some lines of text.
#[component]
pub fn SkeletonText(
    /// How many lines.
    #[prop(default = 2)]
    lines: usize,
) -> impl IntoView {
    let lines = (0..lines)
        .map(|_| view! { <div class="skeleton skeleton-line"></div> })
        .collect_view();
    view! {
        <p class="visually-hidden" role="status">{t(key::LOADING)}</p>
        <div class="card-body" aria-hidden="true">
            <div class="skeleton skeleton-title"></div>
            {lines}
        </div>
    }
}
