//! Connexion: e-mail address and password, or a demo account with one click.

use domain::{
    instance::{Demo, ShowDemo},
    problem::Code,
};
use leptos::prelude::*;
use leptos_router::{
    components::{A, Redirect},
    hooks::use_query_map,
};

use crate::{
    accounts::{
        demo::DemoAccounts,
        resend::ResendMail,
        signing_in::{SecondStep, SigningIn, Step},
    },
    client::{Answer, Guest},
    i18n::{key, t},
    shell::sheet::Sheet,
    state::session::{Session, Standing},
    ui::{
        button::{Button, Look},
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
    // Whoever has just joined another school comes here to enter that one.
    let school = use_query_map()
        .with_untracked(|query| query.get("ecole"))
        .and_then(|school| school.parse().ok());
    let signing = SigningIn::of(String::new(), school);
    let submission = signing.submission;
    let first = Memo::new(move |_| signing.step.get() == Step::Password);
    let fields = move || {
        if first.get() {
            view! { <FirstStep signing=signing /> }.into_any()
        } else {
            view! { <SecondStep signing=signing /> }.into_any()
        }
    };
    view! {
        <form class="card-body" on:submit=move |event| signing.submit(&event) novalidate>
            {fields}
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::SIGN_IN_ACTION)}</Button>
            {move || if first.get() {
                view! { <OtherWays signing=signing /> }.into_any()
            } else {
                let back = move |()| signing.go(Step::Password);
                view! { <Button look=Look::Quiet glyph=Glyph::ArrowLeft on_press=back>{t(key::ACTION_BACK)}</Button> }.into_any()
            }}
        </form>
    }
}

#[component]
fn FirstStep(signing: SigningIn) -> impl IntoView {
    view! {
        <TextField
            label=t(key::FORM_EMAIL)
            name="email"
            kind=TextKind::Email
            value=signing.email
            error=signing.submission.error_of("/email")
        />
        <PasswordField
            label=t(key::FORM_PASSWORD)
            kind=PasswordKind::Known
            value=signing.password
            error=signing.submission.error_of("/password")
        />
    }
}

/// For whoever does not get in, and for whoever has never been in.
#[component]
fn OtherWays(signing: SigningIn) -> impl IntoView {
    let failure = signing.submission.failure();
    let refused = move || {
        failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.is(Code::WrongCredentials))
        })
    };
    view! {
        <Show when=refused>
            <div class="stack-tight">
                <p class="small">{t(key::RESEND_LEAD)}</p>
                <ResendMail email=signing.email />
            </div>
        </Show>
        <A href="/mot-de-passe-oublie">{t(key::FORGOT_LINK)}</A>
        <p>
            {t(key::SIGN_IN_NEW)} " " <A href="/inscription">{t(key::SIGN_IN_REGISTER)}</A>
        </p>
    }
}
