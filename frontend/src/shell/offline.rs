//! No network: what is on the page stays readable.

use leptos::prelude::*;

use crate::{
    device,
    i18n::{dates, key, say_with},
    ui::{banner::Banner, icon::Glyph, module::Module},
};

/// A strip at the top while the device has no network, with the time at which it went.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let online = device::online();
    view! {
        <div role="status">
            {move || (!online.get()).then(|| {
                let words = say_with(key::OFFLINE, [("time", dates::time(dates::now()).into())]);
                view! {
                    <Banner glyph=Glyph::WifiOff module=Module::Entraide top=true>
                        <p>{words}</p>
                    </Banner>
                }
            })}
        </div>
    }
}
