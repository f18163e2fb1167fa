//! Figures with their words, and bars with the table that says the same.

use leptos::prelude::*;

use crate::{
    i18n::{Key, dates, t},
    ui::field::fresh_id,
};

/// A number with its sign.
pub fn shown(value: i64) -> String {
    let number = dates::number(u32::try_from(value.unsigned_abs()).unwrap_or(u32::MAX));
    if value < 0 { format!("−{number}") } else { number }
}

/// A number and what it counts.
#[component]
pub fn Figure(
    /// The number.
    value: i64,
    /// What it counts.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{words}</dt>
            <dd class="numbers">{move || shown(value)}</dd>
        </div>
    }
}

/// A bar and a row of the table.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is about.
    pub name: Signal<String>,
    /// How tall it is.
    pub value: i64,
}

/// Bars side by side, and below them the same as a table.
#[component]
pub fn Chart(
    /// What it shows.
    title: Key,
    /// What the bars are about.
    column: Key,
    /// What is counted.
    counted: Key,
    /// The bars.
    bars: Vec<Bar>,
) -> impl IntoView {
    let rows = bars
        .iter()
        .map(|bar| {
            let (name, value) = (bar.name, bar.value);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="numbers">{move || shown(value)}</td>
                </tr>
            }
        })
        .collect_view();
    let heading = fresh_id("chart");
    let labelled = heading.clone();
    view! {
        <figure class="chart" aria-labelledby=labelled>
            <figcaption class="field-label" id=heading>{t(title)}</figcaption>
            <Drawn bars=bars />
            <details open>
                <summary>{t(crate::i18n::key::SEL_AS_TABLE)}</summary>
                <table class="stats-table">
                    <caption class="visually-hidden">{t(title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t(column)}</th>
                            <th scope="col">{t(counted)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// Decoration: the table beside it says the same.
#[component]
fn Drawn(bars: Vec<Bar>) -> impl IntoView {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let width = bars.len() * 20;
    let drawn = bars
        .into_iter()
        .enumerate()
        .map(|(place, bar)| {
            let height = height(bar.value, most);
            view! {
                <rect x=(place * 20 + 3).to_string() y=(62 - height).to_string() width="14" height=(height + 2).to_string() rx="2">
                    <title>{move || format!("{} · {}", bar.name.get(), shown(bar.value))}</title>
                </rect>
            }
        })
        .collect_view();
    view! { <svg class="sel-bars" aria-hidden="true" viewBox=format!("0 0 {width} 64")>{drawn}</svg> }
}

/// How tall a bar is, of 60.
fn height(value: i64, most: i64) -> i64 {
    if most <= 0 { 0 } else { value.clamp(0, most) * 60 / most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tallest_bar_fills_the_picture() {
        assert_eq!(height(30, 30), 60);
        assert_eq!(height(15, 30), 30);
        assert_eq!(height(0, 0), 0);
    }
}
