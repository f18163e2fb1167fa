//! A transfer: who pays whom, where it stands, what happened to it, and what I can do now.

use domain::{
    id::SelTransferId,
    sel::{
        calls::{ShowSelBalance, ShowSelTransfer},
        states::{SelAct, SelStatus},
        types::{SelDirection, SelTransferDetail, SelTransferEvent, SelTransferInfo},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    kinds::{self, StatusTag},
    pending::Pending,
    place::BackToExchanges,
    thanks::{Review, SayThanks},
    transfer_acts::Acts,
    words,
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{dates, key, say, say_with, t},
    state::exchange::Exchange,
    ui::{
        divider_card::DividerCard, icon::Glyph, loaded::Loaded, module::Module, page_head::PageHead,
        skeleton::SkeletonText,
    },
};

/// The page.
#[component]
pub fn TransferPage(
    /// Which.
    id: SelTransferId,
) -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let known = Answer::ask(move || {
        exchange.moved().track();
        async move { client.ask(ShowSelTransfer { transfer: id }).await }
    });
    view! {
        <BackToExchanges />
        <Loaded answer=known waiting=|| view! { <SkeletonText lines=4 /> } let:detail>
            <Whole detail=detail />
        </Loaded>
    }
}

#[component]
fn Whole(detail: SelTransferDetail) -> impl IntoView {
    let SelTransferDetail {
        transfer,
        events,
        review,
        balance_after,
    } = detail;
    let (id, status) = (transfer.id, transfer.status);
    let may_thank = transfer.direction == SelDirection::Outgoing
        && transfer.service.is_some()
        && status == SelStatus::Confirmed
        && review.is_none();
    let title = {
        let transfer = transfer.clone();
        move || words::between(&transfer)
    };
    let decides = transfer.direction != SelDirection::Other && transfer.acts.contains(&SelAct::Approve);
    view! {
        <PageHead title=Signal::derive(title) detail=transfer.description.clone() />
        <div class="reading stack">
            <DividerCard module=Module::Entraide glyph=Glyph::ArrowLeftRight title=t(key::SEL_TRANSFER)>
                <Facts transfer=transfer.clone() balance_after=balance_after />
                {if decides {
                    view! { <Deciding transfer=transfer.clone() /> }.into_any()
                } else {
                    ().into_any()
                }}
                <Acts transfer=transfer />
            </DividerCard>
            {may_thank.then(|| view! { <SayThanks transfer=id /> })}
            {review
                .map(|review| {
                    view! {
                        <DividerCard module=Module::Entraide glyph=Glyph::Heart title=t(key::SEL_THANKS)>
                            <Review review=review />
                        </DividerCard>
                    }
                })}
            <DividerCard module=Module::Entraide glyph=Glyph::History title=t(key::SEL_STORY)>
                <ol class="card-body timeline">{events.into_iter().map(|event| view! { <Step event=event /> }).collect_view()}</ol>
            </DividerCard>
        </div>
    }
}

#[component]
fn Facts(transfer: SelTransferInfo, balance_after: Option<i32>) -> impl IntoView {
    let units = transfer.units;
    let (from, to) = (transfer.from, transfer.to);
    let at = transfer.service_at;
    let until = transfer.expires_at;
    view! {
        <dl class="facts">
            <dt>{t(key::SEL_STATE)}</dt>
            <dd><StatusTag of=transfer.status /></dd>
            <dt>{t(key::SEL_COLUMN_UNITS)}</dt>
            <dd class="numbers">{move || words::units(units)}</dd>
            <dt>{t(key::SEL_PAYER)}</dt>
            <dd>{move || words::name(&from)}</dd>
            <dt>{t(key::SEL_RECEIVER)}</dt>
            <dd>{move || words::name(&to)}</dd>
            {kinds::transfer_kind(transfer.kind)
                .map(|kind| {
                    view! {
                        <dt>{t(key::SEL_KIND_OF)}</dt>
                        <dd>{t(kind)}</dd>
                    }
                })}
            {transfer
                .service
                .map(|service| {
                    view! {
                        <dt>{t(kinds::kind(service.kind))}</dt>
                        <dd><A href=format!("/entraide/{}", service.id)>{service.title}</A></dd>
                    }
                })}
            {at
                .map(|at| {
                    view! {
                        <dt>{t(key::SEL_SHEET_DAY)}</dt>
                        <dd>{move || dates::full_day(at)}</dd>
                    }
                })}
            {until
                .map(|at| {
                    view! {
                        <dt>{t(key::SEL_WAITS)}</dt>
                        <dd>{move || dates::full_day(at)}</dd>
                    }
                })}
            {transfer
                .corrects
                .map(|id| {
                    view! {
                        <dt>{t(key::SEL_CORRECTS)}</dt>
                        <dd><A href=format!("/entraide/transactions/{id}")>{t(key::SEL_TRANSFER)}</A></dd>
                    }
                })}
            {balance_after
                .map(|after| {
                    view! {
                        <dt>{t(key::SEL_BALANCE_AFTER)}</dt>
                        <dd class="numbers">{move || words::units(after)}</dd>
                    }
                })}
        </dl>
    }
}

/// Accepting or refusing, with my balance after it.
#[component]
fn Deciding(transfer: SelTransferInfo) -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let balance = Answer::ask(move || {
        exchange.moved().track();
        async move { client.ask(ShowSelBalance {}).await }
    });
    view! {
        <Loaded answer=balance waiting=|| view! { <SkeletonText lines=1 /> } let:balance>
            <Pending transfer=transfer.clone() balance=balance />
        </Loaded>
    }
}

#[component]
fn Step(event: SelTransferEvent) -> impl IntoView {
    let (act, at) = (event.act, event.at);
    let who = move || event.by.clone().unwrap_or_else(|| say(key::SEL_BY_HOUSE));
    let line = move || {
        let words = [("name", who().into()), ("when", dates::full(at).into())];
        say_with(key::SEL_STEP_LINE, words)
    };
    view! {
        <li>
            <p class="row-title">{t(kinds::step(act))}</p>
            <p class="row-detail">{line}</p>
            {event.reason.map(|reason| view! { <p class="service-text">{reason}</p> })}
        </li>
    }
}
