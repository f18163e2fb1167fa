//! The categories of the school: named in three languages, ordered, hidden when nothing new shall go into them.

use domain::sel::{
    category::{CATEGORIES_MAX, CategoriesForm, CategoryForm, CategoryList, check},
    service_calls::{ChangeCategories, ListCategories},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        each::each,
        form_error::FormError,
        icon::Glyph,
        icon_button::IconButton,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonText,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// A category while it is changed; `Copy`. The number is only for this page: a new one has no key yet.
#[derive(Clone, Copy)]
struct Draft {
    number: usize,
    key: StoredValue<Option<String>>,
    names: [RwSignal<String>; 3],
    hidden: RwSignal<bool>,
}

impl Draft {
    fn form(self) -> CategoryForm {
        let [french, dutch, english] = self.names.map(|name| name.get_untracked());
        CategoryForm {
            key: self.key.get_value(),
            name_fr: french,
            name_nl: dutch,
            name_en: english,
            hidden: self.hidden.get_untracked(),
        }
    }
}

/// The card of the office.
#[component]
pub fn Categories() -> impl IntoView {
    let client = SignedIn::here();
    let known = Answer::ask(move || async move { client.ask(ListCategories {}).await });
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Menu title=t(key::SEL_CATEGORIES)>
            <Loaded answer=known waiting=|| view! { <SkeletonText lines=5 /> } let:list>
                <Form list=list known=known />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Form(list: CategoryList, known: Answer<CategoryList>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let version = list.version;
    let numbers = StoredValue::new(list.items.len());
    let drafts = list.items.into_iter().enumerate().map(|(number, category)| Draft {
        number,
        key: StoredValue::new(Some(category.key)),
        names: [category.name_fr, category.name_nl, category.name_en].map(RwSignal::new),
        hidden: RwSignal::new(category.hidden),
    });
    let drafts = RwSignal::new(drafts.collect::<Vec<_>>());
    let add = move |()| {
        let number = numbers.get_value();
        numbers.set_value(number + 1);
        let fresh = Draft {
            number,
            key: StoredValue::new(None),
            names: [(); 3].map(|()| RwSignal::new(String::new())),
            hidden: RwSignal::new(false),
        };
        drafts.update(|drafts| drafts.push(fresh));
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = CategoriesForm {
            items: drafts.get_untracked().into_iter().map(Draft::form).collect(),
        };
        if let Err(problem) = check(&body) {
            return submission.refuse(Failure::Problem(Box::new(problem)));
        }
        submission.run(
            async move { client.change(ChangeCategories {}, version, body).await },
            move |_| {
                toasts.say(say(key::SEL_SAVED));
                known.refetch();
            },
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <p class="muted small">{t(key::SEL_CATEGORIES_DETAIL)}</p>
            <ol class="stack sel-categories">
                {each(move || drafts.get(), |draft| draft.number, move |draft| view! { <Row draft=draft drafts=drafts submission=submission /> })}
            </ol>
            <Show when=move || drafts.with(|drafts| drafts.len() < CATEGORIES_MAX)>
                <div>
                    <Button look=Look::Second glyph=Glyph::Plus on_press=add>{t(key::SEL_CATEGORY_ADD)}</Button>
                </div>
            </Show>
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
            </div>
        </form>
    }
}

#[component]
fn Row(draft: Draft, drafts: RwSignal<Vec<Draft>>, submission: Submission) -> impl IntoView {
    let [french, dutch, english] = draft.names;
    let place =
        Memo::new(move |_| drafts.with(|drafts| drafts.iter().position(|one| one.number == draft.number).unwrap_or(0)));
    let error = move |field: &'static str| {
        Signal::derive(move || {
            submission
                .failure()
                .get()?
                .says_of(&format!("/items/{}/{field}", place.get()))
        })
    };
    let up = move |()| {
        let at = place.get_untracked();
        if at > 0 {
            drafts.update(|drafts| drafts.swap(at, at - 1));
        }
    };
    let is_new = draft.key.with_value(Option::is_none);
    let off = move |()| drafts.update(|drafts| drafts.retain(|one| one.number != draft.number));
    let named = move |words| move || say_with(words, [("name", french.get().into())]);
    view! {
        <li class="sel-category">
            <div class="search-fields">
                <TextField label=t(key::SEL_CATEGORY_FR) value=french error=error("name_fr") />
                <TextField label=t(key::SEL_CATEGORY_NL) value=dutch error=error("name_nl") />
                <TextField label=t(key::SEL_CATEGORY_EN) value=english error=error("name_en") />
            </div>
            <div class="cluster">
                <Checkbox checked=draft.hidden label=t(key::SEL_CATEGORY_HIDDEN) />
                <Button
                    look=Look::Quiet
                    disabled=Signal::derive(move || place.get() == 0)
                    label=Signal::derive(move || Some(named(key::SEL_CATEGORY_UP_NAMED)()))
                    on_press=up
                >
                    {t(key::SEL_CATEGORY_UP)}
                </Button>
                {is_new
                    .then(|| view! { <IconButton glyph=Glyph::X label=Signal::derive(named(key::SEL_PERSON_OFF)) on_press=off /> })}
            </div>
        </li>
    }
}
