//! Where one writes: how long slow mode lasts, until when one is muted, and when the other one will be notified.

use std::time::Duration;

use domain::{messaging::calm::types::RoomCalm, moment::Moment};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{Key, dates, key, say_with, t},
    messages::{calm::Calm, here::Here},
    state::live::Live,
    ui::icon::{Glyph, Icon},
};

/// Until when I am muted here; nothing once it is over.
pub fn muted_until(calm: Option<RoomCalm>, now: Moment) -> Option<Moment> {
    calm?.muted_until.filter(|until| *until > now)
}

/// A quiet line above the field, when there is something to say. What counts down stands beside it: nobody hears every second of it.
#[component]
pub fn PaceLine() -> impl IntoView {
    let (calm, here, live) = (Calm::here(), Here::now(), Live::here());
    // Counts down while there is something to count.
    let clock = ticking(Memo::new(move |_| {
        calm.known()
            .is_some_and(|calm| calm.next_at.is_some() || calm.muted_until.is_some())
    }));
    let other = Memo::new(move |_| {
        live.room(here.id)
            .and_then(|room| Some(room.other.as_ref()?.first_name.clone()))
    });
    // A memo, so that what is said once is not said again each second.
    let words = Memo::new(move |_| said(calm.known()?, clock.get(), other.get()));
    let wait = move || {
        let now = clock.get();
        let known = calm.known()?;
        if muted_until(Some(known.clone()), now).is_some() {
            return None;
        }
        let left = known.next_at.filter(|next| *next > now)?.seconds_since(now) + 1;
        Some(say_with(key::CALM_WAIT, [("time", countdown(left).into())]))
    };
    view! {
        <div class="pace-line">
            <div role="status">
                {move || words.get().map(|(glyph, words)| view! {
                    <p>
                        <Icon glyph=glyph />
                        <span>
                            {words}
                            {(glyph == Glyph::Lock).then(|| view! {
                                " "
                                <A href="/moderation" attr:class="link-button">{t(key::NOTICES_BANNER_SHOW)}</A>
                            })}
                        </span>
                    </p>
                })}
            </div>
            {move || wait().map(|words| view! { <p role="timer">{words}</p> })}
        </div>
    }
}

/// The time, told anew each second as long as something counts.
fn ticking(counts: Memo<bool>) -> RwSignal<Moment> {
    let clock = RwSignal::new(dates::now());
    Effect::new(move || {
        if !counts.get() {
            return;
        }
        clock.set(dates::now());
        if let Ok(timer) = set_interval_with_handle(
            move || {
                // The page may be gone.
                let _gone = clock.try_set(dates::now());
            },
            Duration::from_secs(1),
        ) {
            on_cleanup(move || timer.clear());
        }
    });
    clock
}

/// What there is to say now; `other` is whom one writes to, in a direct conversation.
fn said(known: RoomCalm, now: Moment, other: Option<String>) -> Option<(Glyph, String)> {
    let (slow, moderates, notified_at) = (known.slow_mode_seconds, known.may_moderate, known.notified_at);
    if let Some(until) = muted_until(Some(known), now) {
        let words = say_with(key::CALM_MUTED, [("when", dates::full(until).into())]);
        return Some((Glyph::Lock, words));
    }
    if slow > 0 && !moderates {
        let (words, count) = pace(slow);
        return Some((Glyph::Hourglass, say_with(words, [("count", count.into())])));
    }
    let then = notified_at.filter(|then| *then > now)?;
    let words = [("name", other?.into()), ("time", dates::time(then).into())];
    Some((Glyph::Moon, say_with(key::CALM_NOTIFIED_AT, words)))
}

/// How far apart two messages of one member are, in whole minutes where that is exact.
const fn pace(seconds: i32) -> (Key, i32) {
    if seconds % 60 == 0 {
        (key::CALM_SLOW_MINUTES, seconds / 60)
    } else {
        (key::CALM_SLOW_SECONDS, seconds)
    }
}

/// Minutes and seconds.
fn countdown(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_read_at_a_glance() {
        assert_eq!(countdown(9), "0:09");
        assert_eq!(countdown(125), "2:05");
    }

    #[test]
    fn a_pace_is_said_in_minutes_where_that_is_exact() {
        assert_eq!(pace(30).1, 30);
        assert_eq!(pace(120).1, 2);
        assert_eq!(pace(90).1, 90);
    }
}
