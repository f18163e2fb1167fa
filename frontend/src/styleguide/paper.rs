//! Colours, type, icons, cards, rows.

use domain::sel::{rules, types::SelBalance};
use leptos::prelude::*;
use leptos_router::components::A;

use super::Specimen;
use crate::ui::{
    avatar::{Avatar, AvatarSize},
    badge::Badge,
    balance_meter::BalanceMeter,
    button::{Button, Look},
    card::Card,
    day_divider::{DayDivider, NewDivider},
    divider_card::DividerCard,
    icon::{Glyph, Icon},
    module::Module,
    person_row::PersonRow,
    tag::Tag,
};

/// What is printed on paper.
#[component]
pub fn Paper() -> impl IntoView {
    let swatches = Module::ALL
        .iter()
        .map(|module| view! { <div class=format!("swatch {}", module.class())>{format!("{module:?}")}</div> })
        .collect_view();
    let glyphs = Glyph::all()
        .map(|glyph| view! { <li><Icon glyph=glyph />{format!("{glyph:?}")}</li> })
        .collect_view();
    view! {
        <Specimen name="Colours">
            <div class="swatches">{swatches}</div>
        </Specimen>
        <Specimen name="Type">
            <p class="specimen-display">"Bricolage Grotesque: Classe de P3, 20 novembre"</p>
            <p>"Atkinson Hyperlegible Next: 0O 1lI 8B, réunion à 19 h 30 au local 12. " <a href="/styleguide">"A link"</a></p>
            <p class="muted small">"Muted and small, for details. " <code>"K7MF-3QXA"</code></p>
        </Specimen>
        <Cards />
        <Specimen name="Avatar, Badge, Tag, DayDivider">
            <div class="cluster">
                <Avatar text="MD" module=Module::Messages size=AvatarSize::Small />
                <Avatar text="P3" module=Module::Events />
                <Avatar text="JD" module=Module::Shop size=AvatarSize::Large />
                <Badge count=3_u32 label="3 unread" />
                <Badge count=120_u32 label="120 unread" />
                <Tag glyph=Glyph::Check module=Module::Education words="Confirmed" />
                <Tag glyph=Glyph::Hourglass module=Module::Entraide words="Waiting" />
                <Tag glyph=Glyph::X module=Module::Danger words="Refused" />
                <Tag glyph=Glyph::Info words="Plain" />
            </div>
            <DayDivider day="Jeudi 19 novembre" />
            <NewDivider words="2 nouveaux messages" />
        </Specimen>
        <Specimen name="BalanceMeter">
            <div class="columns">
                <Card><div class="card-body"><BalanceMeter balance=balance(120, 0) /></div></Card>
                <Card><div class="card-body"><BalanceMeter balance=balance(-240, 60) /></div></Card>
                <Card><div class="card-body"><BalanceMeter balance=balance(600, 0) /></div></Card>
            </div>
        </Specimen>
        <Specimen name="Icon">
            <ul class="glyphs">{glyphs}</ul>
        </Specimen>
    }
}

fn balance(balance: i32, reserved: i32) -> SelBalance {
    SelBalance {
        balance,
        reserved,
        can_spend: rules::can_spend(balance, reserved),
        can_receive: rules::can_receive(balance),
        lowest: rules::BALANCE_MIN,
        highest: rules::BALANCE_MAX,
        units_spent: 0,
        units_earned: 0,
        total_given: 0,
        total_received: 0,
        shared_with: Vec::new(),
    }
}

#[component]
fn Cards() -> impl IntoView {
    view! {
        <Specimen name="DividerCard, Card, rows">
            <div class="columns">
                <DividerCard module=Module::Messages glyph=Glyph::MessageCircle title="Messages">
                    <ul class="row-list">
                        <li>
                            <A href="/styleguide" attr:class="row">
                                <Avatar text="P3" module=Module::Messages />
                                <div class="row-body">
                                    <p class="row-title">"Classe de P3"</p>
                                    <p class="row-detail row-detail-one-line">
                                        "Fatima : Qui peut prêter des bottes en caoutchouc pour la sortie de jeudi ?"
                                    </p>
                                </div>
                                <div class="row-end">
                                    <span class="row-detail numbers">"08:31"</span>
                                    <Badge count=2_u32 label="2 unread" />
                                </div>
                            </A>
                        </li>
                        <li>
                            <PersonRow initials="AY" module=Module::Events title="Ayşe Yılmaz" detail="Parent, P3 et M2">
                                <Tag glyph=Glyph::Hourglass module=Module::Entraide words="En attente" />
                                <Button look=Look::Second on_press=|()| ()>"Voir"</Button>
                            </PersonRow>
                        </li>
                    </ul>
                </DividerCard>
                <DividerCard module=Module::Education glyph=Glyph::Baby title="Mes enfants">
                    <div class="card-body">
                        <p>"A card body holds sentences and controls; several are separated by a line."</p>
                    </div>
                    <div class="card-body">
                        <p class="secret-code">"K7MF-3QXA"</p>
                    </div>
                </DividerCard>
            </div>
            <Card>
                <div class="card-body">
                    <p>"A card without a divider: it belongs to no module."</p>
                </div>
            </Card>
        </Specimen>
    }
}
