//! What waits: for me, with its two buttons, and for others, to be taken back.

use domain::sel::{
    calls::CancelSelTransfer,
    types::{SelBalance, SelTransferInfo},
};
use leptos::prelude::*;

use super::{pending::Pending, words};
use crate::{
    client::{SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    state::exchange::Exchange,
    ui::{
        button::{Button, Look},
        form_error::FormError,
        person_row::PersonRow,
        toasts::Toasts,
    },
};

/// What waits for me; nothing when nothing does.
#[component]
pub fn ToDecide(
    /// The proposals.
    transfers: Vec<SelTransferInfo>,
    /// What stands on my account.
    balance: SelBalance,
) -> impl IntoView {
    (!transfers.is_empty()).then(|| {
        let rows = transfers
            .into_iter()
            .map(|transfer| view! { <li><Pending transfer=transfer balance=balance.clone() /></li> })
            .collect_view();
        view! {
            <h3 class="sel-subhead">{t(key::SEL_TO_DECIDE)}</h3>
            <ul class="row-list">{rows}</ul>
        }
    })
}

/// What I proposed and nobody has decided; nothing when there is none.
#[component]
pub fn Proposed(
    /// The proposals.
    transfers: Vec<SelTransferInfo>,
) -> impl IntoView {
    (!transfers.is_empty()).then(|| {
        let rows = transfers
            .into_iter()
            .map(|transfer| view! { <li><Mine transfer=transfer /></li> })
            .collect_view();
        view! {
            <h3 class="sel-subhead">{t(key::SEL_PROPOSED)}</h3>
            <ul class="row-list">{rows}</ul>
        }
    })
}

#[component]
fn Mine(transfer: SelTransferInfo) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let id = transfer.id;
    let cancel = move |()| {
        let call = CancelSelTransfer { transfer: id };
        submission.run(async move { client.ask(call).await }, move |_| {
            toasts.say(say(key::SEL_CANCELLED_NOW));
            exchange.moves();
        });
    };
    let (initials, module) = words::face(words::other(&transfer));
    let shown = StoredValue::new(transfer);
    let title = Signal::derive(move || shown.with_value(words::proposed));
    let detail = move || {
        let (what, until) = shown.with_value(|transfer| (transfer.description.clone(), transfer.expires_at));
        let until = until.map(|at| say_with(key::SEL_WAITS_UNTIL, [("when", dates::full_day(at).into())]));
        Some(until.map_or_else(|| what.clone(), |until| format!("{what} · {until}")))
    };
    let label = Signal::derive(move || Some(format!("{} · {}", say(key::SEL_CANCEL), title.get())));
    view! {
        <PersonRow
            initials=initials
            module=module
            title=title
            href=format!("/entraide/transactions/{id}")
            detail=Signal::derive(detail)
        >
            <Button look=Look::Quiet busy=submission.busy() label=label on_press=cancel>{t(key::SEL_CANCEL)}</Button>
        </PersonRow>
        <FormError failure=submission.failure() />
    }
}
