//! Who of the school opened the record of a child.

use domain::{
    families::{calls::ListChildAccesses, households::ChildAccess},
    id::ChildId,
    page::{Page, PageQuery},
};
use leptos::prelude::*;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn},
    i18n::{dates, key, say, t},
    ui::{loaded::Loaded, module::Module, person_row::PersonRow, skeleton::SkeletonRows},
};

/// How many are shown: the latest ones.
const SHOWN: u32 = 20;

/// The latest times, the newest first.
#[component]
pub fn Accesses(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let client = SignedIn::here();
    let accesses = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(SHOWN),
            cursor: None,
        };
        let Page { items, next } = client.ask_with(ListChildAccesses { child }, query).await?;
        Ok((items, next.is_some()))
    });
    view! {
        <Loaded answer=accesses waiting=|| view! { <SkeletonRows count=2 /> } let:accesses>
            {
                let (items, more) = accesses;
                let words = match (items.is_empty(), more) {
                    (true, _) => key::ACCESSES_NONE,
                    (false, true) => key::ACCESSES_LATEST,
                    (false, false) => key::ACCESSES_LEAD,
                };
                view! {
                    <div class="card-body">
                        <p class="muted small">{t(words)}</p>
                    </div>
                    <ul class="row-list">
                        {items.into_iter().map(|access| view! { <li><AccessRow access=access /></li> }).collect_view()}
                    </ul>
                }
            }
        </Loaded>
    }
}

#[component]
fn AccessRow(access: ChildAccess) -> impl IntoView {
    let ChildAccess { name, role, at } = access;
    let mut names = name.splitn(2, ' ');
    let initials = domain::words::initials(names.next().unwrap_or_default(), names.next().unwrap_or_default());
    let detail = move || format!("{}, {}", say(role_words(role)), dates::full(at));
    view! { <PersonRow initials=initials module=Module::Announcements title=name detail=detail /> }
}
