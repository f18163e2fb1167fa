//! Who works in a class: taken out, or put in from those who work at the school.

use domain::{
    id::{ClassId, MembershipId},
    page::NoBody,
    schools::{
        calls::{AssignStaff, ListMemberships, ListStaff, UnassignStaff},
        settings::{ClassDetail, ClassStaff},
        types::{MembershipInfo, MembershipOrder, MembershipQuery, MembershipStatus, Role},
    },
};
use leptos::prelude::*;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    school::classes::Classes,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        loaded::Loaded,
        module::Module,
        person_row::PersonRow,
        skeleton::SkeletonRows,
    },
};

/// The dialog of one class.
#[component]
pub fn ClassStaffDialog(
    /// The class.
    class: ClassDetail,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The page behind it, to be read again.
    classes: Classes,
) -> impl IntoView {
    let (id, name) = (class.class.id, class.class.name);
    let title = Signal::derive(move || say_with(key::CLASS_STAFF_OF, [("class", name.clone().into())]));
    view! {
        <Dialog open=open title=title>
            <Staff id=id classes=classes />
        </Dialog>
    }
}

/// Those in the class, and those who work at the school but not in it.
#[derive(Clone)]
struct Everybody {
    inside: Vec<ClassStaff>,
    outside: Vec<MembershipInfo>,
}

#[component]
fn Staff(id: ClassId, classes: Classes) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let everybody = Answer::ask(move || async move {
        let inside = client.ask(ListStaff { class: id }).await?.items;
        let mut outside = Vec::new();
        for role in [Role::Teacher, Role::Direction, Role::Admin] {
            let query = MembershipQuery {
                role: Some(role),
                status: Some(MembershipStatus::Active),
                order: Some(MembershipOrder::Name),
                limit: Some(100),
                ..MembershipQuery::default()
            };
            outside.extend(client.ask_with(ListMemberships {}, query).await?.items);
        }
        outside.retain(|one| inside.iter().all(|known| known.membership_id != one.id));
        Ok(Everybody { inside, outside })
    });
    let done = move || {
        everybody.refetch();
        classes.refetch();
    };
    let assign = Callback::new(move |membership: MembershipId| {
        let call = AssignStaff { class: id, membership };
        submission.run(async move { client.tell(call, NoBody {}).await }, move |_| done());
    });
    let unassign = Callback::new(move |membership: MembershipId| {
        let call = UnassignStaff { class: id, membership };
        submission.run(async move { client.ask(call).await }, move |_| done());
    });
    view! {
        <FormError failure=submission.failure() />
        <Loaded answer=everybody waiting=|| view! { <SkeletonRows /> } let:all>
            {all.inside.is_empty().then(|| view! { <p>{t(key::CLASS_NO_STAFF)}</p> })}
            <ul class="row-list">
                {all.inside
                    .into_iter()
                    .map(|one| {
                        let id = one.membership_id;
                        let row = Row { name: format!("{} {}", one.first_name, one.last_name), role: one.role };
                        view! { <li><PersonOfSchool row=row verb=key::CLASS_UNASSIGN busy=submission.busy() press=move |()| unassign.run(id) /></li> }
                    })
                    .collect_view()}
                {all.outside
                    .into_iter()
                    .map(|one| {
                        let id = one.id;
                        let row = Row { name: format!("{} {}", one.first_name, one.last_name), role: one.role };
                        view! { <li><PersonOfSchool row=row verb=key::CLASS_ASSIGN busy=submission.busy() press=move |()| assign.run(id) /></li> }
                    })
                    .collect_view()}
            </ul>
        </Loaded>
    }
}

struct Row {
    name: String,
    role: Role,
}

#[component]
fn PersonOfSchool(
    row: Row,
    verb: crate::i18n::Key,
    busy: Signal<bool>,
    #[prop(into)] press: Callback<()>,
) -> impl IntoView {
    let Row { name, role } = row;
    let initials: String = name.split(' ').filter_map(|word| word.chars().next()).take(2).collect();
    let look = if verb == key::CLASS_ASSIGN {
        Look::Second
    } else {
        Look::Quiet
    };
    let hidden = name.clone();
    view! {
        <PersonRow initials=initials module=Module::Announcements title=name detail=move || say(role_words(role))>
            <Button look=look busy=busy on_press=press>
                {t(verb)}<span class="visually-hidden">" " {hidden}</span>
            </Button>
        </PersonRow>
    }
}
