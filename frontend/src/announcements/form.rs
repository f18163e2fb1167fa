//! Writing an announcement: whom it is for, its texts, what it asks. What was written goes into a draft first, which shows who will read it.

use domain::{
    accounts::types::Locale,
    announcements::{
        calls::{ChangeAnnouncement, DraftAnnouncement, ShowAnnouncement},
        forms::{AnnouncementAudience, AnnouncementForm, WrittenBy},
        rules,
        types::AnnouncementDetail,
    },
    id::{AnnouncementId, ClassId},
    messaging::attachment::Attachment,
    problem::{Code, Problem},
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    BackToFeed,
    files::FileFields,
    form_parts::{AudienceFields, QuestionFields, Text, TextFields},
    words,
};
use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{key, t},
    state::session::Session,
    ui::{
        banner::Banner,
        button::Button,
        checkbox::Checkbox,
        date_field::{DateField, day_of, day_start},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        select::Select,
        skeleton::SkeletonText,
    },
};

/// What is being written; `Copy`, like its signals.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The language it is written in.
    pub original: RwSignal<String>,
    /// Whether it is for the whole school.
    pub to_school: RwSignal<bool>,
    /// The classes otherwise.
    pub classes: RwSignal<Vec<ClassId>>,
    /// Whether it is for the guardians there.
    pub parents: RwSignal<bool>,
    /// Whether it is for the teachers there.
    pub teachers: RwSignal<bool>,
    /// One text a language.
    pub texts: [Text; 3],
    /// How many questions are asked.
    pub questions: RwSignal<usize>,
    /// Whether it is to be signed.
    pub signature: RwSignal<bool>,
    /// The last day for answers, as a form writes it.
    pub until: RwSignal<String>,
    /// Whether it stands before all others.
    pub pinned: RwSignal<bool>,
    /// Pictures and documents.
    pub files: RwSignal<Vec<Attachment>>,
    /// Whether it is out: then audience, questions and signature stay.
    pub is_out: bool,
}

impl Draft {
    fn fresh(locale: Locale, is_office: bool) -> Self {
        Self {
            original: RwSignal::new(locale.as_str().to_owned()),
            to_school: RwSignal::new(is_office),
            classes: RwSignal::new(Vec::new()),
            parents: RwSignal::new(true),
            teachers: RwSignal::new(false),
            texts: [Locale::Fr, Locale::Nl, Locale::En].map(|one| Text::fresh(one, one == locale)),
            questions: RwSignal::new(0),
            signature: RwSignal::new(false),
            until: RwSignal::new(String::new()),
            pinned: RwSignal::new(false),
            files: RwSignal::new(Vec::new()),
            is_out: false,
        }
    }

    fn of(detail: &AnnouncementDetail) -> Self {
        let info = &detail.announcement;
        let draft = Self::fresh(detail.original, info.audience.classes.is_empty());
        draft
            .classes
            .set(info.audience.classes.iter().map(|class| class.id).collect());
        draft.parents.set(info.audience.parents);
        draft.teachers.set(info.audience.teachers);
        for (text, version) in draft.texts.iter().zip(&detail.versions) {
            text.take(version);
        }
        draft.questions.set(detail.question_ids.len());
        draft.signature.set(info.asks_signature);
        draft
            .until
            .set(info.answer_by.map(|at| day_of(at.plus_seconds(-1))).unwrap_or_default());
        draft.pinned.set(info.pinned);
        draft.files.set(detail.attachments.clone());
        Self {
            is_out: info.published_at.is_some(),
            ..draft
        }
    }

    fn form(self) -> AnnouncementForm {
        let original = self.original.get_untracked().parse().unwrap_or(Locale::Fr);
        let questions = self.questions.get_untracked();
        let class_ids = if self.to_school.get_untracked() {
            Vec::new()
        } else {
            self.classes.get_untracked()
        };
        AnnouncementForm {
            original,
            audience: AnnouncementAudience {
                class_ids,
                parents: self.parents.get_untracked(),
                teachers: self.teachers.get_untracked(),
            },
            versions: self
                .texts
                .iter()
                .filter(|text| text.locale == original || text.on.get_untracked())
                .map(|text| {
                    let mut version = text.form(questions);
                    // the original is a person's by definition
                    if text.locale == original {
                        version.by = WrittenBy::Human;
                    }
                    version
                })
                .collect(),
            asks_signature: self.signature.get_untracked(),
            answer_by: day_start(&self.until.get_untracked(), 1),
            pinned: self.pinned.get_untracked(),
            file_ids: self
                .files
                .with_untracked(|files| files.iter().map(|file| file.id).collect()),
        }
    }

    /// The place of a text in the form that is sent, for the errors of its fields.
    pub fn place(self, locale: Locale) -> Option<usize> {
        let original = self.original.get().parse().unwrap_or(Locale::Fr);
        let there = self
            .texts
            .iter()
            .filter(|text| text.locale == original || text.on.get());
        there.map(|text| text.locale).position(|one| one == locale)
    }
}

