//! The parts of the form: whom it is for, one text a language, the questions.

use domain::{
    accounts::types::Locale,
    announcements::{
        forms::{AnnouncementVersionForm, WrittenBy},
        rules::QUESTIONS_MAX,
        types::{AnnouncementVersion, VersionStatus},
    },
    id::ClassId,
    page::PageQuery,
    schools::{calls::ListClasses, types::ClassInfo},
};
use leptos::prelude::*;

use super::{form::Draft, words};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say_with, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        field::{FieldError, fresh_id},
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonText,
        text_area::TextArea,
        text_field::TextField,
    },
};

/// A text in one language, while it is written.
#[derive(Clone, Copy)]
pub struct Text {
    /// Which language.
    pub locale: Locale,
    /// Whether it is there.
    pub on: RwSignal<bool>,
    machine: RwSignal<bool>,
    title: RwSignal<String>,
    body: RwSignal<String>,
    questions: [RwSignal<String>; QUESTIONS_MAX],
}

impl Text {
    /// An empty one.
    pub fn fresh(locale: Locale, on: bool) -> Self {
        Self {
            locale,
            on: RwSignal::new(on),
            machine: RwSignal::new(false),
            title: RwSignal::new(String::new()),
            body: RwSignal::new(String::new()),
            questions: [(); QUESTIONS_MAX].map(|()| RwSignal::new(String::new())),
        }
    }

    /// As it was written before.
    pub fn take(self, version: &AnnouncementVersion) {
        self.on.set(version.status != VersionStatus::Missing);
        self.machine.set(version.status == VersionStatus::Machine);
        self.title.set(version.title.clone().unwrap_or_default());
        self.body.set(version.body.clone().unwrap_or_default());
        for (field, question) in self.questions.iter().zip(&version.questions) {
            field.set(question.clone());
        }
    }

    /// As it is sent, with so many questions.
    pub fn form(self, questions: usize) -> AnnouncementVersionForm {
        AnnouncementVersionForm {
            locale: self.locale,
            by: if self.machine.get_untracked() {
                WrittenBy::Machine
            } else {
                WrittenBy::Human
            },
            title: self.title.get_untracked(),
            body: self.body.get_untracked(),
            questions: self
                .questions
                .iter()
                .take(questions)
                .map(GetUntracked::get_untracked)
                .collect(),
        }
    }
}

/// Title, text and questions in one language; only whether it is there, while it is not.
#[component]
pub fn TextFields(
    /// What is being written.
    draft: Draft,
    /// The text.
    text: Text,
    /// The form on its way.
    submission: Submission,
) -> impl IntoView {
    let locale = text.locale;
    let is_original = move || draft.original.with(|original| original == locale.as_str());
    let is_there = move || is_original() || text.on.get();
    let name = words::language(locale);
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let place = draft.place(locale)?;
            let failure = submission.failure().get()?;
            failure.says_of(&format!("/versions/{place}/{field}"))
        })
    };
    let questions = move || {
        let count = draft.questions.get().min(QUESTIONS_MAX);
        let fields = text.questions.iter().take(count).enumerate();
        fields
            .map(|(at, field)| {
                let label = move || {
                    say_with(
                        key::ANNOUNCEMENT_QUESTION,
                        [("number", u32::try_from(at + 1).unwrap_or(1).into())],
                    )
                };
                view! { <TextField label=Signal::derive(label) value=*field error=error_of("questions") /> }
            })
            .collect_view()
    };
    view! {
        <fieldset class="card-body version-fields" lang=locale.as_str()>
            <legend class="row-title">{name}</legend>
            <Show when=move || !is_original()>
                <Checkbox checked=text.on label=move || say_with(key::ANNOUNCEMENT_VERSION_THERE, [("language", name.into())]) />
            </Show>
            <Show when=is_there>
                <Show when=move || !is_original()>
                    <Checkbox checked=text.machine label=t(key::ANNOUNCEMENT_BY_MACHINE) hint=t(key::ANNOUNCEMENT_BY_MACHINE_HINT) />
                </Show>
                <TextField label=t(key::ANNOUNCEMENT_TITLE) value=text.title error=error_of("title") />
                <TextArea label=t(key::ANNOUNCEMENT_BODY) value=text.body error=error_of("body") />
                {questions}
            </Show>
        </fieldset>
    }
}

