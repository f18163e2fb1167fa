//! An offer or a request in a list.

use domain::sel::{
    rules::HOUR,
    service::{ServiceInfo, ServiceKind},
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    kinds::{self, StateTag},
    limits::Way,
    transfer_sheet::Deal,
    write_to::WriteTo,
};
use crate::{
    i18n::{key, say, say_with, t},
    ui::{
        avatar::Avatar,
        button::{Button, Look},
        icon::Glyph,
        module::Module,
        spaces::tied,
        tag::Tag,
    },
};

/// What is proposed to the owner: who takes an offer pays, who answers a request is paid.
pub fn deal_of(service: &ServiceInfo) -> Deal {
    Deal {
        with: service.owner.id,
        first_name: service.owner.first_name.clone(),
        way: Some(match service.kind {
            ServiceKind::Offer => Way::Pay,
            ServiceKind::Request => Way::Receive,
        }),
        service: Some(service.id),
        units: service.fixed_units.or(service.units_per_hour).unwrap_or(HOUR),
        what: service.title.clone(),
    }
}

/// The row: what, whose, how much, and two buttons on what is not mine.
#[component]
pub fn ServiceRow(
    /// The offer or request.
    service: ServiceInfo,
    /// Its category, by name.
    category: Signal<String>,
    /// Somebody wants to propose something.
    #[prop(into)]
    on_deal: Callback<Deal>,
) -> impl IntoView {
    let (mine, state, thanks) = (service.mine, service.state, service.thanks);
    let href = format!("/entraide/{}", service.id);
    let classes = service.owner.classes.clone();
    let name = kinds::owner(&service);
    let picture = service.photo.as_ref().and_then(|photo| photo.thumbnail_url.clone());
    let (initials, module) = (
        domain::words::initials(&service.owner.first_name, &service.owner.last_name),
        Module::of_id(service.owner.id.as_uuid().as_bytes()),
    );
    let shown = StoredValue::new(service.clone());
    let price = move || shown.with_value(kinds::price);
    let detail = move || {
        let place = shown.with_value(|service| service.place.clone());
        [Some(category.get()), Some(price()), place]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let (title, favourite, kind) = (tied(&service.title), service.favourite, service.kind);
    let label = {
        let (kind, title) = (service.kind, service.title.clone());
        Signal::derive(move || Some(format!("{} · {title}", say(kinds::proposing(kind)))))
    };
    view! {
        <div class="row row-wraps service-row">
            <Avatar text=initials module=module picture=picture />
            <div class="row-body">
                <p class="row-title">
                    <A href=href attr:class="row-link">{title}</A>
                </p>
                <p class="row-detail">{name} " " {class_tags(classes)}</p>
                <p class="row-detail">{detail}</p>
                <div class="cluster service-tags">
                    <StateTag state=state />
                    {favourite.then(|| view! { <Tag glyph=Glyph::Heart module=Module::Events words=t(key::SEL_FAVOURITE) /> })}
                    {(thanks > 0)
                        .then(|| {
                            let words = move || say_with(key::SEL_THANKS_COUNT, [("count", thanks.into())]);
                            view! { <Tag glyph=Glyph::HandHeart module=Module::Education words=words /> }
                        })}
                </div>
            </div>
            {(!mine)
                .then(|| {
                    view! {
                        <div class="row-end">
                            <WriteTo service=service />
                            <Button
                                look=Look::Second
                                label=label
                                on_press=move |()| on_deal.run(shown.with_value(deal_of))
                            >
                                {t(kinds::proposing(kind))}
                            </Button>
                        </div>
                    }
                })}
        </div>
    }
}

/// The classes that I share with somebody.
pub fn class_tags(classes: Vec<String>) -> impl IntoView {
    classes
        .into_iter()
        .map(|class| view! { <span class=format!("tag {}", Module::Education.class())>{class}</span> " " })
        .collect_view()
}
