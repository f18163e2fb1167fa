//! "Is it really you?": calls that wait until the person has shown password or second factor once more.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A question to the person, and the calls that wait for its answer. `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Proof {
    open: RwSignal<bool>,
    waiting: StoredValue<Vec<Function>, LocalStorage>,
}

impl Default for Proof {
    fn default() -> Self {
        Self {
            open: RwSignal::new(false),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }
}

impl Proof {
    /// Asks, and answers whether the person has proved who they are; calls that ask at the same time share the answer.
    pub async fn asked(self) -> bool {
        let promise = Promise::new(&mut |resolve, _| self.waiting.update_value(|waiting| waiting.push(resolve)));
        self.open.set(true);
        JsFuture::from(promise).await.is_ok_and(|proved| proved.is_truthy())
    }

    /// Answers everybody who waits. Once they are answered, a later word says nothing.
    pub fn settle(self, proved: bool) {
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        for resolve in waiting {
            // The function of a promise does not throw.
            drop(resolve.call1(&JsValue::UNDEFINED, &proved.into()));
        }
        // Who follows whether it is open settles too, when it closes.
        if self.open.get_untracked() {
            self.open.set(false);
        }
    }

    /// Whether the question stands on the page.
    pub const fn open(self) -> RwSignal<bool> {
        self.open
    }
}
