//! What relationships and states of links are called.

use domain::families::types::{LinkStatus, Relationship};
use leptos::prelude::*;

use crate::{
    i18n::{Key, key, t},
    ui::{icon::Glyph, module::Module, tag::Tag},
};

/// What an adult is to a child.
pub const fn relationship_words(relationship: Relationship) -> Key {
    match relationship {
        Relationship::Parent => key::RELATIONSHIP_PARENT,
        Relationship::StepParent => key::RELATIONSHIP_STEP_PARENT,
        Relationship::Grandparent => key::RELATIONSHIP_GRANDPARENT,
        Relationship::Guardian => key::RELATIONSHIP_GUARDIAN,
        Relationship::Other => key::RELATIONSHIP_OTHER,
    }
}

/// Where a link stands, as a tag.
#[component]
pub fn LinkTag(
    /// Where.
    status: LinkStatus,
) -> impl IntoView {
    let (glyph, module, words) = match status {
        LinkStatus::Pending => (Glyph::Hourglass, Module::Entraide, key::LINK_PENDING),
        LinkStatus::Confirmed => (Glyph::Check, Module::Education, key::LINK_CONFIRMED),
        LinkStatus::Refused => (Glyph::X, Module::Danger, key::LINK_REFUSED),
        LinkStatus::Ended => (Glyph::X, Module::Plain, key::LINK_ENDED),
    };
    view! { <Tag glyph=glyph module=module words=t(words) /> }
}
