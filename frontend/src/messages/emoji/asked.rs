//! Dialogs about reactions: which emoji, and who reacted.

use std::sync::Arc;

use domain::messaging::{reaction::Reaction, rich_calls::ListReactions, types::MessageInfo};
use leptos::prelude::*;

use super::EmojiPicker;
use crate::{
    client::{Answer, SignedIn},
    i18n::{key, t},
    messages::{bubble::Hand, here::Here},
    state::live::Live,
    ui::{dialog::Dialog, loaded::Loaded, skeleton::SkeletonRows},
};

/// Chooses the emoji that a message gets from me.
#[component]
pub fn ReactDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The message.
    message: Arc<MessageInfo>,
) -> impl IntoView {
    let hand = Hand::here();
    let message = StoredValue::new(message);
    let pick = Callback::new(move |emoji: String| {
        open.set(false);
        hand.press(&message.get_value(), emoji);
    });
    view! {
        <Dialog open=open title=t(key::MESSAGES_REACT)>
            <EmojiPicker on_pick=pick />
        </Dialog>
    }
}

/// Puts an emoji into the text, where the cursor was.
#[component]
pub fn EmojiDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (here, live) = (Here::now(), Live::here());
    let pick = Callback::new(move |emoji: String| {
        open.set(false);
        let writing = here.writing;
        let cursor = writing
            .field
            .get_untracked()
            .and_then(|field| field.selection_end().ok().flatten());
        let text = writing.text.with_untracked(|text| inserted(text, cursor, &emoji));
        live.keep_draft(here.id, text.clone());
        writing.text.set(text);
        writing.focus();
    });
    view! {
        <Dialog open=open title=t(key::MESSAGES_WAY_EMOJI)>
            <EmojiPicker on_pick=pick />
        </Dialog>
    }
}

/// A text with something more where the cursor stands, which counts as the browser counts; at the end without one.
fn inserted(text: &str, cursor: Option<u32>, more: &str) -> String {
    let cursor = cursor
        .and_then(|cursor| usize::try_from(cursor).ok())
        .unwrap_or(usize::MAX);
    let mut units = 0;
    let mut letters = text.char_indices().map(|(place, letter)| {
        let before = units;
        units += letter.len_utf16();
        (place, before)
    });
    let place = letters
        .find(|(_, before)| *before >= cursor)
        .map_or(text.len(), |(place, _)| place);
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    format!("{before}{more}{after}")
}

/// Who reacted, by emoji.
#[component]
pub fn ReactionsDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The message.
    message: Arc<MessageInfo>,
) -> impl IntoView {
    let client = SignedIn::here();
    let (conversation, id) = (message.conversation_id, message.id);
    let reactions = Answer::ask(move || {
        let call = ListReactions {
            conversation,
            message: id,
        };
        client.ask_all(call)
    });
    view! {
        <Dialog open=open title=t(key::MESSAGES_REACTIONS)>
            <Loaded answer=reactions waiting=|| view! { <SkeletonRows count=3 /> } let:reactions>
                {by_emoji(reactions)
                    .into_iter()
                    .map(|(emoji, names)| {
                        view! {
                            <div class="reacted">
                                <span class="reacted-emoji">{emoji}</span>
                                <ul class="receipts">{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                            </div>
                        }
                    })
                    .collect_view()}
            </Loaded>
        </Dialog>
    }
}

/// The names for each emoji, in the order in which they came first.
fn by_emoji(reactions: Vec<Reaction>) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for Reaction { emoji, name, .. } in reactions {
        match groups.iter_mut().find(|(known, _)| *known == emoji) {
            Some((_, names)) => names.push(name),
            None => groups.push((emoji, vec![name])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_goes_where_the_cursor_stands() {
        assert_eq!(inserted("🎒 et", Some(2), "👍"), "🎒👍 et");
        assert_eq!(inserted("été", Some(1), "👍"), "é👍té");
        assert_eq!(inserted("été", None, "👍"), "été👍");
        assert_eq!(inserted("", Some(0), "👍"), "👍");
    }
}
