//! One form on its way to the server: busy, refused, or through.

use std::future::Future;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Failure;

/// The state of one form. `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Submission {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Default for Submission {
    fn default() -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }
}

impl Submission {
    /// Sends the form once, however often the button is pressed; `then` gets the answer when it is a good one. After a
    /// refusal the first field to correct has the focus.
    pub fn run<R, F, T>(self, call: F, then: T)
    where
        F: Future<Output = Result<R, Failure>> + 'static,
        T: FnOnce(R) + 'static,
        R: 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        // Boxed, so that what follows exists once and not for every form.
        leptos::task::spawn_local(self.follow(Box::pin(async move {
            let reply = call.await?;
            let then: Box<dyn FnOnce()> = Box::new(move || then(reply));
            Ok(then)
        })));
    }

    async fn follow(self, call: LocalBoxFuture<'static, Result<Box<dyn FnOnce()>, Failure>>) {
        let answer = call.await;
        // The page may be gone by now, and its signals with it.
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(then) => then(),
            Err(failure) => self.refuse(failure),
        }
    }

    /// Shows a failure that was found without asking the server.
    pub fn refuse(self, failure: Failure) {
        self.failure.set(Some(failure));
        request_animation_frame(focus_first_invalid);
    }

    /// Forgets the failure, for instance when a dialog opens again.
    pub fn clear(self) {
        self.failure.set(None);
    }

    /// Whether an answer is being waited for.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What went wrong, for the whole form.
    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure.into()
    }

    /// What is wrong with one field, given as a JSON pointer such as `/email`.
    pub fn error_of(self, pointer: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.failure.with(|failure| failure.as_ref()?.says_of(pointer)))
    }
}

fn focus_first_invalid() {
    let field = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus keeps the reader where they are.
        drop(field.focus());
    }
}
