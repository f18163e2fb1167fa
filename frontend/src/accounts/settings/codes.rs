//! Recovery codes, shown once: to be printed, copied or kept as a file.

use leptos::prelude::*;

use crate::{
    i18n::{dates, key, say, say_with, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        icon::{Glyph, Icon},
        module::Module,
        secret::CopyButton,
        steps::Steps,
    },
};

/// Why there are codes to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The second factor has just been set up: this is the last step.
    SetUp,
    /// New ones in place of those from before.
    Renewed,
}

/// The codes, and the ways to keep them.
#[component]
pub fn RecoveryCodesCard(
    /// The codes.
    codes: Vec<String>,
    /// Why they are there.
    why: Why,
    /// They are kept.
    on_done: Callback<()>,
) -> impl IntoView {
    let me = Session::here().me().get_untracked();
    let email = me.map(|me| me.email).unwrap_or_default();
    let whose = say_with(
        key::RECOVERY_OF,
        [("email", email.into()), ("date", dates::full_day(dates::now()).into())],
    );
    let text = format!("EcoleHub\n{whose}\n\n{}\n", codes.join("\n"));
    let file = format!(
        "data:text/plain;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(&text))
    );
    let items = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view();
    view! {
        <DividerCard module=Module::Education glyph=Glyph::KeyRound title=t(key::RECOVERY_TAB)>
            <div class="card-body">
                {(why == Why::SetUp).then(|| view! {
                    <div class="no-print">
                        <Steps now=3_u32 count=3 />
                    </div>
                })}
                <p role="status">{t(key::RECOVERY_LEAD)}</p>
                <p class="print-only">{whose}</p>
                <ol class="recovery-codes">{items}</ol>
                <div class="cluster no-print">
                    <CopyButton text=text />
                    <Button look=Look::Second glyph=Glyph::Printer on_press=|()| print()>{t(key::ACTION_PRINT)}</Button>
                    <a class="button button-second" download=say(key::RECOVERY_FILE) href=file>
                        <Icon glyph=Glyph::ArrowDown />
                        <span>{t(key::ACTION_DOWNLOAD)}</span>
                    </a>
                </div>
            </div>
            <div class="card-body no-print">
                <div>
                    <Button on_press=move |()| on_done.run(())>{t(key::RECOVERY_KEPT)}</Button>
                </div>
            </div>
        </DividerCard>
    }
}

fn print() {
    // A browser that cannot print says so itself.
    drop(window().print());
}
