//! The first things to do, until they are done.

use domain::{
    families::types::LinkStatus,
    messaging::types::{ConversationInfo, ConversationKind},
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    families::my_children::MyChildren,
    home::is_parent,
    i18n::{Key, key, say, t},
    state::{
        live::{Live, Shape},
        session::Session,
    },
    ui::{
        divider_card::DividerCard,
        icon::{Glyph, Icon},
        module::Module,
    },
};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    words: Key,
    href: String,
    done: bool,
}

/// A checklist for parents; it is gone when everything on it is done.
#[component]
pub fn GettingStarted(
    /// My children.
    children: MyChildren,
) -> impl IntoView {
    let me = Session::here().me();
    let live = Live::here();
    let shape = live.shape();
    let steps = Memo::new(move |_| {
        let me = me.get().filter(|me| is_parent(me.membership.role))?;
        let children = children.answer().get()?.ok()?;
        if !matches!(shape.get(), Shape::Empty | Shape::Rooms) {
            return None;
        }
        let rooms = live.rooms();
        let class = rooms
            .iter()
            .find(|room| room.kind == ConversationKind::Class)
            .map(AsRef::as_ref);
        let to_profile = |words, done| Step {
            words,
            href: "/profil".to_owned(),
            done,
        };
        Some(vec![
            to_profile(key::START_CHILDREN, !children.is_empty()),
            to_profile(
                key::START_CONFIRMED,
                children.iter().any(|child| child.status == LinkStatus::Confirmed),
            ),
            Step {
                words: key::START_CLASS,
                href: address_of(class),
                done: class.is_some_and(has_been_read),
            },
            to_profile(key::START_PHONE, me.phone.is_some()),
        ])
    });
    move || {
        let steps = steps.get().filter(|steps| steps.iter().any(|step| !step.done))?;
        let rows = steps
            .into_iter()
            .map(|step| view! { <StepRow step=step /> })
            .collect_view();
        Some(view! {
            <DividerCard module=Module::Entraide glyph=Glyph::CircleCheck title=t(key::START_TAB)>
                <ol class="checklist">{rows}</ol>
            </DividerCard>
        })
    }
}

#[component]
fn StepRow(step: Step) -> impl IntoView {
    let Step { words, href, done } = step;
    let text = if done {
        view! {
            {t(words)}
            <span class="visually-hidden">{move || format!(" ({})", say(key::START_DONE))}</span>
        }
        .into_any()
    } else {
        view! { <A href=href>{t(words)}</A> }.into_any()
    };
    view! {
        <li data-done=done.to_string()>
            <span class="mark" aria-hidden="true">
                <Icon glyph=Glyph::Check />
            </span>
            <span class="checklist-text">{text}</span>
        </li>
    }
}

fn address_of(class: Option<&ConversationInfo>) -> String {
    class.map_or_else(
        || "/messages".to_owned(),
        |conversation| format!("/messages/{}", conversation.id),
    )
}

const fn has_been_read(conversation: &ConversationInfo) -> bool {
    conversation.last_read_seq > 0 || conversation.last_seq == 0
}
