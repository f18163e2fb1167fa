//! Records that may be of one child, proposed to be merged.

use domain::{
    families::{
        calls::{ListDuplicateChildren, MergeChildren},
        records::{ChildMerge, DuplicateChildren},
    },
    id::ChildId,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    school::links::child_words,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        toasts::Toasts,
    },
};

/// The pairs; nothing when there is none, or when they cannot be read.
#[component]
pub fn Duplicates(
    /// The list behind them, to be read again.
    on_merged: Callback<()>,
) -> impl IntoView {
    let client = SignedIn::here();
    let pairs = Answer::ask(move || async move { client.ask(ListDuplicateChildren {}).await.map(|page| page.items) });
    let merged = Callback::new(move |()| {
        pairs.refetch();
        on_merged.run(());
    });
    move || {
        let pairs = pairs.get().and_then(Result::ok).unwrap_or_default();
        (!pairs.is_empty()).then(|| {
            view! {
                <DividerCard module=Module::Entraide glyph=Glyph::Copy title=t(key::DUPLICATES_TITLE)>
                    <ul class="row-list">
                        {pairs.into_iter().map(|pair| view! { <li><Pair pair=pair on_merged=merged /></li> }).collect_view()}
                    </ul>
                </DividerCard>
            }
        })
    }
}

#[component]
fn Pair(pair: DuplicateChildren, on_merged: Callback<()>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (keep, other): (ChildId, ChildId) = (pair.keep.id, pair.other.id);
    let words = (child_words(&pair.keep), child_words(&pair.other));
    let line = move || {
        say_with(
            key::DUPLICATES_KEEP,
            [("keep", words.0.clone().into()), ("other", words.1.clone().into())],
        )
    };
    let merge = move |()| {
        submission.run(
            async move {
                client
                    .tell(MergeChildren { child: other }, ChildMerge { into: keep })
                    .await
            },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                on_merged.run(());
            },
        );
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{line}</p>
                <p class="row-detail">{t(key::DUPLICATES_DETAIL)}</p>
            </div>
            <div class="row-end">
                <Button look=Look::Second busy=submission.busy() on_press=merge>{t(key::DUPLICATES_MERGE)}</Button>
            </div>
        </div>
        <FormError failure=submission.failure() />
    }
}
