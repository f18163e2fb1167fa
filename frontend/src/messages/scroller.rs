//! Where the reader stands in a conversation: opens at what is new, follows the newest, and never moves somebody who reads
//! further up, whatever comes and goes above and below.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlDivElement, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};

use crate::messages::anchor::{Anchor, item_at};

/// Closer than this to the end counts as the end, in pixels.
const NEAR_END: i32 = 56;
/// Closer than this to either end of what is in the page asks for more.
const NEAR: i32 = 640;
/// So much stays visible above the line of what is new.
const ABOVE_LINE: i32 = 72;

/// What the column holds, to tell what has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// The first place known.
    pub first: i64,
    /// The last place known.
    pub last: i64,
    /// How many of my own stand below it.
    pub echoes: usize,
}

/// Where the reader is to be led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To the newest message.
    End,
    /// To the message at a place.
    Place(i64),
}

/// What the scroller asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wants {
    /// The reader comes close to the first message in the page.
    pub older: Callback<()>,
    /// To the last one.
    pub newer: Callback<()>,
    /// Whether the last one in the page is the newest.
    pub is_newest: Signal<bool>,
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
    anchor: StoredValue<Option<Anchor>>,
    /// Whether the column has changed since the anchor was seen.
    is_changed: StoredValue<bool>,
    aim: StoredValue<Option<Aim>>,
    attentive: RwSignal<bool>,
    wants: Wants,
}

impl Scroller {
    /// Tells what it wants.
    pub fn new(wants: Wants) -> Self {
        let scroller = Self {
            node: NodeRef::new(),
            column: NodeRef::new(),
            at_end: RwSignal::new(false),
            settled: StoredValue::new(false),
            height: StoredValue::new(0),
            anchor: StoredValue::new(None),
            is_changed: StoredValue::new(false),
            aim: StoredValue::new(None),
            attentive: RwSignal::new(is_attentive()),
            wants,
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
        self.is_changed.set_value(true);
        request_animation_frame(move || self.adjust(before, now));
    }

    /// Leads somewhere, as soon as it is in the page.
    pub fn lead(self, aim: Aim) {
        self.aim.set_value(Some(aim));
        request_animation_frame(move || {
            if let Some(node) = self.node.try_get_untracked().flatten()
                && (self.reach(&node) || !self.is_changed.get_value())
            {
                self.look();
            }
        });
    }

    /// The column has scrolled, by the reader or by us. The browser tells it a moment later: what has grown meanwhile does not
    /// take somebody from the end, it is followed; and what has come above meanwhile is made good first, from where the reader was.
    pub fn scrolled(self) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        if self.is_changed.get_value() {
            return;
        }
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
        let below = node.scroll_height() - node.scroll_top() - node.client_height();
        let is_newest = self.wants.is_newest.get_untracked();
        self.height.set_value(node.scroll_height());
        if !self.settled.get_value() {
            return;
        }
        self.anchor.set_value(Anchor::seen(&node));
        let at_end = is_newest && below < NEAR_END;
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        if node.scroll_top() < NEAR {
            self.wants.older.run(());
        }
        if !is_newest && below < NEAR {
            self.wants.newer.run(());
        }
    }

    fn adjust(self, before: Option<Extent>, now: Extent) {
        self.is_changed.set_value(false);
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        let wrote = before.is_some_and(|before| now.echoes > before.echoes);
        if self.reach(&node) {
            self.settled.set_value(true);
        } else if !self.settled.get_value() {
            self.settled.set_value(true);
            node.set_scroll_top(self.end_or_line(&node));
        } else if wrote && self.wants.is_newest.get_untracked() {
            node.set_scroll_top(node.scroll_height());
        } else if self.at_end.get_untracked() {
            node.set_scroll_top(self.end_or_line(&node));
        } else {
            self.stay(&node);
        }
        self.look();
    }

    /// Leads to where the reader is to be; whether that is in the page.
    fn reach(self, node: &HtmlDivElement) -> bool {
        match self.aim.get_value() {
            None => return false,
            Some(Aim::End) if self.wants.is_newest.get_untracked() => node.set_scroll_top(node.scroll_height()),
            Some(Aim::End) => return false,
            Some(Aim::Place(seq)) => {
                let Some(item) = item_at(node, seq) else { return false };
                let above = (node.client_height() - item.offset_height()).max(0) / 3;
                node.set_scroll_top(item.offset_top() - above);
                // With a tabindex it can take the focus.
                drop(item.focus());
            }
        }
        self.settled.set_value(true);
        self.aim.set_value(None);
        true
    }

    /// Keeps the message on the screen where it is.
    fn stay(self, node: &HtmlDivElement) {
        if let Some(anchor) = self.anchor.get_value() {
            anchor.hold(node);
        }
    }

    /// Messages have come or gone: whoever reads among them stays where they are, before anything of it is painted. Neither the next frame
    /// would be early enough, nor hears a watcher of sizes of as many that came above as went below.
    fn hold(self) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        if self.settled.get_value() && !self.at_end.get_untracked() {
            self.stay(&node);
            self.anchor.set_value(Anchor::seen(&node));
        }
    }

    /// The end, but with what is new still on the screen when nobody has looked at it yet.
    fn end_or_line(self, node: &HtmlDivElement) -> i32 {
        let end = node.scroll_height();
        let first_look = self.height.get_value() == 0 || !self.at_end.get_untracked();
        if self.attentive.get_untracked() && !first_look {
            return end;
        }
        let line = node.query_selector(".new-divider").ok().flatten();
        let line = line.and_then(|line| line.dyn_into::<HtmlElement>().ok());
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
        let watchers = StoredValue::new_local(None::<Watchers>);
        Effect::new(move || {
            if let (Some(node), Some(column)) = (self.node.get(), self.column.get()) {
                watchers.set_value(self.watch(&node, &column));
            }
        });
        on_cleanup(move || {
            if let Some(watchers) = watchers.try_update_value(Option::take).flatten() {
                watchers.sizes.disconnect();
                watchers.messages.disconnect();
            }
        });
    }

    fn watch(self, node: &HtmlDivElement, column: &HtmlDivElement) -> Option<Watchers> {
        let resized = Closure::<dyn FnMut()>::new(move || self.resized());
        let sizes = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        sizes.observe(node);
        sizes.observe(column);
        let moved = Closure::<dyn FnMut()>::new(move || self.hold());
        let messages = MutationObserver::new(moved.as_ref().unchecked_ref()).ok()?;
        let children = MutationObserverInit::new();
        children.set_child_list(true);
        let list = column.query_selector(".bubbles").ok().flatten()?;
        messages.observe_with_options(&list, &children).ok()?;
        Some(Watchers {
            sizes,
            messages,
            _told: [resized, moved],
        })
    }

    /// The keyboard of a phone, a longer draft, a picture or a font that arrives: the end stays the end, and the rest where it is.
    fn resized(self) {
        let Some(node) = self.node.try_get_untracked().flatten() else {
            return;
        };
        // what follows makes good whatever has changed
        self.is_changed.set_value(false);
        if self.at_end.get_untracked() {
            node.set_scroll_top(self.end_or_line(&node));
        } else {
            self.stay(&node);
        }
        self.look();
    }
}

/// What watches the column as long as it is there.
struct Watchers {
    sizes: ResizeObserver,
    messages: MutationObserver,
    _told: [Closure<dyn FnMut()>; 2],
}

fn is_attentive() -> bool {
    !document().hidden() && document().has_focus().unwrap_or(true)
}
