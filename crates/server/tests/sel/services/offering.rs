//! Offering, asking, changing and removing.

use domain::{
    page::NoBody,
    problem::Code,
    schools::{
        audit::{Act, AuditQuery},
        calls::ListAudit,
        types::{Level, Role},
    },
    sel::{
        service::{ServiceKind, ServiceState},
        service_calls::{ChangeService, OfferService, RemoveService},
        service_forms::ServiceForm,
    },
};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::app::TestApp;

use super::{all_titles, form, offer, request, show};
use crate::files::{samples, status, upload};

#[tokio::test]
async fn an_offer_is_an_hour_for_an_hour_unless_it_says_otherwise() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    // as the sources send it (S0-54)
    let body = json!({ "title": "  Tarte\u{a0}aux pommes ", "description": "Sucrée.", "category": "cuisine" });
    let sent = marie.raw("POST", "/api/v1/sel/services", body.to_string()).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let tart = sent.json();
    assert_eq!((&tart["kind"], &tart["units_per_hour"]), (&json!("offer"), &json!(60)));
    assert_eq!(tart["fixed_units"], Value::Null);
    let fixed = ServiceForm {
        fixed_units: Some(30),
        languages: vec!["fr".to_owned(), "nl".to_owned()],
        availability: Some("Samedi".to_owned()),
        place: Some("Evere".to_owned()),
        ..form("Prêt d’une remorque", "transport")
    };
    let lent = marie.call(&OfferService {}, &fixed).await.unwrap();
    assert_eq!((lent.units_per_hour, lent.fixed_units), (None, Some(30)));
    let seen = show(&jean, lent.id).await.unwrap();
    assert_eq!(seen.languages, ["fr", "nl"]);
    assert_eq!(seen.owner.classes, ["P3"]);
    assert_eq!(
        (seen.mine, seen.alerts, seen.state),
        (false, None, ServiceState::Active)
    );
    let mine = show(&marie, lent.id).await.unwrap();
    assert_eq!((mine.mine, mine.alerts), (true, Some(false)));
    assert_eq!(request(&jean, "Vélo à réparer", "bricolage").await.alerts, Some(true));
    assert_eq!(all_titles(&jean).await.len(), 3);
}

#[rstest]
#[case(json!({ "title": "  " }), "/title")]
#[case(json!({ "title": "x".repeat(201) }), "/title")]
#[case(json!({ "description": "x".repeat(2001) }), "/description")]
#[case(json!({ "units_per_hour": 0 }), "/units_per_hour")]
#[case(json!({ "units_per_hour": 601 }), "/units_per_hour")]
#[case(json!({ "fixed_units": -1 }), "/fixed_units")]
#[case(json!({ "units_per_hour": 60, "fixed_units": 60 }), "/fixed_units")]
#[case(json!({ "languages": ["fr", "fr"] }), "/languages")]
#[case(json!({ "languages": ["français"] }), "/languages")]
#[case(json!({ "place": "x".repeat(201) }), "/place")]
#[tokio::test]
async fn what_is_not_valid_is_refused(#[case] wrong: Value, #[case] pointer: &str) {
    let app = TestApp::start().await;
    let marie = app.staff("Marie", Role::Parent).await;
    let mut body = json!({ "title": "Tarte", "category": "cuisine" });
    body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
    let sent = marie.raw("POST", "/api/v1/sel/services", body.to_string()).await;
    let problem = sent.problem();
    assert_eq!(problem.code, Code::Invalid);
    assert!(problem.errors[0].pointer.starts_with(pointer), "{:?}", problem.errors);
    assert!(all_titles(&marie).await.is_empty());
}

#[tokio::test]
async fn units_are_whole_numbers() {
    let app = TestApp::start().await;
    let marie = app.staff("Marie", Role::Parent).await;
    for units in [json!(1.5), json!("60"), json!(9_223_372_036_854_775_808_u64)] {
        let body = json!({ "title": "Tarte", "category": "cuisine", "units_per_hour": units });
        let sent = marie.raw("POST", "/api/v1/sel/services", body.to_string()).await;
        assert_eq!(sent.problem().code, Code::Invalid, "{units}");
    }
    let unknown = form("Tarte", "patisserie");
    let refused = marie.call(&OfferService {}, &unknown).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
}

