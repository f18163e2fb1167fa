//! A new token: its name, what it may do, until when; then the token itself, once.

use domain::{
    access::Scope,
    accounts::tokens::{DAYS, MadeToken, MakeToken, NewToken},
    problem::{Code, Problem},
};
use leptos::{ev, prelude::*};

use super::words::{is_for_staff, scope_words};
use crate::{
    client::{Failure, SignedIn, Submission},
    i18n::{dates, key, say_with, t},
    shell::navigation::is_staff,
    state::session::Session,
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        field::FieldError,
        form_error::FormError,
        secret::{CopyButton, Secret},
        select::Select,
        text_field::TextField,
    },
};

/// How long a token may work, in days.
const LIVES: [u32; 4] = [7, 30, DAYS, 365];

/// The form, in its dialog; it ends at the token.
#[component]
pub fn MakeTokenForm(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// There is one more.
    #[prop(into)]
    on_made: Callback<()>,
) -> impl IntoView {
    let made = RwSignal::new(None::<MadeToken>);
    Effect::new(move || {
        if made.with(Option::is_some) {
            on_made.run(());
        }
    });
    move || match made.get() {
        None => view! { <Form open=open made=made /> }.into_any(),
        Some(token) => view! { <Made token=token open=open /> }.into_any(),
    }
}

#[component]
fn Form(open: RwSignal<bool>, made: RwSignal<Option<MadeToken>>) -> impl IntoView {
    let client = SignedIn::here();
    let staff = is_staff(Session::here()).get_untracked();
    let submission = Submission::default();
    let name = RwSignal::new(String::new());
    let days = RwSignal::new(DAYS.to_string());
    let scopes: Vec<(Scope, RwSignal<bool>)> = Scope::ALL
        .iter()
        .filter(|scope| staff || !is_for_staff(**scope))
        .map(|scope| (*scope, RwSignal::new(false)))
        .collect();
    let boxes = scopes
        .iter()
        .map(|(scope, checked)| view! { <Checkbox checked=*checked label=t(scope_words(*scope)) hint=Some(scope.as_str().to_owned()) /> })
        .collect_view();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = scopes.iter().filter(|(_, checked)| checked.get_untracked());
        let body = NewToken {
            name: name.get_untracked(),
            scopes: chosen.map(|(scope, _)| *scope).collect(),
            days: days.with_untracked(|days| days.parse().ok()),
        };
        if body.scopes.is_empty() {
            // Said as what it is: the server would speak of a length.
            let problem = Problem::new(Code::Invalid).at("/scopes", "required");
            return submission.refuse(Failure::Problem(Box::new(problem)));
        }
        submission.run(async move { client.tell(MakeToken {}, body).await }, move |token| {
            made.set(Some(token))
        });
    };
    let lives = move || {
        let words = |days: u32| say_with(key::TOKEN_DAYS, [("count", days.into())]);
        LIVES
            .iter()
            .map(|days| (days.to_string(), words(*days)))
            .collect::<Vec<_>>()
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextField
                label=t(key::TOKEN_NAME)
                name="token_name"
                hint=t(key::TOKEN_NAME_HINT)
                value=name
                error=submission.error_of("/name")
            />
            <fieldset class="field" aria-describedby="scopes-error">
                <legend class="field-label">{t(key::TOKEN_SCOPES)}</legend>
                {boxes}
                <FieldError id="scopes-error".to_owned() error=submission.error_of("/scopes") />
            </fieldset>
            <Select label=t(key::TOKEN_LIFE) options=lives value=days error=submission.error_of("/days") />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button busy=submission.busy()>{t(key::TOKEN_MAKE)}</Button>
            </div>
        </form>
    }
}

#[component]
fn Made(token: MadeToken, open: RwSignal<bool>) -> impl IntoView {
    let until = token.expires_at;
    view! {
        <p role="status">{move || say_with(key::TOKEN_MADE, [("date", dates::full_day(until).into())])}</p>
        <Secret text=token.token.clone() />
        <div class="dialog-actions">
            <CopyButton text=token.token />
            <Button on_press=move |()| open.set(false)>{t(key::SECRET_KEPT)}</Button>
        </div>
    }
}
