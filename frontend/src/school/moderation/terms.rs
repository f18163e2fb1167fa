//! Parent moderators: who moderates which class, from when to when.

use domain::{
    id::AccountId,
    messaging::moderation::{
        calls::{AddTerm, EndTerm, ListTerms},
        terms::{ModeratorTerm, NewTerm},
    },
    page::PageQuery,
    schools::{
        calls::{ListClasses, ListMemberships},
        types::{ClassInfo, MembershipInfo, MembershipOrder, MembershipQuery, MembershipStatus, Role},
    },
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    ui::{
        back_link::BackLink,
        button::{Button, Look},
        date_field::{DateField, day_start},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        select::Select,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// The page.
#[component]
pub fn TermsPage() -> impl IntoView {
    let client = SignedIn::here();
    let terms = Answer::ask(move || async move { Ok(client.ask(ListTerms {}).await?.items) });
    let classes = Answer::ask(move || async move {
        Ok(client
            .ask_with(
                ListClasses {},
                PageQuery {
                    limit: Some(100),
                    cursor: None,
                },
            )
            .await?
            .items)
    });
    view! {
        <BackLink href="/ecole/signalements" words=t(key::CASES_TITLE) />
        <PageHead title=t(key::TERMS_TITLE) detail=t(key::TERMS_DETAIL) />
        <div class="reading stack">
            <DividerCard module=Module::Announcements glyph=Glyph::Users title=t(key::TERMS_TITLE)>
                <Loaded answer=terms waiting=|| view! { <SkeletonRows /> } let:found>
                    <List found=found terms=terms />
                </Loaded>
            </DividerCard>
            <Loaded answer=classes waiting=|| view! { <SkeletonRows /> } let:found>
                <Appoint classes=found terms=terms />
            </Loaded>
        </div>
    }
}

#[component]
fn List(found: Vec<ModeratorTerm>, terms: Answer<Vec<ModeratorTerm>>) -> impl IntoView {
    if found.is_empty() {
        return view! { <p class="card-body muted">{t(key::TERMS_NONE)}</p> }.into_any();
    }
    let rows = found
        .into_iter()
        .map(|term| view! { <li><Term term=term terms=terms /></li> })
        .collect_view();
    view! { <ul class="row-list">{rows}</ul> }.into_any()
}

#[component]
fn Term(term: ModeratorTerm, terms: Answer<Vec<ModeratorTerm>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let ModeratorTerm {
        id,
        class_name,
        name,
        starts_at,
        ends_at,
        ..
    } = term;
    let hidden = name.clone();
    let dates = move || {
        let words = [
            ("from", dates::full_day(starts_at).into()),
            ("to", dates::full_day(ends_at.plus_seconds(-1)).into()),
        ];
        say_with(key::TERMS_DATES, words)
    };
    let end = move |()| {
        submission.run(async move { client.ask(EndTerm { term: id }).await }, move |_| {
            toasts.say(say(key::TERMS_ENDED));
            terms.refetch();
        });
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{format!("{name} ({class_name})")}</p>
                <p class="row-detail">{dates}</p>
                <FormError failure=submission.failure() />
            </div>
            <div class="row-end">
                <Button look=Look::Quiet busy=submission.busy() on_press=end>
                    {t(key::TERMS_END)}<span class="visually-hidden">" " {hidden}</span>
                </Button>
            </div>
        </div>
    }
}

#[component]
fn Appoint(classes: Vec<ClassInfo>, terms: Answer<Vec<ModeratorTerm>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let class = RwSignal::new(classes.first().map(|class| class.id.to_string()).unwrap_or_default());
    let person = RwSignal::new(String::new());
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options: Vec<(String, String)> = classes
        .into_iter()
        .map(|class| (class.id.to_string(), class.name))
        .collect();
    let parents = Answer::ask(move || {
        let class_id = class.get().parse().ok();
        async move {
            let query = MembershipQuery {
                class_id,
                role: Some(Role::Parent),
                status: Some(MembershipStatus::Active),
                order: Some(MembershipOrder::Name),
                limit: Some(100),
                ..MembershipQuery::default()
            };
            Ok(client.ask_with(ListMemberships {}, query).await?.items)
        }
    });
    let people = Signal::derive(move || {
        let found: Vec<MembershipInfo> = parents.get().and_then(Result::ok).unwrap_or_default();
        let nobody = (String::new(), say(key::TERMS_CHOOSE));
        let named = |one: MembershipInfo| {
            (
                one.account_id.to_string(),
                format!("{} {}", one.first_name, one.last_name),
            )
        };
        std::iter::once(nobody)
            .chain(found.into_iter().map(named))
            .collect::<Vec<_>>()
    });
    let missing = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let account: Option<AccountId> = person.get_untracked().parse().ok();
        let days = (day_start(&from.get_untracked(), 0), day_start(&to.get_untracked(), 1));
        let (Some(account_id), Ok(class_id), (Some(starts_at), Some(ends_at))) =
            (account, class.get_untracked().parse(), days)
        else {
            return missing.set(true);
        };
        missing.set(false);
        let term = NewTerm {
            class_id,
            account_id,
            starts_at,
            ends_at,
        };
        submission.run(async move { client.tell(AddTerm {}, term).await }, move |_| {
            toasts.say(say(key::TERMS_APPOINTED));
            terms.refetch();
        });
    };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::UserPlus title=t(key::TERMS_APPOINT)>
            <form class="card-body" on:submit=submit novalidate>
                <Select label=t(key::TERMS_CLASS) options=Signal::stored(options) value=class />
                <Select label=t(key::TERMS_PARENT) options=people value=person />
                <DateField label=t(key::TERMS_FROM) value=from optional=false />
                <DateField label=t(key::TERMS_TO) value=to optional=false />
                <p class="form-error" role="alert">{move || missing.get().then(|| say(key::TERMS_MISSING))}</p>
                <FormError failure=submission.failure() />
                <div>
                    <Button busy=submission.busy()>{t(key::TERMS_APPOINT)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}
