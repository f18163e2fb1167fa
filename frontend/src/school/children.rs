//! The school's list of children: finding one, making a one-time code for a parent, adding a child.

use domain::{
    endpoint::Endpoint,
    families::{
        calls::{EnrolChild, ExportChildren, ListSchoolChildren, MakeChildCode},
        types::{FreshChildCode, NewSchoolChild, SchoolChild, SchoolChildQuery},
    },
    id::ClassId,
    page::PageQuery,
    problem::{Code, Problem},
    schools::calls::ListClasses,
};
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    school::{
        download::Download,
        duplicates::Duplicates,
        links::child_words,
        paged::{Paged, PagedList},
        place::{BackToSchool, Place},
    },
    state::session::Session,
    ui::{
        button::{Button, Look},
        chip_picker::ChipPicker,
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        person_row::PersonRow,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

type Classes = Answer<Vec<(ClassId, String)>>;

/// The page of the list with its search.
#[component]
pub fn ChildrenPage() -> impl IntoView {
    let client = SignedIn::here();
    let (wanted, adding) = (RwSignal::new(String::new()), RwSignal::new(false));
    let me = Session::here().me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let children = Paged::ask(move |cursor| {
        let q = Some(wanted.get().trim().to_owned()).filter(|q| !q.is_empty());
        async move {
            let query = SchoolChildQuery {
                q,
                limit: Some(50),
                cursor,
                ..SchoolChildQuery::default()
            };
            client.ask_with(ListSchoolChildren {}, query).await
        }
    });
    let code = RwSignal::new(None::<(SchoolChild, FreshChildCode)>);
    let added = Callback::new(move |()| {
        adding.set(false);
        children.reload();
    });
    view! {
        <BackToSchool />
        <PageHead title=t(key::SCHOOL_CHILDREN) detail=t(key::SCHOOL_CHILDREN_DETAIL)>
            {move || is_office.get().then(|| view! { <Download path=ExportChildren::PATH name="enfants.csv" query=Vec::new /> })}
        </PageHead>
        <div class="reading stack">
            {move || is_office.get().then(|| view! { <Duplicates on_merged=Callback::new(move |()| children.reload()) /> })}
            <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::SCHOOL_CHILDREN)>
                <div class="card-body">
                    <TextField label=t(key::CHILDREN_SEARCH) kind=TextKind::Search value=wanted optional=true />
                    <div>
                        <Button look=Look::Second glyph=Glyph::Plus on_press=move |()| adding.set(true)>
                            {t(key::CHILDREN_ENROL)}
                        </Button>
                    </div>
                </div>
                <PagedList
                    list=children
                    row=move |child| view! { <ChildRow child=child code=code /> }
                    empty=|| view! { <Nobody /> }.into_any()
                />
            </DividerCard>
            <CodeDialog code=code />
            <Dialog open=adding title=t(key::CHILDREN_ENROL)>
                <Enrol on_added=added />
            </Dialog>
        </div>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Search module=Module::Education title=t(key::CHILDREN_NOT_FOUND) detail=t(key::CHILDREN_NOT_FOUND_DETAIL) />
    }
}

#[component]
fn ChildRow(child: SchoolChild, code: RwSignal<Option<(SchoolChild, FreshChildCode)>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let busy = RwSignal::new(false);
    let href = format!("{}/{}", Place::Children.href(), child.id);
    let name = format!("{} {}", child.first_name, child.last_name);
    let (hidden, opened) = (name.clone(), name.clone());
    let class = child.class_name.clone();
    let initials = class
        .clone()
        .unwrap_or_else(|| domain::words::initials(&child.first_name, &child.last_name));
    let declared = child.declared;
    let detail = move || match (&class, declared) {
        (_, true) => say(key::CHILD_DECLARED),
        (Some(class), false) => say_with(key::CHILD_IN_CLASS, [("class", class.clone().into())]),
        (None, false) => say(key::CHILD_NO_CLASS),
    };
    let make = move |()| {
        let child = child.clone();
        busy.set(true);
        spawn_local(async move {
            match client.ask(MakeChildCode { child: child.id }).await {
                Ok(fresh) => code.set(Some((child, fresh))),
                Err(failure) => toasts.failed(&failure),
            }
            busy.try_set(false);
        });
    };
    view! {
        <PersonRow initials=initials module=Module::Education title=name detail=detail>
            <Button look=Look::Second glyph=Glyph::KeyRound busy=busy on_press=make>
                {t(key::CODE_MAKE)}<span class="visually-hidden">" " {hidden}</span>
            </Button>
            <LinkButton href=href look=Look::Quiet>{t(key::CHILD_OPEN)}<span class="visually-hidden">" " {opened}</span></LinkButton>
        </PersonRow>
    }
}

