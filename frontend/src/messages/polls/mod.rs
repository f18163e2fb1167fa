//! Making a poll, and who voted what.

use std::sync::Arc;

use domain::{
    messaging::{
        poll::{NewPoll, Vote},
        rich_calls::ListVotes,
        types::MessageInfo,
    },
    moment::Moment,
};
use garde::Validate;
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, dates, key, say, say_with, t},
    messages::here::Here,
    state::live::{Live, timeline::echo::Written},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        dialog::Dialog,
        each::each,
        icon::Glyph,
        loaded::Loaded,
        select::Select,
        skeleton::SkeletonRows,
        text_field::TextField,
    },
};

/// Most answers of a poll.
const OPTIONS_MAX: usize = 10;

/// The poll that is being made; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
struct Making {
    question: RwSignal<String>,
    options: RwSignal<Vec<RwSignal<String>>>,
    several: RwSignal<bool>,
    anonymous: RwSignal<bool>,
    /// For how many days it is open; `0` for ever.
    days: RwSignal<String>,
}

impl Making {
    fn begin(question: String) -> Self {
        Self {
            question: RwSignal::new(question),
            options: RwSignal::new(vec![RwSignal::new(String::new()), RwSignal::new(String::new())]),
            several: RwSignal::new(false),
            anonymous: RwSignal::new(false),
            days: RwSignal::new("0".to_owned()),
        }
    }

    /// The poll, when nothing is missing.
    fn poll(self) -> Option<NewPoll> {
        let texts = self.options.get().into_iter().map(|option| option.get());
        let poll = NewPoll {
            options: texts.filter(|text| !text.trim().is_empty()).collect(),
            several: self.several.get(),
            anonymous: self.anonymous.get(),
            closes_at: None,
        };
        let is_asked = self
            .question
            .with(|question| domain::words::message(question, &()).is_ok());
        (is_asked && poll.validate().is_ok()).then_some(poll)
    }

    fn written(self, poll: NewPoll) -> Written {
        let closes_at = self.days.with_untracked(|days| closing(days));
        Written {
            content: self.question.with_untracked(|question| question.trim().to_owned()),
            poll: Some(NewPoll { closes_at, ..poll }),
            ..Written::default()
        }
    }
}

/// A question with answers to choose from.
#[component]
pub fn PollDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (here, live) = (Here::now(), Live::here());
    let writing = here.writing;
    let making = Making::begin(writing.text.get_untracked());
    let tried = RwSignal::new(false);
    let poll = Memo::new(move |_| making.poll());
    let send = move || {
        tried.set(true);
        let Some(poll) = poll.get_untracked() else { return };
        live.write(here.id, making.written(poll));
        writing.text.set(String::new());
        live.keep_draft(here.id, String::new());
        open.set(false);
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_WAY_POLL)>
            <form
                class="poll-form"
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <TextField label=t(key::MESSAGES_POLL_QUESTION) value=making.question />
                <Options options=making.options />
                <Checkbox checked=making.several label=t(key::MESSAGES_POLL_SEVERAL) />
                <Checkbox checked=making.anonymous label=t(key::MESSAGES_POLL_ANONYMOUS) />
                <Select label=t(key::MESSAGES_POLL_CLOSES) options=Signal::derive(lengths) value=making.days />
                <p role="alert" class="field-error">
                    {move || (tried.get() && poll.with(Option::is_none)).then(|| t(key::MESSAGES_POLL_INCOMPLETE)())}
                </p>
                <div class="dialog-actions">
                    <Button>{t(key::MESSAGES_POLL_SEND)}</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// The answers, each a field, and one more.
#[component]
fn Options(options: RwSignal<Vec<RwSignal<String>>>) -> impl IntoView {
    let field = move |(index, value): (usize, RwSignal<String>)| {
        let label = move || say_with(key::MESSAGES_POLL_OPTION, [("number", (index + 1).into())]);
        view! { <TextField label=Signal::derive(label) value=value optional={index > 1} /> }
    };
    view! {
        {each(move || options.get().into_iter().enumerate().collect(), |(index, _)| *index, field)}
        <Show when=move || options.with(|options| options.len() < OPTIONS_MAX)>
            <Button
                look=Look::Quiet
                glyph=Glyph::Plus
                on_press=move |()| options.update(|options| options.push(RwSignal::new(String::new())))
            >
                {t(key::MESSAGES_POLL_ADD)}
            </Button>
        </Show>
    }
}

/// How long a poll can be open, in days.
fn lengths() -> Vec<(String, String)> {
    let length = |days: &str, words: Key| (days.to_owned(), say(words));
    vec![
        length("0", key::MESSAGES_POLL_OPEN),
        length("1", key::MESSAGES_POLL_DAY),
        length("3", key::MESSAGES_POLL_THREE_DAYS),
        length("7", key::MESSAGES_POLL_WEEK),
    ]
}

/// When a poll closes that is open for so many days.
fn closing(days: &str) -> Option<Moment> {
    let days: i64 = days.parse().ok().filter(|days| *days > 0)?;
    Some(dates::now().plus_seconds(days * 86_400))
}

/// Who voted what.
#[component]
pub fn VotesDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The message with the poll.
    message: Arc<MessageInfo>,
) -> impl IntoView {
    let client = SignedIn::here();
    let (conversation, id) = (message.conversation_id, message.id);
    let votes = Answer::ask(move || client.ask_all(ListVotes { conversation, poll: id }));
    let options = StoredValue::new(message.poll.clone().map(|poll| poll.options).unwrap_or_default());
    let groups = move |votes: Vec<Vote>| {
        let option = |option: domain::messaging::poll::PollOption| {
            let names: Vec<String> = votes
                .iter()
                .filter(|vote| vote.option_id == option.id)
                .map(|vote| vote.name.clone())
                .collect();
            (!names.is_empty()).then(|| {
                view! {
                    <h3>{option.text}</h3>
                    <ul class="receipts">{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                }
            })
        };
        options.get_value().into_iter().map(option).collect_view()
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_POLL_VOTES)>
            <Loaded answer=votes waiting=|| view! { <SkeletonRows count=3 /> } let:votes>{groups(votes)}</Loaded>
        </Dialog>
    }
}
