//! The sheet on which a transfer is proposed: how much, when, what for, and what both accounts become.

use domain::{
    id::{AccountId, ServiceId},
    sel::{
        calls::{ProposeSelTransfer, ShowSelBalance},
        forms::{NewSelTransfer, SelProposalKind},
        types::SelBalance,
    },
};
use leptos::{ev, prelude::*};

use super::{
    limits::{self, Way},
    units_field::{UnitsField, read, units_of},
    words,
};
use crate::{
    client::{Answer, Once, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    state::exchange::Exchange,
    ui::{
        banner::Banner,
        button::{Button, Look},
        date_field::{DateField, day_start},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        segmented::{Choice, Segmented},
        skeleton::SkeletonText,
        text_area::TextArea,
        toasts::Toasts,
    },
};

/// What is proposed to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// The other one.
    pub with: AccountId,
    /// Their first name.
    pub first_name: String,
    /// Which way the units go; chosen on the sheet when nothing says it.
    pub way: Option<Way>,
    /// The offer or request that it is for.
    pub service: Option<ServiceId>,
    /// How many units it begins with.
    pub units: i32,
    /// What it is for.
    pub what: String,
}

/// What can be done with units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pay,
    Ask,
    Give,
}

/// What is being filled in; `Copy`.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<Kind>,
    units: RwSignal<String>,
    day: RwSignal<String>,
    what: RwSignal<String>,
}

impl Draft {
    fn of(deal: &Deal) -> Self {
        let kind = match deal.way {
            Some(Way::Receive) => Kind::Ask,
            Some(Way::Pay) | None => Kind::Pay,
        };
        Self {
            kind: RwSignal::new(kind),
            units: RwSignal::new(deal.units.to_string()),
            day: RwSignal::new(String::new()),
            what: RwSignal::new(deal.what.clone()),
        }
    }

    fn way(self) -> Way {
        match self.kind.get() {
            Kind::Ask => Way::Receive,
            Kind::Pay | Kind::Give => Way::Pay,
        }
    }

    fn body(self, deal: &Deal) -> NewSelTransfer {
        let kind = self.kind.get_untracked();
        let asks = kind == Kind::Ask;
        NewSelTransfer {
            to: (!asks).then_some(deal.with),
            from: asks.then_some(deal.with),
            kind: (kind == Kind::Give).then_some(SelProposalKind::Gift),
            units: self.units.with_untracked(|units| read(units)).unwrap_or(0),
            description: self.what.get_untracked(),
            // noon: the day matters, whatever the clock of the phone says
            service_at: day_start(&self.day.get_untracked(), 0).map(|start| start.plus_seconds(43_200)),
            service_id: deal.service,
        }
    }
}

/// The sheet.
#[component]
pub fn TransferSheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is proposed.
    #[prop(into)]
    deal: Signal<Option<Deal>>,
) -> impl IntoView {
    let title = move || {
        let name = deal.get().map(|deal| deal.first_name).unwrap_or_default();
        say_with(key::SEL_SHEET_TITLE, [("name", name.into())])
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            {move || deal.get().map(|deal| view! { <Form open=open deal=deal /> })}
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, deal: Deal) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let (submission, once) = (Submission::default(), Once::default());
    let draft = Draft::of(&deal);
    let balance = Answer::ask(move || {
        exchange.moved().track();
        async move { client.ask(ShowSelBalance {}).await }
    });
    let refused = Memo::new(move |_| {
        let balance = balance.get()?.ok()?;
        limits::after(&balance, draft.way(), units_of(draft.units)?).err()
    });
    let (name, chooses) = (deal.first_name.clone(), deal.way.is_none());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if refused.with_untracked(Option::is_some) {
            return;
        }
        let body = draft.body(&deal);
        submission.run(
            async move { client.tell_once(ProposeSelTransfer {}, body, once).await },
            move |_| {
                once.is_done();
                open.set(false);
                toasts.say(say(key::SEL_SHEET_SENT));
                exchange.moves();
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {chooses.then(|| view! { <Kinds draft=draft /> })}
            <UnitsField label=t(key::SEL_SHEET_UNITS) value=draft.units error=submission.error_of("/units") />
            <DateField label=t(key::SEL_SHEET_DAY) value=draft.day error=submission.error_of("/service_at") />
            <TextArea label=t(key::SEL_SHEET_WHAT) value=draft.what error=submission.error_of("/description") />
            <Loaded answer=balance waiting=|| view! { <SkeletonText lines=1 /> } let:balance>
                <Afterwards balance=balance draft=draft name=name.clone() />
            </Loaded>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button
                    glyph=Glyph::Send
                    busy=submission.busy()
                    disabled=Signal::derive(move || refused.with(Option::is_some))
                >
                    {move || say(if draft.kind.get() == Kind::Give { key::SEL_SHEET_GIVE } else { key::SEL_SHEET_SEND })}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn Kinds(draft: Draft) -> impl IntoView {
    let of = |kind, words| Choice::new(kind, Signal::derive(t(words)));
    let options = vec![
        of(Kind::Pay, key::SEL_KIND_PAY),
        of(Kind::Ask, key::SEL_KIND_ASK),
        of(Kind::Give, key::SEL_KIND_GIVE),
    ];
    let choose = Callback::new(move |kind| draft.kind.set(kind));
    view! { <Segmented label=t(key::SEL_KIND) options=options chosen=draft.kind on_choice=choose /> }
}

/// What both accounts become, or why it cannot be.
#[component]
fn Afterwards(balance: SelBalance, draft: Draft, name: String) -> impl IntoView {
    let now = balance.balance;
    let name = StoredValue::new(name);
    let shown = move || {
        let units = units_of(draft.units)?;
        Some((units, draft.way(), limits::after(&balance, draft.way(), units)))
    };
    let mine = move |after: i32| {
        let words = [
            ("now", words::amount(now).into()),
            ("after", words::amount(after).into()),
        ];
        say_with(key::SEL_SHEET_MINE, words)
    };
    let theirs = move |way: Way, units: i32| {
        let change = if way == Way::Pay { units } else { -units };
        let words = [
            ("name", name.get_value().into()),
            ("units", words::moved(change).into()),
        ];
        say_with(key::SEL_SHEET_THEIRS, words)
    };
    view! {
        <div role="status">
            {move || match shown() {
                None => ().into_any(),
                Some((_, _, Err(reason))) => {
                    view! { <Banner glyph=Glyph::CircleAlert module=Module::Danger><p>{reason}</p></Banner> }.into_any()
                }
                Some((units, way, Ok(after))) => {
                    view! {
                        <ul class="sheet-after">
                            <li>{mine(after)}</li>
                            <li>{theirs(way, units)}</li>
                            <li class="muted small">
                                {move || say(match draft.kind.get() {
                                    Kind::Pay => key::SEL_SHEET_PAY_DETAIL,
                                    Kind::Ask => key::SEL_SHEET_ASK_DETAIL,
                                    Kind::Give => key::SEL_SHEET_GIVE_DETAIL,
                                })}
                            </li>
                        </ul>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
