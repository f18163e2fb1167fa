//! How busy the messaging of the school is: a few figures, and messages by day as bars and as a table.

use domain::messaging::statistics::{DayOfSchool, SchoolStats, ShowSchoolStats};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, dates, key, say, say_with, t},
    ui::{
        date_field::day_start, divider_card::DividerCard, icon::Glyph, loaded::Loaded, module::Module,
        skeleton::SkeletonText,
    },
};

/// The figures of the school.
#[component]
pub fn Statistics() -> impl IntoView {
    let client = SignedIn::here();
    let stats = Answer::ask(move || async move { client.ask(ShowSchoolStats {}).await });
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::MessageCircle title=t(key::STATS_TAB)>
            <Loaded answer=stats waiting=|| view! { <SkeletonText lines=4 /> } let:stats>
                <div class="card-body stats">
                    <Figures stats=stats.clone() />
                    <Bars days=stats.days.clone() />
                    <Days days=stats.days />
                </div>
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Figures(stats: SchoolStats) -> impl IntoView {
    let of = |words: Key, all: i64| move || say_with(words, [("all", shown(all).into())]);
    let millis = stats.mean_response_ms.map(|mean| whole(mean.round()));
    view! {
        <dl class="figures">
            <Figure value=shown(stats.messages) words=t(key::STATS_ALL) />
            <Figure value=shown(stats.messages_today) words=t(key::STATS_TODAY) />
            <Figure value=shown(stats.active_conversations) words=Signal::derive(of(key::STATS_ROOMS, stats.conversations)) />
            <Figure value=shown(stats.active_members) words=Signal::derive(of(key::STATS_PEOPLE, stats.members)) />
            {stats.online_members.map(|online| view! { <Figure value=shown(online) words=t(key::STATS_ONLINE) /> })}
            {millis.map(|millis| {
                let value = say_with(key::STATS_MILLIS, [("count", millis.into())]);
                view! { <Figure value=value words=t(key::STATS_RESPONSE) /> }
            })}
        </dl>
    }
}

#[component]
fn Figure(value: String, #[prop(into)] words: Signal<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{words}</dt>
            <dd class="numbers">{value}</dd>
        </div>
    }
}

/// One bar a day; what they say stands in the table.
#[component]
fn Bars(days: Vec<DayOfSchool>) -> impl IntoView {
    let most = days.iter().map(|day| day.messages).max().unwrap_or(0);
    let bars = days
        .into_iter()
        .enumerate()
        .map(|(place, day)| {
            let height = if most == 0 { 0 } else { day.messages * 60 / most };
            view! { <rect x=(place * 20 + 3).to_string() y=(62 - height).to_string() width="14" height=(height + 2).to_string() rx="2" /> }
        })
        .collect_view();
    let label = move || say_with(key::STATS_CHART_WORDS, [("most", shown(most).into())]);
    view! {
        <p class="field-label">{t(key::STATS_CHART)}</p>
        <svg class="bars" role="img" aria-label=label viewBox="0 0 280 64">{bars}</svg>
    }
}

#[component]
fn Days(days: Vec<DayOfSchool>) -> impl IntoView {
    let rows = days.into_iter().rev().map(|day| {
        let name = day_start(&day.day, 0).map_or_else(|| day.day.clone(), dates::weekday_and_day);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="numbers">{shown(day.messages)}</td>
            </tr>
        }
    });
    view! {
        <details>
            <summary>{t(key::STATS_TABLE)}</summary>
            <table class="stats-table">
                <caption class="visually-hidden">{move || say(key::STATS_CHART)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(key::STATS_DAY)}</th>
                        <th scope="col">{t(key::STATS_MESSAGES)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
}

fn shown(value: i64) -> String {
    dates::number(u32::try_from(value).unwrap_or_default())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds of an answer, rounded: `as` stops at the ends of u32"
)]
fn whole(value: f64) -> u32 {
    value as u32
}