/// The page.
#[component]
pub fn FormPage(
    /// Which; nothing for a new one.
    id: Option<AnnouncementId>,
) -> impl IntoView {
    let client = SignedIn::here();
    let Some(announcement) = id else {
        let me = Session::here().me().get_untracked();
        let locale = me.as_ref().map_or(Locale::Fr, |me| me.locale);
        let is_office = me.is_some_and(|me| me.membership.role.is_office());
        return view! { <Whole draft=Draft::fresh(locale, is_office) before=None /> }.into_any();
    };
    let known = Answer::ask(move || async move { client.ask(ShowAnnouncement { announcement }).await });
    view! {
        <Loaded answer=known waiting=|| view! { <SkeletonText lines=6 /> } let:detail>
            <Whole draft=Draft::of(&detail) before=Some((announcement, detail.announcement.version)) />
        </Loaded>
    }
    .into_any()
}

#[component]
fn Whole(draft: Draft, before: Option<(AnnouncementId, i64)>) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let navigate = use_navigate();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let form = draft.form();
        if let Err(problem) = rules::check(&form).and_then(|()| names_classes(draft)) {
            submission.refuse(Failure::Problem(Box::new(problem)));
            return;
        }
        let navigate = navigate.clone();
        submission.run(
            async move {
                match before {
                    None => client.tell(DraftAnnouncement {}, form).await,
                    Some((announcement, version)) => {
                        client.change(ChangeAnnouncement { announcement }, version, form).await
                    }
                }
            },
            move |now| {
                let href = format!("/annonces/{}", now.announcement.id);
                navigate(&href, leptos_router::NavigateOptions::default());
            },
        );
    };
    let title = if before.is_some() {
        key::ANNOUNCEMENT_EDIT
    } else {
        key::ANNOUNCEMENT_NEW_ONE
    };
    view! {
        <BackToFeed />
        <PageHead title=t(title) detail=t(key::ANNOUNCEMENT_FORM_DETAIL) />
        <form class="reading stack" on:submit=submit novalidate>
            {draft.is_out.then(|| view! { <Banner glyph=Glyph::Info module=Module::Announcements>{t(key::ANNOUNCEMENT_FORM_OUT)}</Banner> })}
            <AudienceFields draft=draft submission=submission />
            <Texts draft=draft submission=submission />
            <Asks draft=draft submission=submission />
            <FormError failure=submission.failure() />
            <div>
                <Button glyph=Glyph::Check busy=submission.busy()>
                    {t(if draft.is_out { key::ACTION_SAVE } else { key::ANNOUNCEMENT_PREVIEW })}
                </Button>
            </div>
        </form>
    }
}

/// No class named is not the whole school by accident.
fn names_classes(draft: Draft) -> Result<(), Problem> {
    if draft.to_school.get_untracked() || draft.classes.with_untracked(|classes| !classes.is_empty()) {
        return Ok(());
    }
    Err(Problem::new(Code::Invalid).at("/audience/class_ids", "required"))
}

#[component]
fn Texts(draft: Draft, submission: Submission) -> impl IntoView {
    let languages: Vec<(String, String)> = Locale::ALL
        .iter()
        .map(|locale| (locale.as_str().to_owned(), words::language(*locale).to_owned()))
        .collect();
    let fields = draft
        .texts
        .into_iter()
        .map(|text| view! { <TextFields draft=draft text=text submission=submission /> })
        .collect_view();
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Languages title=t(key::ANNOUNCEMENT_TEXTS)>
            <div class="card-body">
                {(!draft.is_out)
                    .then(|| {
                        view! {
                            <Select
                                label=t(key::ANNOUNCEMENT_ORIGINAL)
                                options=Signal::stored(languages)
                                value=draft.original
                                error=submission.error_of("/original")
                            />
                        }
                    })}
            </div>
            {fields}
            <div class="card-body">
                <FileFields files=draft.files />
            </div>
        </DividerCard>
    }
}

#[component]
fn Asks(draft: Draft, submission: Submission) -> impl IntoView {
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::CircleCheck title=t(key::ANNOUNCEMENT_ASKS)>
            <div class="card-body">
                {(!draft.is_out)
                    .then(|| {
                        view! {
                            <Checkbox checked=draft.signature label=t(key::ANNOUNCEMENT_ASKS_SIGNATURE) />
                            <QuestionFields draft=draft />
                        }
                    })}
                <DateField label=t(key::ANNOUNCEMENT_ANSWER_BY) value=draft.until error=submission.error_of("/answer_by") />
                <Checkbox checked=draft.pinned label=t(key::ANNOUNCEMENT_PIN) />
            </div>
        </DividerCard>
    }
}
