//! Something put right by the treasurer, with a reason that both sides see.

use domain::sel::{calls::CorrectSel, forms::NewSelCorrection};
use leptos::{ev, prelude::*};

use super::picking::{Chosen, PeopleField, accounts};
use crate::{
    client::{Once, SignedIn, Submission},
    i18n::{key, say, t},
    sel::units_field::{UnitsField, read},
    state::exchange::Exchange,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The card: who pays and who is paid; the community where nobody is named.
#[component]
pub fn Correction() -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let (submission, once) = (Submission::default(), Once::default());
    let (from, to) = (RwSignal::new(Vec::<Chosen>::new()), RwSignal::new(Vec::<Chosen>::new()));
    let (units, why) = (RwSignal::new("60".to_owned()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = NewSelCorrection {
            from: accounts(from).first().copied(),
            to: accounts(to).first().copied(),
            units: units.with_untracked(|units| read(units)).unwrap_or(0),
            reason: why.get_untracked(),
            corrects: None,
        };
        submission.run(
            async move { client.tell_once(CorrectSel {}, body, once).await },
            move |_| {
                once.is_done();
                from.set(Vec::new());
                to.set(Vec::new());
                why.set(String::new());
                toasts.say(say(key::SEL_CORRECTED_NOW));
                exchange.moves();
            },
        );
    };
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::Pencil title=t(key::SEL_CORRECTION)>
            <form class="card-body" on:submit=submit novalidate>
                <p class="muted small">{t(key::SEL_CORRECTION_DETAIL)}</p>
                <PeopleField label=t(key::SEL_PAYER) people=from most=1 error=submission.error_of("/from") />
                <PeopleField label=t(key::SEL_RECEIVER) people=to most=1 error=submission.error_of("/to") />
                <UnitsField label=t(key::SEL_SHEET_UNITS) value=units error=submission.error_of("/units") />
                <TextField label=t(key::SEL_REASON) value=why error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div>
                    <Button look=Look::Second glyph=Glyph::Check busy=submission.busy()>{t(key::SEL_CORRECT)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}
