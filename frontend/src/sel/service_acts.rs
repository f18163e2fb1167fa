//! What an owner does with an offer or a request: put it aside, put it away, renew or remove it.

use domain::{
    id::ServiceId,
    sel::{
        service::{ServiceAct, ServiceInfo, ServiceState},
        service_calls::{ArchiveService, PauseService, RemoveService, RenewService, ResumeService},
        service_rules::after,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say, t},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        toasts::Toasts,
    },
};

/// An act's icon, its words, and what is said once it is done.
const fn look_of(act: ServiceAct) -> (Glyph, Key, Key) {
    match act {
        ServiceAct::Pause => (Glyph::Pause, key::SEL_PAUSE, key::SEL_NOW_PAUSED),
        ServiceAct::Resume => (Glyph::Eye, key::SEL_RESUME, key::SEL_NOW_SHOWN),
        ServiceAct::Archive => (Glyph::Archive, key::SEL_ARCHIVE, key::SEL_NOW_ARCHIVED),
        ServiceAct::Renew => (Glyph::RefreshCw, key::SEL_RENEW, key::SEL_NOW_RENEWED),
    }
}

/// Whether there is a button for it: by the same table as on the server, without what would change nothing.
fn offers(state: ServiceState, act: ServiceAct) -> bool {
    match after(state, act) {
        None => false,
        Some(next) => next != state || act == ServiceAct::Renew,
    }
}

/// The buttons of the owner.
#[component]
pub fn OwnerActs(
    /// What is mine.
    service: ServiceInfo,
    /// It is another one now.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (id, state) = (service.id, service.state);
    let act = move |act: ServiceAct| {
        let done = async move {
            match act {
                ServiceAct::Pause => client.ask(PauseService { service: id }).await,
                ServiceAct::Resume => client.ask(ResumeService { service: id }).await,
                ServiceAct::Archive => client.ask(ArchiveService { service: id }).await,
                ServiceAct::Renew => client.ask(RenewService { service: id }).await,
            }
        };
        submission.run(done, move |_| {
            let (_, _, news) = look_of(act);
            toasts.say(say(news));
            on_change.run(());
        });
    };
    let buttons = ServiceAct::ALL
        .iter()
        .filter(|one| offers(state, **one))
        .map(|one| {
            let one = *one;
            let (glyph, words, _) = look_of(one);
            view! {
                <Button look=Look::Second glyph=glyph busy=submission.busy() on_press=move |()| act(one)>
                    {t(words)}
                </Button>
            }
        })
        .collect_view();
    view! {
        <div class="cluster">{buttons} <Remove id=id /></div>
        <FormError failure=submission.failure() />
    }
}

/// For good: asked first, because nothing brings it back. The office removes what is not its own as well, and that is written down.
#[component]
pub fn Remove(
    /// What goes.
    id: ServiceId,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let (submission, open) = (Submission::default(), RwSignal::new(false));
    let go = StoredValue::new_local(use_navigate());
    let remove = move |()| {
        submission.run(
            async move { client.ask(RemoveService { service: id }).await },
            move |_| {
                toasts.say(say(key::SEL_NOW_REMOVED));
                go.with_value(|go| go("/entraide/miens", Default::default()));
            },
        );
    };
    view! {
        <Button look=Look::Quiet glyph=Glyph::Trash2 on_press=move |()| open.set(true)>{t(key::SEL_REMOVE)}</Button>
        <Dialog open=open title=t(key::SEL_REMOVE_TITLE)>
            <p>{t(key::SEL_REMOVE_DETAIL)}</p>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button look=Look::Danger busy=submission.busy() on_press=remove>{t(key::SEL_REMOVE)}</Button>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_something_has_a_button() {
        let of = |state| -> Vec<ServiceAct> {
            let all = ServiceAct::ALL.iter().copied();
            all.filter(|act| offers(state, *act)).collect()
        };
        use ServiceAct::{Archive, Pause, Renew, Resume};
        assert_eq!(of(ServiceState::Active), [Pause, Archive, Renew]);
        assert_eq!(of(ServiceState::Paused), [Resume, Archive, Renew]);
        assert_eq!(of(ServiceState::Expired), [Archive, Renew]);
        assert_eq!(of(ServiceState::Archived), [Renew]);
    }
}
