//! The poll of a message: its answers with how many chose them, live.

use domain::{
    id::PollOptionId,
    messaging::{
        poll::{Ballot, PollInfo, PollOption},
        rich_calls::{CastVote, ClosePoll},
    },
    page::NoBody,
};
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{dates, key, say_with, t},
    messages::{
        bubble::may_react,
        here::{Asking, Here, Shown},
    },
    state::live::Live,
    ui::{each::each, toasts::Toasts},
};

/// Below its question.
#[component]
pub fn Poll(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let poll = Memo::new(move |_| message.with(|message| message.poll.clone()));
    view! {
        <Show when=move || poll.with(Option::is_some)>
            <Answers message=message poll=Signal::derive(move || poll.get().unwrap_or_else(nothing)) />
        </Show>
    }
}

/// The poll of a message that has just gone.
fn nothing() -> PollInfo {
    PollInfo {
        options: Vec::new(),
        several: false,
        anonymous: false,
        closes_at: None,
        closed: true,
        voters: 0,
    }
}

#[component]
fn Answers(message: Shown, poll: Signal<PollInfo>) -> impl IntoView {
    let (here, live, client, toasts) = (Here::now(), Live::here(), SignedIn::here(), Toasts::here());
    let is_over =
        Memo::new(move |_| poll.with(|poll| poll.closed || poll.closes_at.is_some_and(|at| at <= dates::now())));
    let may = move || !is_over.get() && may_react(here);
    let ids = Memo::new(move |_| poll.with(|poll| poll.options.iter().map(|option| option.id).collect::<Vec<_>>()));
    let vote = move |option: PollOptionId| {
        let call = message.with_untracked(|message| CastVote {
            conversation: message.conversation_id,
            poll: message.id,
        });
        let options = poll.with_untracked(|poll| chosen(poll, option));
        spawn_local(async move {
            match client.tell(call, Ballot { options }).await {
                Ok(message) => live.answered(message),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let row = move |id: PollOptionId| view! { <Answer poll=poll id=id may=Signal::derive(may) on_press=vote /> };
    view! {
        <div class="poll" role="group" data-several=move || poll.with(|poll| poll.several).to_string() aria-label=t(key::MESSAGES_POLL)>
            <p class="poll-kind">
                {move || t(if poll.with(|poll| poll.several) { key::MESSAGES_POLL_SEVERAL_KIND } else { key::MESSAGES_POLL_ONE_KIND })()}
                {move || poll.with(|poll| poll.anonymous).then(|| format!(" · {}", t(key::MESSAGES_POLL_ANONYMOUS_KIND)()))}
            </p>
            {each(move || ids.get(), |id| *id, row)}
            <Foot message=message poll=poll is_over=is_over />
        </div>
    }
}

/// How many voted, until when one may, who they are, and the way to close it.
#[component]
fn Foot(message: Shown, poll: Signal<PollInfo>, is_over: Memo<bool>) -> impl IntoView {
    let (here, live, client, toasts) = (Here::now(), Live::here(), SignedIn::here(), Toasts::here());
    let close = move |_| {
        let call = message.with_untracked(|message| ClosePoll {
            conversation: message.conversation_id,
            poll: message.id,
        });
        spawn_local(async move {
            match client.tell(call, NoBody {}).await {
                Ok(message) => live.answered(message),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let may_close = here.looks_after() || message.with_untracked(|message| message.sender_id == live.me());
    let status = move || {
        let voters = poll.with(|poll| poll.voters);
        say_with(key::MESSAGES_POLL_VOTERS, [("count", voters.into())])
    };
    let until = move || {
        let at = poll.with(|poll| poll.closes_at);
        match (is_over.get(), at) {
            (true, _) => Some(t(key::MESSAGES_POLL_CLOSED)()),
            (false, Some(at)) => Some(say_with(key::MESSAGES_POLL_UNTIL, [("when", dates::full(at).into())])),
            (false, None) => None,
        }
    };
    let has_names = move || poll.with(|poll| !poll.anonymous && poll.voters > 0);
    view! {
        <p class="poll-foot">
            <span class="numbers">{status}</span>
            {move || until().map(|until| view! { <span>{until}</span> })}
            <Show when=has_names>
                <button
                    type="button"
                    class="link-button"
                    on:click=move |_| here.asking.set(Some(Asking::Votes(message.get_untracked())))
                >
                    {t(key::MESSAGES_POLL_VOTES)}
                </button>
            </Show>
            <Show when=move || may_close && !is_over.get()>
                <button type="button" class="link-button" on:click=close>{t(key::MESSAGES_POLL_CLOSE)}</button>
            </Show>
        </p>
    }
}

/// One answer: a box to check with its bar behind it.
#[component]
fn Answer(
    poll: Signal<PollInfo>,
    id: PollOptionId,
    may: Signal<bool>,
    #[prop(into)] on_press: Callback<PollOptionId>,
) -> impl IntoView {
    let option = Memo::new(move |_| poll.with(|poll| poll.options.iter().find(|option| option.id == id).cloned()));
    let votes = move || option.with(|option| option.as_ref().map_or(0, |option| option.votes));
    let node = NodeRef::<html::Button>::new();
    // An attribute would be refused by the security policy of the page; a property is not.
    Effect::new(move || {
        let voters = poll.with(|poll| poll.voters).max(1);
        let share = format!("{}%", (votes() * 100 / voters).min(100));
        if let Some(button) = node.get() {
            // It can fail only for a property that is not writable.
            drop(web_sys::HtmlElement::style(&button).set_property("--share", &share));
        }
    });
    let mine = move || option.with(|option| option.as_ref().is_some_and(|option| option.mine));
    let text = move || option.with(|option| option.as_ref().map(|option| option.text.clone()).unwrap_or_default());
    let label = move || {
        say_with(
            key::MESSAGES_POLL_ANSWER,
            [("text", text().into()), ("count", votes().into())],
        )
    };
    view! {
        <button
            type="button"
            class="poll-option"
            role="checkbox"
            node_ref=node
            aria-checked=move || mine().to_string()
            aria-label=label
            disabled=move || !may.get()
            on:click=move |_| on_press.run(id)
        >
            <span class="poll-box" aria-hidden="true"></span>
            <span class="poll-text" aria-hidden="true">{text}</span>
            <span class="poll-votes numbers" aria-hidden="true">{votes}</span>
        </button>
    }
}

/// What I choose after pressing an answer: it is added or taken back, and replaces the other one where only one counts.
fn chosen(poll: &PollInfo, pressed: PollOptionId) -> Vec<PollOptionId> {
    let is_mine = |option: &&PollOption| option.mine;
    let mut mine: Vec<PollOptionId> = poll.options.iter().filter(is_mine).map(|option| option.id).collect();
    if mine.contains(&pressed) {
        mine.retain(|option| *option != pressed);
        return mine;
    }
    if !poll.several {
        mine.clear();
    }
    mine.push(pressed);
    mine
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    fn poll(several: bool, mine: [bool; 2]) -> PollInfo {
        let options = mine.map(|mine| PollOption {
            id: Id::fresh(),
            text: String::new(),
            votes: 0,
            mine,
        });
        PollInfo {
            options: options.to_vec(),
            several,
            ..nothing()
        }
    }

    #[test]
    fn pressing_an_answer_chooses_it_or_takes_it_back() {
        let one = poll(false, [true, false]);
        let (first, second) = (one.options[0].id, one.options[1].id);
        assert_eq!(chosen(&one, second), [second]);
        assert_eq!(chosen(&one, first), []);
        let several = poll(true, [true, false]);
        let (first, second) = (several.options[0].id, several.options[1].id);
        assert_eq!(chosen(&several, second), [first, second]);
        assert_eq!(chosen(&several, first), []);
    }
}
