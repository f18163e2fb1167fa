//! The circle with a person's initials, a class's name or a room's picture.

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
    /// Where a picture is read that stands in place of the letters, unless it cannot be shown.
    #[prop(optional, into)]
    picture: Signal<Option<String>>,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Small => " avatar-small",
        AvatarSize::Medium => "",
        AvatarSize::Large => " avatar-large",
    };
    let broken = RwSignal::new(None::<String>);
    let inside = move || {
        let source = picture.get().filter(|_| broken.get() != picture.get());
        match source {
            Some(source) => {
                let fails = source.clone();
                view! { <img src=source alt="" loading="lazy" decoding="async" on:error=move |_| broken.set(Some(fails.clone())) /> }
                    .into_any()
            }
            None => text.get().into_any(),
        }
    };
    view! {
        <span class=format!("avatar {}{size}", module.class()) aria-hidden="true">
            {inside}
        </span>
    }
}
