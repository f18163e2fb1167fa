//! Second code: setting it up, and what can be done once it is on.

use domain::accounts::{
    calls::{RenewRecoveryCodes, ShowSecondFactor},
    security::SecondFactor,
};
use leptos::prelude::*;

use super::{
    codes::{RecoveryCodesCard, Why},
    remove::RemoveSecondFactorCard,
    setup::SetUp,
};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say_with, t},
    shell::focus,
    ui::{
        back_link::BackLink,
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        skeleton::SkeletonText,
        tag::Tag,
    },
};

type Shown = (Vec<String>, Why);

/// The page of the second factor.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let client = SignedIn::here();
    let factor = Answer::ask(move || async move { client.ask(ShowSecondFactor {}).await });
    // Codes are shown once: as long as they stand on the page, nothing else does.
    let codes = RwSignal::new(None::<Shown>);
    let show = move |why| {
        Callback::new(move |fresh: Vec<String>| {
            codes.set(Some((fresh, why)));
            focus::on_heading();
        })
    };
    let close = Callback::new(move |()| {
        factor.refetch();
        codes.set(None);
        focus::on_heading();
    });
    view! {
        <BackLink href="/reglages/securite" words=t(key::SETTINGS_SECURITY) />
        <PageHead title=t(key::SECOND_TAB) detail=t(key::SECOND_WHY) />
        <div class="reading">
            {move || match codes.get() {
                Some((codes, why)) => view! { <RecoveryCodesCard codes=codes why=why on_done=close /> }.into_any(),
                None => view! {
                    <Loaded answer=factor waiting=|| view! { <SkeletonText lines=4 /> } let:factor_now>
                        {if factor_now.enabled {
                            view! { <IsOn factor=factor_now show=show(Why::Renewed) on_removed=move |()| factor.refetch() /> }.into_any()
                        } else {
                            view! { <SetUp on_codes=show(Why::SetUp) /> }.into_any()
                        }}
                    </Loaded>
                }
                .into_any(),
            }}
        </div>
    }
}

/// It is on: new recovery codes, or without it again.
#[component]
fn IsOn(factor: SecondFactor, show: Callback<Vec<String>>, #[prop(into)] on_removed: Callback<()>) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let renew = move |()| {
        submission.run(async move { client.ask(RenewRecoveryCodes {}).await }, move |fresh| {
            show.run(fresh.codes)
        });
    };
    let left = factor.recovery_codes;
    let since = move || {
        factor
            .since
            .map(|since| say_with(key::SECOND_SINCE, [("date", dates::full_day(since).into())]))
    };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::ShieldCheck title=t(key::SECOND_TAB)>
            <div class="card-body">
                <div>
                    <Tag glyph=Glyph::Check module=Module::Education words=t(key::SECOND_ON) />
                </div>
                <p>{since}</p>
            </div>
            <div class="card-body">
                <p>{move || say_with(key::SECOND_LEFT, [("count", left.into())])} " " {t(key::RECOVERY_RENEW_LEAD)}</p>
                <FormError failure=submission.failure() />
                <div>
                    <Button look=Look::Second glyph=Glyph::RefreshCw busy=submission.busy() on_press=renew>
                        {t(key::RECOVERY_RENEW)}
                    </Button>
                </div>
            </div>
            <RemoveSecondFactorCard required=factor.required on_removed=on_removed />
        </DividerCard>
    }
}
