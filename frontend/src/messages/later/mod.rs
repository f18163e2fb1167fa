//! Messages that leave later: when, and what waits.

mod moments;

use domain::{
    id::ScheduledId,
    messaging::{
        rich_calls::{CancelScheduled, ChangeScheduled, ListScheduled, ScheduleMessage},
        scheduled::{NewScheduled, ScheduledInfo},
    },
    moment::Moment,
    page::{NoBody, PageQuery},
};
use leptos::{prelude::*, task::spawn_local};

use self::moments::{at_time, presets};
use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, dates, find, key, say, say_with, t},
    messages::{
        calm::Calm,
        composer::Writing,
        here::{Asking, Here},
    },
    state::live::{Live, asides::Aside},
    ui::{
        button::{Button, Look},
        date_field::{DateField, day_of},
        dialog::Dialog,
        loaded::Loaded,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// What waits in the open conversation; asked for when something does, and again when it changes on any device.
pub fn waiting(here: Here, client: SignedIn) -> Answer<Vec<ScheduledInfo>> {
    let (conversation, calm) = (here.id, Calm::here());
    let changed = Live::here().asides().of(Aside::Scheduled(conversation));
    let some = Memo::new(move |_| calm.known().is_some_and(|calm| calm.scheduled_count > 0));
    Answer::ask(move || {
        let asks = changed.get() > 0 || some.get();
        async move {
            if !asks {
                return Ok(Vec::new());
            }
            let call = ListScheduled { conversation };
            let page = client.ask_with(call, PageQuery::default()).await?;
            Ok(page.items)
        }
    })
}

/// Asks when what is being written leaves.
#[component]
pub fn LaterDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (here, live, client, toasts) = (Here::now(), Live::here(), SignedIn::here(), Toasts::here());
    let writing = here.writing;
    let send = move |send_at: Moment| {
        if untrack(|| why_not(writing)).is_some() {
            return;
        }
        let content = writing.text.with_untracked(|text| text.trim().to_owned());
        let room = untrack(|| live.room(here.id));
        let (mentions, mentions_everyone) = writing.mentioning.spoken_to(&content, room.as_deref());
        let new = NewScheduled {
            content,
            send_at,
            reply_to: writing
                .reply
                .with_untracked(|reply| reply.as_ref().map(|message| message.id)),
            mentions,
            mentions_everyone,
        };
        spawn_local(async move {
            match client.tell(ScheduleMessage { conversation: here.id }, new).await {
                Ok(_) => {
                    open.set(false);
                    writing.text.set(String::new());
                    writing.reply.set(None);
                    live.keep_draft(here.id, String::new());
                    live.asides().tell(Aside::Scheduled(here.id));
                    toasts.say(say_with(key::MESSAGES_LATER_DONE, [("when", when(send_at).into())]));
                }
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let why_not = move || why_not(writing);
    view! {
        <Dialog open=open title=t(key::MESSAGES_WAY_LATER)>
            <Show
                when=move || why_not().is_none()
                fallback=move || view! { <p role="status">{move || why_not().map(say)}</p> }
            >
                <When on_choose=send />
                <p class="muted">{t(key::MESSAGES_LATER_HINT)}</p>
            </Show>
        </Dialog>
    }
}

/// Three moments that people mean most often, and any other.
#[component]
fn When(#[prop(into)] on_choose: Callback<Moment>) -> impl IntoView {
    let day = RwSignal::new(day_of(dates::now().plus_seconds(86_400)));
    let time = RwSignal::new("07:30".to_owned());
    let chosen = Memo::new(move |_| at_time(&day.get(), &time.get()));
    let is_right = move || chosen.get().is_some_and(|at| at > dates::now());
    let preset = move |at: Moment| {
        view! {
            <Button look=Look::Second wide=true on_press=move |()| on_choose.run(at)>
                {move || dates::capitalized(&when(at))}
            </Button>
        }
    };
    view! {
        <div class="later-presets">{presets(dates::now()).into_iter().map(preset).collect_view()}</div>
        <form
            class="later-other"
            on:submit=move |event| {
                event.prevent_default();
                if let Some(at) = chosen.get_untracked().filter(|at| *at > dates::now()) {
                    on_choose.run(at);
                }
            }
        >
            <DateField label=t(key::MESSAGES_LATER_DAY) value=day optional=false />
            <label class="field">
                <span class="field-label">{t(key::MESSAGES_LATER_TIME)}</span>
                <input
                    class="input"
                    type="time"
                    prop:value=time
                    on:input=move |event| time.set(event_target_value(&event))
                />
            </label>
            <Button disabled=Signal::derive(move || !is_right())>{t(key::MESSAGES_LATER_CHOOSE)}</Button>
        </form>
    }
}

/// What waits, and what could not be sent: to change its time, or to take it back.
#[component]
pub fn WaitingDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (here, live, client, toasts) = (Here::now(), Live::here(), SignedIn::here(), Toasts::here());
    let list = waiting(here, client);
    let moving = RwSignal::new(None::<ScheduledInfo>);
    let cancel = move |scheduled| {
        let call = CancelScheduled {
            conversation: here.id,
            scheduled,
        };
        spawn_local(async move {
            match client.tell(call, NoBody {}).await {
                Ok(_) => live.asides().tell(Aside::Scheduled(here.id)),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let row = move |one: ScheduledInfo| view! { <WaitingRow one=one moving=moving on_cancel=cancel /> };
    let change = move |send_at: Moment| {
        let Some(one) = moving.get_untracked() else { return };
        let call = ChangeScheduled {
            conversation: here.id,
            scheduled: one.id,
        };
        let new = NewScheduled {
            content: one.content,
            send_at,
            reply_to: one.reply_to,
            mentions: one.mentions,
            mentions_everyone: one.mentions_everyone,
        };
        spawn_local(async move {
            match client.tell(call, new).await {
                Ok(_) => {
                    moving.set(None);
                    live.asides().tell(Aside::Scheduled(here.id));
                }
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_LATER_TITLE)>
            <Show
                when=move || moving.with(Option::is_none)
                fallback=move || view! { <When on_choose=change /> }
            >
                <Loaded answer=list waiting=|| view! { <SkeletonRows count=2 /> } let:waiting>
                    {if waiting.is_empty() {
                        view! { <p>{move || say(key::MESSAGES_LATER_NONE)}</p> }.into_any()
                    } else {
                        view! { <ul class="later">{waiting.into_iter().map(row).collect_view()}</ul> }.into_any()
                    }}
                </Loaded>
            </Show>
        </Dialog>
    }
}

/// When it leaves, or why it could not; its text, and what can be done about it.
#[component]
fn WaitingRow(
    one: ScheduledInfo,
    moving: RwSignal<Option<ScheduledInfo>>,
    #[prop(into)] on_cancel: Callback<ScheduledId>,
) -> impl IntoView {
    let (id, at, refusal) = (one.id, one.send_at, one.refusal);
    let why = move || refusal.and_then(|code| find(&format!("problem-{}", code.as_str().replace('_', "-"))));
    let text = one.content.clone();
    view! {
        <li class="later-row" data-refused=refusal.is_some().to_string()>
            <p class="later-when">{move || dates::capitalized(&when(at))}</p>
            {move || why().map(|why| view! { <p role="alert" class="tick-failed">{why}</p> })}
            <p class="later-text">{text}</p>
            <span class="bubble-actions">
                <button type="button" class="link-button" on:click=move |_| moving.set(Some(one.clone()))>
                    {t(key::MESSAGES_LATER_MOVE)}
                </button>
                <button type="button" class="link-button" on:click=move |_| on_cancel.run(id)>{t(key::MESSAGES_LATER_CANCEL)}</button>
            </span>
        </li>
    }
}

/// `demain à 07:30`, `lundi 23 novembre à 07:30`.
fn when(at: Moment) -> String {
    let now = dates::now();
    let (day, time) = (dates::calendar(at), dates::time(at));
    let words = if day == dates::calendar(now) {
        say(key::DATE_TODAY).to_lowercase()
    } else if day == dates::calendar(now.plus_seconds(86_400)) {
        say(key::MESSAGES_LATER_TOMORROW)
    } else {
        dates::weekday_and_day(at)
    };
    say_with(key::MESSAGES_LATER_WHEN, [("day", words.into()), ("time", time.into())])
}

/// Why what is being written cannot leave later; `None` when it can. Files go with a message at once or not at all, and what gives a message
/// another text is no message.
fn why_not(writing: Writing) -> Option<Key> {
    if !writing.uploads.is_empty() {
        return Some(key::MESSAGES_LATER_FILES);
    }
    let is_nothing = writing.text.with(|text| text.trim().is_empty());
    let is_edit = writing.editing.with(Option::is_some);
    (is_nothing || is_edit).then_some(key::MESSAGES_LATER_NOTHING)
}

/// The button that sends was pressed for long: when?
pub fn ask(here: Here) {
    let writing = here.writing;
    let is_edit = writing.editing.with_untracked(Option::is_some);
    let is_something =
        || untrack(|| !writing.uploads.is_empty()) || !writing.text.with_untracked(|text| text.trim().is_empty());
    if !is_edit && is_something() {
        here.asking.set(Some(Asking::Later));
    }
}
