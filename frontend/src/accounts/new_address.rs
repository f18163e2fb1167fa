//! Nouvelle adresse: the page behind the link of the mail to a new e-mail address.

use domain::{
    accounts::{calls::ConfirmEmail, security::LinkToken},
    problem::Code,
};
use leptos::prelude::*;

use crate::{
    accounts::link::{BrokenLink, token_of_link},
    client::{Guest, Submission},
    i18n::{key, t},
    shell::{focus, sheet::Sheet},
    state::session::Session,
    ui::{
        button::Button, divider_card::DividerCard, empty_state::EmptyState, form_error::FormError, icon::Glyph,
        link_button::LinkButton, module::Module, page_head::PageTitle,
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
pub fn NewAddressPage() -> impl IntoView {
    let token = StoredValue::new(token_of_link());
    let state = RwSignal::new(if token.with_value(Option::is_some) {
        State::Asking
    } else {
        State::Broken
    });
    view! {
        <PageTitle text=t(key::ADDRESS_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::ADDRESS_TITLE)}</h1>
            <DividerCard module=Module::Messages glyph=Glyph::Mail title=t(key::ADDRESS_TAB)>
                {move || match state.get() {
                    State::Asking => view! { <Confirm token=token.get_value().unwrap_or_default() state=state /> }.into_any(),
                    State::Broken => view! {
                        <BrokenLink detail=t(key::ADDRESS_BROKEN)>
                            <LinkButton href="/reglages/securite">{t(key::SECURITY_OPEN)}</LinkButton>
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
fn Confirm(token: String, state: RwSignal<State>) -> impl IntoView {
    let session = Session::here();
    let submission = Submission::default();
    let confirm = move |()| {
        let body = LinkToken { token: token.clone() };
        submission.run(
            async move {
                match Guest.tell(ConfirmEmail {}, body).await {
                    Ok(_) => {
                        // Whoever is signed in here has the new address at once.
                        session.load().await;
                        Ok(State::Done)
                    }
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
        <div class="card-body">
            <p>{t(key::ADDRESS_LEAD)}</p>
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true on_press=confirm>{t(key::ADDRESS_ACTION)}</Button>
        </div>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <div role="status">
            <EmptyState
                glyph=Glyph::CircleCheck
                module=Module::Education
                title=t(key::ADDRESS_DONE)
                detail=t(key::ADDRESS_DONE_DETAIL)
            >
                <LinkButton href="/">{t(key::WELCOME_DONE_ACTION)}</LinkButton>
            </EmptyState>
        </div>
    }
}
