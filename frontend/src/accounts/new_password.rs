//! Nouveau mot de passe: the page behind the link of the mail about a forgotten password.

use domain::accounts::{calls::ResetPassword, security::PasswordReset};
use leptos::{ev, prelude::*};

use crate::{
    accounts::link::{BrokenLink, LinkPage, LinkState},
    client::{Guest, Submission},
    i18n::{key, t},
    ui::{
        button::Button,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        password_field::{PasswordField, PasswordKind},
    },
};

/// Asks, then says that it is done.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    view! {
        <LinkPage
            title=key::RESET_TITLE
            tab=key::RESET_TAB
            glyph=Glyph::KeyRound
            asking=|token, state| view! { <PasswordForm token=token state=state /> }.into_any()
            broken=|| view! {
                <BrokenLink detail=t(key::RESET_BROKEN)>
                    <LinkButton href="/mot-de-passe-oublie">{t(key::RESET_AGAIN)}</LinkButton>
                </BrokenLink>
            }
            done=|| view! { <Done /> }
        />
    }
}

#[component]
fn PasswordForm(token: String, state: RwSignal<LinkState>) -> impl IntoView {
    let submission = Submission::default();
    let password = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = PasswordReset {
            token: token.clone(),
            password: password.get_untracked(),
        };
        submission.run(
            async move { LinkState::after(Guest.tell(ResetPassword {}, body).await) },
            move |now: LinkState| now.show(state),
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <p>{t(key::RESET_LEAD)}</p>
            <PasswordField
                label=t(key::PASSWORD_NEW)
                kind=PasswordKind::New
                hint=t(key::REGISTER_PASSWORD_HINT)
                value=password
                error=submission.error_of("/password")
            />
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::RESET_ACTION)}</Button>
        </form>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <div role="status">
            <EmptyState
                glyph=Glyph::CircleCheck
                module=Module::Education
                title=t(key::RESET_DONE)
                detail=t(key::RESET_DONE_DETAIL)
            >
                <LinkButton href="/connexion">{t(key::SIGN_IN_ACTION)}</LinkButton>
            </EmptyState>
        </div>
    }
}
