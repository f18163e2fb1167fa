//! A whole conversation as a plain document: to print, or to keep as a text.

use domain::{
    id::ConversationId,
    messaging::{
        calls::ListMessages,
        history::HistoryQuery,
        poll::{PollInfo, PollOption},
        types::{MessageInfo, MessageKind},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    client::{Failure, SignedIn},
    device,
    i18n::{dates, key, say, say_with, t},
    rooms::names,
    state::live::Live,
    ui::{
        button::{Button, Look},
        error_state::ErrorState,
        icon::{Glyph, Icon},
        page_head::PageTitle,
    },
};

/// How many places are asked for at once.
const PAGE: u32 = 200;

/// How far the document is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Reading(usize),
    Here(Vec<MessageInfo>),
    Failed(Failure),
}

/// The document with its two buttons.
#[component]
pub fn PaperPane(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let title = Signal::derive(move || live.room(id).map(|room| names::title(&room)).unwrap_or_default());
    let stage = RwSignal::new(Stage::Reading(0));
    let read = move || {
        stage.set(Stage::Reading(0));
        spawn_local(async move {
            let now = match read_all(client, id, stage).await {
                Ok(messages) => Stage::Here(messages),
                Err(failure) => Stage::Failed(failure),
            };
            // The reader may have gone on in the meantime.
            let _gone = stage.try_set(now);
        });
    };
    read();
    let body = move || {
        match stage.get() {
        Stage::Reading(count) => view! {
            <p role="status" class="messages-note">{move || say_with(key::MESSAGES_PAPER_READING, [("count", count.into())])}</p>
        }
        .into_any(),
        Stage::Failed(failure) => view! { <ErrorState failure=failure on_retry=move |()| read() /> }.into_any(),
        Stage::Here(messages) => view! { <Paper title=title messages=messages /> }.into_any(),
    }
    };
    view! {
        <PageTitle text=Signal::derive(move || format!("{} – {}", title.get(), say(key::MESSAGES_PAPER))) />
        <section class="people">
            <header class="thread-head">
                <A href=format!("/messages/{id}") attr:class="icon-button no-print" attr:aria-label=t(key::MESSAGES_INFO_BACK)>
                    <Icon glyph=Glyph::ArrowLeft />
                </A>
                <div class="thread-who">
                    <h1 tabindex="-1">{title}</h1>
                </div>
            </header>
            <div class="people-body paper">{body}</div>
        </section>
    }
}

#[component]
fn Paper(title: Signal<String>, messages: Vec<MessageInfo>) -> impl IntoView {
    let messages = StoredValue::new(messages);
    let made = move || say_with(key::MESSAGES_PAPER_MADE, [("at", dates::full(dates::now()).into())]);
    let download = move |()| {
        let text = messages.with_value(|messages| text_of(&title.get_untracked(), messages));
        device::hand_over(&format!("{}.txt", title.get_untracked()), &text);
    };
    let print = move |()| {
        // A browser that cannot print says so itself.
        drop(window().print());
    };
    let days = move || messages.with_value(|messages| by_day(messages));
    let line = |line: Line| {
        view! {
            <li>
                <span class="muted numbers">{line.at}</span>
                <strong>{line.who}</strong>
                <span class="paper-text">{line.text}</span>
            </li>
        }
    };
    let day = move |day: Day| {
        view! {
            <h2>{day.heading}</h2>
            <ol>{day.lines.into_iter().map(line).collect_view()}</ol>
        }
    };
    view! {
        <div class="dialog-actions no-print">
            <Button look=Look::Second glyph=Glyph::ArrowDown on_press=download>{t(key::ACTION_DOWNLOAD)}</Button>
            <Button glyph=Glyph::Printer on_press=print>{t(key::ACTION_PRINT)}</Button>
        </div>
        <p class="muted">{made}</p>
        {move || days().into_iter().map(day).collect_view()}
    }
}

/// What was written on one day.
struct Day {
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    at: String,
    who: String,
    text: String,
}

fn by_day(messages: &[MessageInfo]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let mut today = None;
    for message in messages
        .iter()
        .filter(|message| message.message_type != MessageKind::System)
    {
        let day = Some(dates::calendar(message.created_at));
        if day != today {
            days.push(Day {
                heading: dates::full_day(message.created_at),
                lines: Vec::new(),
            });
            today = day;
        }
        if let Some(day) = days.last_mut() {
            day.lines.push(Line {
                at: dates::time(message.created_at),
                who: message.sender_name.clone(),
                text: says(message),
            });
        }
    }
    days
}

/// What a message says, in words alone.
fn says(message: &MessageInfo) -> String {
    if message.deleted_at.is_some() {
        return say(key::MESSAGES_DELETED);
    }
    if message.hidden_at.is_some() {
        return say(key::MESSAGES_HIDDEN);
    }
    let files = message.attachments.iter().map(|file| format!("[{}]", file.name));
    let words = (!message.content.is_empty()).then(|| message.content.clone());
    let said = words.into_iter().chain(files).collect::<Vec<_>>().join(" ");
    match &message.poll {
        Some(poll) => std::iter::once(said)
            .chain(answers(poll))
            .collect::<Vec<_>>()
            .join("\n"),
        None => said,
    }
}

/// The answers of a poll with how many chose each, and how many people voted: a line each.
fn answers(poll: &PollInfo) -> Vec<String> {
    let answer = |option: &PollOption| {
        let words = [("text", option.text.clone().into()), ("count", option.votes.into())];
        format!("– {}", say_with(key::MESSAGES_POLL_ANSWER, words))
    };
    let voters = say_with(key::MESSAGES_POLL_VOTERS, [("count", poll.voters.into())]);
    let closed = poll.closed.then(|| say(key::MESSAGES_POLL_CLOSED));
    let foot = std::iter::once(voters).chain(closed).collect::<Vec<_>>().join(" · ");
    poll.options.iter().map(answer).chain([foot]).collect()
}

fn text_of(title: &str, messages: &[MessageInfo]) -> String {
    let mut text = format!("{title}\r\n");
    for day in by_day(messages) {
        text.push_str(&format!("\r\n{}\r\n", day.heading));
        for line in day.lines {
            let said = say_with(
                key::MESSAGES_THEY,
                [("name", line.who.into()), ("text", line.text.into())],
            );
            // what has several lines stands under its first one
            let said = said.replace('\n', "\r\n       ");
            text.push_str(&format!("{}  {said}\r\n", line.at));
        }
    }
    text
}

async fn read_all(client: SignedIn, id: ConversationId, stage: RwSignal<Stage>) -> Result<Vec<MessageInfo>, Failure> {
    let mut all: Vec<MessageInfo> = Vec::new();
    let mut after = 0;
    loop {
        let query = HistoryQuery {
            after_seq: Some(after),
            limit: Some(PAGE),
            ..HistoryQuery::default()
        };
        let page = client.ask_with(ListMessages { conversation: id }, query).await?;
        // a later page knows of changes that an earlier one did not
        for change in page.changes {
            if let Some(known) = all.iter_mut().rev().find(|known| known.id == change.message.id) {
                *known = change.message;
            }
        }
        all.extend(page.items);
        if !page.more || page.to_seq <= after {
            return Ok(all);
        }
        after = page.to_seq;
        let _gone = stage.try_set(Stage::Reading(all.len()));
    }
}
