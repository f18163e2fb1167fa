//! The classes of this school year: how many children, who works there; made, changed, removed.

use domain::schools::{
    calls::{AddClass, ChangeClass, ListSchoolClasses, RemoveClass},
    settings::{ClassDetail, ClassForm, ClassQuery, NewClass},
    types::Level,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    school::{class_staff::ClassStaffDialog, place::BackToSchool},
    state::live::Live,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        person_row::PersonRow,
        select::Select,
        skeleton::SkeletonRows,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

/// The classes as the server knows them.
pub type Classes = Answer<Vec<ClassDetail>>;

/// What the page has open.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Opened {
    New,
    Change(ClassDetail),
    Staff(ClassDetail),
}

/// The page.
#[component]
pub fn ClassesPage() -> impl IntoView {
    let (client, regained) = (SignedIn::here(), Live::here().regained());
    let classes: Classes = Answer::ask(move || {
        regained.track();
        async move {
            let query = ClassQuery {
                limit: Some(100),
                ..ClassQuery::default()
            };
            client
                .ask_with(ListSchoolClasses {}, query)
                .await
                .map(|page| page.items)
        }
    });
    let opened = RwSignal::new(None::<Opened>);
    view! {
        <BackToSchool />
        <PageHead title=t(key::CLASSES_TITLE) detail=t(key::CLASSES_DETAIL)>
            <Button glyph=Glyph::Plus on_press=move |()| opened.set(Some(Opened::New))>{t(key::CLASS_ADD)}</Button>
        </PageHead>
        <div class="reading">
            <DividerCard module=Module::Education glyph=Glyph::School title=t(key::CLASSES_TITLE)>
                <Loaded answer=classes waiting=|| view! { <SkeletonRows count=6 /> } let:list>
                    {if list.is_empty() {
                        view! { <EmptyState glyph=Glyph::School module=Module::Education title=t(key::CLASSES_NONE) detail=t(key::CLASSES_NONE_DETAIL) /> }
                            .into_any()
                    } else {
                        let rows = list
                            .into_iter()
                            .map(|class| view! { <li><ClassRow class=class opened=opened /></li> })
                            .collect_view();
                        view! { <ul class="row-list">{rows}</ul> }.into_any()
                    }}
                </Loaded>
            </DividerCard>
            <Opening opened=opened classes=classes />
        </div>
    }
}

#[component]
fn ClassRow(class: ClassDetail, opened: RwSignal<Option<Opened>>) -> impl IntoView {
    let (children, staff) = (class.children, class.staff.join(", "));
    let name = class.class.name.clone();
    let detail = move || {
        let count = say_with(key::CLASS_CHILDREN, [("count", children.into())]);
        if staff.is_empty() {
            format!("{count}, {}", say(key::CLASS_NO_STAFF))
        } else {
            format!("{count}, {staff}")
        }
    };
    let (to_staff, to_change) = (class.clone(), class);
    let hidden = name.clone();
    let other = name.clone();
    view! {
        <PersonRow initials=name.clone() module=Module::Education title=name detail=detail>
            <Button look=Look::Second glyph=Glyph::Users on_press=move |()| opened.set(Some(Opened::Staff(to_staff.clone())))>
                {t(key::CLASS_STAFF)}<span class="visually-hidden">" " {hidden}</span>
            </Button>
            <Button look=Look::Quiet glyph=Glyph::Pencil on_press=move |()| opened.set(Some(Opened::Change(to_change.clone())))>
                {t(key::CLASS_CHANGE)}<span class="visually-hidden">" " {other}</span>
            </Button>
        </PersonRow>
    }
}

#[component]
fn Opening(opened: RwSignal<Option<Opened>>, classes: Classes) -> impl IntoView {
    move || {
        opened.get().map(|what| {
            let open = RwSignal::new(true);
            Effect::new(move || {
                if !open.get() {
                    opened.set(None);
                }
            });
            match what {
                Opened::Staff(class) => view! { <ClassStaffDialog class=class open=open classes=classes /> }.into_any(),
                Opened::New => view! {
                    <Dialog open=open title=t(key::CLASS_ADD)>
                        <ClassEditor class=None open=open classes=classes />
                    </Dialog>
                }
                .into_any(),
                Opened::Change(class) => view! {
                    <Dialog open=open title=t(key::CLASS_CHANGE)>
                        <ClassEditor class=Some(class.clone()) open=open classes=classes />
                    </Dialog>
                }
                .into_any(),
            }
        })
    }
}

/// A class of this school year.
fn new_class(form: ClassForm) -> NewClass {
    NewClass {
        level: form.level,
        section: form.section,
        school_year: None,
    }
}

#[component]
fn ClassEditor(class: Option<ClassDetail>, open: RwSignal<bool>, classes: Classes) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let level = RwSignal::new(
        class
            .as_ref()
            .map_or(Level::P1, |class| class.class.level)
            .as_str()
            .to_owned(),
    );
    let section = RwSignal::new(
        class
            .as_ref()
            .and_then(|class| class.class.section.clone())
            .unwrap_or_default(),
    );
    let known = class.as_ref().map(|class| (class.class.id, class.version));
    let levels: Vec<_> = Level::ALL
        .iter()
        .map(|level| (level.as_str().to_owned(), level.as_str().to_owned()))
        .collect();
    let done = move || {
        toasts.say(say(key::SCHOOL_SAVED));
        open.set(false);
        classes.refetch();
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = ClassForm {
            level: level.get_untracked().parse().unwrap_or(Level::P1),
            section: Some(section.get_untracked().trim().to_uppercase()).filter(|section| !section.is_empty()),
        };
        submission.run(
            async move {
                match known {
                    Some((class, version)) => client.change(ChangeClass { class }, version, body).await,
                    None => client.tell(AddClass {}, new_class(body)).await,
                }
            },
            move |_| done(),
        );
    };
    let remove = move |()| {
        let Some((class, _)) = known else { return };
        submission.run(async move { client.ask(RemoveClass { class }).await }, move |_| done());
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <div class="two-fields">
                <Select label=t(key::CLASS_LEVEL) options=Signal::stored(levels) value=level error=submission.error_of("/level") />
                <TextField
                    label=t(key::CLASS_SECTION)
                    hint=t(key::CLASS_SECTION_HINT)
                    kind=TextKind::Code
                    optional=true
                    value=section
                    error=submission.error_of("/section")
                />
            </div>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                {known.is_some().then(|| view! {
                    <button type="button" class="button button-quiet" on:click=move |_| remove(())>{t(key::CLASS_REMOVE)}</button>
                })}
                <Button busy=submission.busy()>{t(key::SCHOOL_SAVE)}</Button>
            </div>
        </form>
    }
}
