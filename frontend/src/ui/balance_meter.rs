//! Where a balance of the time bank stands between its two limits.

use domain::sel::{rules::OPENING, types::SelBalance};
use leptos::prelude::*;

use crate::{
    i18n::{key, say_with},
    sel::words,
};

/// The balance in minutes and hours, and a bar with its limits, zero, and where everybody begins.
#[component]
pub fn BalanceMeter(
    /// What stands on the account.
    balance: SelBalance,
) -> impl IntoView {
    let SelBalance {
        balance: now,
        reserved,
        lowest,
        highest,
        ..
    } = balance;
    let label = move || {
        say_with(
            key::SEL_METER,
            [
                ("balance", words::amount(now).into()),
                ("lowest", words::amount(lowest).into()),
                ("highest", words::amount(highest).into()),
                ("start", words::amount(OPENING).into()),
            ],
        )
    };
    let that_is = move || say_with(key::SEL_BALANCE_IS, [("hours", words::hours(now).into())]);
    let aside =
        move || (reserved > 0).then(|| say_with(key::SEL_RESERVED, [("units", words::amount(reserved).into())]));
    view! {
        <div class="balance">
            <p class="balance-now numbers">
                <strong>{move || words::amount(now)}</strong>
                " "
                <small>{that_is}</small>
            </p>
            <Bar now=now lowest=lowest highest=highest label=Signal::derive(label) />
            {move || aside().map(|words| view! { <p class="muted small">{words}</p> })}
        </div>
    }
}

#[component]
fn Bar(now: i32, lowest: i32, highest: i32, label: Signal<String>) -> impl IntoView {
    let width = highest - lowest;
    let at = move |units: i32| (units - lowest).clamp(0, width);
    let (zero, here) = (at(0), at(now));
    let (left, right) = (zero.min(here), zero.max(here));
    let scale = [
        (lowest, "balance-end"),
        (0, ""),
        (OPENING, "balance-start"),
        (highest, "balance-end"),
    ]
    .into_iter()
    .map(|(units, class)| {
        let x = if units == lowest { 0 } else { at(units) };
        let anchor = match units {
            _ if units == lowest => "start",
            _ if units == highest => "end",
            _ => "middle",
        };
        view! { <text class=class x=place(x, width) y="13" text-anchor=anchor>{words::amount(units)}</text> }
    })
    .collect_view();
    view! {
        <svg class="balance-bar" role="img" aria-label=label preserveAspectRatio="none" viewBox=format!("0 0 {width} 20")>
            <rect class="balance-all" x="0" y="5" width=width.to_string() height="10" />
            <rect class="balance-part" x=left.to_string() y="5" width=(right - left).to_string() height="10" data-debt=(now < 0).to_string() />
            <line class="balance-opening" x1=at(OPENING).to_string() x2=at(OPENING).to_string() y1="3" y2="17" />
            <line class="balance-zero" x1=zero.to_string() x2=zero.to_string() y1="0" y2="20" />
        </svg>
        <svg class="balance-scale numbers" aria-hidden="true" width="100%" height="18">
            {scale}
        </svg>
    }
}

/// A place on the scale, in percent of its width.
fn place(at: i32, width: i32) -> String {
    format!("{}%", f64::from(at) * 100.0 / f64::from(width.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_stands_at_a_third() {
        assert_eq!(place(300, 900), format!("{}%", 100.0 / 3.0));
        assert_eq!(place(900, 900), "100%");
    }
}
