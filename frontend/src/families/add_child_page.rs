//! Where the QR code of a child's slip leads: the form, with the code filled in.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    families::add_child::AddChild,
    i18n::{key, t},
    ui::{back_link::BackLink, divider_card::DividerCard, icon::Glyph, module::Module, page_head::PageHead},
};

/// The page to add a child; afterwards it leads to the profile.
#[component]
pub fn AddChildPage() -> impl IntoView {
    let navigate = use_navigate();
    let code = use_query_map()
        .with_untracked(|query| query.get("code"))
        .unwrap_or_default();
    let added = move |_| {
        // The code works once: going back must not lead here again.
        navigate(
            "/profil",
            NavigateOptions {
                replace: true,
                ..Default::default()
            },
        );
    };
    view! {
        <BackLink href="/profil" words=t(key::NAV_PROFILE) />
        <PageHead title=t(key::CHILDREN_ADD) />
        <div class="reading">
            <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::CHILDREN_TAB)>
                <div class="card-body">
                    <AddChild code=code on_added=added />
                </div>
            </DividerCard>
        </div>
    }
}
