//! Adding a child: with the code that the school printed, or by saying who and in which class.

use domain::{
    families::{
        calls::AddChild as AddChildCall,
        rules::check_new_child,
        types::{LinkStatus, MyChild, NewChild, Relationship},
    },
    id::ClassId,
    page::PageQuery,
    schools::calls::ListClasses,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    families::words::relationship_words,
    i18n::{key, say, say_with, t},
    ui::{
        button::Button,
        chip_picker::ChipPicker,
        form_error::FormError,
        loaded::Loaded,
        segmented::{Choice, Segmented},
        select::Select,
        skeleton::SkeletonText,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    WithCode,
    Declared,
}

/// What is typed into the form.
#[derive(Debug, Clone, Copy)]
struct Typed {
    how: RwSignal<How>,
    code: RwSignal<String>,
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    class: RwSignal<Option<ClassId>>,
    relationship: RwSignal<String>,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            how: RwSignal::new(How::WithCode),
            code: RwSignal::default(),
            first_name: RwSignal::default(),
            last_name: RwSignal::default(),
            class: RwSignal::default(),
            relationship: RwSignal::new(Relationship::Parent.as_str().to_owned()),
        }
    }
}

impl Typed {
    fn body(self) -> NewChild {
        let relationship = self.relationship.with_untracked(|word| word.parse().ok());
        let empty = NewChild {
            code: None,
            first_name: None,
            last_name: None,
            class_id: None,
            relationship,
        };
        if self.how.get_untracked() == How::WithCode {
            return NewChild {
                code: Some(self.code.get_untracked()),
                ..empty
            };
        }
        let filled = |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        NewChild {
            first_name: filled(self.first_name),
            last_name: filled(self.last_name),
            class_id: self.class.get_untracked(),
            ..empty
        }
    }

    fn clear(self) {
        self.code.set(String::new());
        self.first_name.set(String::new());
        self.last_name.set(String::new());
        self.class.set(None);
    }
}

/// The form. After a child is added it is empty again, for the next one.
#[component]
pub fn AddChild(
    /// The code of the slip, where it is known already.
    #[prop(optional, into)]
    code: String,
    /// A child was added.
    #[prop(into)]
    on_added: Callback<MyChild>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let typed = Typed::default();
    typed.code.set(code);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = typed.body();
        if let Err(problem) = check_new_child(&body) {
            return submission.refuse(Failure::Problem(Box::new(problem)));
        }
        submission.run(async move { client.tell(AddChildCall {}, body).await }, move |child| {
            let name = child.first_name.clone();
            let words = if child.status == LinkStatus::Confirmed {
                key::CHILD_ADDED
            } else {
                key::CHILD_ADDED_PENDING
            };
            toasts.say(say_with(words, [("name", name.into())]));
            typed.clear();
            on_added.run(child);
        });
    };
    let how = vec![
        Choice::new(How::WithCode, Signal::derive(t(key::CHILD_WITH_CODE))),
        Choice::new(How::Declared, Signal::derive(t(key::CHILD_WITHOUT_CODE))),
    ];
    let choose = move |how| {
        submission.clear();
        typed.how.set(how);
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <Segmented label=t(key::CHILD_HOW) options=how chosen=typed.how on_choice=choose />
            {move || match typed.how.get() {
                How::WithCode => view! { <WithCode typed=typed submission=submission /> }.into_any(),
                How::Declared => view! { <Declared typed=typed submission=submission /> }.into_any(),
            }}
            <Select label=t(key::CHILD_RELATIONSHIP) options=relationships value=typed.relationship />
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy()>{t(key::CHILD_ADD_ACTION)}</Button>
            </div>
        </form>
    }
}

/// What an adult can be to a child, for a list to choose from.
pub fn relationships() -> Vec<(String, String)> {
    Relationship::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), say(relationship_words(*one))))
        .collect()
}

#[component]
fn WithCode(typed: Typed, submission: Submission) -> impl IntoView {
    view! {
        <TextField
            label=t(key::CHILD_CODE)
            name="child_code"
            kind=TextKind::Code
            hint=t(key::CHILD_CODE_HINT)
            value=typed.code
            error=submission.error_of("/code")
        />
    }
}

#[component]
fn Declared(typed: Typed, submission: Submission) -> impl IntoView {
    let client = SignedIn::here();
    let classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        let classes = client.ask_with(ListClasses {}, query).await?.items;
        Ok(classes
            .into_iter()
            .map(|class| (class.id, class.name))
            .collect::<Vec<_>>())
    });
    view! {
        <p class="field-hint">{t(key::CHILD_DECLARED_HINT)}</p>
        <div class="two-fields">
            <TextField
                label=t(key::CHILD_FIRST_NAME)
                name="child_first_name"
                kind=TextKind::OtherName
                value=typed.first_name
                error=submission.error_of("/first_name")
            />
            <TextField
                label=t(key::CHILD_LAST_NAME)
                name="child_last_name"
                kind=TextKind::OtherName
                value=typed.last_name
                error=submission.error_of("/last_name")
            />
        </div>
        <Loaded answer=classes waiting=|| view! { <SkeletonText lines=1 /> } let:classes>
            <ChipPicker
                label=t(key::CHILD_CLASS)
                options=Signal::stored(classes)
                chosen=typed.class
                error=submission.error_of("/class_id")
            />
        </Loaded>
    }
}
