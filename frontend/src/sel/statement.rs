//! My statement: every movement with the balance after it; a table on a wide screen, days with lines on a phone.

use domain::{
    endpoint::Endpoint,
    sel::{
        books::{SelStatementLine, SelStatementQuery},
        calls::{ExportSelStatement, ShowSelStatement},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{exchanges::Keep, kinds, words};
use crate::{
    client::SignedIn,
    i18n::{dates, key, say, t},
    school::{
        download::Download,
        paged::{More, Paged},
    },
    state::exchange::Exchange,
    ui::{
        date_field::{DateField, day_start},
        divider_card::DividerCard,
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::Glyph,
        module::Module,
        skeleton::SkeletonRows,
    },
};

/// From which day to which; `Copy`.
#[derive(Clone, Copy)]
struct Days {
    from: RwSignal<String>,
    to: RwSignal<String>,
}

/// The card.
#[component]
pub fn Statement() -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let days = Days {
        from: RwSignal::new(String::new()),
        to: RwSignal::new(String::new()),
    };
    let list = Paged::ask(move |cursor| {
        exchange.moved().track();
        let query = SelStatementQuery {
            from: days.from.with(|day| day_start(day, 0)),
            // up to the end of the last day
            to: days.to.with(|day| day_start(day, 1)),
            limit: Some(50),
            cursor,
        };
        async move { client.ask_with(ShowSelStatement {}, query).await }
    });
    let filter = move || {
        let from = days.from.with_untracked(|day| day_start(day, 0));
        let to = days.to.with_untracked(|day| day_start(day, 1));
        let of = |name, at: Option<domain::moment::Moment>| at.map(|at| (name, at.to_string()));
        [of("from", from), of("to", to)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let body = move || match (list.items().get(), list.failure().get()) {
        (Some(lines), _) if lines.is_empty() => view! { <Nothing /> }.into_any(),
        (Some(lines), _) => view! { <Table lines=lines /> <More list=list /> }.into_any(),
        (None, Some(failure)) => view! { <ErrorState failure=failure on_retry=move |()| list.reload() /> }.into_any(),
        (None, None) => view! { <SkeletonRows count=4 /> }.into_any(),
    };
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::FileText title=t(key::SEL_STATEMENT)>
            <div class="card-body">
                <div class="search-fields">
                    <DateField label=t(key::SEL_FROM_DAY) value=days.from />
                    <DateField label=t(key::SEL_TO_DAY) value=days.to />
                </div>
                <div class="cluster">
                    <Download path=ExportSelStatement::PATH name="releve.csv" query=filter />
                    <Keep />
                </div>
            </div>
            {body}
        </DividerCard>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::FileText
            module=Module::Entraide
            title=t(key::SEL_STATEMENT_NONE)
            detail=t(key::SEL_STATEMENT_NONE_DETAIL)
        />
    }
}

/// The lines, by day: the day stands above its lines on a phone, and in a column of its own elsewhere.
#[component]
pub fn Table(
    /// The lines, in their order.
    lines: Vec<SelStatementLine>,
) -> impl IntoView {
    let bodies = by_day(lines)
        .into_iter()
        .map(|(day, lines)| {
            let rows = lines
                .into_iter()
                .map(|line| view! { <Line line=line /> })
                .collect_view();
            view! {
                <tbody>
                    <tr class="statement-day">
                        <th scope="rowgroup" colspan="5">{day}</th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <table class="statement">
            <caption class="visually-hidden">{move || say(key::SEL_STATEMENT)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(key::SEL_COLUMN_DAY)}</th>
                    <th scope="col">{t(key::SEL_COLUMN_WITH)}</th>
                    <th scope="col">{t(key::SEL_COLUMN_WHAT)}</th>
                    <th scope="col" class="numbers">{t(key::SEL_COLUMN_UNITS)}</th>
                    <th scope="col" class="numbers">{t(key::SEL_COLUMN_BALANCE)}</th>
                </tr>
            </thead>
            {bodies}
        </table>
    }
}

#[component]
fn Line(line: SelStatementLine) -> impl IntoView {
    let at = line.at;
    let kind = kinds::transfer_kind(line.transfer.kind);
    let href = format!("/entraide/transactions/{}", line.transfer.id);
    let (what, units, after) = (line.transfer.description.clone(), line.units, line.balance_after);
    let transfer = StoredValue::new(line.transfer);
    let other = move || transfer.with_value(|transfer| words::name(words::other(transfer)));
    view! {
        <tr>
            <td class="statement-date">{move || dates::full_day(at)}</td>
            <td class="statement-who">{other}</td>
            <td class="statement-what">
                <A href=href>{what}</A>
                {kind.map(|kind| view! { " " <span class="muted small">{t(kind)}</span> })}
            </td>
            <td class="numbers statement-units" data-left=(units < 0).to_string()>{words::moved(units)}</td>
            <td class="numbers statement-balance">
                <span class="statement-word">{t(key::SEL_COLUMN_BALANCE)} " "</span>
                {words::amount(after)}
            </td>
        </tr>
    }
}

/// Lines that follow each other on the same day, under the name of the day.
fn by_day(lines: Vec<SelStatementLine>) -> Vec<(String, Vec<SelStatementLine>)> {
    let mut days: Vec<(String, Vec<SelStatementLine>)> = Vec::new();
    for line in lines {
        let day = dates::capitalized(&dates::weekday_and_day(line.at));
        match days.last_mut() {
            Some((known, of_day)) if *known == day => of_day.push(line),
            _ => days.push((day, vec![line])),
        }
    }
    days
}
