//! "Is it really you?": before something that cannot be undone, the password or a code once more, on top of the page.

use domain::{
    accounts::{
        calls::Prove,
        security::Proof,
        types::{Me, SessionKind},
    },
    id::AccountId,
    instance::{DemoChoice, OpenDemo},
};
use leptos::{ev, prelude::*};

use crate::{
    accounts::demo::opens_with_a_click,
    client::{Failure, Guest, SignedIn, Submission},
    i18n::{key, say, t},
    shell::focus,
    state::session::Session,
    ui::{
        button::{Button, Look},
        code_field::CodeField,
        dialog::Dialog,
        form_error::FormError,
        password_field::{PasswordField, PasswordKind},
    },
};

/// Opens when a call wants a fresh proof; the call goes on by itself when it is given, and is refused when the dialog is closed.
#[component]
pub fn ProveDialog() -> impl IntoView {
    let session = Session::here();
    let open = session.proof().open();
    Effect::new(move || {
        if !open.get() {
            session.proof().settle(false);
        }
    });
    view! {
        <Dialog open=open title=t(key::PROVE_TITLE)>
            {move || session.me().get_untracked().map(|me| view! { <ProveForm me=me /> })}
        </Dialog>
    }
}

#[component]
fn ProveForm(me: Me) -> impl IntoView {
    let (client, session) = (SignedIn::here(), Session::here());
    let submission = Submission::default();
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let with_code = RwSignal::new(false);
    let (account, demo) = (me.id, opens_with_a_click(&me));
    let proved = move |()| session.proof().settle(true);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let coded = with_code.get_untracked();
        let body = Proof {
            password: (!coded).then(|| password.get_untracked()),
            code: coded.then(|| code.get_untracked()),
        };
        let by_click = (demo.get_untracked() && !coded).then_some(account);
        submission.run(prove(client, by_click, body), proved);
    };
    let change = move |_| {
        submission.clear();
        with_code.update(|with_code| *with_code = !*with_code);
        focus::on_field(if with_code.get_untracked() { "code" } else { "password" });
    };
    let other = move || {
        say(if with_code.get() {
            key::PROVE_WITH_PASSWORD
        } else {
            key::PROVE_WITH_CODE
        })
    };
    let asked = move || {
        match (with_code.get(), demo.get()) {
        (true, _) => view! {
            <CodeField label=t(key::SECOND_CODE) hint=t(key::SECOND_CODE_HINT) value=code error=submission.error_of("/code") />
        }
        .into_any(),
        (false, true) => ().into_any(),
        (false, false) => view! {
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::Known
                value=password
                error=submission.error_of("/password")
            />
        }
        .into_any(),
    }
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{move || say(if demo.get() { key::PROVE_DEMO } else { key::PROVE_DETAIL })}</p>
            {asked}
            {me.has_second_factor.then(|| view! {
                <div>
                    <button type="button" class="link-button" on:click=change>{other}</button>
                </div>
            })}
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| session.proof().settle(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button busy=submission.busy()>{t(key::PROVE_ACTION)}</Button>
            </div>
        </form>
    }
}

/// Gives the proof. Accounts of the demo school have no password: they open with a click, and prove themselves with one.
async fn prove(client: SignedIn, by_click: Option<AccountId>, proof: Proof) -> Result<(), Failure> {
    match by_click {
        Some(account) => {
            let choice = DemoChoice {
                account,
                session: SessionKind::Cookie,
            };
            Guest.tell(OpenDemo {}, choice).await?;
        }
        None => {
            client.tell(Prove {}, proof).await?;
        }
    }
    Ok(())
}
