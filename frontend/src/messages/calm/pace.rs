//! Where one writes: how long slow mode lasts, until when one is muted, and when the other one will be notified.

use std::time::Duration;

use domain::{messaging::calm::types::RoomCalm, moment::Moment};
use leptos::prelude::*;

use crate::{
    i18n::{dates, key, say, say_with},
    messages::{calm::Calm, here::Here},
    state::live::Live,
    ui::icon::{Glyph, Icon},
};

/// Until when I am muted here; nothing once it is over.
pub fn muted_until(calm: Option<RoomCalm>, now: Moment) -> Option<Moment> {
    calm?.muted_until.filter(|until| *until > now)
}

/// A quiet line above the field, when there is something to say.
#[component]
pub fn PaceLine() -> impl IntoView {
    let (calm, here, live) = (Calm::here(), Here::now(), Live::here());
    let clock = RwSignal::new(dates::now());
    // Counts down while there is something to count.
    let counts = Memo::new(move |_| {
        calm.known()
            .is_some_and(|calm| calm.next_at.is_some() || calm.muted_until.is_some())
    });
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
    let other = Memo::new(move |_| {
        live.room(here.id)
            .and_then(|room| Some(room.other.as_ref()?.first_name.clone()))
    });
    let words = move || {
        let known = calm.known()?;
        let now = clock.get();
        if let Some(until) = muted_until(Some(known.clone()), now) {
            return Some((
                Glyph::Lock,
                say_with(key::CALM_MUTED, [("when", dates::full(until).into())]),
            ));
        }
        let left = known.next_at.map_or(0, |next| next.seconds_since(now) + 1);
        if left > 0 && known.next_at.is_some_and(|next| next > now) {
            return Some((
                Glyph::Hourglass,
                say_with(key::CALM_WAIT, [("time", countdown(left).into())]),
            ));
        }
        if known.slow_mode_seconds > 0 && !known.may_moderate {
            return Some((Glyph::Hourglass, say(key::CALM_SLOW)));
        }
        let then = known.notified_at.filter(|then| *then > now)?;
        let name = other.get()?;
        let words = say_with(
            key::CALM_NOTIFIED_AT,
            [("name", name.into()), ("time", dates::time(then).into())],
        );
        Some((Glyph::Moon, words))
    };
    view! {
        <div class="pace-line" role="status">
            {move || words().map(|(glyph, words)| view! { <p><Icon glyph=glyph /><span>{words}</span></p> })}
        </div>
    }
}

/// Minutes and seconds.
fn countdown(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::countdown;

    #[test]
    fn time_left_is_read_at_a_glance() {
        assert_eq!(countdown(9), "0:09");
        assert_eq!(countdown(125), "2:05");
    }
}
