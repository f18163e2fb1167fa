//! The line above what is new in an open conversation.

use domain::id::ConversationId;
use leptos::prelude::*;

use crate::{
    messages::scroller::Scroller,
    state::live::{Live, bubbles::NewLine, timeline::Timeline},
};

/// The line above what is new, and what it was drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, if anywhere.
    pub drawn: Option<NewLine>,
    top: i64,
    written: u32,
}

/// Where the line of what is new stands: at the opening above the first unread message; later above what arrives while nobody looks.
pub fn new_line(
    id: ConversationId,
    timeline: ArcRwSignal<Timeline>,
    scroller: Scroller,
    written: Signal<u32>,
) -> Memo<Line> {
    let live = Live::here();
    let opening = untrack(|| live.room(id))
        .filter(|room| room.unread_count > 0)
        .map(|room| room.last_read_seq);
    Memo::new(move |before: Option<&Line>| {
        let (top, written) = (timeline.with(Timeline::newest), written.get());
        let looks = scroller.at_end().get() && scroller.attentive().get();
        let read = untrack(|| live.room(id)).map_or(0, |room| room.last_read_seq);
        let mut drawn = match before {
            None => opening.map(|after| NewLine { after, until: None }),
            Some(before) if before.written != written => None,
            Some(before) => {
                let unseen = before.top > 0 && top > before.top && !looks;
                let free = before.drawn.is_none() || read >= before.top;
                if unseen && free {
                    Some(NewLine {
                        after: before.top,
                        until: None,
                    })
                } else {
                    before.drawn
                }
            }
        };
        if let Some(line) = drawn.as_mut().filter(|line| looks && line.until.is_none()) {
            line.until = Some(top);
        }
        Line { drawn, top, written }
    })
}
