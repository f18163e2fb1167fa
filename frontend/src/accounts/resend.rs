//! The mail that confirms an address, once more.

use domain::accounts::{calls::ResendVerification, security::Address};
use leptos::prelude::*;

use crate::{
    client::{Guest, Submission},
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        form_error::FormError,
        icon::Glyph,
    },
};

/// A button that sends it again. What it says afterwards is the same whether or not a registration waits.
#[component]
pub fn ResendMail(
    /// To which address.
    #[prop(into)]
    email: Signal<String>,
) -> impl IntoView {
    let submission = Submission::default();
    let sent = RwSignal::new(false);
    let send = move |()| {
        let body = Address {
            email: email.get_untracked(),
        };
        sent.set(false);
        submission.run(
            async move { Guest.tell(ResendVerification {}, body).await },
            move |_| sent.set(true),
        );
    };
    view! {
        <FormError failure=submission.failure() />
        <Button look=Look::Second glyph=Glyph::Mail busy=submission.busy() on_press=send>
            {t(key::RESEND_ACTION)}
        </Button>
        <p role="status" class="muted small">{move || sent.get().then(|| say(key::RESEND_DONE))}</p>
    }
}
