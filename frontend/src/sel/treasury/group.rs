//! A service to several people, each of whom is asked for the same.

use domain::sel::{calls::AskSelGroup, forms::NewSelGroup, rules::GROUP_MAX};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

use super::picking::{Chosen, PeopleField, accounts};
use crate::{
    client::{Once, SignedIn, Submission},
    i18n::{key, say_with, t},
    sel::{
        place::BackToExchanges,
        units_field::{UnitsField, read},
    },
    state::exchange::Exchange,
    ui::{
        button::Button,
        date_field::{DateField, day_start},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        page_head::PageHead,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The page.
#[component]
pub fn GroupPage() -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let (submission, once) = (Submission::default(), Once::default());
    let people = RwSignal::new(Vec::<Chosen>::new());
    let (units, what) = (RwSignal::new("30".to_owned()), RwSignal::new(String::new()));
    let day = RwSignal::new(String::new());
    let go = StoredValue::new_local(use_navigate());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = NewSelGroup {
            from: accounts(people),
            units: units.with_untracked(|units| read(units)).unwrap_or(0),
            description: what.get_untracked(),
            service_at: day_start(&day.get_untracked(), 0).map(|start| start.plus_seconds(43_200)),
        };
        submission.run(
            async move { client.tell_once(AskSelGroup {}, body, once).await },
            move |asked| {
                once.is_done();
                toasts.say(say_with(
                    key::SEL_GROUP_ASKED,
                    [("count", asked.transfers.len().into())],
                ));
                exchange.moves();
                go.with_value(|go| go("/entraide/transactions", Default::default()));
            },
        );
    };
    view! {
        <BackToExchanges />
        <PageHead title=t(key::SEL_GROUP) detail=t(key::SEL_GROUP_DETAIL) />
        <div class="reading stack">
            <DividerCard module=Module::Entraide glyph=Glyph::Users title=t(key::SEL_GROUP)>
                <form class="card-body" on:submit=submit novalidate>
                    <PeopleField label=t(key::SEL_GROUP_WHO) people=people most=GROUP_MAX error=submission.error_of("/from") />
                    <UnitsField label=t(key::SEL_GROUP_UNITS) value=units error=submission.error_of("/units") />
                    <TextField label=t(key::SEL_SHEET_WHAT) value=what error=submission.error_of("/description") />
                    <DateField label=t(key::SEL_SHEET_DAY) value=day error=submission.error_of("/service_at") />
                    <FormError failure=submission.failure() />
                    <div>
                        <Button glyph=Glyph::Send busy=submission.busy()>{t(key::SEL_GROUP_ASK)}</Button>
                    </div>
                </form>
            </DividerCard>
        </div>
    }
}
