//! Offers and requests: who sees what, what their owners do with them, how they are found, what goes with what.

mod categories;
mod finding;
mod mails;
mod matching;
mod messages;
mod offering;
mod showing;
mod size;
mod thanks;

use diesel::prelude::*;
use domain::{
    id::ServiceId,
    page::NoBody,
    problem::Code,
    sel::{
        service::{ServiceInfo, ServiceKind},
        service_calls::{ListServices, OfferService, ShowService},
        service_forms::{ServiceForm, ServiceQuery},
    },
};
use store::schema::sel_services;
use testkit::{app::TestApp, client::Client};

/// An offer with nothing but a title.
fn form(title: &str, category: &str) -> ServiceForm {
    ServiceForm {
        kind: None,
        title: title.to_owned(),
        description: String::new(),
        category: category.to_owned(),
        units_per_hour: None,
        fixed_units: None,
        availability: None,
        place: None,
        languages: Vec::new(),
        photo_id: None,
        alerts: None,
    }
}

async fn offer(by: &Client, title: &str, category: &str) -> ServiceInfo {
    by.call(&OfferService {}, &form(title, category)).await.unwrap()
}

async fn request(by: &Client, title: &str, category: &str) -> ServiceInfo {
    let form = ServiceForm {
        kind: Some(ServiceKind::Request),
        ..form(title, category)
    };
    by.call(&OfferService {}, &form).await.unwrap()
}

async fn show(by: &Client, service: ServiceId) -> Result<ServiceInfo, Code> {
    let shown = by.call(&ShowService { service }, &NoBody {}).await;
    shown.map_err(|problem| problem.code)
}

/// The titles that somebody finds.
async fn titles(by: &Client, query: &ServiceQuery) -> Vec<String> {
    let page = by.ask(&ListServices {}, query).await.unwrap();
    page.items.into_iter().map(|service| service.title).collect()
}

async fn all_titles(by: &Client) -> Vec<String> {
    titles(by, &ServiceQuery::default()).await
}

/// Moves the end of one as if so many seconds were left.
async fn ends_in(app: &TestApp, service: ServiceId, seconds: i64) {
    let ends = store::clock::now().plus_seconds(seconds);
    let changed = app.store().write(move |tx| {
        diesel::update(sel_services::table.find(service))
            .set(sel_services::expires_at.eq(ends))
            .execute(tx.db)?;
        Ok(())
    });
    changed.await.unwrap();
}
