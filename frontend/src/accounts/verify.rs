//! The page behind the link of the verification mail: the password again, then in.

use domain::{
    accounts::{
        calls::VerifyEmail,
        types::{SessionKind, Verification},
    },
    problem::Code,
};
use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    accounts::link::token_of_link,
    client::{Guest, Submission},
    i18n::{key, t},
    shell::sheet::Sheet,
    state::session::Session,
    ui::{
        button::{Button, Look},
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

/// Opening the link alone does nothing, because mail programs open links too.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let token = token_of_link();
    view! {
        <PageTitle text=t(key::VERIFY_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::VERIFY_TITLE)}</h1>
            <DividerCard module=Module::Messages glyph=Glyph::Mail title=t(key::VERIFY_TAB)>
                {match token {
                    Some(token) => view! { <VerifyForm token=token /> }.into_any(),
                    None => view! { <NoToken /> }.into_any(),
                }}
            </DividerCard>
        </Sheet>
    }
}

#[component]
fn VerifyForm(token: String) -> impl IntoView {
    let session = Session::here();
    let navigate = use_navigate();
    let submission = Submission::default();
    let password = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = Verification {
            token: token.clone(),
            password: password.get_untracked(),
            session: SessionKind::Cookie,
        };
        let navigate = navigate.clone();
        submission.run(
            async move {
                Guest.tell(VerifyEmail {}, body).await?;
                session.load().await;
                Ok(())
            },
            // The link works once: going back must not lead here again.
            move |()| {
                navigate(
                    "/bienvenue",
                    NavigateOptions {
                        replace: true,
                        ..Default::default()
                    },
                )
            },
        );
    };
    let expired = move || {
        submission
            .failure()
            .with(|failure| failure.as_ref().is_some_and(|f| f.is(Code::LinkExpired)))
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <p>{t(key::VERIFY_LEAD)}</p>
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::Known
                value=password
                error=submission.error_of("/password")
            />
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::VERIFY_ACTION)}</Button>
            <Show when=expired>
                <LinkButton href="/inscription" look=Look::Second>{t(key::VERIFY_AGAIN)}</LinkButton>
            </Show>
        </form>
    }
}

#[component]
fn NoToken() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Mail title=t(key::VERIFY_NO_TOKEN) detail=t(key::VERIFY_NO_TOKEN_DETAIL)>
            <LinkButton href="/inscription">{t(key::SIGN_IN_REGISTER)}</LinkButton>
        </EmptyState>
    }
}
