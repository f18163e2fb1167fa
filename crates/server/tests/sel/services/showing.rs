//! How long something is shown: paused, put away, over, renewed; and that it goes with its owner.

use domain::{
    endpoint::Endpoint,
    page::NoBody,
    problem::Code,
    schools::types::Level,
    sel::{
        service::{ServiceInfo, ServiceState},
        service_calls::{ArchiveService, ChangeService, ListMyServices, PauseService, RenewService, ResumeService},
        service_forms::MyServiceQuery,
    },
};
use testkit::{app::TestApp, client::Client};

use super::{all_titles, ends_in, form, offer, show};

async fn act<E: Endpoint<Body = NoBody, Reply = ServiceInfo>>(by: &Client, call: E) -> Result<ServiceState, Code> {
    let done = by.call(&call, &NoBody {}).await;
    done.map(|service| service.state).map_err(|problem| problem.code)
}

async fn mine(by: &Client, state: Option<ServiceState>) -> usize {
    let query = MyServiceQuery {
        state,
        ..MyServiceQuery::default()
    };
    by.ask(&ListMyServices {}, &query).await.unwrap().items.len()
}

#[tokio::test]
async fn what_is_paused_is_seen_by_its_owner_only() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    assert_eq!(act(&jean, PauseService { service }).await, Err(Code::Forbidden));
    for _ in 0..2 {
        assert_eq!(act(&marie, PauseService { service }).await, Ok(ServiceState::Paused));
    }
    assert!(all_titles(&jean).await.is_empty() && all_titles(&marie).await.is_empty());
    assert_eq!(show(&jean, service).await.unwrap_err(), Code::NotFound);
    assert_eq!(show(&marie, service).await.unwrap().state, ServiceState::Paused);
    assert_eq!(mine(&marie, None).await, 1);
    assert_eq!(act(&marie, ResumeService { service }).await, Ok(ServiceState::Active));
    assert_eq!(all_titles(&jean).await, ["Tarte"]);
}

#[tokio::test]
async fn what_is_put_away_comes_back_with_a_new_time_only() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    ends_in(&app, service, 10).await;
    assert_eq!(
        act(&marie, ArchiveService { service }).await,
        Ok(ServiceState::Archived)
    );
    assert_eq!(
        (
            mine(&marie, None).await,
            mine(&marie, Some(ServiceState::Archived)).await
        ),
        (0, 1)
    );
    assert_eq!(act(&marie, ResumeService { service }).await, Err(Code::Conflict));
    let changed = marie.call(&ChangeService { service }, &form("Gâteau", "cuisine")).await;
    assert_eq!(changed.unwrap_err().code, Code::Conflict);
    assert_eq!(act(&marie, RenewService { service }).await, Ok(ServiceState::Active));
    let ends = show(&marie, service).await.unwrap().expires_at;
    let days = ends.seconds_since(store::clock::now()) / 86_400;
    assert!((89..=90).contains(&days), "{days}");
}

#[tokio::test]
async fn after_ninety_days_it_is_gone_until_it_is_renewed() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    ends_in(&app, service, -1).await;
    assert!(all_titles(&jean).await.is_empty());
    assert_eq!(show(&jean, service).await.unwrap_err(), Code::NotFound);
    assert_eq!(show(&marie, service).await.unwrap().state, ServiceState::Expired);
    assert_eq!(mine(&marie, Some(ServiceState::Expired)).await, 1);
    assert_eq!(mine(&marie, Some(ServiceState::Active)).await, 0);
    assert_eq!(act(&marie, ResumeService { service }).await, Err(Code::Conflict));
    assert_eq!(act(&marie, RenewService { service }).await, Ok(ServiceState::Active));
    assert_eq!(all_titles(&jean).await, ["Tarte"]);
}

#[tokio::test]
async fn it_is_not_shown_any_more_when_its_owner_is_suspended() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    let (account, school) = (marie.id, app.school);
    let suspended = app.store().write(move |tx| {
        use diesel::prelude::*;
        use domain::schools::types::MembershipStatus;
        use store::schema::memberships;
        let hers = memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::school_id.eq(school));
        diesel::update(hers)
            .set(memberships::status.eq(MembershipStatus::Suspended))
            .execute(tx.db)?;
        Ok(())
    });
    suspended.await.unwrap();
    assert!(all_titles(&jean).await.is_empty());
    assert_eq!(show(&jean, service).await.unwrap_err(), Code::NotFound);
}
