//! What a guardian may do for a child, in plain words.

use domain::families::types::{GuardianRights, LinkStatus, MyChild};
use leptos::prelude::*;

use crate::{
    i18n::{Key, dates, key, say, say_with, t},
    ui::{
        banner::Banner,
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// Each right with its words.
const fn rights_words(rights: GuardianRights) -> [(bool, Key); 6] {
    [
        (rights.school_information, key::RIGHT_INFORMATION),
        (rights.chat, key::RIGHT_CHAT),
        (rights.sign, key::RIGHT_SIGN),
        (rights.justify, key::RIGHT_JUSTIFY),
        (rights.pay, key::RIGHT_PAY),
        (rights.pick_up, key::RIGHT_PICK_UP),
    ]
}

/// My rights as they are now, and why there are none where there are none.
#[component]
pub fn MyRights(
    /// My child.
    child: MyChild,
) -> impl IntoView {
    let rows = rights_words(child.rights)
        .into_iter()
        .map(|(may, words)| view! { <RightRow may=may words=words /> })
        .collect_view();
    let why = why_none(&child);
    let (starts_at, ends_at) = (child.starts_at, child.ends_at);
    let period = move || {
        let from = starts_at.map(|at| say_with(key::RIGHTS_FROM, [("date", dates::full_day(at).into())]));
        let until = ends_at.map(|at| say_with(key::RIGHTS_UNTIL, [("date", dates::full_day(at).into())]));
        let words: Vec<String> = from.into_iter().chain(until).collect();
        (!words.is_empty()).then(|| view! { <p class="muted small">{words.join(" ")}</p> })
    };
    view! {
        <div class="card-body">
            {why.map(|words| view! {
                <Banner glyph=Glyph::Hourglass module=Module::Entraide>
                    <p>{t(words)}</p>
                </Banner>
            })}
            <ul class="rights">{rows}</ul>
            {period}
            <p class="muted small">{t(key::RIGHTS_WHO_DECIDES)}</p>
        </div>
    }
}

fn why_none(child: &MyChild) -> Option<Key> {
    match child.status {
        LinkStatus::Pending => Some(key::RIGHTS_PENDING),
        LinkStatus::Confirmed if child.in_force => None,
        LinkStatus::Confirmed | LinkStatus::Refused | LinkStatus::Ended => Some(key::RIGHTS_NOT_NOW),
    }
}

#[component]
fn RightRow(may: bool, words: Key) -> impl IntoView {
    let glyph = if may { Glyph::Check } else { Glyph::X };
    view! {
        <li data-may=may.to_string()>
            <span class="mark" aria-hidden="true">
                <Icon glyph=glyph />
            </span>
            <span>
                {t(words)}
                {(!may).then(|| view! { <span class="visually-hidden">{move || format!(" ({})", say(key::RIGHT_NOT))}</span> })}
            </span>
        </li>
    }
}

/// The rights of somebody else in one line: all of them, none, or which.
pub fn rights_line(rights: GuardianRights) -> String {
    let all = rights_words(rights);
    let may: Vec<String> = all
        .iter()
        .filter(|(may, _)| *may)
        .map(|(_, words)| say(*words))
        .collect();
    match may.len() {
        0 => say(key::RIGHTS_NONE),
        count if count == all.len() => say(key::RIGHTS_ALL),
        _ => may.join(", "),
    }
}
