//! A proposal that waits for me: accepted or refused where it stands.

use domain::sel::{
    calls::{ApproveSelTransfer, RefuseSelTransfer},
    forms::SelRefusal,
    states::SelAct,
    types::{SelBalance, SelDirection, SelTransferInfo},
};
use leptos::{ev, prelude::*};

use super::{
    limits::{self, Way},
    words,
};
use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say, say_with, t},
    state::exchange::Exchange,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        person_row::PersonRow,
        text_area::TextArea,
        toasts::Toasts,
    },
};

/// Which way the units of a transfer go, for me.
pub fn way_of(transfer: &SelTransferInfo) -> Way {
    if transfer.direction == SelDirection::Outgoing {
        Way::Pay
    } else {
        Way::Receive
    }
}

/// The proposal with its two buttons, and my balance after it.
#[component]
pub fn Pending(
    /// The proposal.
    transfer: SelTransferInfo,
    /// What stands on my account.
    balance: SelBalance,
) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let refusing = RwSignal::new(false);
    let (id, units) = (transfer.id, transfer.units);
    let accept = move |()| {
        let call = ApproveSelTransfer { transfer: id };
        exchange.accepts(id);
        submission.run(async move { client.ask(call).await }, move |_| {
            toasts.say(say_with(
                key::SEL_ACCEPTED_NOW,
                [("units", words::amount(units).into())],
            ));
            exchange.moves();
        });
    };
    let other = words::other(&transfer).clone();
    let (initials, module) = words::face(&other);
    let may = |act: SelAct| transfer.acts.contains(&act);
    let (may_approve, may_refuse) = (may(SelAct::Approve), may(SelAct::Refuse));
    let way = way_of(&transfer);
    let shown = StoredValue::new(transfer);
    let title = Signal::derive(move || shown.with_value(words::asks));
    let after = Signal::derive(move || limits::after(&balance, way, units));
    let detail = move || {
        let what = shown.with_value(|transfer| transfer.description.clone());
        let then = match after.get() {
            Ok(after) => say_with(key::SEL_AFTER, [("balance", words::amount(after).into())]),
            Err(reason) => reason,
        };
        Some(format!("{what} · {then}"))
    };
    let named = move |act| Signal::derive(move || Some(format!("{} · {}", say(act), title.get())));
    view! {
        <PersonRow
            initials=initials
            module=module
            title=title
            href=format!("/entraide/transactions/{id}")
            detail=Signal::derive(detail)
        >
            {may_approve
                .then(|| {
                    view! {
                        <Button
                            look=Look::Second
                            glyph=Glyph::Check
                            busy=submission.busy()
                            disabled=Signal::derive(move || after.with(Result::is_err))
                            label=named(key::SEL_ACCEPT)
                            on_press=accept
                        >
                            {t(key::SEL_ACCEPT)}
                        </Button>
                    }
                })}
            {may_refuse
                .then(|| {
                    view! {
                        <Button look=Look::Quiet label=named(key::SEL_REFUSE) on_press=move |()| refusing.set(true)>
                            {t(key::SEL_REFUSE)}
                        </Button>
                    }
                })}
        </PersonRow>
        <FormError failure=submission.failure() />
        <Refusing transfer=id open=refusing />
    }
}

/// Asks for a word, which may stay away, and refuses.
#[component]
pub fn Refusing(
    /// Which proposal.
    transfer: domain::id::SelTransferId,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let said = reason.with_untracked(|reason| reason.trim().to_owned());
        let body = SelRefusal {
            reason: Some(said).filter(|said| !said.is_empty()),
        };
        let call = RefuseSelTransfer { transfer };
        submission.run(async move { client.tell(call, body).await }, move |_| {
            open.set(false);
            toasts.say(say(key::SEL_REFUSED_NOW));
            exchange.moves();
        });
    };
    view! {
        <Dialog open=open title=t(key::SEL_REFUSE_TITLE)>
            <form class="stack" on:submit=submit novalidate>
                <TextArea label=t(key::SEL_REASON_OPTIONAL) value=reason optional=true error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button look=Look::Danger busy=submission.busy()>{t(key::SEL_REFUSE)}</Button>
                </div>
            </form>
        </Dialog>
    }
}