/// How many questions are asked.
#[component]
pub fn QuestionFields(
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let count = draft.questions;
    let words = move || {
        say_with(
            key::ANNOUNCEMENT_QUESTIONS,
            [("count", u32::try_from(count.get()).unwrap_or(0).into())],
        )
    };
    view! {
        <p>{words}</p>
        <div class="cluster">
            <Show when=move || count.get() < QUESTIONS_MAX>
                <Button look=Look::Second glyph=Glyph::Plus on_press=move |()| count.update(|count| *count += 1)>
                    {t(key::ANNOUNCEMENT_QUESTION_ADD)}
                </Button>
            </Show>
            <Show when=move || { count.get() > 0 }>
                <Button look=Look::Quiet glyph=Glyph::X on_press=move |()| count.update(|count| *count = count.saturating_sub(1))>
                    {t(key::ANNOUNCEMENT_QUESTION_REMOVE)}
                </Button>
            </Show>
        </div>
    }
}

/// Whom it is for. A teacher names classes; what is out keeps its readers.
#[component]
pub fn AudienceFields(
    /// What is being written.
    draft: Draft,
    /// The form on its way.
    submission: Submission,
) -> impl IntoView {
    let is_office = Session::here()
        .me()
        .get_untracked()
        .is_some_and(|me| me.membership.role.is_office());
    (!draft.is_out).then(|| {
        view! {
            <DividerCard module=Module::Announcements glyph=Glyph::Users title=t(key::ANNOUNCEMENT_FOR)>
                <div class="card-body">
                    {is_office.then(|| view! { <Checkbox checked=draft.to_school label=t(key::ANNOUNCEMENT_FOR_SCHOOL) /> })}
                    <Show when=move || !draft.to_school.get()>
                        <Classes draft=draft submission=submission />
                    </Show>
                    <Checkbox checked=draft.parents label=t(key::ANNOUNCEMENT_FOR_PARENTS) />
                    <Checkbox checked=draft.teachers label=t(key::ANNOUNCEMENT_FOR_TEACHERS) />
                    <FieldError id=fresh_id("audience") error=submission.error_of("/audience") />
                    <FieldError id=fresh_id("audience") error=submission.error_of("/audience/parents") />
                </div>
            </DividerCard>
        }
    })
}

#[component]
fn Classes(draft: Draft, submission: Submission) -> impl IntoView {
    let client = SignedIn::here();
    let classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        client.ask_with(ListClasses {}, query).await
    });
    view! {
        <fieldset class="field">
            <legend class="field-label">{t(key::ANNOUNCEMENT_CLASSES)}</legend>
            <Loaded answer=classes waiting=|| view! { <SkeletonText /> } let:page>
                <div class="choices">
                    {page.items.into_iter().map(|class| view! { <ClassChip class=class chosen=draft.classes /> }).collect_view()}
                </div>
            </Loaded>
            <FieldError id=fresh_id("classes") error=submission.error_of("/audience/class_ids") />
        </fieldset>
    }
}

#[component]
fn ClassChip(class: ClassInfo, chosen: RwSignal<Vec<ClassId>>) -> impl IntoView {
    let id = class.id;
    let checked = move || chosen.with(|chosen| chosen.contains(&id));
    let toggle = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|one| *one != id);
            if on {
                chosen.push(id);
            }
        });
    };
    view! {
        <label class="chip">
            <input type="checkbox" prop:checked=checked on:change=toggle />
            {class.name}
        </label>
    }
}
