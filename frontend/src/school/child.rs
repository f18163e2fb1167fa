//! The record of a child: who it is, who looks after it, and what each of them may do. Opening it is written down.

use domain::{
    families::{
        calls::{ChangeSchoolChild, LeaveSchool, ShowSchoolChild},
        records::{ChildChange, ChildRecord},
    },
    id::{ChildId, ClassId},
    page::{NoBody, PageQuery},
    schools::calls::ListClasses,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    school::guardians::Guardians,
    state::session::Session,
    ui::{
        back_link::BackLink,
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        select::Select,
        skeleton::SkeletonText,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

/// The record as the server knows it.
pub type Record = Answer<ChildRecord>;

/// The page.
#[component]
pub fn ChildPage(
    /// Which.
    id: ChildId,
) -> impl IntoView {
    let client = SignedIn::here();
    let me = Session::here().me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let record: Record = Answer::ask(move || async move { client.ask(ShowSchoolChild { child: id }).await });
    view! {
        <BackLink href="/ecole/enfants" words=t(key::SCHOOL_CHILDREN) />
        <Loaded answer=record waiting=|| view! { <SkeletonText /> } let:known>
            <PageHead title=format!("{} {}", known.child.first_name, known.child.last_name) detail=class_of(&known) />
            <div class="reading stack">
                <p class="muted small">{t(key::RECORD_IS_NOTED)}</p>
                <Guardians guardians=known.guardians.clone() record=record office=is_office.get_untracked() />
                {is_office.get_untracked().then(|| view! { <Change known=known record=record /> })}
            </div>
        </Loaded>
    }
}

fn class_of(record: &ChildRecord) -> Signal<Option<String>> {
    let (class, left, codes) = (
        record.child.class_name.clone(),
        record.child.left_at,
        record.unused_codes,
    );
    Signal::derive(move || {
        let class = match (&class, left) {
            (_, Some(at)) => say_with(key::CHILD_HAS_LEFT, [("when", dates::full_day(at).into())]),
            (Some(class), None) => say_with(key::CHILD_IN_CLASS, [("class", class.clone().into())]),
            (None, None) => say(key::CHILD_NO_CLASS),
        };
        let codes = say_with(key::RECORD_CODES, [("count", i64::from(codes).into())]);
        Some(format!("{class}. {codes}"))
    })
}

/// The classes of this year, as entries of a list.
pub fn class_options(client: SignedIn) -> Signal<Vec<(String, String)>> {
    let classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        client.ask_with(ListClasses {}, query).await.map(|page| page.items)
    });
    Signal::derive(move || {
        let known = classes.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().map(|class| (class.id.to_string(), class.name));
        std::iter::once((String::new(), say(key::CHILD_NO_CLASS)))
            .chain(known)
            .collect()
    })
}

#[component]
fn Change(known: ChildRecord, record: Record) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (id, version, has_left) = (known.child.id, known.version, known.child.left_at.is_some());
    let first_name = RwSignal::new(known.child.first_name);
    let last_name = RwSignal::new(known.child.last_name);
    let number = RwSignal::new(known.child.register_number.unwrap_or_default());
    let class = RwSignal::new(known.class_id.map(|id| id.to_string()).unwrap_or_default());
    let leaving = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = ChildChange {
            first_name: first_name.get_untracked(),
            last_name: last_name.get_untracked(),
            class_id: class.get_untracked().parse::<ClassId>().ok(),
            register_number: Some(number.get_untracked().trim().to_owned()).filter(|number| !number.is_empty()),
        };
        submission.run(
            async move { client.change(ChangeSchoolChild { child: id }, version, body).await },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                record.refetch();
            },
        );
    };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::Pencil title=t(key::RECORD_CHANGE)>
            <form class="card-body" on:submit=submit novalidate>
                <div class="two-fields">
                    <TextField label=t(key::CHILD_FIRST_NAME) kind=TextKind::OtherName value=first_name error=submission.error_of("/first_name") />
                    <TextField label=t(key::CHILD_LAST_NAME) kind=TextKind::OtherName value=last_name error=submission.error_of("/last_name") />
                </div>
                <div class="two-fields">
                    <Select label=t(key::CHILD_CLASS) options=class_options(client) value=class error=submission.error_of("/class_id") />
                    <TextField
                        label=t(key::CHILD_NUMBER)
                        hint=t(key::CHILD_NUMBER_HINT)
                        optional=true
                        value=number
                        error=submission.error_of("/register_number")
                    />
                </div>
                <FormError failure=submission.failure() />
                <div class="cluster">
                    <Button busy=submission.busy()>{t(key::SCHOOL_SAVE)}</Button>
                    {(!has_left).then(|| view! {
                        <button type="button" class="button button-quiet" on:click=move |_| leaving.set(true)>{t(key::CHILD_LEAVES)}</button>
                    })}
                </div>
            </form>
            <Dialog open=leaving title=t(key::CHILD_LEAVES)>
                <Leaving id=id open=leaving record=record />
            </Dialog>
        </DividerCard>
    }
}

#[component]
fn Leaving(id: ChildId, open: RwSignal<bool>, record: Record) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let leave = move |()| {
        submission.run(
            async move { client.tell(LeaveSchool { child: id }, NoBody {}).await },
            move |_| {
                open.set(false);
                record.refetch();
            },
        );
    };
    view! {
        <p>{t(key::CHILD_LEAVES_DETAIL)}</p>
        <FormError failure=submission.failure() />
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=leave>{t(key::CHILD_LEAVES)}</Button>
        </div>
    }
}
