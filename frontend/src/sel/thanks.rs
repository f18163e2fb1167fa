//! What people said after an exchange.

use domain::{
    id::{SelTransferId, ServiceId},
    page::PageQuery,
    sel::{
        service::ReviewInfo,
        service_calls::{ListReviews, ThankForService},
        service_forms::ReviewForm,
    },
};
use leptos::{ev, prelude::*};

use super::thanks_hiding::Hiding;
use crate::{
    client::{SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    school::paged::{Paged, PagedList},
    state::exchange::Exchange,
    ui::{
        button::Button, divider_card::DividerCard, empty_state::EmptyState, form_error::FormError, icon::Glyph,
        module::Module, spaces::tied, text_area::TextArea, toasts::Toasts,
    },
};

/// The thanks for an offer or a request.
#[component]
pub fn Thanks(
    /// For which.
    service: ServiceId,
) -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let list = Paged::ask(move |cursor| {
        exchange.moved().track();
        let query = PageQuery {
            limit: Some(10),
            cursor,
        };
        async move { client.ask_with(ListReviews { service }, query).await }
    });
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::Heart title=t(key::SEL_THANKS)>
            <PagedList list=list row=|review| view! { <Review review=review /> } empty=|| view! { <NoThanks /> }.into_any() />
        </DividerCard>
    }
}

#[component]
fn NoThanks() -> impl IntoView {
    view! { <EmptyState glyph=Glyph::Heart module=Module::Entraide title=t(key::SEL_THANKS_NONE) detail=t(key::SEL_THANKS_NONE_DETAIL) /> }
}

/// One of them.
#[component]
pub fn Review(
    /// Which.
    review: ReviewInfo,
) -> impl IntoView {
    let (name, at, id) = (review.author_name, review.created_at, review.id);
    // a few words can hurt; a thank-you alone cannot
    let hides = review.hidden_at.is_none() && review.text.is_some();
    let byline = move || {
        let words = [("name", name.clone().into()), ("when", dates::full_day(at).into())];
        say_with(key::SEL_THANKS_BY, words)
    };
    let hidden = review.hidden_at.map(|_| review.hidden_because.unwrap_or_default());
    view! {
        <div class="row">
            <div class="row-body">
                <p class="service-text" dir="auto">
                    {match review.text {
                        Some(text) => tied(&text).into_any(),
                        None => view! { {t(key::SEL_THANKS_ONLY)} }.into_any(),
                    }}
                </p>
                <p class="row-detail">{byline}</p>
                {hidden
                    .map(|reason| {
                        let words = move || say_with(key::SEL_THANKS_HIDDEN, [("reason", reason.clone().into())]);
                        view! { <p class="row-detail">{words}</p> }
                    })}
            </div>
            {hides.then(|| view! { <Hiding review=id /> })}
        </div>
    }
}

/// Says thank you for what was done.
#[component]
pub fn SayThanks(
    /// For which transfer.
    transfer: SelTransferId,
) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let text = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = text.with_untracked(|text| text.trim().to_owned());
        let body = ReviewForm {
            text: Some(said).filter(|said| !said.is_empty()),
        };
        let call = ThankForService { transfer };
        submission.run(async move { client.tell(call, body).await }, move |_| {
            toasts.say(say(key::SEL_THANKS_SENT));
            exchange.moves();
        });
    };
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::Heart title=t(key::SEL_THANKS_SAY)>
            <form class="card-body" on:submit=submit novalidate>
                <TextArea
                    label=t(key::SEL_THANKS_TEXT)
                    value=text
                    optional=true
                    hint=t(key::SEL_THANKS_HINT)
                    error=submission.error_of("/text")
                />
                <FormError failure=submission.failure() />
                <div>
                    <Button glyph=Glyph::Heart busy=submission.busy()>{t(key::SEL_THANKS_SAY)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}
