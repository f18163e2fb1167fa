//! Something that a page shows and the server knows: asked when the page opens, and again when what it depends on changes.

use std::future::Future;

use futures_util::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local};

use super::Failure;

/// An answer of the server, or why there is none; `Copy`, like a signal. A smaller `LocalResource`: it knows one kind of error, and
/// its machinery exists once and not for every kind of answer.
pub struct Answer<T: Send + Sync + 'static> {
    value: RwSignal<Option<Result<T, Failure>>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Answer<T> {}

impl<T: Clone + Send + Sync + 'static> Answer<T> {
    /// Asks. The question is asked again when a signal changes that it reads before its first `await`.
    pub fn ask<F, Fut>(question: F) -> Self
    where
        F: Fn() -> Fut + 'static,
        Fut: Future<Output = Result<T, Failure>> + 'static,
    {
        let (value, again) = (RwSignal::new(None), RwSignal::new(0));
        let newest = StoredValue::new(0_u32);
        keep_asking(
            again,
            Box::new(move || {
                let call = question();
                let number = newest.try_update_value(|newest| {
                    *newest = newest.wrapping_add(1);
                    *newest
                });
                Box::pin(async move {
                    let answer = call.await;
                    // The page may be gone, or a later question on its way.
                    if newest.try_get_value() == number {
                        value.try_set(Some(answer));
                    }
                })
            }),
        );
        Self { value, again }
    }

    /// The answer; `None` while the first one is on its way. While it is asked again the old one stays.
    pub fn get(self) -> Option<Result<T, Failure>> {
        self.value.get()
    }

    /// Asks again.
    pub fn refetch(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }
}

fn keep_asking(again: RwSignal<u32>, ask: Box<dyn Fn() -> LocalBoxFuture<'static, ()>>) {
    Effect::new(move || {
        again.track();
        spawn_local(ask());
    });
}
