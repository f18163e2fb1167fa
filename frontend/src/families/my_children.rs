//! The children I look after.

use domain::{
    families::{
        calls::{ListMyChildren, RemoveChild},
        types::MyChild,
    },
    page::PageQuery,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn, Submission},
    families::words::{LinkTag, relationship_words},
    i18n::{key, say, say_with, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        icon_button::IconButton,
        loaded::Loaded,
        module::Module,
        person_row::PersonRow,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// My children as the server knows them; `Copy`, like a signal.
#[derive(Clone, Copy)]
pub struct MyChildren {
    answer: Answer<Vec<MyChild>>,
}

impl MyChildren {
    /// Asks for them.
    pub fn load() -> Self {
        let client = SignedIn::here();
        // The school may confirm a link at any time, and says so.
        let changed = Live::here().family();
        Self {
            answer: Answer::ask(move || {
                changed.track();
                async move {
                    let query = PageQuery {
                        limit: Some(100),
                        cursor: None,
                    };
                    client.ask_with(ListMyChildren {}, query).await.map(|page| page.items)
                }
            }),
        }
    }

    /// Asks again, after a change.
    pub fn reload(self) {
        self.answer.refetch();
    }

    /// The answer; `None` while it is on its way.
    pub const fn answer(self) -> Answer<Vec<MyChild>> {
        self.answer
    }
}

/// My children in rows, each with the state of its link and a way to end it.
#[component]
pub fn ChildList(
    /// The children.
    children: MyChildren,
) -> impl IntoView {
    let leaving = RwSignal::new(None::<MyChild>);
    let open = RwSignal::new(false);
    let ask = Callback::new(move |child: MyChild| {
        leaving.set(Some(child));
        open.set(true);
    });
    view! {
        <Loaded answer=children.answer() waiting=|| view! { <SkeletonRows count=2 /> } let:children>
            {if children.is_empty() {
                view! { <NoChildren /> }.into_any()
            } else {
                view! {
                    <ul class="row-list">
                        {children.into_iter().map(|child| view! { <li><ChildRow child=child ask=ask /></li> }).collect_view()}
                    </ul>
                }
                .into_any()
            }}
        </Loaded>
        <Dialog open=open title=t(key::CHILD_REMOVE_TITLE)>
            {move || leaving.get().map(|child| view! { <Leave child=child open=open children=children /> })}
        </Dialog>
    }
}

#[component]
fn NoChildren() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Baby
            module=Module::Education
            title=t(key::CHILDREN_NONE)
            detail=t(key::CHILDREN_NONE_DETAIL)
        />
    }
}

#[component]
fn ChildRow(child: MyChild, ask: Callback<MyChild>) -> impl IntoView {
    let class = child.class.as_ref().map(|class| class.name.clone());
    let initials = class
        .clone()
        .unwrap_or_else(|| domain::words::initials(&child.first_name, &child.last_name));
    let name = format!("{} {}", child.first_name, child.last_name);
    let (relationship, status) = (relationship_words(child.relationship), child.status);
    let detail = move || match &class {
        Some(class) => say_with(key::CHILD_IN_CLASS, [("class", class.clone().into())]) + ", " + &say(relationship),
        None => say(relationship),
    };
    let remove = {
        let name = name.clone();
        move || say_with(key::CHILD_REMOVE, [("name", name.clone().into())])
    };
    let href = format!("/enfants/{}", child.id);
    view! {
        <PersonRow initials=initials module=Module::Education title=name href=href detail=detail>
            <LinkTag status=status />
            <IconButton glyph=Glyph::Trash2 label=remove on_press=move |()| ask.run(child.clone()) />
        </PersonRow>
    }
}

/// Asks before my link to a child ends: the class conversation disappears with it.
#[component]
fn Leave(child: MyChild, open: RwSignal<bool>, children: MyChildren) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (id, name) = (child.id, child.first_name);
    let words = {
        let name = name.clone();
        move || say_with(key::CHILD_REMOVE_DETAIL, [("name", name.clone().into())])
    };
    let leave = move |()| {
        let name = name.clone();
        submission.run(async move { client.ask(RemoveChild { child: id }).await }, move |_| {
            open.set(false);
            children.reload();
            toasts.say(say_with(key::CHILD_REMOVED, [("name", name.into())]));
        });
    };
    view! {
        <p>{words}</p>
        <FormError failure=submission.failure() />
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=leave>{t(key::CHILD_REMOVE_ACTION)}</Button>
        </div>
    }
}