/// Shows a new code, once.
#[component]
fn CodeDialog(code: RwSignal<Option<(SchoolChild, FreshChildCode)>>) -> impl IntoView {
    move || {
        code.get().map(|(child, fresh)| {
            let open = RwSignal::new(true);
            let words = child_words(&child);
            view! {
                <Dialog open=open title=t(key::CODE_TITLE)>
                    <FreshCode words=words.clone() fresh=fresh.clone() open=open />
                </Dialog>
            }
        })
    }
}

#[component]
fn FreshCode(words: String, fresh: FreshChildCode, open: RwSignal<bool>) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let until = fresh.expires_at;
    let detail = move || {
        say_with(
            key::CODE_DETAIL,
            [
                ("child", words.clone().into()),
                ("until", dates::full_day(until).into()),
            ],
        )
    };
    let text = fresh.code.clone();
    let copy = move |()| {
        let copying = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let done = wasm_bindgen_futures::JsFuture::from(copying).await.is_ok();
            // The dialog may be closed by now.
            copied.try_set(Some(done));
        });
    };
    // Said here and not in a toast: what lies under an open dialog is not read out.
    let news = move || {
        copied
            .get()
            .map(|done| say(if done { key::CODE_COPIED } else { key::CODE_NOT_COPIED }))
    };
    view! {
        <p>{detail}</p>
        <p class="secret-code">{fresh.code}</p>
        <p class="muted small" role="status">{news}</p>
        <div class="dialog-actions">
            <Button look=Look::Second glyph=Glyph::Copy on_press=copy>{t(key::CODE_COPY)}</Button>
            <Button on_press=move |()| open.set(false)>{t(key::CODE_NOTED)}</Button>
        </div>
    }
}

/// A new child of the school's list.
#[component]
fn Enrol(on_added: Callback<()>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (first_name, last_name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let class = RwSignal::new(None::<ClassId>);
    let classes: Classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        let classes = client.ask_with(ListClasses {}, query).await?.items;
        Ok(classes.into_iter().map(|class| (class.id, class.name)).collect())
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(class_id) = class.get_untracked() else {
            let problem = Problem::new(Code::Invalid).at("/class_id", "required");
            return submission.refuse(Failure::Problem(Box::new(problem)));
        };
        let body = NewSchoolChild {
            first_name: first_name.get_untracked(),
            last_name: last_name.get_untracked(),
            class_id,
        };
        submission.run(async move { client.tell(EnrolChild {}, body).await }, move |child| {
            toasts.say(say_with(key::CHILD_ENROLLED, [("name", child_words(&child).into())]));
            on_added.run(());
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <div class="two-fields">
                <TextField label=t(key::CHILD_FIRST_NAME) kind=TextKind::OtherName value=first_name error=submission.error_of("/first_name") />
                <TextField label=t(key::CHILD_LAST_NAME) kind=TextKind::OtherName value=last_name error=submission.error_of("/last_name") />
            </div>
            <Loaded answer=classes waiting=|| () let:classes>
                <ChipPicker label=t(key::CHILD_CLASS) options=Signal::stored(classes) chosen=class error=submission.error_of("/class_id") />
            </Loaded>
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy()>{t(key::CHILDREN_ENROL_ACTION)}</Button>
            </div>
        </form>
    }
}
