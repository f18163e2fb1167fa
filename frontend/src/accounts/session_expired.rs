//! The session ran out: the password again, on top of the page, so that nothing typed is lost.

use domain::{
    accounts::types::{Me, SessionKind},
    instance::{DemoChoice, OpenDemo},
};
use leptos::prelude::*;

use crate::{
    accounts::{
        demo::opens_with_a_click,
        signing_in::{SecondStep, SigningIn, Step},
    },
    client::{Failure, Guest},
    i18n::{key, say_with, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        password_field::{PasswordField, PasswordKind},
    },
};

/// A dialog that opens when a call was refused because the session is over. It may be closed to read or copy the page.
#[component]
pub fn SessionExpired() -> impl IntoView {
    let session = Session::here();
    view! {
        <Dialog open=session.expired() title=t(key::EXPIRED_TITLE)>
            {move || session.me().get().map(|me| view! { <SignInAgain me=me /> })}
        </Dialog>
    }
}

#[component]
fn SignInAgain(me: Me) -> impl IntoView {
    let session = Session::here();
    let (email, demo) = (me.email.clone(), opens_with_a_click(&me));
    let signing = SigningIn::of(me.email, Some(me.membership.school_id));
    let submission = signing.submission;
    let first = Memo::new(move |_| signing.step.get() == Step::Password);
    let account = me.id;
    let reopen = move |()| {
        submission.run(
            async move {
                Guest
                    .tell(
                        OpenDemo {},
                        DemoChoice {
                            account,
                            session: SessionKind::Cookie,
                        },
                    )
                    .await?;
                session.load().await;
                Ok::<_, Failure>(())
            },
            |()| (),
        );
    };
    let fields = move || {
        if !first.get() {
            return view! { <SecondStep signing=signing /> }.into_any();
        }
        view! {
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::Known
                value=signing.password
                error=submission.error_of("/password")
            />
            // For password managers, which look for the name beside the password.
            <input class="visually-hidden" type="email" autocomplete="username" tabindex="-1" aria-hidden="true" readonly prop:value=signing.email />
        }
        .into_any()
    };
    view! {
        <form class="stack" on:submit=move |event| signing.submit(&event) novalidate>
            <p>{move || say_with(key::EXPIRED_DETAIL, [("email", email.clone().into())])}</p>
            {move || (!demo.get()).then_some(fields)}
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| session.is_over()>{t(key::EXPIRED_OTHER)}</Button>
                {move || if demo.get() {
                    view! { <Button busy=submission.busy() on_press=reopen>{t(key::EXPIRED_DEMO)}</Button> }.into_any()
                } else {
                    view! { <Button busy=submission.busy()>{t(key::SIGN_IN_ACTION)}</Button> }.into_any()
                }}
            </div>
        </form>
    }
}
