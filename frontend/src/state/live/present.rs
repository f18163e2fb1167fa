//! Who is there, as far as they show it to me; whether somebody sits before this device; and the number on the icon of the application.

use std::time::Duration;

use domain::{
    id::AccountId,
    messaging::presence::{DeviceState, PersonPresence, SeenState},
    moment::Moment,
    socket::ClientFrame,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::Live;
use crate::device;

/// How often a device says that somebody sits before it, or that nobody does, in milliseconds.
const SAY: f64 = 240_000.0;
/// After how long without a touch nobody does, in milliseconds.
const IDLE: f64 = 600_000.0;
/// How often it is looked.
const LOOK: Duration = Duration::from_secs(60);
/// Where the pages of this browser share the moment of the last touch.
const TOUCHED: &str = "ecolehub.touched";

/// How somebody is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// There, away, busy or gone.
    pub state: SeenState,
    /// When they were last there.
    pub last_seen_at: Option<Moment>,
}

/// What this page has said last about whoever sits before it.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    at: f64,
    away: bool,
}

impl Live {
    /// How somebody is seen now; `None` when they do not show it, or it was not asked yet.
    pub fn present(self, account: AccountId) -> Option<Present> {
        self.present.with(|present| present.get(&account).copied())
    }

    /// The server has just been asked about these people.
    pub fn have_seen(self, people: &[PersonPresence]) {
        self.present.update(|present| {
            for one in people {
                let seen = Present {
                    state: one.state,
                    last_seen_at: one.last_seen_at,
                };
                present.insert(one.account_id, seen);
            }
        });
    }

    /// Somebody has come, gone, or says something else about themselves.
    pub(super) fn sees(self, account: AccountId, seen: Present) {
        self.present.update(|present| {
            present.insert(account, seen);
        });
    }

    /// Tells the server now and then whether somebody sits before this device; who shows nothing is not told further.
    pub(super) fn watch_the_person(self) {
        let said = StoredValue::new(Said::default());
        let touched = Closure::<dyn FnMut()>::new(move || {
            if document().hidden() {
                return;
            }
            let (now, last) = (js_sys::Date::now(), said.get_value());
            touch(now);
            if last.away || now - last.at >= SAY {
                self.say_device(said, false);
            }
        });
        for event in ["pointerdown", "keydown", "focus"] {
            drop(window().add_event_listener_with_callback(event, touched.as_ref().unchecked_ref()));
        }
        // Lives as long as the page.
        touched.forget();
        touch(js_sys::Date::now());
        let look = move || {
            let (now, last) = (js_sys::Date::now(), said.get_value());
            let is_idle = now - last_touch() >= IDLE;
            if is_idle && (!last.away || now - last.at >= SAY) {
                self.say_device(said, true);
            }
        };
        drop(set_interval_with_handle(look, LOOK));
    }

    fn say_device(self, said: StoredValue<Said>, away: bool) {
        let state = if away { DeviceState::Away } else { DeviceState::Online };
        if self.say(&ClientFrame::Presence { state }) {
            said.set_value(Said {
                at: js_sys::Date::now(),
                away,
            });
        }
    }

    /// Puts the number of unread messages on the icon of the installed application, where the browser can.
    pub(super) fn show_the_badge(self) {
        let badges = self.badges;
        // Tells the device: that is what effects are for.
        Effect::new(move || {
            let count = badges.messages.get();
            let navigator = window().navigator();
            let name = if count == 0 { "clearAppBadge" } else { "setAppBadge" };
            let function = js_sys::Reflect::get(&navigator, &JsValue::from_str(name));
            let Ok(Ok(function)) = function.map(JsCast::dyn_into::<js_sys::Function>) else {
                return;
            };
            // A browser that refuses shows no number.
            drop(if count == 0 {
                function.call0(&navigator)
            } else {
                function.call1(&navigator, &JsValue::from_f64(f64::from(count)))
            });
        });
    }
}

fn touch(now: f64) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(TOUCHED, &device::written(now)));
    }
}

fn last_touch() -> f64 {
    let kept = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(TOUCHED).ok().flatten());
    kept.and_then(|at| device::number(&at))
        .unwrap_or_else(js_sys::Date::now)
}
