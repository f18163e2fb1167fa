//! The message that somebody reads, as it was last seen: what comes above it and goes is not to move it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDivElement, HtmlElement};

/// A message on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Anchor {
    seq: i64,
    /// How far below the beginning of the column it ended. Its end and not its beginning: when older ones come above the first one, it
    /// loses the name of its sender, and what stands below is to stay.
    end: i32,
    /// How far the column was scrolled.
    top: i32,
}

impl Anchor {
    /// The first message of which something is on the screen.
    pub fn seen(node: &HtmlDivElement) -> Option<Self> {
        let items = node.query_selector_all("li[data-seq]").ok()?;
        let item = |place: u32| items.item(place).and_then(|item| item.dyn_into::<HtmlElement>().ok());
        let top = node.scroll_top();
        // they stand in order: half of them can be left out at each look
        let (mut low, mut high) = (0, items.length());
        while low < high {
            let middle = low + (high - low) / 2;
            if end_of(&item(middle)?) <= top {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let found = item(low)?;
        let seq = found.get_attribute("data-seq")?.parse().ok()?;
        let end = end_of(&found);
        Some(Self { seq, end, top })
    }

    /// Scrolls by as much as it has moved in the column; nothing when it is no more in the page.
    pub fn hold(self, node: &HtmlDivElement) {
        let Some(item) = item_at(node, self.seq) else {
            return;
        };
        let moved = end_of(&item) - self.end;
        if moved != 0 {
            node.set_scroll_top(wanted_top(node, self.top) + moved);
        }
    }
}

/// The message at a place.
pub fn item_at(node: &HtmlDivElement, seq: i64) -> Option<HtmlElement> {
    let found = node.query_selector(&format!("li[data-seq='{seq}']")).ok().flatten();
    found.and_then(|item| item.dyn_into::<HtmlElement>().ok())
}

fn end_of(item: &HtmlElement) -> i32 {
    item.offset_top() + item.offset_height()
}

/// How far the reader has scrolled: when the column has become shorter than that, the browser has gone back to its end.
fn wanted_top(node: &HtmlDivElement, before: i32) -> i32 {
    let top = node.scroll_top();
    let is_cut = top + 1 >= node.scroll_height() - node.client_height();
    if is_cut { top.max(before) } else { top }
}
