//! What went wrong with a whole form.

use domain::problem::Code;
use leptos::prelude::*;

use crate::{
    client::Failure,
    ui::{banner::Banner, error_state::request_words, icon::Glyph, module::Module},
};

/// Says why the form was not accepted, above its button; read out at once.
#[component]
pub fn FormError(
    /// Why; nothing is shown without.
    #[prop(into)]
    failure: Signal<Option<Failure>>,
) -> impl IntoView {
    let shown = move || {
        failure.get().map(|failure| {
            let glyph = if failure == Failure::NoAnswer {
                Glyph::WifiOff
            } else {
                Glyph::CircleAlert
            };
            let request = failure.request_id().map(request_words);
            let module = if failure.is(Code::Invalid) {
                Module::Entraide
            } else {
                Module::Danger
            };
            let words = failure.says();
            view! {
                <Banner glyph=glyph module=module>
                    <p>
                        {words}
                        {request.map(|words| view! { <br /><span class="request-id">{words}</span> })}
                    </p>
                </Banner>
            }
        })
    };
    view! { <div role="alert">{shown}</div> }
}