#[tokio::test]
async fn its_owner_changes_it_by_version_and_an_offer_stays_one() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await;
    let call = ChangeService { service: service.id };
    let gardening = form("Tondre la pelouse", "jardinage");
    let changed = marie.change(&call, service.version, &gardening).await.unwrap();
    assert_eq!((changed.title.as_str(), changed.version), ("Tondre la pelouse", 2));
    assert_eq!(changed.expires_at, service.expires_at);
    let stale = marie.change(&call, service.version, &gardening).await.unwrap_err();
    assert_eq!(stale.code, Code::Stale);
    let other_kind = ServiceForm {
        kind: Some(ServiceKind::Request),
        ..gardening.clone()
    };
    let refused = marie.change(&call, 2, &other_kind).await.unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    let other = jean.change(&call, 2, &gardening).await.unwrap_err();
    assert_eq!(other.code, Code::Forbidden);
}

#[tokio::test]
async fn the_office_removes_what_must_not_stand_there_and_that_is_written_down() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (one, two) = (
        offer(&marie, "Tarte", "cuisine").await,
        offer(&marie, "Gâteau", "cuisine").await,
    );
    let remove = |id| RemoveService { service: id };
    let refused = jean.call(&remove(one.id), &NoBody {}).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    marie.call(&remove(one.id), &NoBody {}).await.unwrap();
    let office = app.office().await;
    office.call(&remove(two.id), &NoBody {}).await.unwrap();
    assert_eq!(show(&marie, one.id).await.unwrap_err(), Code::NotFound);
    assert_eq!(show(&marie, two.id).await.unwrap_err(), Code::NotFound);
    let query = AuditQuery {
        act: Some(Act::SelServiceRemoved),
        ..AuditQuery::default()
    };
    let removed = office.ask(&ListAudit {}, &query).await.unwrap().items;
    assert_eq!(removed.len(), 1, "her own is hers to remove");
    assert_eq!(removed[0].account_id, Some(marie.id));
}

#[tokio::test]
async fn its_picture_is_seen_by_whoever_sees_it_and_goes_with_it() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let picture = upload(&marie, "tarte.png", samples::png(64, 64)).await.unwrap();
    let with_picture = ServiceForm {
        photo_id: Some(picture.id),
        ..form("Tarte", "cuisine")
    };
    let service = marie.call(&OfferService {}, &with_picture).await.unwrap();
    assert_eq!(service.photo.as_ref().map(|photo| photo.id), Some(picture.id));
    assert_eq!(status(&jean, picture.id).await, 200);
    let another = upload(&jean, "velo.png", samples::png(32, 32)).await.unwrap();
    let call = ChangeService { service: service.id };
    let his = ServiceForm {
        photo_id: Some(another.id),
        ..form("Tarte", "cuisine")
    };
    let refused = marie.call(&call, &his).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid, "a picture of somebody else");
    assert_eq!(status(&jean, picture.id).await, 200);
    marie.call(&call, &with_picture).await.unwrap();
    let stranger = app.teacher_elsewhere("Zora", Level::P3).await;
    assert_eq!(status(&stranger, picture.id).await, 404);
    marie.call(&call, &form("Tarte", "cuisine")).await.unwrap();
    assert_eq!(status(&jean, picture.id).await, 404);
}

#[tokio::test]
async fn nobody_has_more_than_fifty_at_a_time() {
    let app = TestApp::start().await;
    let marie = app.staff("Marie", Role::Parent).await;
    for number in 0..50 {
        offer(&marie, &format!("Tarte {number}"), "cuisine").await;
    }
    let refused = marie
        .call(&OfferService {}, &form("Tarte", "cuisine"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::LimitReached);
}
