//! Units from the community for people who helped.

use domain::sel::{calls::CreditSelHelpers, forms::NewSelCredit, rules::GROUP_MAX};
use leptos::{ev, prelude::*};

use super::picking::{Chosen, PeopleField, accounts};
use crate::{
    client::{Once, SignedIn, Submission},
    i18n::{key, say_with, t},
    sel::units_field::{UnitsField, read},
    state::exchange::Exchange,
    ui::{
        button::Button, divider_card::DividerCard, form_error::FormError, icon::Glyph, module::Module,
        text_field::TextField, toasts::Toasts,
    },
};

/// The card.
#[component]
pub fn Credit() -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let (submission, once) = (Submission::default(), Once::default());
    let people = RwSignal::new(Vec::<Chosen>::new());
    let (units, why) = (RwSignal::new("60".to_owned()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = NewSelCredit {
            to: accounts(people),
            units: units.with_untracked(|units| read(units)).unwrap_or(0),
            reason: why.get_untracked(),
        };
        submission.run(
            async move { client.tell_once(CreditSelHelpers {}, body, once).await },
            move |given| {
                once.is_done();
                people.set(Vec::new());
                why.set(String::new());
                toasts.say(say_with(
                    key::SEL_CREDIT_DONE,
                    [("count", given.transfers.len().into())],
                ));
                exchange.moves();
            },
        );
    };
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(key::SEL_CREDIT)>
            <form class="card-body" on:submit=submit novalidate>
                <p class="muted small">{t(key::SEL_CREDIT_DETAIL)}</p>
                <PeopleField label=t(key::SEL_CREDIT_WHO) people=people most=GROUP_MAX error=submission.error_of("/to") />
                <UnitsField label=t(key::SEL_CREDIT_UNITS) value=units error=submission.error_of("/units") />
                <TextField label=t(key::SEL_REASON) value=why error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div>
                    <Button glyph=Glyph::HandHeart busy=submission.busy()>{t(key::SEL_CREDIT_GIVE)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}
