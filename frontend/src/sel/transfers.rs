//! Everything that was proposed, by or to me: looked through by state, side and words.

use domain::sel::{
    calls::ListSelTransfers,
    forms::{SelTransferQuery, SelWhose},
    states::SelStatus,
    types::{SelDirection, SelTransferInfo},
};
use leptos::prelude::*;

use super::{
    kinds::{self, StatusTag},
    words,
};
use crate::{
    client::SignedIn,
    i18n::{dates, key, say, t},
    school::paged::{Paged, PagedList},
    state::exchange::Exchange,
    ui::{
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        module::Module,
        person_row::PersonRow,
        select::Select,
        text_field::{TextField, TextKind},
    },
};

/// The card with my transfers.
#[component]
pub fn Transfers() -> impl IntoView {
    view! { <TransferList whose=SelWhose::Mine status=None /> }
}

/// A list of transfers with its filters.
#[component]
pub fn TransferList(
    /// Whose.
    whose: SelWhose,
    /// Where it begins to look.
    status: Option<SelStatus>,
) -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let status = RwSignal::new(status.map(|status| status.as_str().to_owned()).unwrap_or_default());
    let (direction, q) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let list = Paged::ask(move |cursor| {
        exchange.moved().track();
        let words = q.with(|q| q.trim().to_owned());
        let query = SelTransferQuery {
            whose: Some(whose),
            status: status.get().parse().ok(),
            direction: direction.get().parse().ok(),
            q: Some(words).filter(|words| !words.is_empty()),
            limit: Some(30),
            cursor,
            ..SelTransferQuery::default()
        };
        async move { client.ask_with(ListSelTransfers {}, query).await }
    });
    let any = |words| (String::new(), say(words));
    let states = Signal::derive(move || {
        let known = SelStatus::ALL.iter();
        let known = known.map(|status| (status.as_str().to_owned(), say(kinds::status(*status))));
        std::iter::once(any(key::SEL_ALL_STATES))
            .chain(known)
            .collect::<Vec<_>>()
    });
    let sides = Signal::derive(move || {
        let of = |side: SelDirection, words| (side.as_str().to_owned(), say(words));
        vec![
            any(key::SEL_BOTH_SIDES),
            of(SelDirection::Incoming, key::SEL_INCOMING),
            of(SelDirection::Outgoing, key::SEL_OUTGOING),
        ]
    });
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::ArrowLeftRight title=t(key::SEL_TRANSFERS)>
            <div class="card-body search-fields">
                <TextField label=t(key::SEL_SEARCH_TRANSFERS) value=q kind=TextKind::Search optional=true />
                <Select label=t(key::SEL_STATE) options=states value=status />
                {(whose == SelWhose::Mine).then(|| view! { <Select label=t(key::SEL_SIDE) options=sides value=direction /> })}
            </div>
            <PagedList list=list row=|transfer| view! { <Row transfer=transfer /> } empty=|| view! { <Nothing /> }.into_any() />
        </DividerCard>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::ArrowLeftRight
            module=Module::Entraide
            title=t(key::SEL_TRANSFERS_NONE)
            detail=t(key::SEL_TRANSFERS_NONE_DETAIL)
        />
    }
}

#[component]
fn Row(transfer: SelTransferInfo) -> impl IntoView {
    let (initials, module) = words::face(words::other(&transfer));
    let (id, status) = (transfer.id, transfer.status);
    let shown = StoredValue::new(transfer);
    let title = move || shown.with_value(words::between);
    let detail = move || {
        let (what, at) = shown.with_value(|transfer| (transfer.description.clone(), transfer.created_at));
        Some(format!("{what} · {}", dates::full_day(at)))
    };
    view! {
        <PersonRow
            initials=initials
            module=module
            title=Signal::derive(title)
            href=format!("/entraide/transactions/{id}")
            detail=Signal::derive(detail)
        >
            <StatusTag of=status />
        </PersonRow>
    }
}
