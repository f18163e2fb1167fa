//! Nouveau mot de passe: the page behind the link of the mail about a forgotten password.

use domain::{
    accounts::{calls::ResetPassword, security::PasswordReset},
    problem::Code,
};
use leptos::{ev, prelude::*};

use crate::{
    accounts::link::{BrokenLink, token_of_link},
    client::{Guest, Submission},
    i18n::{key, t},
    shell::{focus, sheet::Sheet},
    ui::{
        button::Button,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        page_head::PageTitle,
        password_field::{PasswordField, PasswordKind},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Asking,
    Broken,
    Done,
}

/// Opening the link alone does nothing, because mail programs open links too.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let token = StoredValue::new(token_of_link());
    let state = RwSignal::new(if token.with_value(Option::is_some) {
        State::Asking
    } else {
        State::Broken
    });
    view! {
        <PageTitle text=t(key::RESET_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::RESET_TITLE)}</h1>
            <DividerCard module=Module::Messages glyph=Glyph::KeyRound title=t(key::RESET_TAB)>
                {move || match state.get() {
                    State::Asking => view! { <PasswordForm token=token.get_value().unwrap_or_default() state=state /> }.into_any(),
                    State::Broken => view! {
                        <BrokenLink detail=t(key::RESET_BROKEN)>
                            <LinkButton href="/mot-de-passe-oublie">{t(key::RESET_AGAIN)}</LinkButton>
                        </BrokenLink>
                    }
                    .into_any(),
                    State::Done => view! { <Done /> }.into_any(),
                }}
            </DividerCard>
        </Sheet>
    }
}

#[component]
fn PasswordForm(token: String, state: RwSignal<State>) -> impl IntoView {
    let submission = Submission::default();
    let password = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = PasswordReset {
            token: token.clone(),
            password: password.get_untracked(),
        };
        submission.run(
            async move {
                match Guest.tell(ResetPassword {}, body).await {
                    Ok(_) => Ok(State::Done),
                    Err(failure) if failure.is(Code::LinkExpired) => Ok(State::Broken),
                    Err(failure) => Err(failure),
                }
            },
            move |now| {
                state.set(now);
                focus::on_heading();
            },
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
