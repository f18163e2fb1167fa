//! Nouvelle adresse: the page behind the link of the mail to a new e-mail address.

use domain::accounts::{calls::ConfirmEmail, security::LinkToken};
use leptos::prelude::*;

use crate::{
    accounts::link::{BrokenLink, LinkPage, LinkState},
    client::{Guest, Submission},
    i18n::{key, t},
    state::session::Session,
    ui::{
        button::Button, empty_state::EmptyState, form_error::FormError, icon::Glyph, link_button::LinkButton,
        module::Module,
    },
};

/// Asks, then says that it is done.
#[component]
pub fn NewAddressPage() -> impl IntoView {
    view! {
        <LinkPage
            title=key::ADDRESS_TITLE
            tab=key::ADDRESS_TAB
            glyph=Glyph::Mail
            asking=|token, state| view! { <Confirm token=token state=state /> }.into_any()
            broken=|| view! {
                <BrokenLink detail=t(key::ADDRESS_BROKEN)>
                    <LinkButton href="/reglages/securite">{t(key::SECURITY_OPEN)}</LinkButton>
                </BrokenLink>
            }
            done=|| view! { <Done /> }
        />
    }
}

#[component]
fn Confirm(token: String, state: RwSignal<LinkState>) -> impl IntoView {
    let session = Session::here();
    let submission = Submission::default();
    let confirm = move |()| {
        let body = LinkToken { token: token.clone() };
        submission.run(
            async move {
                let now = LinkState::after(Guest.tell(ConfirmEmail {}, body).await)?;
                if now == LinkState::Done {
                    // Whoever is signed in here has the new address at once.
                    session.load().await;
                }
                Ok(now)
            },
            move |now: LinkState| now.show(state),
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
