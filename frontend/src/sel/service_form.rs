//! The sheet on which an offer or a request is written or changed, with a look at what others will see.

use domain::{
    messaging::attachment::Attachment,
    sel::{
        category::CategoryInfo,
        rules::HOUR,
        service::{ServiceInfo, ServiceKind},
        service_calls::{ChangeService, OfferService},
        service_forms::ServiceForm,
    },
};
use leptos::{ev, prelude::*};

use super::{
    kinds,
    photo::{Photo, PhotoField},
    services::{categories, new_words},
    units_field::{UnitsField, read},
    words,
};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
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

/// What the sheet is open for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editing {
    /// A new offer or request.
    New(ServiceKind),
    /// One of mine.
    Change(Box<ServiceInfo>),
}

/// What is being written; `Copy`.
#[derive(Clone, Copy)]
struct Draft {
    kind: ServiceKind,
    title: RwSignal<String>,
    description: RwSignal<String>,
    category: RwSignal<String>,
    fixed: RwSignal<bool>,
    units: RwSignal<String>,
    availability: RwSignal<String>,
    place: RwSignal<String>,
    languages: RwSignal<String>,
    photo: RwSignal<Option<Attachment>>,
    alerts: RwSignal<bool>,
}

impl Draft {
    fn of(editing: &Editing) -> Self {
        let known = match editing {
            Editing::New(_) => None,
            Editing::Change(known) => Some(known.as_ref()),
        };
        let kind = match editing {
            Editing::New(kind) => *kind,
            Editing::Change(known) => known.kind,
        };
        let text = |read: fn(&ServiceInfo) -> Option<String>| RwSignal::new(known.and_then(read).unwrap_or_default());
        let units = known.and_then(|known| known.fixed_units.or(known.units_per_hour));
        let alerts = known.and_then(|known| known.alerts);
        Self {
            kind,
            title: text(|known| Some(known.title.clone())),
            description: text(|known| Some(known.description.clone())),
            category: text(|known| Some(known.category.clone())),
            fixed: RwSignal::new(known.is_some_and(|known| known.fixed_units.is_some())),
            units: RwSignal::new(units.unwrap_or(HOUR).to_string()),
            availability: text(|known| known.availability.clone()),
            place: text(|known| known.place.clone()),
            languages: text(|known| Some(known.languages.join(", "))),
            photo: RwSignal::new(known.and_then(|known| known.photo.clone())),
            alerts: RwSignal::new(alerts.unwrap_or(kind == ServiceKind::Request)),
        }
    }

    fn form(self) -> ServiceForm {
        let line =
            |text: RwSignal<String>| Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty());
        // what is no number is refused by the same rule as on the server
        let units = self.units.with_untracked(|units| read(units)).or(Some(0));
        let fixed = self.fixed.get_untracked();
        ServiceForm {
            kind: Some(self.kind),
            title: self.title.get_untracked(),
            description: self.description.get_untracked(),
            category: self.category.get_untracked(),
            units_per_hour: units.filter(|_| !fixed),
            fixed_units: units.filter(|_| fixed),
            availability: line(self.availability),
            place: line(self.place),
            languages: self.languages.with_untracked(|typed| languages(typed)),
            photo_id: self.photo.with_untracked(|photo| photo.as_ref().map(|photo| photo.id)),
            alerts: Some(self.alerts.get_untracked()),
        }
    }

    fn price(self) -> String {
        let units = self.units.with(|units| read(units)).unwrap_or(HOUR);
        let words = if self.fixed.get() {
            key::SEL_PRICE_FIXED
        } else {
            key::SEL_PRICE_HOUR
        };
        say_with(words, [("units", words::amount(units).into())])
    }
}

/// `fr, NL` as the two letters of each.
fn languages(typed: &str) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for word in typed
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        let word = word.to_lowercase();
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known
}

/// The sheet; open while something is being written.
#[component]
pub fn ServiceSheet(
    /// What it is open for.
    editing: RwSignal<Option<Editing>>,
    /// It was written or changed.
    #[prop(into)]
    on_saved: Callback<ServiceInfo>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // The dialog closes itself, and is opened from outside: both ways it is one thing.
    Effect::new(move || open.set(editing.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() {
            editing.set(None);
        }
    });
    let title = move || match editing.get() {
        Some(Editing::New(kind)) => say(new_words(kind)),
        Some(Editing::Change(known)) => known.title,
        None => String::new(),
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            {move || editing.get().map(|editing| view! { <Form draft=Draft::of(&editing) editing=editing open=open on_saved=on_saved /> })}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_from_a_line() {
        assert_eq!(languages("fr, NL en;fr"), ["fr", "nl", "en"]);
        assert!(languages(" ").is_empty());
    }
}
