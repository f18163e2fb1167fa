//! Answered questions: the other answers are folded under the question, one tap away.

use std::sync::Arc;

use domain::messaging::types::MessageInfo;
use leptos::prelude::*;

use crate::{
    i18n::{key, say, say_with, t},
    messages::{
        calm::Calm,
        here::{Here, Shown},
    },
    state::live::timeline::Timeline,
    ui::icon::{Glyph, Icon},
};

/// Whether a message is one of the answers that a question has no need of any more.
pub fn is_folded(here: Here, message: Shown) -> Memo<bool> {
    let calm = Calm::here();
    Memo::new(move |_| {
        let message = message.get();
        let Some(quote) = &message.quote else { return false };
        let question = here.timeline.with(|timeline| timeline.find(quote.seq).cloned());
        question.is_some_and(|question| {
            folds(&question, &message) && !calm.unfolded.with(|unfolded| unfolded.contains(&question.id))
        })
    })
}

/// Those that came before the answer and reply to the question; what is pinned stays.
fn folds(question: &MessageInfo, message: &MessageInfo) -> bool {
    let before = question.answer_seq.is_some_and(|answer| message.seq < answer);
    before && message.reply_to == Some(question.id) && message.pinned_at.is_none() && message.deleted_at.is_none()
}

fn folded_under(timeline: &Timeline, question: &MessageInfo) -> usize {
    let Some(answer) = question.answer_seq else { return 0 };
    let between = timeline.between(question.seq + 1, answer - 1);
    between.filter(|message| folds(question, message)).count()
}

/// Below an answered question: the way to its answer, and how many others are folded.
#[component]
pub fn AnsweredLine(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let (here, calm) = (Here::now(), Calm::here());
    let answer = Memo::new(move |_| message.with(|message| message.answer_seq.filter(|_| message.hidden_at.is_none())));
    let others = Memo::new(move |_| {
        let question: Arc<MessageInfo> = message.get();
        here.timeline.with(|timeline| folded_under(timeline, &question))
    });
    let id = message.with_untracked(|message| message.id);
    let is_open = Memo::new(move |_| calm.unfolded.with(|unfolded| unfolded.contains(&id)));
    let toggle = move |_| {
        calm.unfolded.update(|unfolded| {
            if !unfolded.remove(&id) {
                unfolded.insert(id);
            }
        });
    };
    let words = move || match (is_open.get(), others.get()) {
        (true, _) => say(key::CALM_FOLD),
        (false, count) => say_with(key::CALM_UNFOLD, [("count", count.into())]),
    };
    move || {
        answer.get().map(|seq| {
            view! {
                <div class="answered-line">
                    <Icon glyph=Glyph::CircleCheck />
                    <span>{t(key::CALM_IS_ANSWERED)}</span>
                    <button type="button" class="link-button" on:click=move |_| here.jump.run(seq)>{t(key::CALM_TO_ANSWER)}</button>
                    <Show when=move || others.get() != 0>
                        <button type="button" class="link-button" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                            {words}
                        </button>
                    </Show>
                </div>
            }
        })
    }
}
