//! How somebody reads a conversation: which of its messages are in the page, and how others come there.

use domain::id::ConversationId;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    messages::{
        scroller::{Aim, Scroller, Wants},
        window::Window,
    },
    state::live::{Live, timeline::Timeline},
    ui::toasts::Toasts,
};

/// So long the message is marked that somebody was led to, in milliseconds.
const MARKED: u32 = 3_000;

/// The messages in the page; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    id: ConversationId,
    timeline: RwSignal<Timeline>,
    /// Where the reader went last.
    chosen: RwSignal<Option<Choice>>,
    /// What is in the page; nothing until a first page has come.
    window: Memo<Held>,
    /// Where they are.
    pub scroller: Scroller,
    aimed: RwSignal<Option<i64>>,
}

/// Where the reader went, and how often they had gone somewhere before: going to the same place again is something else than staying.
type Choice = (u32, Window);

/// A window, and where the reader had gone when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Held {
    window: Option<Window>,
    chosen: Option<Choice>,
}

impl Reading {
    /// Begins at what is not read, or at the newest.
    pub fn begin(id: ConversationId, timeline: RwSignal<Timeline>) -> Self {
        let live = Live::here();
        let chosen = RwSignal::new(None::<Choice>);
        let unread = untrack(|| live.room(id))
            .filter(|room| room.unread_count > 0)
            .map(|room| room.last_read_seq);
        let at_end = StoredValue::new(None::<Signal<bool>>);
        let window = Memo::new(move |before: Option<&Held>| {
            let before = before.copied().unwrap_or_default();
            let chosen = chosen.get();
            let follows = at_end.get_value().is_some_and(|at_end| at_end.get_untracked());
            timeline.with(|timeline| {
                let here = |window: &Window| {
                    timeline
                        .between(window.from, window.until.unwrap_or(i64::MAX))
                        .next()
                        .is_some()
                };
                let gone_to = chosen.filter(|_| chosen != before.chosen).map(|(_, window)| window);
                let window = match gone_to.or(before.window).filter(here) {
                    _ if !timeline.is_loaded() => None,
                    Some(window) if follows => Some(window.followed(timeline)),
                    Some(window) => Some(window),
                    None if before.window.is_none() => Some(Window::open(timeline, unread)),
                    None => Some(Window::newest(timeline)),
                };
                Held { window, chosen }
            })
        });
        let is_newest = Memo::new(move |_| {
            let follows = window.get().window.is_none_or(|window| window.until.is_none());
            follows && timeline.with(|timeline| !timeline.is_away())
        });
        let scroller = Scroller::new(Wants {
            older: Callback::new(move |()| {
                let further = timeline.with_untracked(|timeline| window.get_untracked().window?.back(timeline));
                match further {
                    Some(further) => choose(chosen, further),
                    None => live.go_back(id),
                }
            }),
            newer: Callback::new(move |()| {
                let further = timeline.with_untracked(|timeline| window.get_untracked().window?.on(timeline));
                match further {
                    Some(further) => choose(chosen, further),
                    None => live.go_on(id),
                }
            }),
            is_newest: is_newest.into(),
        });
        at_end.set_value(Some(scroller.at_end()));
        Self {
            id,
            timeline,
            chosen,
            window,
            scroller,
            aimed: RwSignal::new(None),
        }
    }

    /// What is in the page.
    pub fn window(self) -> Signal<Window> {
        let window = self.window;
        Signal::derive(move || window.get().window.unwrap_or_default())
    }

    /// The place that somebody was led to a moment ago.
    pub const fn aimed(self) -> RwSignal<Option<i64>> {
        self.aimed
    }

    /// Goes to the newest message.
    pub fn to_newest(self, live: Live) {
        live.come_back(self.id);
        choose(self.chosen, self.timeline.with_untracked(Window::newest));
        self.aimed.set(None);
        self.scroller.lead(Aim::End);
    }

    /// Goes to the message at a place, reading what lies around it when it is not here.
    pub fn to_place(self, live: Live, toasts: Toasts, seq: i64) {
        spawn_local(async move {
            if let Err(failure) = live.look_around(self.id, seq).await {
                return toasts.failed(&failure);
            }
            let held = self
                .window
                .get_untracked()
                .window
                .is_some_and(|window| window.holds(seq));
            if !held {
                choose(
                    self.chosen,
                    self.timeline.with_untracked(|timeline| Window::around(timeline, seq)),
                );
            }
            self.aimed.set(Some(seq));
            self.scroller.lead(Aim::Place(seq));
            TimeoutFuture::new(MARKED).await;
            if self.aimed.try_get_untracked() == Some(Some(seq)) {
                self.aimed.set(None);
            }
        });
    }
}

fn choose(chosen: RwSignal<Option<Choice>>, window: Window) {
    chosen.update(|chosen| *chosen = Some((chosen.map_or(0, |(number, _)| number.wrapping_add(1)), window)));
}
