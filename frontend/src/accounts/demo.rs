//! The demo school on the sign-in page: its accounts with one click, its codes to try.

use domain::{
    accounts::types::{Me, SessionKind},
    instance::{Demo, DemoAccount, DemoChoice, OpenDemo, ShowDemo},
    schools::types::Role,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, Guest, Submission},
    i18n::{Key, key, say, say_with, t},
    state::session::Session,
    ui::{
        avatar::Avatar,
        divider_card::DividerCard,
        form_error::FormError,
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// What a role is called.
pub const fn role_words(role: Role) -> Key {
    match role {
        Role::Parent => key::ROLE_PARENT,
        Role::Teacher => key::ROLE_TEACHER,
        Role::Direction => key::ROLE_DIRECTION,
        Role::Admin => key::ROLE_ADMIN,
        Role::Student => key::ROLE_STUDENT,
    }
}

/// Whether somebody's account is one of the demo school's, which open with a click and have no password. Others of that school have
/// registered, as everywhere.
pub fn opens_with_a_click(me: &Me) -> Memo<bool> {
    let id = me.id;
    let demo = me.membership.demo.then(|| Answer::ask(|| Guest.ask(ShowDemo {})));
    Memo::new(move |_| {
        demo.and_then(|demo| demo.get()?.ok())
            .is_some_and(|demo| demo.accounts.iter().any(|account| account.id == id))
    })
}

/// The accounts of the demo school.
#[component]
pub fn DemoAccounts(
    /// The demo school.
    demo: Demo,
) -> impl IntoView {
    let session = Session::here();
    let submission = Submission::default();
    let school = demo.school.name.clone();
    let open = Callback::new(move |account: domain::id::AccountId| {
        submission.run(
            async move {
                Guest
                    .tell(
                        OpenDemo {},
                        DemoChoice {
                            account,
                            session: SessionKind::Cookie,
                        },
                    )
                    .await?;
                session.load().await;
                Ok(())
            },
            |()| (),
        );
    });
    let accounts = demo
        .accounts
        .iter()
        .cloned()
        .map(|account| view! { <AccountRow account=account busy=submission.busy() open=open /> })
        .collect_view();
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::School title=t(key::DEMO_TAB)>
            <div class="card-body">
                <p>{move || say_with(key::DEMO_LEAD, [("school", school.clone().into())])}</p>
                <FormError failure=submission.failure() />
            </div>
            <ul class="row-list">{accounts}</ul>
            <DemoCodes demo=demo />
        </DividerCard>
    }
}

#[component]
fn AccountRow(account: DemoAccount, busy: Signal<bool>, open: Callback<domain::id::AccountId>) -> impl IntoView {
    let id = account.id;
    let mut names = account.name.splitn(2, ' ');
    let initials = domain::words::initials(names.next().unwrap_or_default(), names.next().unwrap_or_default());
    let (role, classes) = (role_words(account.role), account.classes.join(", "));
    let detail = move || {
        if classes.is_empty() {
            say(role)
        } else {
            format!("{}, {classes}", say(role))
        }
    };
    view! {
        <li>
            <button type="button" class="demo-account" disabled=busy on:click=move |_| open.run(id)>
                <Avatar text=initials module=Module::of_id(id.as_uuid().as_bytes()) />
                <span class="row-body">
                    <span class="row-title">{account.name}</span>
                    <span class="row-detail">{detail}</span>
                </span>
                <Icon glyph=Glyph::ChevronRight />
            </button>
        </li>
    }
}

/// The codes to register and to add a child.
#[component]
fn DemoCodes(demo: Demo) -> impl IntoView {
    let registration = demo.registration_code.clone();
    let children = demo
        .child_codes
        .iter()
        .map(|code| {
            let words = format!("{} ({})", code.first_name, code.level);
            view! { <li><code>{code.code.clone()}</code> " " <span class="muted">{words}</span></li> }
        })
        .collect_view();
    view! {
        <div class="card-body demo-note">
            <p>{t(key::DEMO_REGISTRATION_CODE)} " " <code>{registration}</code></p>
            {(!demo.child_codes.is_empty()).then(|| view! {
                <p>{t(key::DEMO_CHILD_CODES)}</p>
                <ul>{children}</ul>
            })}
        </div>
    }
}
