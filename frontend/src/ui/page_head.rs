//! The top of a page: its title in the tab of the browser, its heading, which takes the focus when the page changes.

use leptos::prelude::*;

use crate::{i18n::dates, state::badges::Badges};

/// Names the page in the browser's tab: `(3) Messages · EcoleHub`.
#[component]
pub fn PageTitle(
    /// The name of the page.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let badges = use_context::<Badges>();
    Effect::new(move || {
        let waiting = badges.map_or(0, |badges| badges.messages.get());
        let number = if waiting == 0 {
            String::new()
        } else {
            format!("({}) ", dates::number(waiting))
        };
        document().set_title(&format!("{number}{} · EcoleHub", text.get()));
    });
}

/// The heading of a page with its title, and actions beside it as children.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line below it.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Actions of the whole page.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <PageTitle text=title />
        <div class="page-head">
            <div>
                <h1 tabindex="-1">{title}</h1>
                {move || detail.get().map(|detail| view! { <p>{detail}</p> })}
            </div>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
}
