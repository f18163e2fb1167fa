//! Short news near the top of the window, with a way back where something was removed.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    client::Failure,
    i18n::{key, t},
    ui::{
        button::{Button, Look},
        each::each,
        error_state::request_words,
        icon::Glyph,
        icon_button::IconButton,
    },
};

/// How long news stay, in milliseconds; with the pointer or the focus on them they wait.
const STAY: u32 = 8_000;

/// What pressing or waiting does. News outlive the page that they come from, and so does this.
type Act = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    problem: bool,
    undo: Option<Act>,
    /// What is done when it was not taken back.
    then: Option<Act>,
}

impl std::fmt::Debug for Toast {
    fn fmt(&self, form: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        form.debug_struct("Toast").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The news, provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u64>,
    held: RwSignal<bool>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
            held: RwSignal::new(false),
        }
    }
}

impl Toasts {
    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), false, (None, None));
    }

    /// Says that something was removed, and offers to take it back.
    pub fn offer_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        // not a `Callback`: that would go with the menu in which it is made
        self.show(text.into(), false, (Some(Arc::new(undo)), None));
    }

    /// Says that something is about to be removed, and offers to keep it. It is removed when the news go, or when the page is left.
    pub fn offer_undo_before(
        self,
        text: impl Into<String>,
        undo: impl Fn() + Send + Sync + 'static,
        then: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), false, (Some(Arc::new(undo)), Some(Arc::new(then))));
    }

    /// Does at once what waits for being taken back.
    fn do_what_waits(self) {
        let waiting = self.shown.with_untracked(|shown| {
            shown
                .iter()
                .filter(|toast| toast.then.is_some())
                .map(|toast| toast.id)
                .collect::<Vec<_>>()
        });
        waiting.into_iter().for_each(|id| self.close(id));
    }

    /// Says why a call did not succeed, and names the request for whoever helps, where the fault is ours.
    pub fn failed(self, failure: &Failure) {
        let request = failure.request_id().map(request_words);
        self.problem(match request {
            Some(request) => format!("{} {request}", failure.says()),
            None => failure.says(),
        });
    }

    /// Says that something did not work.
    pub fn problem(self, text: impl Into<String>) {
        self.show(text.into(), true, (None, None));
    }

    fn show(self, text: String, problem: bool, (undo, then): (Option<Act>, Option<Act>)) {
        let id = self.last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let id = id.unwrap_or_default();
        self.shown.update(|shown| {
            shown.push(Toast {
                id,
                text,
                problem,
                undo,
                then,
            })
        });
        spawn_local(async move {
            TimeoutFuture::new(STAY).await;
            while self.held.get_untracked() {
                TimeoutFuture::new(1_000).await;
            }
            self.close(id);
        });
    }

    fn close(self, id: u64) {
        let gone = self.shown.try_update(|shown| {
            let place = shown.iter().position(|toast| toast.id == id)?;
            Some(shown.remove(place))
        });
        if let Some(then) = gone.flatten().and_then(|toast| toast.then) {
            then();
        }
    }

    /// It was taken back.
    fn drop(self, id: u64) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where the news appear; once in the application.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::here();
    // Whoever goes away has not taken it back.
    let leaving = window_event_listener(ev::pagehide, move |_| toasts.do_what_waits());
    on_cleanup(move || leaving.remove());
    let one = move |toast: Toast| {
        let Toast {
            id,
            text,
            problem,
            undo,
            then: _,
        } = toast;
        view! {
            <div class=if problem { "toast toast-problem" } else { "toast" }>
                <p>{text}</p>
                {undo.map(|undo| {
                    let undo_and_close = move |()| {
                        toasts.drop(id);
                        undo();
                    };
                    view! {
                        <Button look=Look::Quiet on_press=undo_and_close>
                            {t(key::ACTION_UNDO)}
                        </Button>
                    }
                })}
                <IconButton glyph=Glyph::X label=t(key::ACTION_CLOSE) on_press=move |()| toasts.close(id) />
            </div>
        }
    };
    view! {
        <div
            class="toasts"
            role="status"
            on:mouseenter=move |_| toasts.held.set(true)
            on:mouseleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            {each(move || toasts.shown.get(), |toast| toast.id, one)}
        </div>
    }
}
