//! Inscription: who you are, and the school's code where the school asks for one.

use domain::{
    accounts::{calls::Register, types::NewAccount},
    instance::{SchoolInfo, ServerInfo, ShowDemo, ShowServer},
    schools::types::RegistrationMode,
};
use leptos::{ev, prelude::*};
use leptos_router::components::A;

use crate::{
    accounts::resend::ResendMail,
    client::{Answer, Guest, Submission},
    i18n::{self, key, say, say_with, t},
    shell::{focus, sheet::Sheet},
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        loaded::Loaded,
        module::Module,
        page_head::PageTitle,
        password_field::{PasswordField, PasswordKind},
        select::Select,
        skeleton::SkeletonText,
        text_field::{TextField, TextKind},
    },
};

/// The page to register. It ends at the mailbox.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    let server = Answer::ask(|| Guest.ask(ShowServer {}));
    view! {
        <PageTitle text=t(key::REGISTER_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::REGISTER_TITLE)}</h1>
            {move || match sent_to.get() {
                Some(email) => view! {
                    <DividerCard module=Module::Education glyph=Glyph::Mail title=t(key::MAILBOX_TAB)>
                        <CheckMailbox email=email />
                    </DividerCard>
                }
                .into_any(),
                None => view! {
                    <DividerCard module=Module::Messages glyph=Glyph::UserPlus title=t(key::REGISTER_TAB)>
                        <Loaded answer=server waiting=|| view! { <SkeletonText lines=6 /> } let:server>
                            <RegisterForm server=server sent_to=sent_to />
                        </Loaded>
                    </DividerCard>
                }
                .into_any(),
            }}
        </Sheet>
    }
}

/// What is typed into the form.
#[derive(Debug, Clone, Copy)]
struct Typed {
    email: RwSignal<String>,
    password: RwSignal<String>,
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    code: RwSignal<String>,
    school: RwSignal<String>,
}

impl Typed {
    fn for_school(first: Option<&SchoolInfo>) -> Self {
        let empty = || RwSignal::new(String::new());
        let school = RwSignal::new(first.map(|school| school.id.to_string()).unwrap_or_default());
        Self {
            email: empty(),
            password: empty(),
            first_name: empty(),
            last_name: empty(),
            code: empty(),
            school,
        }
    }

    fn body(self, mode: Option<RegistrationMode>) -> NewAccount {
        let code = self.code.get_untracked();
        NewAccount {
            email: self.email.get_untracked(),
            password: self.password.get_untracked(),
            first_name: self.first_name.get_untracked(),
            last_name: self.last_name.get_untracked(),
            locale: Some(i18n::current()),
            school_id: self.school.with_untracked(|school| school.parse().ok()),
            code: (mode == Some(RegistrationMode::Code)).then_some(code),
            invitation: None,
        }
    }
}

#[component]
fn RegisterForm(server: ServerInfo, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let submission = Submission::default();
    let typed = Typed::for_school(server.schools.first());
    let schools = StoredValue::new(server.schools);
    let mode = Memo::new(move |_| {
        let chosen = typed.school.get();
        schools.with_value(|schools| {
            schools
                .iter()
                .find(|school| school.id.to_string() == chosen)
                .map(|school| school.registration_mode)
        })
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = typed.body(mode.get_untracked());
        let email = body.email.clone();
        submission.run(async move { Guest.tell(Register {}, body).await }, move |_| {
            sent_to.set(Some(email));
            focus::on_heading();
        });
    };
    let several = schools.with_value(|schools| schools.len() > 1);
    let options = move || {
        schools.with_value(|schools| {
            let entry = |school: &SchoolInfo| (school.id.to_string(), format!("{}, {}", school.name, school.locality));
            schools.iter().map(entry).collect::<Vec<_>>()
        })
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            {several.then(|| view! { <Select label=t(key::FORM_SCHOOL) options=options value=typed.school /> })}
            <Names typed=typed submission=submission />
            <TextField
                label=t(key::FORM_EMAIL)
                name="email"
                kind=TextKind::Email
                value=typed.email
                error=submission.error_of("/email")
            />
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::New
                hint=t(key::REGISTER_PASSWORD_HINT)
                value=typed.password
                error=submission.error_of("/password")
            />
            <Show when=move || mode.get() == Some(RegistrationMode::Code)>
                <SchoolCode typed=typed submission=submission />
            </Show>
            <Show when=move || mode.get() == Some(RegistrationMode::Approval)>
                <p class="field-hint">{t(key::REGISTER_APPROVAL_HINT)}</p>
            </Show>
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::REGISTER_ACTION)}</Button>
            <p>
                {t(key::REGISTER_KNOWN)} " " <A href="/connexion">{t(key::SIGN_IN_ACTION)}</A>
            </p>
        </form>
    }
}

#[component]
fn Names(typed: Typed, submission: Submission) -> impl IntoView {
    view! {
        <div class="two-fields">
            <TextField
                label=t(key::FORM_FIRST_NAME)
                name="first_name"
                kind=TextKind::FirstName
                value=typed.first_name
                error=submission.error_of("/first_name")
            />
            <TextField
                label=t(key::FORM_LAST_NAME)
                name="last_name"
                kind=TextKind::LastName
                value=typed.last_name
                error=submission.error_of("/last_name")
            />
        </div>
    }
}

/// The school's code, with the demo school's own where there is one.
#[component]
fn SchoolCode(typed: Typed, submission: Submission) -> impl IntoView {
    let demo = Answer::ask(|| Guest.ask(ShowDemo {}));
    let hint = move || {
        let demo = demo
            .get()
            .and_then(Result::ok)
            .filter(|demo| demo.school.id.to_string() == typed.school.get());
        demo.map_or_else(
            || say(key::REGISTER_CODE_HINT),
            |demo| say_with(key::REGISTER_CODE_DEMO, [("code", demo.registration_code.into())]),
        )
    };
    view! {
        <TextField
            label=t(key::FORM_SCHOOL_CODE)
            name="code"
            kind=TextKind::Code
            hint=hint
            value=typed.code
            error=submission.error_of("/code")
        />
    }
}

/// A mail is on its way: what to do now, and what to do when it does not come.
#[component]
pub fn CheckMailbox(
    /// To which address.
    email: String,
) -> impl IntoView {
    let to = email.clone();
    let detail = move || say_with(key::MAILBOX_DETAIL, [("email", to.clone().into())]);
    view! {
        <div role="status">
            <EmptyState glyph=Glyph::Mail module=Module::Education title=t(key::MAILBOX_TITLE) detail=detail>
                <p>{t(key::MAILBOX_FOLDER)}</p>
            </EmptyState>
        </div>
        <div class="card-body centred">
            <ResendMail email=email />
            <LinkButton href="/connexion" look=Look::Quiet>{t(key::MAILBOX_BACK)}</LinkButton>
        </div>
    }
}
