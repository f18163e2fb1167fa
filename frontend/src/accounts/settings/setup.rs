//! Setting a second factor up: scan, confirm, keep the recovery codes.

use domain::{
    accounts::{
        calls::{BeginSecondFactor, ConfirmSecondFactor},
        security::{SecondFactorCode, SecondFactorSetup},
    },
    qr::QrCode,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    i18n::{key, t},
    shell::focus,
    state::session::Session,
    ui::{
        button::{Button, Look},
        code_field::CodeField,
        divider_card::DividerCard,
        form_error::FormError,
        icon::{Glyph, Icon},
        module::Module,
        qr::Qr,
        secret::{CopyButton, Secret},
        steps::Steps,
    },
};

const STEPS: u32 = 3;

/// The first two steps; `on_codes` gets the recovery codes, which are the third.
#[component]
pub fn SetUp(
    /// It is on, and these are its recovery codes.
    on_codes: Callback<Vec<String>>,
) -> impl IntoView {
    let setup = RwSignal::new(None::<SetupShown>);
    view! {
        <DividerCard module=Module::Education glyph=Glyph::Smartphone title=t(key::SECOND_TAB)>
            {move || match setup.get() {
                None => view! { <Begin setup=setup /> }.into_any(),
                Some(shown) => view! { <ScanAndConfirm shown=shown on_codes=on_codes /> }.into_any(),
            }}
        </DividerCard>
    }
}

/// What the server gave for the app; a view is made of it, so it can be copied.
#[derive(Clone)]
struct SetupShown {
    secret: String,
    uri: String,
    qr: QrCode,
}

#[component]
fn Begin(setup: RwSignal<Option<SetupShown>>) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let begin = move |()| {
        submission.run(
            async move { client.ask(BeginSecondFactor {}).await },
            move |SecondFactorSetup { secret, uri, qr }| {
                setup.set(Some(SetupShown { secret, uri, qr }));
                focus::on_heading();
            },
        );
    };
    view! {
        <div class="card-body">
            <Steps now=1_u32 count=STEPS />
            <p>{t(key::SECOND_APP)}</p>
            <p class="muted small">{t(key::SECOND_APPS)}</p>
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy() on_press=begin>{t(key::SECOND_BEGIN)}</Button>
            </div>
        </div>
    }
}

#[component]
fn ScanAndConfirm(shown: SetupShown, on_codes: Callback<Vec<String>>) -> impl IntoView {
    let typed = shown.secret.clone();
    // In groups of four: it may be typed by hand.
    let letters: Vec<char> = shown.secret.chars().collect();
    let grouped = letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
    view! {
        <div class="card-body">
            <Steps now=2_u32 count=STEPS />
            <p>{t(key::SECOND_SCAN)}</p>
            <div class="qr-frame">
                <Qr code=shown.qr label=t(key::SECOND_QR) />
            </div>
            <div>
                <a class="button button-second" href=shown.uri>
                    <Icon glyph=Glyph::Smartphone />
                    <span>{t(key::SECOND_OPEN_APP)}</span>
                </a>
            </div>
            <details class="disclosure">
                <summary>{t(key::SECOND_BY_HAND)}</summary>
                <div class="stack-tight">
                    <p class="muted small">{t(key::SECOND_BY_HAND_DETAIL)}</p>
                    <Secret text=grouped />
                    <div class="cluster">
                        <CopyButton text=typed />
                    </div>
                </div>
            </details>
        </div>
        <Confirm on_codes=on_codes />
    }
}

#[component]
fn Confirm(on_codes: Callback<Vec<String>>) -> impl IntoView {
    let (client, session) = (SignedIn::here(), Session::here());
    let submission = Submission::default();
    let code = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SecondFactorCode {
            code: code.get_untracked(),
        };
        submission.run(
            async move {
                let codes = client.tell(ConfirmSecondFactor {}, body).await?.codes;
                session.load().await;
                Ok(codes)
            },
            move |codes| on_codes.run(codes),
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <CodeField label=t(key::SECOND_CONFIRM) hint=t(key::SECOND_CODE_HINT) value=code error=submission.error_of("/code") />
            <FormError failure=submission.failure() />
            <div>
                <Button look=Look::First busy=submission.busy()>{t(key::SECOND_CONFIRM_ACTION)}</Button>
            </div>
        </form>
    }
}
