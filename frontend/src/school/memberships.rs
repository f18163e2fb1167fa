//! Adults who registered and wait to be let in.

use domain::schools::{
    calls::{ApproveMembership, RefuseMembership},
    types::MembershipInfo,
};
use leptos::prelude::*;

use crate::{
    accounts::demo::role_words,
    client::{SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    school::requests::Requests,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        person_row::PersonRow,
        toasts::Toasts,
    },
};

/// The memberships that wait; nothing when there is none.
#[component]
pub fn PendingMemberships(
    /// The memberships.
    memberships: Vec<MembershipInfo>,
    /// All requests, to ask again after an answer.
    requests: Requests,
) -> impl IntoView {
    (!memberships.is_empty()).then(|| {
        let rows = memberships
            .into_iter()
            .map(|one| view! { <li><PendingMembership membership=one requests=requests /></li> })
            .collect_view();
        view! {
            <DividerCard module=Module::Announcements glyph=Glyph::Users title=t(key::MEMBERSHIPS_TAB)>
                <ul class="row-list">{rows}</ul>
            </DividerCard>
        }
    })
}

#[component]
fn PendingMembership(membership: MembershipInfo, requests: Requests) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let refusing = RwSignal::new(false);
    let MembershipInfo {
        id,
        account_id,
        first_name,
        last_name,
        email,
        role,
        created_at,
        ..
    } = membership;
    let initials = domain::words::initials(&first_name, &last_name);
    let name = StoredValue::new(format!("{first_name} {last_name}"));
    let approve = move |()| {
        submission.run(
            async move { client.ask(ApproveMembership { membership: id }).await },
            move |_| {
                toasts.say(say_with(key::MEMBERSHIP_APPROVED, [("name", name.get_value().into())]));
                requests.reload();
            },
        );
    };
    let refuse = move |()| {
        submission.run(
            async move { client.ask(RefuseMembership { membership: id }).await },
            move |_| {
                refusing.set(false);
                toasts.say(say_with(
                    key::MEMBERSHIP_IS_REFUSED,
                    [("name", name.get_value().into())],
                ));
                requests.reload();
            },
        );
    };
    let detail = move || format!("{}, {email}, {}", say(role_words(role)), dates::full_day(created_at));
    view! {
        <PersonRow
            initials=initials
            module=Module::of_id(account_id.as_uuid().as_bytes())
            title=name.get_value()
            detail=detail
        >
            <Button busy=submission.busy() on_press=approve>{t(key::MEMBERSHIP_APPROVE)}</Button>
            <Button look=Look::Second on_press=move |()| refusing.set(true)>{t(key::LINK_REFUSE)}</Button>
        </PersonRow>
        <FormError failure=submission.failure() />
        <Dialog open=refusing title=t(key::MEMBERSHIP_REFUSE_TITLE)>
            <p>{move || say_with(key::MEMBERSHIP_REFUSE_DETAIL, [("name", name.get_value().into())])}</p>
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| refusing.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button look=Look::Danger busy=submission.busy() on_press=refuse>{t(key::LINK_REFUSE)}</Button>
            </div>
        </Dialog>
    }
}
