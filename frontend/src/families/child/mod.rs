//! A child of mine: what I may do, who else looks after the child, who of the school opened its record.

mod accesses;
mod guardians;
mod invite;
mod invited;
mod rights;

use domain::{
    families::types::{LinkStatus, MyChild},
    id::ChildId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::{accesses::Accesses, guardians::Guardians, rights::MyRights};
use crate::{
    families::{
        my_children::MyChildren,
        words::{LinkTag, relationship_words},
    },
    i18n::{key, say, say_with, t},
    ui::{
        back_link::BackLink, card::Card, divider_card::DividerCard, empty_state::EmptyState, icon::Glyph,
        link_button::LinkButton, loaded::Loaded, module::Module, page_head::PageHead, skeleton::SkeletonText,
    },
};

/// The page of one child.
#[component]
pub fn ChildPage() -> impl IntoView {
    let params = use_params_map();
    let wanted = Memo::new(move |_| params.read().get_str("child").and_then(|id| id.parse::<ChildId>().ok()));
    let children = MyChildren::load();
    view! {
        <BackLink href="/profil" words=t(key::NAV_PROFILE) />
        <Loaded answer=children.answer() waiting=|| view! { <SkeletonText lines=4 /> } let:children>
            {match children.into_iter().find(|child| Some(child.id) == wanted.get()) {
                Some(child) => view! { <Child child=child /> }.into_any(),
                None => view! { <NotMine /> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn NotMine() -> impl IntoView {
    view! {
        <PageHead title=t(key::CHILD_NOT_MINE) />
        <div class="reading">
            <Card>
                <EmptyState glyph=Glyph::Baby module=Module::Education title=t(key::CHILD_NOT_MINE) detail=t(key::CHILD_NOT_MINE_DETAIL)>
                    <LinkButton href="/profil">{t(key::NAV_PROFILE)}</LinkButton>
                </EmptyState>
            </Card>
        </div>
    }
}

#[component]
fn Child(child: MyChild) -> impl IntoView {
    let name = format!("{} {}", child.first_name, child.last_name);
    let class = child.class.as_ref().map(|class| class.name.clone());
    let relationship = relationship_words(child.relationship);
    let detail = move || match &class {
        Some(class) => say_with(key::CHILD_IN_CLASS, [("class", class.clone().into())]) + ", " + &say(relationship),
        None => say(relationship),
    };
    let (id, first_name, confirmed) = (
        child.id,
        child.first_name.clone(),
        child.status == LinkStatus::Confirmed,
    );
    view! {
        <PageHead title=name detail=detail>
            <LinkTag status=child.status />
        </PageHead>
        <div class="columns">
            <div>
                <DividerCard module=Module::Education glyph=Glyph::ShieldCheck title=t(key::RIGHTS_TAB)>
                    <MyRights child=child />
                </DividerCard>
            </div>
            <div>
                <DividerCard module=Module::Messages glyph=Glyph::Users title=t(key::GUARDIANS_TAB)>
                    <Guardians child=id name=first_name />
                </DividerCard>
                {confirmed.then(|| view! {
                    <DividerCard module=Module::Announcements glyph=Glyph::Eye title=t(key::ACCESSES_TAB)>
                        <Accesses child=id />
                    </DividerCard>
                })}
            </div>
        </div>
    }
}
