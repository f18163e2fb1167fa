//! Who was invited by the office: several addresses at a time, sent again, taken back.

use domain::{
    accounts::types::Locale,
    page::NoBody,
    schools::{
        calls::{InvitePeople, ListInvitations, ResendInvitation, RevokeInvitation},
        invitations::{InvitationInfo, InvitationQuery, InvitationState, NewInvitations},
        types::Role,
    },
};
use leptos::{ev, prelude::*};

use crate::{
    accounts::demo::role_words,
    client::{SignedIn, Submission},
    i18n::{Key, dates, key, say, say_with, t},
    school::{
        members::ROLES,
        paged::{Paged, PagedList},
        place::BackToSchool,
    },
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        page_head::PageHead,
        select::Select,
        tag::Tag,
        text_area::TextArea,
        toasts::Toasts,
    },
};

const LOCALES: &[(Locale, &str)] = &[
    (Locale::Fr, "Français"),
    (Locale::Nl, "Nederlands"),
    (Locale::En, "English"),
];

/// The page.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let client = SignedIn::here();
    let inviting = RwSignal::new(false);
    let list = Paged::ask(move |cursor| async move {
        let query = InvitationQuery {
            limit: Some(50),
            cursor,
            ..InvitationQuery::default()
        };
        client.ask_with(ListInvitations {}, query).await
    });
    view! {
        <BackToSchool />
        <PageHead title=t(key::INVITATIONS_TITLE) detail=t(key::INVITATIONS_DETAIL)>
            <Button glyph=Glyph::UserPlus on_press=move |()| inviting.set(true)>{t(key::INVITE)}</Button>
        </PageHead>
        <div class="reading">
            <DividerCard module=Module::Announcements glyph=Glyph::Mail title=t(key::INVITATIONS_TITLE)>
                <PagedList
                    list=list
                    row=move |one| view! { <Invited invitation=one list=list /> }
                    empty=|| view! { <Nobody /> }.into_any()
                />
            </DividerCard>
            <Dialog open=inviting title=t(key::INVITE)>
                <Invite on_sent=Callback::new(move |()| {
                    inviting.set(false);
                    list.reload();
                }) />
            </Dialog>
        </div>
    }
}

/// Addresses as people paste them: one a line, or with commas, semicolons and spaces between.
fn addresses(text: &str) -> Vec<String> {
    text.split(|letter: char| letter.is_whitespace() || letter == ',' || letter == ';')
        .map(|word| word.trim_matches(['<', '>']))
        .filter(|word| word.contains('@'))
        .map(str::to_owned)
        .collect()
}

#[component]
fn Invite(on_sent: Callback<()>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let emails = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Parent.as_str().to_owned());
    let locale = RwSignal::new(Locale::Fr.as_str().to_owned());
    let roles = Signal::derive(|| {
        let roles = ROLES
            .iter()
            .map(|role| (role.as_str().to_owned(), say(role_words(*role))));
        roles.collect::<Vec<_>>()
    });
    let locales = LOCALES
        .iter()
        .map(|(locale, name)| (locale.as_str().to_owned(), (*name).to_owned()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = NewInvitations {
            emails: addresses(&emails.get_untracked()),
            role: role.get_untracked().parse().unwrap_or(Role::Parent),
            locale: locale.get_untracked().parse().unwrap_or(Locale::Fr),
        };
        submission.run(async move { client.tell(InvitePeople {}, body).await }, move |sent| {
            let count = u32::try_from(sent.items.len()).unwrap_or(u32::MAX);
            toasts.say(say_with(key::INVITED, [("count", i64::from(count).into())]));
            on_sent.run(());
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextArea label=t(key::INVITE_EMAILS) hint=t(key::INVITE_EMAILS_HINT) value=emails error=submission.error_of("/emails") />
            <div class="two-fields">
                <Select label=t(key::INVITE_ROLE) options=roles value=role />
                <Select label=t(key::INVITE_LANGUAGE) options=Signal::stored(locales.collect::<Vec<_>>()) value=locale />
            </div>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button glyph=Glyph::Send busy=submission.busy()>{t(key::INVITATION_SEND)}</Button>
            </div>
        </form>
    }
}

const fn state_words(state: InvitationState) -> Key {
    match state {
        InvitationState::Open => key::INVITATION_OPEN,
        InvitationState::Used => key::INVITATION_USED,
        InvitationState::Expired => key::INVITATION_EXPIRED,
    }
}

#[component]
fn Invited(invitation: InvitationInfo, list: Paged<InvitationInfo>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let InvitationInfo {
        id,
        email,
        role,
        state,
        expires_at,
        used_at,
        ..
    } = invitation;
    let address = StoredValue::new(email.clone());
    let detail = move || {
        let role = say(role_words(role));
        match used_at {
            Some(at) => say_with(
                key::INVITATION_USED_AT,
                [("role", role.into()), ("when", dates::full_day(at).into())],
            ),
            None => say_with(
                key::INVITATION_ROLE_UNTIL,
                [("role", role.into()), ("when", dates::full_day(expires_at).into())],
            ),
        }
    };
    let resend = move |()| {
        submission.run(
            async move { client.tell(ResendInvitation { invitation: id }, NoBody {}).await },
            move |_| {
                toasts.say(say_with(
                    key::INVITATION_RESENT,
                    [("email", address.get_value().into())],
                ));
                list.reload();
            },
        );
    };
    let revoke = move |()| {
        submission.run(
            async move { client.ask(RevokeInvitation { invitation: id }).await },
            move |_| {
                toasts.say(say_with(
                    key::INVITATION_REVOKED,
                    [("email", address.get_value().into())],
                ));
                list.reload();
            },
        );
    };
    let named = move |verb: Key| {
        view! { {t(verb)}<span class="visually-hidden">" " {address.get_value()}</span> }
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title breakable">{email}</p>
                <p class="row-detail">{detail}</p>
            </div>
            <div class="row-end">
                <Tag
                    glyph=if state == InvitationState::Used { Glyph::CircleCheck } else { Glyph::Clock }
                    module=if state == InvitationState::Used { Module::Education } else { Module::Plain }
                    words=t(state_words(state))
                />
                {(state != InvitationState::Used).then(|| view! {
                    <Button look=Look::Second busy=submission.busy() on_press=resend>{named(key::INVITATION_RESEND)}</Button>
                    <Button look=Look::Quiet busy=submission.busy() on_press=revoke>{named(key::INVITATION_REVOKE)}</Button>
                })}
            </div>
        </div>
        <FormError failure=submission.failure() />
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Mail module=Module::Announcements title=t(key::INVITATIONS_NOBODY) detail=t(key::INVITATIONS_NOBODY_DETAIL) />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_what_people_paste() {
        let pasted = "Marie Dupont <marie@example.be>; jean@example.be,\n\nluc@example.be  Luc";
        assert_eq!(
            addresses(pasted),
            ["marie@example.be", "jean@example.be", "luc@example.be"]
        );
    }
}
