//! A list that comes page by page: the next page on a button, and from the start again when what it depends on changes.

use std::{future::Future, pin::Pin};

use domain::page::Page;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::Failure,
    i18n::{key, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        error_state::ErrorState,
        form_error::FormError,
        skeleton::SkeletonRows,
    },
};

type Asking<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Failure>>>>;
type Question<T> = Box<dyn Fn(Option<String>) -> Asking<T>>;

/// A list and how far it has come; `Copy`, like a signal.
pub struct Paged<T: Send + Sync + 'static> {
    items: RwSignal<Option<Vec<T>>>,
    next: RwSignal<Option<String>>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    again: RwSignal<u32>,
    newest: StoredValue<u32>,
    question: StoredValue<Question<T>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Clone + Send + Sync + 'static> Paged<T> {
    /// Asks for the first page, given no cursor; again when a signal changes that the question reads before its first `await`, and when
    /// something may have been missed.
    pub fn ask<F, Fut>(question: F) -> Self
    where
        F: Fn(Option<String>) -> Fut + 'static,
        Fut: Future<Output = Result<Page<T>, Failure>> + 'static,
    {
        let paged = Self {
            items: RwSignal::new(None),
            next: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            again: RwSignal::new(0),
            newest: StoredValue::new(0),
            question: StoredValue::new_local(Box::new(move |cursor| Box::pin(question(cursor)) as Asking<T>)),
        };
        let regained = Live::here().regained();
        Effect::new(move |before: Option<(u32, u32)>| {
            let asked = (paged.again.get(), regained.get());
            // the same question once more: as much of the list stays as was there
            let is_same = before.is_some_and(|before| before != asked);
            let shown = paged.items.with_untracked(|items| items.as_ref().map_or(0, Vec::len));
            paged.fetch(None, if is_same { shown } else { 0 });
            asked
        });
        paged
    }

    /// What has come so far; `None` while the first page is on its way.
    pub fn items(self) -> Signal<Option<Vec<T>>> {
        self.items.into()
    }

    /// Why the last page did not come.
    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure.into()
    }

    /// Asks for everything again, such as after a change.
    pub fn reload(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// Asks for a page, and goes on until there are so many items.
    fn fetch(self, cursor: Option<String>, at_least: usize) {
        let is_first = cursor.is_none();
        let asking = self.question.with_value(|question| question(cursor));
        let number = self.newest.try_update_value(|newest| {
            *newest = newest.wrapping_add(1);
            *newest
        });
        self.busy.set(true);
        spawn_local(async move {
            let mut answer = asking.await;
            while let Ok(page) = &mut answer
                && page.items.len() < at_least
                && let Some(next) = page.next.take()
            {
                let Some(asking) = self.question.try_with_value(|question| question(Some(next))) else {
                    return;
                };
                match asking.await {
                    Ok(more) => {
                        page.items.extend(more.items);
                        page.next = more.next;
                    }
                    Err(failure) => answer = Err(failure),
                }
            }
            // the page may be gone, or a later question on its way
            if self.newest.try_get_value() != number {
                return;
            }
            self.busy.try_set(false);
            match answer {
                Ok(page) => {
                    self.failure.set(None);
                    self.next.set(page.next);
                    self.items.update(|items| match items {
                        Some(items) if !is_first => items.extend(page.items),
                        _ => *items = Some(page.items),
                    });
                }
                Err(failure) => {
                    self.failure.set(Some(failure));
                }
            }
        });
    }
}

/// The list: its shape while the first page is on its way, `empty` when there is nothing, its rows, and a button for more.
#[component]
pub fn PagedList<T, R, V, E>(
    /// The list.
    list: Paged<T>,
    /// One row.
    row: R,
    /// What is shown when there is nothing.
    empty: E,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    R: Fn(T) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
    E: Fn() -> AnyView + Copy + Send + Sync + 'static,
{
    let rows = move |items: Vec<T>| {
        if items.is_empty() {
            return empty();
        }
        let rows = items
            .into_iter()
            .map(|item| view! { <li>{row(item)}</li> })
            .collect_view();
        view! { <ul class="row-list">{rows}</ul> }.into_any()
    };
    move || match (list.items.get(), list.failure.get()) {
        (Some(items), _) => view! { {rows(items)} <More list=list /> }.into_any(),
        (None, Some(failure)) => view! { <ErrorState failure=failure on_retry=move |()| list.reload() /> }.into_any(),
        (None, None) => view! { <SkeletonRows count=5 /> }.into_any(),
    }
}

/// The button for the next page, while there is one.
#[component]
pub fn More<T>(
    /// The list.
    list: Paged<T>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    move || {
        list.next.get().map(|cursor| {
            view! {
                <div class="card-body no-print">
                    <FormError failure=list.failure />
                    <div>
                        <Button look=Look::Second busy=list.busy on_press=move |()| list.fetch(Some(cursor.clone()), 0)>
                            {t(key::LIST_MORE)}
                        </Button>
                    </div>
                </div>
            }
        })
    }
}
