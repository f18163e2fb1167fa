//! Connexion: e-mail address and password, or a demo account with one click.

use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, SessionKind},
    },
    instance::{Demo, ShowDemo},
};
use leptos::{ev, prelude::*};
use leptos_router::{
    components::{A, Redirect},
    hooks::use_query_map,
};

use crate::{
    accounts::demo::DemoAccounts,
    client::{Answer, Guest, Submission},
    i18n::{key, t},
    shell::sheet::Sheet,
    state::session::{Session, Standing},
    ui::{
        button::Button,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        page_head::PageTitle,
        password_field::{PasswordField, PasswordKind},
        text_field::{TextField, TextKind},
    },
};

/// The page to sign in. Whoever is signed in already goes on to where they wanted.
#[component]
pub fn SignInPage() -> impl IntoView {
    let standing = Session::here().standing();
    let signed_in = Memo::new(move |_| standing.with(|standing| matches!(standing, Standing::SignedIn(_))));
    let query = use_query_map();
    // Only addresses of our own: `//elsewhere` would leave.
    let next = move || {
        query
            .with_untracked(|query| query.get("suite"))
            .filter(|next| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'))
            .unwrap_or_else(|| "/".to_owned())
    };
    let demo = Answer::ask(|| Guest.ask(ShowDemo {}));
    move || {
        if signed_in.get() {
            view! { <Redirect path=next() /> }.into_any()
        } else {
            view! { <SignIn demo=demo /> }.into_any()
        }
    }
}

#[component]
fn SignIn(demo: Answer<Demo>) -> impl IntoView {
    view! {
        <PageTitle text=t(key::SIGN_IN_TITLE) />
        <Sheet wide=true>
            <h1 tabindex="-1">{t(key::SIGN_IN_TITLE)}</h1>
            <p class="lead">{t(key::SIGN_IN_LEAD)}</p>
            <div class="sheet-columns">
                <DividerCard module=Module::Messages glyph=Glyph::KeyRound title=t(key::SIGN_IN_TAB)>
                    <SignInForm />
                </DividerCard>
                {move || demo.get().and_then(Result::ok).map(|demo| view! { <DemoAccounts demo=demo /> })}
            </div>
        </Sheet>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let session = Session::here();
    let submission = Submission::default();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = Credentials {
            email: email.get_untracked(),
            password: password.get_untracked(),
            code: None,
            session: SessionKind::Cookie,
            school_id: None,
        };
        submission.run(
            async move {
                Guest.tell(Login {}, body).await?;
                session.load().await;
                Ok(())
            },
            |()| (),
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <TextField
                label=t(key::FORM_EMAIL)
                name="email"
                kind=TextKind::Email
                value=email
                error=submission.error_of("/email")
            />
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::Known
                value=password
                error=submission.error_of("/password")
            />
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::SIGN_IN_ACTION)}</Button>
            <p>
                {t(key::SIGN_IN_NEW)} " " <A href="/inscription">{t(key::SIGN_IN_REGISTER)}</A>
            </p>
        </form>
    }
}
