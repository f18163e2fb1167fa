//! A class list of the school's own program: looked at first, line by line, then imported as a whole or not at all.

use domain::families::{
    calls::ImportClassList,
    imports::{ClassListFile, ImportLine, ImportReport, LineOutcome},
};
use js_sys::Uint8Array;
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{SignedIn, Submission},
    i18n::{self, key, say, say_with, t},
    school::place::{BackToSchool, Place},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        field::{Field, fresh_id},
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        page_head::PageHead,
        tag::Tag,
    },
};

/// The largest file, in bytes: what fits the call in base64.
const FILE_MAX: f64 = 700_000.0;

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let file = RwSignal::new(None::<String>);
    let report = RwSignal::new(None::<ImportReport>);
    let make_classes = RwSignal::new(true);
    let send = move |apply: bool| {
        let Some(file) = file.get_untracked() else { return };
        let body = ClassListFile {
            file,
            apply,
            make_classes: make_classes.get_untracked(),
            version: apply
                .then(|| report.with_untracked(|known| known.as_ref().map(|known| known.version.clone())))
                .flatten(),
        };
        submission.run(async move { client.tell(ImportClassList {}, body).await }, move |now| {
            report.set(Some(now))
        });
    };
    let chosen = Callback::new(move |bytes: String| {
        report.set(None);
        file.set(Some(bytes));
        send(false);
    });
    view! {
        <BackToSchool />
        <PageHead title=t(key::IMPORT_TITLE) detail=t(key::IMPORT_DETAIL) />
        <div class="reading stack">
            <DividerCard module=Module::Education glyph=Glyph::Plus title=t(key::IMPORT_FILE_TAB)>
                <div class="card-body">
                    <ChooseFile on_chosen=chosen />
                    <Checkbox checked=make_classes label=t(key::IMPORT_MAKE_CLASSES) hint=t(key::IMPORT_MAKE_CLASSES_HINT) />
                    <FormError failure=submission.failure() />
                    {move || submission.busy().get().then(|| view! { <p role="status">{t(key::IMPORT_BUSY)}</p> })}
                </div>
            </DividerCard>
            {move || report.get().map(|report| view! { <Report report=report busy=submission.busy() on_apply=move |()| send(true) /> })}
        </div>
    }
}

#[component]
fn ChooseFile(on_chosen: Callback<String>) -> impl IntoView {
    let id = fresh_id("file");
    let described = format!("{id}-hint {id}-error");
    let error = RwSignal::new(None::<String>);
    let choose = move |event: ev::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()?.get(0));
        let Some(file) = file else { return };
        if file.size() > FILE_MAX {
            error.set(Some(say(key::IMPORT_TOO_LARGE)));
            return;
        }
        error.set(None);
        spawn_local(async move {
            let read = JsFuture::from(file.array_buffer()).await;
            match read.ok().and_then(|buffer| base64(&Uint8Array::new(&buffer))) {
                Some(text) => on_chosen.run(text),
                None => {
                    error.try_set(Some(say(key::IMPORT_UNREADABLE)));
                }
            }
        });
    };
    view! {
        <Field id=id.clone() label=t(key::IMPORT_FILE) hint=t(key::IMPORT_FILE_HINT) error=error>
            <input
                class="input"
                id=id
                type="file"
                accept=".csv,.txt,text/csv,text/plain"
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=choose
            />
        </Field>
    }
}

/// The bytes in base64, by the browser's own function, which takes letters for bytes.
fn base64(bytes: &Uint8Array) -> Option<String> {
    let letters: String = bytes.to_vec().into_iter().map(char::from).collect();
    window().btoa(&letters).ok()
}

#[component]
fn Report(report: ImportReport, busy: Signal<bool>, #[prop(into)] on_apply: Callback<()>) -> impl IntoView {
    let counts = report.counts;
    let errors = counts.error;
    let changes = counts.new + counts.moved + counts.renamed + counts.numbered + counts.recognized + counts.returned;
    let applied = report.applied;
    let missing = report.missing_classes.join(", ");
    let absent = report.not_in_file.len();
    let shown: Vec<ImportLine> = report
        .lines
        .into_iter()
        .filter(|line| line.outcome != LineOutcome::Unchanged)
        .collect();
    let verdict = move || {
        let count = |number: u32| i64::from(number);
        if applied {
            say_with(key::IMPORT_DONE, [("count", count(changes).into())])
        } else if errors > 0 {
            say_with(key::IMPORT_ERRORS, [("count", count(errors).into())])
        } else if changes == 0 {
            say(key::IMPORT_NOTHING)
        } else {
            say_with(key::IMPORT_READY, [("count", count(changes).into())])
        }
    };
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Eye title=t(key::IMPORT_REPORT_TAB)>
            <div class="card-body">
                <p role="status"><strong>{verdict}</strong></p>
                {(counts.unchanged > 0).then(|| view! {
                    <p class="row-detail">{move || say_with(key::IMPORT_UNCHANGED, [("count", i64::from(counts.unchanged).into())])}</p>
                })}
                {(!missing.is_empty()).then(|| view! {
                    <p>{move || say_with(key::IMPORT_MISSING_CLASSES, [("classes", missing.clone().into())])}</p>
                })}
                {(absent > 0).then(|| view! {
                    <p class="row-detail">
                        {move || say_with(key::IMPORT_NOT_IN_FILE, [("count", i64::try_from(absent).unwrap_or(i64::MAX).into())])}
                    </p>
                })}
                {(!applied && errors == 0 && changes > 0).then(|| view! {
                    <div><Button busy=busy on_press=on_apply>{t(key::IMPORT_APPLY)}</Button></div>
                })}
                {applied.then(|| view! {
                    <div><LinkButton href=Place::Slips.href() look=Look::First glyph=Glyph::Printer>{t(key::SLIPS_TITLE)}</LinkButton></div>
                })}
            </div>
            <ul class="row-list">{shown.into_iter().map(|line| view! { <li><Line line=line /></li> }).collect_view()}</ul>
        </DividerCard>
    }
}

const fn look(outcome: LineOutcome) -> (Glyph, Module) {
    match outcome {
        LineOutcome::Error => (Glyph::TriangleAlert, Module::Danger),
        LineOutcome::New => (Glyph::Plus, Module::Education),
        LineOutcome::Unchanged => (Glyph::Check, Module::Plain),
        _ => (Glyph::Pencil, Module::Entraide),
    }
}

#[component]
fn Line(line: ImportLine) -> impl IntoView {
    let (glyph, module) = look(line.outcome);
    let outcome = line.outcome;
    let words = move || i18n::find(&format!("line-{}", outcome.as_str())).unwrap_or_default();
    let number = line.line;
    let errors = line.errors;
    let detail = move || {
        if errors.is_empty() {
            return line.before.as_ref().map_or_else(String::new, |before| {
                let class = before.class_name.clone().unwrap_or_default();
                say_with(
                    key::IMPORT_BEFORE,
                    [(
                        "name",
                        format!("{} {}, {class}", before.first_name, before.last_name).into(),
                    )],
                )
            });
        }
        let words =
            |code: &String| i18n::find(&format!("line-{}", code.replace('_', "-"))).unwrap_or_else(|| code.clone());
        errors.iter().map(words).collect::<Vec<_>>().join(" ")
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{format!("{} {}, {}", line.first_name, line.last_name, line.class_name)}</p>
                <p class="row-detail">
                    {move || say_with(key::IMPORT_LINE, [("number", i64::from(number).into())])} ". " {detail}
                </p>
            </div>
            <Tag glyph=glyph module=module words=Signal::derive(words) />
        </div>
    }
}
