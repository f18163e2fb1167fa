//! Invitation: which school, as what; register with it, or accept it with the account one has.

use domain::{
    accounts::{
        calls::{AcceptInvitation, Logout, PreviewInvitation},
        security::{InvitationPreview, LinkToken},
        types::Me,
    },
    problem::Code,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use crate::{
    accounts::{
        demo::role_words,
        invited::RegisterInvited,
        link::{BrokenLink, token_of_link},
        sign_out::SignOutButton,
    },
    client::{Answer, Failure, Guest, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    shell::sheet::Sheet,
    state::session::{Session, Standing},
    ui::{
        button::Button, divider_card::DividerCard, error_state::ErrorState, form_error::FormError, icon::Glyph,
        link_button::LinkButton, module::Module, page_head::PageTitle, skeleton::SkeletonText, toasts::Toasts,
    },
};

/// The page behind the link of an invitation. Looking does not use the invitation up.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let session = Session::here();
    provide_context(SignedIn::of(session));
    let token = token_of_link();
    view! {
        <PageTitle text=t(key::INVITATION_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{t(key::INVITATION_TITLE)}</h1>
            <DividerCard module=Module::Announcements glyph=Glyph::School title=t(key::INVITATION_TAB)>
                {match token {
                    Some(token) => view! { <Invited token=token /> }.into_any(),
                    None => view! { <Broken /> }.into_any(),
                }}
            </DividerCard>
        </Sheet>
    }
}

#[component]
fn Broken() -> impl IntoView {
    view! {
        <BrokenLink detail=t(key::INVITATION_BROKEN)>
            <LinkButton href="/connexion">{t(key::SIGN_IN_ACTION)}</LinkButton>
        </BrokenLink>
    }
}

#[component]
fn Invited(token: String) -> impl IntoView {
    let token = StoredValue::new(token);
    let preview = Answer::ask(move || async move {
        let body = LinkToken {
            token: token.get_value(),
        };
        Guest.tell(PreviewInvitation {}, body).await
    });
    move || match preview.get() {
        None => view! { <SkeletonText lines=4 /> }.into_any(),
        Some(Ok(preview)) => view! { <Offer token=token.get_value() preview=preview /> }.into_any(),
        Some(Err(failure)) if failure.is(Code::LinkExpired) || failure.is(Code::Invalid) => {
            view! { <Broken /> }.into_any()
        }
        Some(Err(failure)) => view! { <ErrorState failure=failure on_retry=move |()| preview.refetch() /> }.into_any(),
    }
}

#[component]
fn Offer(token: String, preview: InvitationPreview) -> impl IntoView {
    let session = Session::here();
    let standing = session.standing();
    let (school, role, until) = (preview.school_name.clone(), preview.role, preview.expires_at);
    let lead = move || {
        say_with(
            key::INVITATION_LEAD,
            [
                ("school", school.clone().into()),
                ("role", say(role_words(role)).into()),
            ],
        )
    };
    let until = move || say_with(key::INVITATION_UNTIL, [("date", dates::full_day(until).into())]);
    // A change of one's own data must not make the form anew.
    let who = Memo::new(move |_| {
        standing.with(|standing| match standing {
            Standing::Unknown | Standing::Failed(_) => None,
            Standing::Guest => Some(None),
            Standing::SignedIn(me) => Some(Some(Me::clone(me))),
        })
    });
    view! {
        <div class="card-body">
            <p>{lead}</p>
            <p class="muted small">{until}</p>
        </div>
        {move || match who.get() {
            None => view! { <SkeletonText lines=2 /> }.into_any(),
            Some(None) => view! {
                <HaveAccount token=token.clone() />
                <RegisterInvited token=token.clone() preview=preview.clone() />
            }
            .into_any(),
            Some(Some(me)) if me.email.eq_ignore_ascii_case(&preview.email) => {
                view! { <Accept token=token.clone() preview=preview.clone() me=me /> }.into_any()
            }
            Some(Some(me)) => view! { <SomebodyElse me=me preview=preview.clone() /> }.into_any(),
        }}
    }
}

#[component]
fn HaveAccount(token: String) -> impl IntoView {
    let here = format!("/invitation?token={token}");
    let href = format!("/connexion?suite={}", String::from(js_sys::encode_uri_component(&here)));
    view! {
        <div class="card-body">
            <p>
                {t(key::REGISTER_KNOWN)} " " <A href=href>{t(key::SIGN_IN_ACTION)}</A>
            </p>
        </div>
    }
}

#[component]
fn SomebodyElse(me: Me, preview: InvitationPreview) -> impl IntoView {
    let words = move || {
        say_with(
            key::INVITATION_OTHER,
            [
                ("invited", preview.email.clone().into()),
                ("email", me.email.clone().into()),
            ],
        )
    };
    view! {
        <div class="card-body">
            <p>{words}</p>
            <div>
                <SignOutButton />
            </div>
        </div>
    }
}

/// For somebody who is signed in with the invited address. In another school than the session's one enters by signing in again.
#[component]
fn Accept(token: String, preview: InvitationPreview, me: Me) -> impl IntoView {
    let (client, session, toasts) = (SignedIn::here(), Session::here(), Toasts::here());
    let navigate = use_navigate();
    let submission = Submission::default();
    let school = preview.school_id;
    let elsewhere = school != me.membership.school_id;
    let accept = move |()| {
        let (body, navigate, name) = (
            LinkToken { token: token.clone() },
            navigate.clone(),
            preview.school_name.clone(),
        );
        submission.run(
            async move {
                client.tell(AcceptInvitation {}, body).await?;
                if elsewhere {
                    client.ask(Logout {}).await?;
                } else {
                    session.load().await;
                }
                Ok::<_, Failure>(())
            },
            move |()| {
                toasts.say(say_with(key::INVITATION_ACCEPTED, [("school", name.into())]));
                let to = if elsewhere {
                    session.is_over();
                    format!("/connexion?ecole={school}")
                } else {
                    "/".to_owned()
                };
                // The link works once: going back must not lead here again.
                navigate(
                    &to,
                    NavigateOptions {
                        replace: true,
                        ..Default::default()
                    },
                );
            },
        );
    };
    view! {
        <div class="card-body">
            {elsewhere.then(|| view! { <p>{t(key::INVITATION_ELSEWHERE)}</p> })}
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true on_press=accept>{t(key::INVITATION_ACCEPT)}</Button>
        </div>
    }
}
