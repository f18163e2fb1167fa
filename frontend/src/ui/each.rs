//! A list whose rows stay while others come and go.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use leptos::prelude::*;

/// By which a row is known again, and what makes it.
type Row = (u64, Box<dyn FnOnce() -> AnyView + Send>);

/// A row for each thing. The same as `For`, whose machinery exists once for all kinds of things here: it would be a fiftieth of a part for
/// each of its lists.
pub fn each<T, K, V>(
    things: impl Fn() -> Vec<T> + Send + 'static,
    key: impl Fn(&T) -> K + Send + 'static,
    row: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: Send + 'static,
    K: Hash,
    V: IntoView + 'static,
{
    let row = Arc::new(row);
    let one = move |thing: T| -> Row {
        let (known_by, row) = (hash(&key(&thing)), Arc::clone(&row));
        (known_by, Box::new(move || row(thing).into_any()))
    };
    rows(Box::new(move || things().into_iter().map(&one).collect()))
}

fn rows(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <For each=rows key=|(known_by, _)| *known_by children=|(_, make)| make() /> }.into_any()
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
