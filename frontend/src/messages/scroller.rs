//! Where the reader stands in a conversation: opens at what is new, follows the newest, and never moves somebody who reads
//! further up.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

/// Closer than this to the end counts as the end, in pixels.
const NEAR_END: i32 = 56;
/// Closer than this to the beginning asks for older messages.
const NEAR_START: i32 = 240;
/// So much stays visible above the line of what is new.
const ABOVE_LINE: i32 = 72;

/// What the column holds, to tell what has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// The first place shown.
    pub first: i64,
    /// The last place shown.
    pub last: i64,
    /// How many of my own stand below it.
    pub echoes: usize,
}

/// The scrolling column; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Scroller {
    /// The element that scrolls.
    pub node: NodeRef<html::Div>,
    /// The column inside.
    pub column: NodeRef<html::Div>,
    at_end: RwSignal<bool>,
    settled: StoredValue<bool>,
    height: StoredValue<i32>,
    attentive: RwSignal<bool>,
    near_start: Callback<()>,
}

impl Scroller {
    /// `near_start` is called when the reader comes close to the oldest message shown.
    pub fn new(near_start: impl Into<Callback<()>>) -> Self {
        let scroller = Self {
            node: NodeRef::new(),
            column: NodeRef::new(),
            at_end: RwSignal::new(false),
            settled: StoredValue::new(false),
            height: StoredValue::new(0),
            attentive: RwSignal::new(is_attentive()),
            near_start: near_start.into(),
        };
        scroller.listen();
        scroller
    }

    /// Whether the newest message is on the screen.
    pub fn at_end(self) -> Signal<bool> {
        self.at_end.into()
    }

    /// Whether the reader looks at this window.
    pub fn attentive(self) -> Signal<bool> {
        self.attentive.into()
    }

    /// The column has changed; called before the page shows it.
    pub fn changed(self, before: Option<Extent>, now: Extent) {
        request_animation_frame(move || self.adjust(before, now));
    }

    /// Goes to the newest message.
    pub fn to_end(self) {
        if let Some(node) = self.node.get_untracked() {
            node.set_scroll_top(node.scroll_height());
            self.look();
        }
    }

    /// The column has scrolled, by the reader or by us. The browser tells it a moment later: what has grown meanwhile does not
    /// take somebody from the end, it is followed.
    pub fn scrolled(self) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let before = self.height.get_value();
        let was_at_end = before - node.scroll_top() - node.client_height() < NEAR_END;
        if self.at_end.get_untracked() && was_at_end && node.scroll_height() > before {
            return;
        }
        self.look();
    }

    /// Sees where the reader stands.
    pub fn look(self) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let at_end = node.scroll_height() - node.scroll_top() - node.client_height() < NEAR_END;
        self.height.set_value(node.scroll_height());
        if !self.settled.get_value() {
            return;
        }
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        if node.scroll_top() < NEAR_START {
            self.near_start.run(());
        }
    }

    fn adjust(self, before: Option<Extent>, now: Extent) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let grown = node.scroll_height() - self.height.get_value();
        let wrote = before.is_some_and(|before| now.echoes > before.echoes);
        if !self.settled.get_value() {
            self.settled.set_value(true);
            node.set_scroll_top(self.end_or_line(&node));
        } else if wrote {
            node.set_scroll_top(node.scroll_height());
        } else if before.is_some_and(|before| now.first < before.first) {
            node.set_scroll_top(node.scroll_top() + grown);
        } else if self.at_end.get_untracked() {
            node.set_scroll_top(self.end_or_line(&node));
        }
        self.look();
    }

    /// The end, but with what is new still on the screen when nobody has looked at it yet.
    fn end_or_line(self, node: &web_sys::HtmlDivElement) -> i32 {
        let end = node.scroll_height();
        let first_look = self.height.get_value() == 0 || !self.at_end.get_untracked();
        if self.attentive.get_untracked() && !first_look {
            return end;
        }
        let line = node.query_selector(".new-divider").ok().flatten();
        let line = line.and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok());
        line.map_or(end, |line| end.min(line.offset_top() - ABOVE_LINE))
    }

    fn listen(self) {
        let notice = move || {
            let now = is_attentive();
            if self.attentive.get_untracked() != now {
                self.attentive.set(now);
            }
        };
        let handles = [
            window_event_listener(ev::focus, move |_| notice()),
            window_event_listener(ev::blur, move |_| notice()),
            window_event_listener(ev::visibilitychange, move |_| notice()),
        ];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
        // The keyboard of a phone, a longer draft, a font that arrives: the end stays the end.
        let watcher = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
        Effect::new(move || {
            let (Some(node), Some(column)) = (self.node.get(), self.column.get()) else {
                return;
            };
            let resized = Closure::<dyn FnMut()>::new(move || {
                if self.at_end.try_get_untracked() == Some(true) {
                    node.set_scroll_top(self.end_or_line(&node));
                }
                self.look();
            });
            if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
                if let Some(node) = self.node.get_untracked() {
                    observer.observe(&node);
                }
                observer.observe(&column);
                watcher.set_value(Some((observer, resized)));
            }
        });
        on_cleanup(move || {
            if let Some((observer, _)) = watcher.try_update_value(Option::take).flatten() {
                observer.disconnect();
            }
        });
    }
}

fn is_attentive() -> bool {
    !document().hidden() && document().has_focus().unwrap_or(true)
}
