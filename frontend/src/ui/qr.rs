//! A QR code, drawn by the browser from the outline that the server computed.

use domain::qr::QrCode;
use leptos::prelude::*;

/// Black on white in either theme: a camera must read it.
#[component]
pub fn Qr(
    /// The code.
    code: QrCode,
    /// What it is, for whoever does not see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let size = code.size;
    view! {
        <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {size} {size}") shape-rendering="crispEdges">
            <path d=code.path></path>
        </svg>
    }
}
