//! Who will read it, with a count, before it goes out; and who has, by class: the same numbers as bars and as a table.

use domain::{
    announcements::{
        calls::ShowAnnouncementReceipts,
        receipts::{AnnouncementReceipts, ReachGroup},
    },
    id::AnnouncementId,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn},
    i18n::{dates, key, say, say_with, t},
    ui::{loaded::Loaded, skeleton::SkeletonText},
};

/// Who will read a draft.
#[component]
pub fn WillRead(
    /// Which.
    id: AnnouncementId,
) -> impl IntoView {
    let client = SignedIn::here();
    let receipts = Answer::ask(move || async move { client.ask(ShowAnnouncementReceipts { announcement: id }).await });
    view! {
        <Loaded answer=receipts waiting=|| view! { <SkeletonText /> } let:known>
            <div class="card-body">
                <p>
                    <strong>{will_read(&known)}</strong>
                </p>
                <p class="muted small">{classes(&known)}</p>
            </div>
        </Loaded>
    }
}

fn will_read(known: &AnnouncementReceipts) -> impl Fn() -> String + use<> {
    let (adults, children) = (known.all.adults, known.all.total);
    move || {
        say_with(
            key::ANNOUNCEMENT_WILL_READ,
            [("adults", adults.into()), ("children", children.into())],
        )
    }
}

/// `P3 (12) · P4 (14)`
fn classes(known: &AnnouncementReceipts) -> impl Fn() -> String + use<> {
    let groups: Vec<(Option<String>, u32)> = known
        .groups
        .iter()
        .map(|group| (group.class_name.clone(), group.total))
        .collect();
    move || {
        let parts: Vec<String> = groups
            .iter()
            .map(|(name, total)| {
                let name = name.clone().unwrap_or_else(|| say(key::RECEIPTS_TEACHERS));
                format!("{name} ({})", dates::number(*total))
            })
            .collect();
        parts.join(" · ")
    }
}

/// How far each class is, as bars.
#[component]
pub fn Bars(
    /// The numbers.
    known: AnnouncementReceipts,
) -> impl IntoView {
    let bars = known
        .groups
        .into_iter()
        .map(|group| {
            let name = name_of(&group);
            let words = StoredValue::new(group.clone());
            let said = move || words.with_value(in_words);
            let only_reached = group.reached.saturating_sub(group.read);
            let parts = [
                ("bar-read", group.read),
                ("bar-reached", only_reached),
                ("bar-not", group.not_reached),
            ];
            let mut from = 0;
            let pieces: Vec<_> = parts
                .into_iter()
                .map(|(class, count)| {
                    let x = from;
                    from += count;
                    view! { <rect class=class x=x.to_string() y="0" width=count.to_string() height="1"></rect> }
                })
                .collect();
            view! {
                <li>
                    <span class="bar-name">{name}</span>
                    <svg
                        class="bar"
                        role="img"
                        aria-label=said
                        viewBox=format!("0 0 {} 1", group.total.max(1))
                        preserveAspectRatio="none"
                    >
                        {pieces}
                    </svg>
                    <span class="bar-number">{format!("{}/{}", group.read, group.total)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="bar-legend" aria-hidden="true">
            <span class="bar-read">{t(key::RECEIPTS_READ)}</span>
            <span class="bar-reached">{t(key::RECEIPTS_REACHED_ONLY)}</span>
            <span class="bar-not">{t(key::RECEIPTS_NOT_REACHED)}</span>
        </p>
        <ul class="bars">{bars}</ul>
    }
}

fn name_of(group: &ReachGroup) -> impl Fn() -> String + use<> {
    let name = group.class_name.clone();
    move || name.clone().unwrap_or_else(|| say(key::RECEIPTS_TEACHERS))
}

fn in_words(group: &ReachGroup) -> String {
    say_with(
        key::RECEIPTS_BAR,
        [
            ("total", group.total.into()),
            ("read", group.read.into()),
            ("reached", group.reached.into()),
            ("missing", group.not_reached.into()),
        ],
    )
}

/// The same numbers as a table.
#[component]
pub fn Table(
    /// The numbers.
    known: AnnouncementReceipts,
    /// The questions, in their order.
    questions: Vec<String>,
    /// Whether it is to be signed.
    signs: bool,
) -> impl IntoView {
    let head: Vec<_> = questions
        .iter()
        .map(|question| {
            let (yes, no) = (question.clone(), question.clone());
            view! {
                <th scope="col">{yes} " " {t(key::ANSWER_YES)}</th>
                <th scope="col">{no} " " {t(key::ANSWER_NO)}</th>
            }
        })
        .collect();
    let line = move |group: &ReachGroup, name: AnyView| {
        let answers: Vec<_> = group
            .yes
            .iter()
            .zip(&group.no)
            .map(|(yes, no)| view! { <td>{dates::number(*yes)}</td> <td>{dates::number(*no)}</td> })
            .collect();
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{dates::number(group.total)}</td>
                <td>{dates::number(group.reached)}</td>
                <td>{dates::number(group.read)}</td>
                {signs.then(|| view! { <td>{dates::number(group.signed)}</td> })}
                <td>{dates::number(group.not_reached)}</td>
                {answers}
            </tr>
        }
    };
    let rows: Vec<_> = known
        .groups
        .iter()
        .map(|group| line(group, name_of(group).into_any()))
        .collect();
    let all = line(&known.all, t(key::RECEIPTS_ALL).into_any());
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t(key::RECEIPTS_TABLE)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t(key::RECEIPTS_CLASS)}</th>
                        <th scope="col">{t(key::RECEIPTS_TOTAL)}</th>
                        <th scope="col">{t(key::RECEIPTS_REACHED)}</th>
                        <th scope="col">{t(key::RECEIPTS_READ)}</th>
                        {signs.then(|| view! { <th scope="col">{t(key::RECEIPTS_SIGNED)}</th> })}
                        <th scope="col">{t(key::RECEIPTS_NOT_REACHED)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{all}</tfoot>
            </table>
        </div>
    }
}
