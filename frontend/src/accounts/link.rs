//! Links of mails: their token, the page behind one, and what to say when it does not work.

use domain::problem::Code;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    client::Failure,
    i18n::{Key, key, t},
    shell::{focus, sheet::Sheet},
    ui::{divider_card::DividerCard, empty_state::EmptyState, icon::Glyph, module::Module, page_head::PageTitle},
};

/// Where the page behind a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It asks for something more.
    Asking,
    /// The link is incomplete, used or too old.
    Broken,
    /// What the link was for is done.
    Done,
}

impl LinkState {
    /// After the server was told; a link that is over is no failure of the form.
    ///
    /// # Errors
    /// What else went wrong.
    pub fn after<T>(told: Result<T, Failure>) -> Result<Self, Failure> {
        match told {
            Ok(_) => Ok(Self::Done),
            Err(failure) if failure.is(Code::LinkExpired) => Ok(Self::Broken),
            Err(failure) => Err(failure),
        }
    }

    /// Shows where it stands now, and reads it out.
    pub fn show(self, state: RwSignal<Self>) {
        state.set(self);
        focus::on_heading();
    }
}

/// The page behind a link. Opening the link alone does nothing, because mail programs open links too.
#[component]
pub fn LinkPage<F>(
    /// The title.
    title: Key,
    /// The words on the card.
    tab: Key,
    /// The picture on the card.
    glyph: Glyph,
    /// What is asked for, from the token.
    asking: F,
    /// What is shown when the link does not work.
    #[prop(into)]
    broken: ViewFn,
    /// What is shown when all is done.
    #[prop(into)]
    done: ViewFn,
) -> impl IntoView
where
    F: Fn(String, RwSignal<LinkState>) -> AnyView + Send + 'static,
{
    let token = StoredValue::new(token_of_link());
    let state = RwSignal::new(if token.with_value(Option::is_some) {
        LinkState::Asking
    } else {
        LinkState::Broken
    });
    view! {
        <PageTitle text=t(title) />
        <Sheet>
            <h1 tabindex="-1">{t(title)}</h1>
            <DividerCard module=Module::Messages glyph=glyph title=t(tab)>
                {move || match state.get() {
                    LinkState::Asking => asking(token.get_value().unwrap_or_default(), state),
                    LinkState::Broken => broken.run(),
                    LinkState::Done => done.run(),
                }}
            </DividerCard>
        </Sheet>
    }
}

/// The token of the link that led here.
pub fn token_of_link() -> Option<String> {
    use_query_map()
        .with_untracked(|query| query.get("token"))
        .filter(|token| !token.is_empty())
}

/// The link is incomplete, used or too old, and what to do about it.
#[component]
pub fn BrokenLink(
    /// What to do.
    #[prop(into)]
    detail: Signal<String>,
    /// The button to do it.
    children: Children,
) -> impl IntoView {
    view! {
        <div role="status">
            <EmptyState
                glyph=Glyph::Hourglass
                module=Module::Entraide
                title=t(key::LINK_BROKEN)
                detail=Signal::derive(move || Some(detail.get()))
            >
                {children()}
            </EmptyState>
        </div>
    }
}
