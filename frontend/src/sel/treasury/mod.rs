//! What is done now and then about units: several people at once, paper, what the school exchanges, the treasurer's desk. A part of its own.

mod audit;
mod categories;
mod correction;
mod credit;
mod desk;
mod figures;
mod group;
mod paper;
mod paper_list;
mod picking;
mod settings;
mod statistics;

use leptos::prelude::*;

use self::{desk::DeskPage, group::GroupPage, paper::PaperPage, paper_list::PaperListPage, statistics::StatisticsPage};
use super::place::Place;

/// The page of the address; nothing while another part shows it.
#[component]
pub fn TreasuryPage() -> impl IntoView {
    let place = Place::now();
    move || match place.get() {
        Place::Paper => view! { <PaperPage /> }.into_any(),
        Place::PaperList => view! { <PaperListPage /> }.into_any(),
        Place::Group => view! { <GroupPage /> }.into_any(),
        Place::Statistics => view! { <StatisticsPage /> }.into_any(),
        Place::Desk => view! { <DeskPage /> }.into_any(),
        _ => ().into_any(),
    }
}
