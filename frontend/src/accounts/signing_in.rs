//! Signing in, in one step or two: the password, then the code of the second factor where the account has one.

use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, SessionKind},
    },
    id::SchoolId,
    problem::Code,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Guest, Submission},
    i18n::{key, say, t},
    shell::focus,
    state::session::Session,
    ui::{
        code_field::CodeField,
        text_field::{TextField, TextKind},
    },
};

/// Where somebody is on the way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The password.
    Password,
    /// The code of the app.
    AppCode,
    /// One of the codes that stand in for the app.
    RecoveryCode,
}

/// Somebody on the way in; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct SigningIn {
    /// The address.
    pub email: RwSignal<String>,
    /// The password.
    pub password: RwSignal<String>,
    /// The step.
    pub step: RwSignal<Step>,
    /// The form.
    pub submission: Submission,
    code: RwSignal<String>,
    school: Option<SchoolId>,
    session: Session,
}

impl SigningIn {
    /// With the address, where it is known, and the school, where it is not the first one.
    pub fn of(email: String, school: Option<SchoolId>) -> Self {
        Self {
            email: RwSignal::new(email),
            password: RwSignal::default(),
            step: RwSignal::new(Step::Password),
            submission: Submission::default(),
            code: RwSignal::default(),
            school,
            session: Session::here(),
        }
    }

    /// Sends what has been filled in; goes on to the second step, or in.
    pub fn submit(self, event: &ev::SubmitEvent) {
        event.prevent_default();
        let session = self.session;
        let code = Some(self.code.get_untracked()).filter(|_| self.step.get_untracked() != Step::Password);
        let body = Credentials {
            email: self.email.get_untracked(),
            password: self.password.get_untracked(),
            code,
            session: SessionKind::Cookie,
            school_id: self.school,
        };
        self.submission.run(
            async move {
                match Guest.tell(Login {}, body).await {
                    Err(failure) if failure.is(Code::SecondFactorNeeded) => Ok(false),
                    Err(failure) => Err(failure),
                    Ok(_) => {
                        session.load().await;
                        Ok(true)
                    }
                }
            },
            move |is_in| {
                if !is_in {
                    self.go(Step::AppCode);
                }
            },
        );
    }

    /// Goes to another step.
    pub fn go(self, step: Step) {
        self.code.set(String::new());
        self.submission.clear();
        self.step.set(step);
        focus::on_field(if step == Step::Password { "password" } else { "code" });
    }
}

/// The second step: the code of the app, or a recovery code.
#[component]
pub fn SecondStep(
    /// Who is on the way in.
    signing: SigningIn,
) -> impl IntoView {
    let with_app = move || signing.step.get() == Step::AppCode;
    let error = signing.submission.error_of("/code");
    let other = move || {
        say(if with_app() {
            key::SECOND_USE_RECOVERY
        } else {
            key::SECOND_USE_APP
        })
    };
    let change = move |_| {
        let step = signing.step.get_untracked();
        signing.go(if step == Step::AppCode {
            Step::RecoveryCode
        } else {
            Step::AppCode
        });
    };
    view! {
        {move || if with_app() {
            view! { <CodeField label=t(key::SECOND_CODE) hint=t(key::SECOND_CODE_HINT) value=signing.code error=error /> }.into_any()
        } else {
            view! {
                <TextField
                    label=t(key::SECOND_RECOVERY_CODE)
                    name="code"
                    kind=TextKind::Code
                    hint=t(key::SECOND_RECOVERY_HINT)
                    value=signing.code
                    error=error
                />
            }
            .into_any()
        }}
        <div>
            <button type="button" class="link-button" on:click=change>{other}</button>
        </div>
    }
}
