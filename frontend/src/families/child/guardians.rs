//! Who else looks after a child and lives with me, and how another parent is invited.

use domain::{
    families::{calls::ListGuardians, households::CoGuardian, types::LinkStatus},
    id::ChildId,
};
use leptos::prelude::*;

use super::{invite::InviteGuardianForm, invited::SentInvitations, rights::rights_line};
use crate::{
    client::{Answer, SignedIn},
    families::words::{LinkTag, relationship_words},
    i18n::{key, say, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        person_row::PersonRow,
        skeleton::SkeletonRows,
    },
};

/// The guardians of my household. Another household stays invisible.
#[component]
pub fn Guardians(
    /// The child.
    child: ChildId,
    /// Its first name.
    name: String,
) -> impl IntoView {
    let client = SignedIn::here();
    let changed = Live::here().family();
    let guardians = Answer::ask(move || {
        changed.track();
        async move { client.ask(ListGuardians { child }).await.map(|page| page.items) }
    });
    let inviting = RwSignal::new(false);
    let name = StoredValue::new(name);
    view! {
        <Loaded answer=guardians waiting=|| view! { <SkeletonRows count=2 /> } let:guardians>
            <GuardianList guardians=guardians inviting=inviting />
        </Loaded>
        <SentInvitations child=child />
        <Dialog open=inviting title=t(key::INVITE_ACTION)>
            <InviteGuardianForm child=child name=name.get_value() open=inviting />
        </Dialog>
    }
}

#[component]
fn GuardianList(guardians: Vec<CoGuardian>, inviting: RwSignal<bool>) -> impl IntoView {
    let may_invite = guardians
        .iter()
        .any(|one| one.is_me && one.status == LinkStatus::Confirmed);
    let alone = guardians.iter().all(|one| one.is_me);
    let rows = guardians
        .into_iter()
        .map(|guardian| view! { <li><GuardianRow guardian=guardian /></li> })
        .collect_view();
    view! {
        <ul class="row-list">{rows}</ul>
        <div class="card-body">
            <p class="muted small">{t(if alone { key::GUARDIANS_ALONE } else { key::GUARDIANS_HOUSEHOLD })}</p>
            {may_invite.then(|| view! {
                <div>
                    <Button look=Look::Second glyph=Glyph::UserPlus on_press=move |()| inviting.set(true)>
                        {t(key::INVITE_ACTION)}
                    </Button>
                </div>
            })}
        </div>
    }
}

#[component]
fn GuardianRow(guardian: CoGuardian) -> impl IntoView {
    let CoGuardian {
        is_me,
        first_name,
        last_name,
        relationship,
        status,
        rights,
        ..
    } = guardian;
    let initials = domain::words::initials(&first_name, &last_name);
    let name = format!("{first_name} {last_name}");
    let title = move || {
        if is_me {
            format!("{name} ({})", say(key::GUARDIAN_ME))
        } else {
            name.clone()
        }
    };
    let detail = move || {
        let what = say(relationship_words(relationship));
        if status == LinkStatus::Confirmed {
            format!("{what}. {}", rights_line(rights))
        } else {
            what
        }
    };
    view! {
        <PersonRow initials=initials module=Module::Messages title=title detail=detail>
            <LinkTag status=status />
        </PersonRow>
    }
}
