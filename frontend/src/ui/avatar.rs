//! The circle with a person's initials or a class's name.

use leptos::prelude::*;

use crate::ui::module::Module;

/// How large a circle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AvatarSize {
    /// 32 px, beside one line of text.
    Small,
    /// 42 px, in rows.
    #[default]
    Medium,
    /// 64 px, at the head of a page.
    Large,
}

/// Decoration: the name always stands beside it.
#[component]
pub fn Avatar(
    /// Two letters, or a class such as `P3`.
    #[prop(into)]
    text: Signal<String>,
    /// Its colour; [`Module::of_id`] for people.
    #[prop(optional)]
    module: Module,
    /// Its size.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Small => " avatar-small",
        AvatarSize::Medium => "",
        AvatarSize::Large => " avatar-large",
    };
    view! {
        <span class=format!("avatar {}{size}", module.class()) aria-hidden="true">
            {text}
        </span>
    }
}
