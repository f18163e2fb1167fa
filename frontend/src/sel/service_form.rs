//! The sheet on which an offer or a request is written or changed, with a look at what others will see.

use domain::sel::{
    category::CategoryInfo,
    service::ServiceInfo,
    service_calls::{ChangeService, OfferService},
};
use leptos::{ev, prelude::*};

use super::{
    kinds,
    photo::{Photo, PhotoField},
    service_draft::{Draft, Editing},
    services::{categories, new_words},
    units_field::UnitsField,
};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        select::Select,
        spaces::tied,
        text_area::TextArea,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// A sheet and what it is open for; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Writing {
    open: RwSignal<bool>,
    editing: RwSignal<Option<Editing>>,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            open: RwSignal::new(false),
            editing: RwSignal::new(None),
        }
    }
}

impl Writing {
    /// Opens the sheet.
    pub fn begin(self, editing: Editing) {
        self.editing.set(Some(editing));
        self.open.set(true);
    }
}

/// The sheet.
#[component]
pub fn ServiceSheet(
    /// What it is open for.
    writing: Writing,
    /// It was written or changed.
    #[prop(into)]
    on_saved: Callback<ServiceInfo>,
) -> impl IntoView {
    let Writing { open, editing } = writing;
    let title = move || match editing.get() {
        Some(Editing::New(kind)) => say(new_words(kind)),
        Some(Editing::Change(known)) => known.title,
        None => String::new(),
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            {move || {
                let editing = editing.get()?;
                Some(view! { <Form draft=Draft::of(&editing) editing=editing open=open on_saved=on_saved /> })
            }}
        </Dialog>
    }
}

#[component]
fn Form(draft: Draft, editing: Editing, open: RwSignal<bool>, on_saved: Callback<ServiceInfo>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let categories = categories();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (body, editing) = (draft.form(), editing.clone());
        let saved = async move {
            match editing {
                Editing::New(_) => client.tell(OfferService {}, body).await,
                Editing::Change(known) => {
                    client
                        .change(ChangeService { service: known.id }, known.version, body)
                        .await
                }
            }
        };
        submission.run(saved, move |service| {
            open.set(false);
            toasts.say(say(key::SEL_SAVED));
            on_saved.run(service);
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextField label=t(key::SEL_FIELD_TITLE) value=draft.title error=submission.error_of("/title") />
            <Select
                label=t(key::SEL_CATEGORY)
                options=category_options(categories)
                value=draft.category
                error=submission.error_of("/category")
            />
            <TextArea
                label=t(key::SEL_FIELD_DESCRIPTION)
                value=draft.description
                optional=true
                hint=t(key::SEL_FIELD_DESCRIPTION_HINT)
                error=submission.error_of("/description")
            />
            <Checkbox checked=draft.fixed label=t(key::SEL_FIELD_FIXED) />
            <Price draft=draft submission=submission />
            <More draft=draft submission=submission />
            <PhotoField photo=draft.photo />
            <Checkbox checked=draft.alerts label=t(key::SEL_FIELD_ALERTS) hint=t(key::SEL_FIELD_ALERTS_HINT) />
            <Preview draft=draft categories=categories />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button glyph=Glyph::Check busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
            </div>
        </form>
    }
}

#[component]
fn Price(draft: Draft, submission: Submission) -> impl IntoView {
    let label = move || {
        say(if draft.fixed.get() {
            key::SEL_FIELD_UNITS
        } else {
            key::SEL_FIELD_UNITS_HOUR
        })
    };
    let (hour, fixed) = (
        submission.error_of("/units_per_hour"),
        submission.error_of("/fixed_units"),
    );
    let error = Signal::derive(move || hour.get().or_else(|| fixed.get()));
    view! { <UnitsField label=Signal::derive(label) value=draft.units error=error /> }
}

#[component]
fn More(draft: Draft, submission: Submission) -> impl IntoView {
    view! {
        <TextField
            label=t(key::SEL_FIELD_AVAILABILITY)
            value=draft.availability
            optional=true
            error=submission.error_of("/availability")
        />
        <TextField label=t(key::SEL_FIELD_PLACE) value=draft.place optional=true error=submission.error_of("/place") />
        <TextField
            label=t(key::SEL_FIELD_LANGUAGES)
            value=draft.languages
            optional=true
            hint=t(key::SEL_FIELD_LANGUAGES_HINT)
            error=submission.error_of("/languages")
        />
    }
}

/// What others will see.
#[component]
fn Preview(draft: Draft, categories: Answer<Vec<CategoryInfo>>) -> impl IntoView {
    let detail = move || {
        let chosen = draft.category.get();
        let known = categories.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().find(|category| category.key == chosen);
        let kind = say(kinds::kind(draft.kind));
        let parts = [Some(kind), known.map(|category| category.name), Some(draft.price())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <section class="service-preview" aria-label=t(key::SEL_PREVIEW)>
            <p class="muted small">{t(key::SEL_PREVIEW)}</p>
            <p class="row-title">{move || draft.title.with(|title| tied(title))}</p>
            <p class="row-detail">{detail}</p>
            <p class="service-text">{move || draft.description.with(|text| tied(text))}</p>
            {move || draft.photo.get().map(|photo| view! { <Photo photo=photo /> })}
        </section>
    }
}

fn category_options(categories: Answer<Vec<CategoryInfo>>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let known = categories.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().filter(|category| !category.hidden);
        std::iter::once((String::new(), say(key::SEL_CATEGORY_CHOOSE)))
            .chain(known.map(|category| (category.key, category.name)))
            .collect()
    })
}
