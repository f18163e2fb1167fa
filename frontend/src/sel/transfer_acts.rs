//! What is done to a transfer besides accepting it: taken back, confirmed, disputed, decided by the treasurer.

use domain::{
    id::SelTransferId,
    sel::{
        calls::{CancelSelTransfer, ConfirmSelTransfer, DisputeSelTransfer, ResolveSelTransfer},
        forms::{SelDispute, SelResolution},
        states::SelAct,
        types::SelTransferInfo,
    },
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Once, SignedIn, Submission},
    i18n::{Key, key, say, t},
    state::exchange::Exchange,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        text_area::TextArea,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The buttons that this reader may press now; nothing when there is none.
#[component]
pub fn Acts(
    /// The transfer.
    transfer: SelTransferInfo,
) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let (disputing, resolving) = (RwSignal::new(false), RwSignal::new(false));
    let id = transfer.id;
    let may = |act: SelAct| transfer.acts.contains(&act);
    let done = move |news: Key| {
        toasts.say(say(news));
        exchange.moves();
    };
    let confirm = move |()| {
        let call = ConfirmSelTransfer { transfer: id };
        submission.run(async move { client.ask(call).await }, move |_| {
            done(key::SEL_CONFIRMED_NOW)
        });
    };
    let cancel = move |()| {
        let call = CancelSelTransfer { transfer: id };
        submission.run(async move { client.ask(call).await }, move |_| {
            done(key::SEL_CANCELLED_NOW)
        });
    };
    let acts = [SelAct::Confirm, SelAct::Cancel, SelAct::Dispute, SelAct::Resolve];
    let busy = submission.busy();
    acts.into_iter().any(may).then(|| {
        view! {
            <div class="card-body">
                <div class="cluster">
                    {may(SelAct::Confirm)
                        .then(|| view! { <Button glyph=Glyph::CheckCheck busy=busy on_press=confirm>{t(key::SEL_CONFIRM)}</Button> })}
                    {may(SelAct::Cancel)
                        .then(|| view! { <Button look=Look::Second glyph=Glyph::X busy=busy on_press=cancel>{t(key::SEL_CANCEL)}</Button> })}
                    {may(SelAct::Dispute)
                        .then(|| {
                            view! {
                                <Button look=Look::Quiet glyph=Glyph::Flag on_press=move |()| disputing.set(true)>
                                    {t(key::SEL_DISPUTE)}
                                </Button>
                            }
                        })}
                    {may(SelAct::Resolve)
                        .then(|| view! { <Button glyph=Glyph::ShieldCheck on_press=move |()| resolving.set(true)>{t(key::SEL_RESOLVE)}</Button> })}
                </div>
                <FormError failure=submission.failure() />
            </div>
            <Disputing id=id open=disputing />
            <Resolving id=id units=transfer.units open=resolving />
        }
    })
}

#[component]
fn Disputing(id: SelTransferId, open: RwSignal<bool>) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SelDispute {
            reason: reason.get_untracked(),
        };
        let call = DisputeSelTransfer { transfer: id };
        submission.run(async move { client.tell(call, body).await }, move |_| {
            open.set(false);
            toasts.say(say(key::SEL_DISPUTED_NOW));
            exchange.moves();
        });
    };
    view! {
        <Dialog open=open title=t(key::SEL_DISPUTE_TITLE)>
            <form class="stack" on:submit=submit novalidate>
                <p>{t(key::SEL_DISPUTE_DETAIL)}</p>
                <TextArea label=t(key::SEL_REASON) value=reason error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button look=Look::Danger busy=submission.busy()>{t(key::SEL_DISPUTE)}</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Resolving(id: SelTransferId, units: i32, open: RwSignal<bool>) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let (submission, once) = (Submission::default(), Once::default());
    let (reason, returned) = (RwSignal::new(String::new()), RwSignal::new("0".to_owned()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SelResolution {
            // what is no number is refused by the same rule as on the server
            returned: returned.with_untracked(|returned| returned.trim().parse().unwrap_or(-1)),
            reason: reason.get_untracked(),
        };
        let call = ResolveSelTransfer { transfer: id };
        submission.run(async move { client.tell_once(call, body, once).await }, move |_| {
            once.is_done();
            open.set(false);
            toasts.say(say(key::SEL_RESOLVED_NOW));
            exchange.moves();
        });
    };
    let hint = move || crate::i18n::say_with(key::SEL_RESOLVE_HINT, [("units", units.into())]);
    view! {
        <Dialog open=open title=t(key::SEL_RESOLVE)>
            <form class="stack" on:submit=submit novalidate>
                <TextField
                    label=t(key::SEL_RESOLVE_RETURNED)
                    value=returned
                    hint=Signal::derive(move || Some(hint()))
                    error=submission.error_of("/returned")
                />
                <TextArea label=t(key::SEL_REASON) value=reason error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button busy=submission.busy()>{t(key::SEL_RESOLVE)}</Button>
                </div>
            </form>
        </Dialog>
    }
}
