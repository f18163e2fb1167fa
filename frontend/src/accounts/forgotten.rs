//! Mot de passe oublié: asks for a link, and says the same whether or not the address is known.

use domain::accounts::{calls::ForgetPassword, security::Address};
use leptos::{ev, prelude::*};
use leptos_router::components::A;

use crate::{
    client::{Guest, Submission},
    i18n::{key, say_with, t},
    shell::{focus, sheet::Sheet},
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        page_head::PageTitle,
        text_field::{TextField, TextKind},
    },
};

/// The page that sends a link for a new password.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    view! {
        <PageTitle text=t(key::FORGOT_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::FORGOT_TITLE)}</h1>
            <DividerCard module=Module::Messages glyph=Glyph::KeyRound title=t(key::FORGOT_TAB)>
                {move || match sent_to.get() {
                    None => view! { <AddressForm sent_to=sent_to /> }.into_any(),
                    Some(email) => view! { <Sent email=email /> }.into_any(),
                }}
            </DividerCard>
        </Sheet>
    }
}

#[component]
fn AddressForm(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let submission = Submission::default();
    let email = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = Address {
            email: email.get_untracked(),
        };
        submission.run(async move { Guest.tell(ForgetPassword {}, body).await }, move |_| {
            sent_to.set(Some(email.get_untracked()));
            focus::on_heading();
        });
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <p>{t(key::FORGOT_LEAD)}</p>
            <TextField
                label=t(key::FORM_EMAIL)
                name="email"
                kind=TextKind::Email
                value=email
                error=submission.error_of("/email")
            />
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::FORGOT_ACTION)}</Button>
            <A href="/connexion">{t(key::MAILBOX_BACK)}</A>
        </form>
    }
}

#[component]
fn Sent(email: String) -> impl IntoView {
    let detail = move || say_with(key::FORGOT_SENT, [("email", email.clone().into())]);
    view! {
        <div role="status">
            <EmptyState glyph=Glyph::Mail module=Module::Messages title=t(key::MAILBOX_TITLE) detail=detail>
                <p>{t(key::MAILBOX_FOLDER)}</p>
                <LinkButton href="/connexion" look=Look::Second>{t(key::MAILBOX_BACK)}</LinkButton>
            </EmptyState>
        </div>
    }
}
