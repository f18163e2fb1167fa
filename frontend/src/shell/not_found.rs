//! No page at this address, said as a school would.

use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    shell::sheet::Sheet,
    ui::{
        card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module, page_head::PageTitle,
    },
};

/// The page for an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageTitle text=t(key::NOT_FOUND_TITLE) />
        <Sheet>
            <h1 class="visually-hidden" tabindex="-1">{t(key::NOT_FOUND_TITLE)}</h1>
            <Card>
                <EmptyState
                    glyph=Glyph::School
                    module=Module::Entraide
                    title=t(key::NOT_FOUND_TITLE)
                    detail=t(key::NOT_FOUND_DETAIL)
                >
                    <LinkButton href="/">{t(key::NOT_FOUND_HOME)}</LinkButton>
                </EmptyState>
            </Card>
        </Sheet>
    }
}
