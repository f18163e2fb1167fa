//! The members of the school: found by name, role, state and class; each leads to a page of their own.

use domain::{
    endpoint::Endpoint,
    id::ClassId,
    page::PageQuery,
    schools::{
        calls::{ExportMemberships, ListClasses, ListMemberships},
        types::{MembershipInfo, MembershipOrder, MembershipQuery, MembershipStatus, Role},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn},
    i18n::{Key, key, say, t},
    school::{
        download::Download,
        paged::{Paged, PagedList},
        place::{BackToSchool, Place},
    },
    ui::{
        avatar::Avatar,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        module::Module,
        page_head::PageHead,
        select::Select,
        tag::Tag,
        text_field::{TextField, TextKind},
    },
};

/// Where a membership stands, in words.
pub const fn status_words(status: MembershipStatus) -> Key {
    match status {
        MembershipStatus::Pending => key::MEMBER_PENDING,
        MembershipStatus::Active => key::MEMBER_ACTIVE,
        MembershipStatus::Refused => key::MEMBER_REFUSED,
        MembershipStatus::Suspended => key::MEMBER_SUSPENDED,
        MembershipStatus::Ended => key::MEMBER_ENDED,
    }
}

/// Roles that a school gives.
pub const ROLES: &[Role] = &[Role::Parent, Role::Teacher, Role::Direction, Role::Admin];

/// What is looked for; `Copy`, like a signal.
#[derive(Clone, Copy)]
struct Filter {
    q: RwSignal<String>,
    role: RwSignal<String>,
    status: RwSignal<String>,
    class: RwSignal<String>,
}

impl Filter {
    fn new() -> Self {
        Self {
            q: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            status: RwSignal::new(MembershipStatus::Active.as_str().to_owned()),
            class: RwSignal::new(String::new()),
        }
    }

    fn query(self, cursor: Option<String>) -> MembershipQuery {
        MembershipQuery {
            q: Some(self.q.get().trim().to_owned()).filter(|q| !q.is_empty()),
            role: self.role.get().parse().ok(),
            status: self.status.get().parse().ok(),
            class_id: self.class.get().parse::<ClassId>().ok(),
            order: Some(MembershipOrder::Name),
            limit: Some(50),
            cursor,
        }
    }

    /// The filter as the query of the download.
    fn words(self) -> Vec<(&'static str, String)> {
        let words = [
            ("q", self.q.get_untracked().trim().to_owned()),
            ("role", self.role.get_untracked()),
            ("status", self.status.get_untracked()),
            ("class_id", self.class.get_untracked()),
        ];
        words.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// The page.
#[component]
pub fn MembersPage() -> impl IntoView {
    let client = SignedIn::here();
    let filter = Filter::new();
    let members = Paged::ask(move |cursor| {
        let query = filter.query(cursor);
        async move { client.ask_with(ListMemberships {}, query).await }
    });
    view! {
        <BackToSchool />
        <PageHead title=t(key::MEMBERS_TITLE) detail=t(key::MEMBERS_DETAIL)>
            <Download path=ExportMemberships::PATH name="membres.csv" query=move || filter.words() />
        </PageHead>
        <div class="reading">
            <DividerCard module=Module::Announcements glyph=Glyph::Users title=t(key::MEMBERS_TITLE)>
                <Filters filter=filter />
                <PagedList list=members row=|member| view! { <MemberRow member=member /> } empty=|| view! { <Nobody /> }.into_any() />
            </DividerCard>
        </div>
    }
}

#[component]
fn Filters(filter: Filter) -> impl IntoView {
    let client = SignedIn::here();
    let classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        client.ask_with(ListClasses {}, query).await.map(|page| page.items)
    });
    let any = |words: Key| (String::new(), say(words));
    let roles = Signal::derive(move || {
        let roles = ROLES
            .iter()
            .map(|role| (role.as_str().to_owned(), say(role_words(*role))));
        std::iter::once(any(key::FILTER_ALL_ROLES))
            .chain(roles)
            .collect::<Vec<_>>()
    });
    let states = Signal::derive(move || {
        let states = MembershipStatus::ALL
            .iter()
            .map(|status| (status.as_str().to_owned(), say(status_words(*status))));
        std::iter::once(any(key::FILTER_ALL_STATES))
            .chain(states)
            .collect::<Vec<_>>()
    });
    let in_classes = Signal::derive(move || {
        let known = classes.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().map(|class| (class.id.to_string(), class.name));
        std::iter::once(any(key::FILTER_ALL_CLASSES))
            .chain(known)
            .collect::<Vec<_>>()
    });
    view! {
        <div class="card-body">
            <TextField label=t(key::MEMBERS_SEARCH) kind=TextKind::Search value=filter.q optional=true />
            <div class="three-fields">
                <Select label=t(key::FILTER_ROLE) options=roles value=filter.role />
                <Select label=t(key::FILTER_STATE) options=states value=filter.status />
                <Select label=t(key::FILTER_CLASS) options=in_classes value=filter.class />
            </div>
        </div>
    }
}

#[component]
fn MemberRow(member: MembershipInfo) -> impl IntoView {
    let href = format!("{}/{}", Place::Members.href(), member.id);
    let initials = domain::words::initials(&member.first_name, &member.last_name);
    let module = Module::of_id(member.account_id.as_uuid().as_bytes());
    let (role, status, classes) = (member.role, member.status, member.classes.join(", "));
    let detail = move || {
        let role = say(role_words(role));
        if classes.is_empty() {
            role
        } else {
            format!("{role}, {classes}")
        }
    };
    view! {
        <A href=href attr:class="row">
            <Avatar text=initials module=module />
            <div class="row-body">
                <p class="row-title">{format!("{} {}", member.first_name, member.last_name)}</p>
                <p class="row-detail">{detail}</p>
            </div>
            {(status != MembershipStatus::Active).then(|| view! { <Tag glyph=Glyph::Info words=t(status_words(status)) /> })}
            <Icon glyph=Glyph::ChevronRight />
        </A>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Search module=Module::Announcements title=t(key::MEMBERS_NOBODY) detail=t(key::MEMBERS_NOBODY_DETAIL) />
    }
}
