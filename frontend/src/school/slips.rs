//! Slips on paper: for each child and guardian one, with the code and a QR code, cut along the lines.

use domain::{
    families::{
        calls::MakeChildSlips,
        records::{ChildSlip, SlipOrder},
    },
    id::{ChildId, ClassId},
    problem::{Code, Problem},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Failure, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    school::{child::class_options, place::BackToSchool},
    state::session::Session,
    ui::{
        button::Button, checkbox::Checkbox, divider_card::DividerCard, form_error::FormError, icon::Glyph,
        module::Module, page_head::PageHead, qr::Qr, select::Select,
    },
};

/// The page: for which class, how many a child; then the sheet to print.
#[component]
pub fn SlipsPage() -> impl IntoView {
    let slips = RwSignal::new(Vec::<ChildSlip>::new());
    view! {
        <div class="no-print">
            <BackToSchool />
            <PageHead title=t(key::SLIPS_TITLE) detail=t(key::SLIPS_DETAIL) />
            <div class="reading stack">
                <Order slips=slips />
            </div>
        </div>
        {move || slips.with(|slips| (!slips.is_empty()).then(|| view! { <Sheet slips=slips.clone() /> }))}
    }
}

/// All slips of a class, asked for until there are no more.
async fn all(client: SignedIn, order: SlipOrder) -> Result<Vec<ChildSlip>, Failure> {
    let mut slips = Vec::new();
    let mut after: Option<ChildId> = None;
    loop {
        let part = client
            .tell(MakeChildSlips {}, SlipOrder { after, ..order.clone() })
            .await?;
        slips.extend(part.items);
        after = part.next;
        if after.is_none() {
            return Ok(slips);
        }
    }
}

#[component]
fn Order(slips: RwSignal<Vec<ChildSlip>>) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let class = RwSignal::new(String::new());
    let per_child = RwSignal::new("2".to_owned());
    let replace = RwSignal::new(true);
    let counts: Vec<_> = (1..=4)
        .map(|count: u8| (count.to_string(), count.to_string()))
        .collect();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Ok(class_id) = class.get_untracked().parse::<ClassId>() else {
            let problem = Problem::new(Code::Invalid).at("/class_id", "required");
            return submission.refuse(Failure::Problem(Box::new(problem)));
        };
        let order = SlipOrder {
            class_id: Some(class_id),
            after: None,
            child_ids: Vec::new(),
            per_child: per_child.get_untracked().parse().unwrap_or(2),
            replace: replace.get_untracked(),
        };
        submission.run(all(client, order), move |made| slips.set(made));
    };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::Printer title=t(key::SLIPS_TITLE)>
            <form class="card-body" on:submit=submit novalidate>
                <div class="two-fields">
                    <Select label=t(key::CHILD_CLASS) options=class_options(client) value=class error=submission.error_of("/class_id") />
                    <Select label=t(key::SLIPS_PER_CHILD) hint=t(key::SLIPS_PER_CHILD_HINT) options=Signal::stored(counts) value=per_child />
                </div>
                <Checkbox checked=replace label=t(key::SLIPS_REPLACE) hint=t(key::SLIPS_REPLACE_HINT) />
                <FormError failure=submission.failure() />
                <div>
                    <Button glyph=Glyph::KeyRound busy=submission.busy()>{t(key::SLIPS_MAKE)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}

#[component]
fn Sheet(slips: Vec<ChildSlip>) -> impl IntoView {
    let me = Session::here().me();
    let school = move || me.get().map(|me| me.membership.school_name).unwrap_or_default();
    let count = i64::try_from(slips.len()).unwrap_or(i64::MAX);
    let print = move |()| {
        // a browser without printing shows the page as it is
        drop(window().print());
    };
    view! {
        <div class="slips-sheet">
            <div class="no-print cluster">
                <p role="status">{move || say_with(key::SLIPS_MADE, [("count", count.into())])}</p>
                <Button glyph=Glyph::Printer on_press=print>{t(key::SLIPS_PRINT)}</Button>
            </div>
            <ul class="slips">
                {slips.into_iter().map(|slip| view! { <li><Slip slip=slip school=Signal::derive(school) /></li> }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Slip(slip: ChildSlip, school: Signal<String>) -> impl IntoView {
    let child = format!("{} {}", slip.first_name, slip.last_name);
    let class = slip.class_name.unwrap_or_default();
    let until = slip.expires_at;
    let address = slip.url.split("/enfants").next().unwrap_or_default().to_owned();
    view! {
        <article class="slip">
            <div>
                <p class="slip-school">{school}</p>
                <h2>{child}" "<small>{class}</small></h2>
                <p>{t(key::SLIP_LEAD)}</p>
                <p class="secret-code">{slip.code}</p>
                <p class="small">{move || say_with(key::SLIP_HOW, [("address", address.clone().into())])}</p>
                <p class="small">{move || say_with(key::SLIP_UNTIL, [("when", dates::full_day(until).into())])}</p>
            </div>
            <Qr code=slip.qr label=Signal::derive(move || say(key::SLIP_QR)) />
        </article>
    }
}
