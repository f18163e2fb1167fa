//! The check of the books: the sum of all accounts is zero, and everybody can look.

use domain::sel::{
    books::SelAudit,
    calls::{CheckSelBooks, ShowSelAudit},
};
use leptos::prelude::*;

use super::figures::Figure;
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, t},
    sel::words,
    ui::{
        banner::Banner,
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonText,
    },
};

/// The card, with a button to check them now.
#[component]
pub fn Audit() -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let audit = Answer::ask(move || async move { client.ask(ShowSelAudit {}).await });
    let check = move |()| {
        submission.run(async move { client.ask(CheckSelBooks {}).await }, move |_| {
            audit.refetch()
        });
    };
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::ShieldCheck title=t(key::SEL_AUDIT)>
            <Loaded answer=audit waiting=|| view! { <SkeletonText lines=2 /> } let:audit>
                <Checked audit=audit />
            </Loaded>
            <div class="card-body">
                <FormError failure=submission.failure() />
                <div>
                    <Button look=Look::Second glyph=Glyph::RefreshCw busy=submission.busy() on_press=check>
                        {t(key::SEL_AUDIT_NOW)}
                    </Button>
                </div>
            </div>
        </DividerCard>
    }
}

#[component]
fn Checked(audit: SelAudit) -> impl IntoView {
    let (glyph, module) = if audit.ok {
        (Glyph::CircleCheck, Module::Education)
    } else {
        (Glyph::CircleAlert, Module::Danger)
    };
    let said = words::checked(&audit);
    view! {
        <div class="card-body">
            <div role="status">
                <Banner glyph=glyph module=module><p>{said}</p></Banner>
            </div>
            <p class="muted small">{t(key::SEL_AUDIT_DETAIL)}</p>
            <dl class="figures">
                <Figure value=audit.sum words=t(key::SEL_AUDIT_SUM) />
                <Figure value=audit.accounts words=t(key::SEL_AUDIT_ACCOUNTS) />
                <Figure value=audit.postings words=t(key::SEL_AUDIT_POSTINGS) />
                <Figure value=audit.wrong_balances words=t(key::SEL_AUDIT_BALANCES) />
                <Figure value=audit.beyond_limits words=t(key::SEL_AUDIT_LIMITS) />
                <Figure value=audit.wrong_reserved words=t(key::SEL_AUDIT_RESERVED) />
                <Figure value=audit.wrong_transfers words=t(key::SEL_AUDIT_TRANSFERS) />
            </dl>
        </div>
    }
}
