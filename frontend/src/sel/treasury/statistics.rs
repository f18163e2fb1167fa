//! What the school exchanges: numbers without names, as bars and as tables, and the check of the books.

use domain::sel::{
    books::{SelBucket, SelMonth, SelStatistics},
    calls::ShowSelStatistics,
};
use leptos::prelude::*;

use super::{
    audit::Audit,
    figures::{Bar, Chart, Figure},
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{dates, key, say_with, t},
    sel::{place::BackToExchanges, words},
    ui::{
        date_field::day_start, divider_card::DividerCard, icon::Glyph, loaded::Loaded, module::Module,
        page_head::PageHead, skeleton::SkeletonText,
    },
};

/// The page.
#[component]
pub fn StatisticsPage() -> impl IntoView {
    let client = SignedIn::here();
    let statistics = Answer::ask(move || async move { client.ask(ShowSelStatistics {}).await });
    view! {
        <BackToExchanges />
        <PageHead title=t(key::SEL_STATISTICS) detail=t(key::SEL_STATISTICS_DETAIL) />
        <div class="reading stack">
            <DividerCard module=Module::Entraide glyph=Glyph::ChartColumn title=t(key::SEL_STATISTICS)>
                <Loaded answer=statistics waiting=|| view! { <SkeletonText lines=5 /> } let:known>
                    <Known known=known />
                </Loaded>
            </DividerCard>
            <Audit />
        </div>
    }
}

#[component]
fn Known(known: SelStatistics) -> impl IntoView {
    let months: Vec<Bar> = known.months.into_iter().map(of_month).collect();
    let balances: Vec<Bar> = known.balances.into_iter().map(of_bucket).collect();
    view! {
        <div class="card-body stats">
            <dl class="figures">
                <Figure value=known.units words=t(key::SEL_STAT_UNITS) />
                <Figure value=known.transfers words=t(key::SEL_STAT_TRANSFERS) />
                <Figure value=known.active_accounts words=t(key::SEL_STAT_ACTIVE) />
                <Figure value=known.accounts words=t(key::SEL_STAT_ACCOUNTS) />
            </dl>
            <Chart
                title=key::SEL_STAT_MONTHS
                column=key::SEL_STAT_MONTH
                counted=key::SEL_COLUMN_UNITS
                bars=months
            />
            <Chart
                title=key::SEL_STAT_BALANCES
                column=key::SEL_COLUMN_BALANCE
                counted=key::SEL_STAT_ACCOUNTS
                bars=balances
            />
        </div>
    }
}

fn of_month(month: SelMonth) -> Bar {
    let SelMonth { month, units, .. } = month;
    Bar {
        name: Signal::derive(move || day_start(&format!("{month}-01"), 0).map_or_else(|| month.clone(), dates::month)),
        value: units,
    }
}

fn of_bucket(bucket: SelBucket) -> Bar {
    let SelBucket { from, to, accounts } = bucket;
    let name = move || {
        let words = [("from", words::amount(from).into()), ("to", words::amount(to).into())];
        say_with(key::SEL_STAT_BUCKET, words)
    };
    Bar {
        name: Signal::derive(name),
        value: accounts,
    }
}
