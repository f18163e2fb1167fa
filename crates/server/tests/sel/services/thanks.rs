//! Thanks: after a confirmed transfer about an offer or a request, by whoever paid, once; hidden with a reason.

use domain::{
    id::{Account, Id, SelTransferId},
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::{Act, AuditQuery},
        calls::ListAudit,
        types::Level,
    },
    sel::{
        calls::{ApproveSelTransfer, ConfirmSelTransfer, ShowSelTransfer},
        service::{ReviewInfo, ServiceInfo},
        service_calls::{HideReview, ListReviews, RemoveService, ThankForService},
        service_forms::{ReviewForm, ReviewHiding},
        types::SelTransferDetail,
    },
};
use serde_json::{Value, json};
use testkit::{
    app::TestApp,
    client::{Client, send},
    person::Person,
};

use super::{offer, request, show};

/// Proposes a transfer.
async fn propose(by: &Client, body: &Value) -> Result<SelTransferDetail, Code> {
    let request = by
        .request(reqwest::Method::POST, "/api/v1/sel/transactions")
        .header("idempotency-key", Id::<Account>::fresh().to_string())
        .json(body);
    let answer = send(request).await;
    if answer.status == 201 {
        Ok(serde_json::from_str(&answer.body).unwrap())
    } else {
        Err(answer.problem().code)
    }
}

/// One pays another for what that one offers.
fn paying(to: &Person, service: &ServiceInfo) -> Value {
    json!({ "to": to.id, "units": 60, "description": service.title, "service_id": service.id })
}

/// The same, approved and confirmed.
async fn exchanged(from: &Person, to: &Person, service: &ServiceInfo) -> SelTransferId {
    let transfer = propose(from, &paying(to, service)).await.unwrap().transfer.id;
    to.call(&ApproveSelTransfer { transfer }, &NoBody {}).await.unwrap();
    from.call(&ConfirmSelTransfer { transfer }, &NoBody {}).await.unwrap();
    transfer
}

async fn thank(by: &Client, transfer: SelTransferId, text: Option<&str>) -> Result<ReviewInfo, Code> {
    let form = ReviewForm {
        text: text.map(str::to_owned),
    };
    let thanked = by.call(&ThankForService { transfer }, &form).await;
    thanked.map_err(|problem| problem.code)
}

async fn thanks(by: &Client, service: &ServiceInfo) -> Vec<ReviewInfo> {
    let call = ListReviews { service: service.id };
    by.ask(&call, &PageQuery::default()).await.unwrap().items
}

#[tokio::test]
async fn a_transfer_is_for_an_offer_of_whoever_is_paid_or_a_request_of_whoever_pays() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let his = offer(&jean, "Maths", "devoirs").await;
    let hers = request(&marie, "Vélo", "bricolage").await;
    let paid = propose(&marie, &paying(&jean, &his)).await.unwrap();
    let quote = paid.transfer.service.unwrap();
    assert_eq!(
        (quote.id, quote.owner_id, quote.title.as_str()),
        (his.id, jean.id, "Maths")
    );
    assert!(propose(&marie, &paying(&jean, &hers)).await.is_ok());
    let asked = json!({ "from": marie.id, "units": 30, "description": "Vélo", "service_id": hers.id });
    assert!(propose(&jean, &asked).await.is_ok());
    let reverse = json!({ "to": marie.id, "units": 30, "description": "Maths", "service_id": his.id });
    assert_eq!(propose(&jean, &reverse).await.unwrap_err(), Code::Invalid);
    let shown = ShowSelTransfer {
        transfer: paid.transfer.id,
    };
    jean.call(&RemoveService { service: his.id }, &NoBody {}).await.unwrap();
    let left = marie.call(&shown, &NoBody {}).await.unwrap();
    assert_eq!(left.transfer.service, None, "the transfer stays");
}

#[tokio::test]
async fn whoever_paid_says_thank_you_once_it_is_confirmed() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&jean, "Maths", "devoirs").await;
    let transfer = propose(&marie, &paying(&jean, &service)).await.unwrap().transfer.id;
    assert_eq!(thank(&marie, transfer, None).await.unwrap_err(), Code::Conflict);
    jean.call(&ApproveSelTransfer { transfer }, &NoBody {}).await.unwrap();
    assert_eq!(thank(&marie, transfer, None).await.unwrap_err(), Code::Conflict);
    marie.call(&ConfirmSelTransfer { transfer }, &NoBody {}).await.unwrap();
    assert_eq!(thank(&jean, transfer, None).await.unwrap_err(), Code::Forbidden);
    let said = thank(&marie, transfer, Some(" Patient et ponctuel ! ")).await.unwrap();
    assert_eq!(said.text.as_deref(), Some("Patient et ponctuel !"));
    assert_eq!(thank(&marie, transfer, None).await.unwrap_err(), Code::AlreadyDecided);
    assert_eq!(show(&marie, service.id).await.unwrap().thanks, 1);
    let seen = thanks(&jean, &service).await;
    assert_eq!(
        (seen.len(), seen[0].mine, seen[0].author_name.as_str()),
        (1, false, "Marie Dupont")
    );
    let detail = jean.call(&ShowSelTransfer { transfer }, &NoBody {}).await.unwrap();
    assert_eq!(detail.review.map(|review| review.id), Some(said.id));
}

#[tokio::test]
async fn a_transfer_about_nothing_is_not_thanked_for() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let plain = json!({ "to": jean.id, "units": 60, "description": "Maths" });
    let transfer = propose(&marie, &plain).await.unwrap().transfer.id;
    jean.call(&ApproveSelTransfer { transfer }, &NoBody {}).await.unwrap();
    marie.call(&ConfirmSelTransfer { transfer }, &NoBody {}).await.unwrap();
    assert_eq!(thank(&marie, transfer, None).await.unwrap_err(), Code::Conflict);
}

#[tokio::test]
async fn what_is_hidden_is_read_by_nobody_and_its_author_learns_why() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&jean, "Maths", "devoirs").await;
    let transfer = exchanged(&marie, &jean, &service).await;
    let review = thank(&marie, transfer, Some("Mieux que Paul")).await.unwrap().id;
    let hiding = ReviewHiding {
        reason: "Nomme une autre personne".to_owned(),
    };
    let refused = jean.call(&HideReview { review }, &hiding).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    let office = app.office().await;
    for _ in 0..2 {
        let hidden = office.call(&HideReview { review }, &hiding).await.unwrap();
        assert_eq!(hidden.text, None);
    }
    assert!(thanks(&jean, &service).await.is_empty());
    assert_eq!(show(&jean, service.id).await.unwrap().thanks, 0);
    let hers = thanks(&marie, &service).await;
    assert_eq!(hers[0].hidden_because.as_deref(), Some("Nomme une autre personne"));
    let query = AuditQuery {
        act: Some(Act::SelReviewHidden),
        ..AuditQuery::default()
    };
    let noted = office.ask(&ListAudit {}, &query).await.unwrap().items;
    assert_eq!(noted.len(), 1);
    let missing = HideReview { review: Id::fresh() };
    assert_eq!(office.call(&missing, &hiding).await.unwrap_err().code, Code::NotFound);
    let stranger = app.teacher_elsewhere("Zora", Level::P3).await;
    assert_eq!(
        stranger.call(&HideReview { review }, &hiding).await.unwrap_err().code,
        Code::Forbidden
    );
}
