//! The settings of the school, its registration code and its modules.

use domain::schools::{
    calls::{ChangeSchool, RenewRegistrationCode, ShowSchool},
    settings::{SchoolForm, SchoolSettings},
    types::{GuardianMode, RegistrationMode},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{Key, key, say, say_with, t},
    school::{keeping::Keeping, modules::Modules, place::BackToSchool},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        select::Select,
        skeleton::SkeletonRows,
        text_field::TextField,
        toasts::Toasts,
    },
};

const REGISTRATION: &[(RegistrationMode, Key)] = &[
    (RegistrationMode::Code, key::SCHOOL_REGISTRATION_CODE),
    (RegistrationMode::Approval, key::SCHOOL_REGISTRATION_APPROVAL),
    (RegistrationMode::Open, key::SCHOOL_REGISTRATION_OPEN),
];
const GUARDIAN: &[(GuardianMode, Key)] = &[
    (GuardianMode::Code, key::SCHOOL_GUARDIAN_CODE),
    (GuardianMode::Open, key::SCHOOL_GUARDIAN_OPEN),
];

/// The page.
#[component]
pub fn SchoolSettingsPage() -> impl IntoView {
    let client = SignedIn::here();
    let settings = Answer::ask(move || async move { client.ask(ShowSchool {}).await });
    view! {
        <BackToSchool />
        <PageHead title=t(key::SCHOOL_SETTINGS) detail=t(key::SCHOOL_SETTINGS_DETAIL) />
        <div class="reading stack">
            <Loaded answer=settings waiting=|| view! { <SkeletonRows /> } let:school>
                <Form school=school.clone() settings=settings />
                <RegistrationCode code=school.registration_code settings=settings />
            </Loaded>
            <Keeping />
            <Modules />
        </div>
    }
}

#[component]
fn Form(school: SchoolSettings, settings: Answer<SchoolSettings>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (name, locality) = (RwSignal::new(school.name), RwSignal::new(school.locality));
    let registration = RwSignal::new(school.registration_mode.as_str().to_owned());
    let guardian = RwSignal::new(school.guardian_mode.as_str().to_owned());
    let second_factor = RwSignal::new(school.staff_second_factor);
    let version = school.version;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SchoolForm {
            name: name.get_untracked(),
            locality: locality.get_untracked(),
            registration_mode: registration.get_untracked().parse().unwrap_or(RegistrationMode::Code),
            guardian_mode: guardian.get_untracked().parse().unwrap_or(GuardianMode::Code),
            staff_second_factor: second_factor.get_untracked(),
        };
        submission.run(
            async move { client.change(ChangeSchool {}, version, body).await },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                settings.refetch();
            },
        );
    };
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::School title=t(key::SCHOOL_SETTINGS)>
            <form class="card-body" on:submit=submit novalidate>
                <TextField label=t(key::SCHOOL_NAME) value=name error=submission.error_of("/name") />
                <TextField label=t(key::SCHOOL_LOCALITY) value=locality error=submission.error_of("/locality") />
                <Select label=t(key::SCHOOL_REGISTRATION) options=options(REGISTRATION, RegistrationMode::as_str) value=registration />
                <Select label=t(key::SCHOOL_GUARDIAN) options=options(GUARDIAN, GuardianMode::as_str) value=guardian />
                <Checkbox
                    checked=second_factor
                    label=t(key::SCHOOL_SECOND_FACTOR)
                    hint=t(key::SCHOOL_SECOND_FACTOR_DETAIL)
                />
                <FormError failure=submission.failure() />
                <div>
                    <Button busy=submission.busy()>{t(key::SCHOOL_SAVE)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}

fn options<T: Copy + Send + Sync + 'static>(
    all: &'static [(T, Key)],
    word: fn(T) -> &'static str,
) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        all.iter()
            .map(|(value, words)| (word(*value).to_owned(), say(*words)))
            .collect()
    })
}

#[component]
fn RegistrationCode(code: String, settings: Answer<SchoolSettings>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let asking = RwSignal::new(false);
    let renew = move |()| {
        submission.run(
            async move { client.ask(RenewRegistrationCode {}).await },
            move |school| {
                asking.set(false);
                toasts.say(say_with(
                    key::SCHOOL_CODE_RENEWED,
                    [("code", school.registration_code.into())],
                ));
                settings.refetch();
            },
        );
    };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::KeyRound title=t(key::SCHOOL_CODE)>
            <div class="card-body">
                <p class="secret-code">{code}</p>
                <div>
                    <Button look=Look::Second on_press=move |()| asking.set(true)>{t(key::SCHOOL_CODE_RENEW)}</Button>
                </div>
            </div>
            <Dialog open=asking title=t(key::SCHOOL_CODE_RENEW)>
                <p>{t(key::SCHOOL_CODE_RENEW_DETAIL)}</p>
                <FormError failure=submission.failure() />
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| asking.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button look=Look::Danger busy=submission.busy() on_press=renew>{t(key::SCHOOL_CODE_RENEW)}</Button>
                </div>
            </Dialog>
        </DividerCard>
    }
}
